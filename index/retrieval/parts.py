"""An index as arrays: its keys, and lists of words, packed and unpacked."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.int64]
"""Keys of passages, of shape (n,)."""

Parts = dict[str, npt.NDArray[np.generic]]
"""An index as named arrays."""


def packed_words(words: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Return words as one array of bytes, in JSON."""
    return np.frombuffer(json.dumps(words).encode(), dtype=np.uint8)


def unpacked_words(part: npt.NDArray[np.generic]) -> list[str]:
    """Return the words that `packed_words` packed. Raises ValueError for other bytes."""
    words = json.loads(part.tobytes())
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValueError("these bytes are no list of words")
    return words
