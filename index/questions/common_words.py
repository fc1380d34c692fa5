"""Which words are common English words, and so not names unless they are capitalised.

They are the words that the packaged embedder's tokenizer keeps whole: 21,000 of the most frequent ones in Wikipedia and
books (Devlin et al. 2019). "race", "states" and "grace" are among them; "feries", "rubio" and "rubia" are not.
"""

from __future__ import annotations

import functools
import json

from index.models.files import BGE_SMALL
from index.text.analysis import unaccented


def is_common(word: str) -> bool:
    """Tell whether a word is common, ignoring case. Raises ModelError if the packaged words are missing."""
    return unaccented(word).casefold() in _vocabulary()


@functools.cache
def _vocabulary() -> frozenset[str]:
    pieces = json.loads(BGE_SMALL.path("tokenizer.json").read_bytes())["model"]["vocab"]
    return frozenset(piece for piece in pieces if piece.isalpha())
