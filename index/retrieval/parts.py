"""An index as arrays: its keys, and lists of words and of numbers, packed and unpacked."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from itertools import pairwise

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


def joined(name: str, lists: Sequence[array[int]]) -> Parts:
    """Return lists of numbers (0 to 2³² − 1) as two arrays: all numbers in a row, and where each list ends."""
    ends = np.cumsum([0, *map(len, lists)], dtype=np.int64)
    row = np.frombuffer(b"".join(each.tobytes() for each in lists), dtype=np.uintc)
    # As small as they fit: most counts take a byte.
    return {f"{name}_ends": ends, name: row.astype(np.min_scalar_type(row.max())) if len(row) else row}


def split(name: str, parts: Parts) -> list[array[int]]:
    """Return the lists that `joined` packed under this name. Raises KeyError or ValueError for other arrays."""
    data = memoryview(parts[name].astype(np.uintc).tobytes())
    ends = (parts[f"{name}_ends"] * np.dtype(np.uintc).itemsize).tolist()
    if not ends or ends[-1] != len(data) or ends != sorted(ends):
        raise ValueError("lists and their ends do not fit together")
    return [array("I", data[start:end].tobytes()) for start, end in pairwise(ends)]
