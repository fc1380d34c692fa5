"""Which words are common English ones: a slip in them is but a slip, and who has such a name writes it with a capital.

They are those that the packaged embedder's tokenizer keeps whole: 21,000 of the most frequent words of Wikipedia and
books (Devlin et al. 2019), with "race", "states" and "grace" among them, and without "feries", "rubio" and "rubia".
"""

from __future__ import annotations

import functools
import json

from index.models.onnx import BGE_SMALL
from index.text.analysis import unaccented


def is_common(word: str) -> bool:
    """Whether a word, in whatever case, is a common one. Raises ModelError when the packaged words are not there."""
    return unaccented(word).casefold() in _vocabulary()


@functools.cache
def _vocabulary() -> frozenset[str]:
    pieces = json.loads(BGE_SMALL.path("tokenizer.json").read_bytes())["model"]["vocab"]
    return frozenset(piece for piece in pieces if piece.isalpha())
