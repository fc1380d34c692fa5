"""Text -> shingles -> bands: what two texts share, and by what texts that share much of it find each other.

A shingle is a run of five words. A MinHash signature of all shingles (Broder 1997), cut into bands, makes texts that
have most of them in common meet in at least one band (locality-sensitive hashing): no text is compared with all others.

The signature is datasketch's "affine32" to the last bit. Importing datasketch imports SciPy, half a second for whoever
added an article.
"""

from __future__ import annotations

import functools
import hashlib
import re
import zlib
from itertools import islice

import numpy as np

VERSION = 4
"""Of the words, the shingles, the bands and what is a copy: what an earlier version made is made and compared anew, all
of it when something is added or removed, else some of it with each question (`Collection.open`)."""

MOST_WORDS = 20_000
"""A text of more words, a book, is not compared: there is no story of that length that comes twice, and aligning two of
them takes a tenth of a second, which grows with the square of their length."""

SHINGLE = 5
"""Words of a shingle: fewer are common phrases, more let every corrected word cost too much."""

BANDS, ROWS = 32, 4
"""Two texts with the share J of their shingles in common meet with the chance 1 − (1 − J^ROWS)^BANDS:
87 % at .5, 98.8 % at .6, 99.99 % at .7."""

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Return the words of a text as they are written, without what stands between them; at most one too many."""
    return [found.group() for found in islice(_WORD.finditer(text), MOST_WORDS + 1)]


def shingles(folded: list[str]) -> set[str]:
    """Return the runs of five words; of a shorter text, the one run that it is. Give the words case-folded."""
    if len(folded) < SHINGLE:
        return {" ".join(folded)}
    return set(map(" ".join, zip(*(folded[at:] for at in range(SHINGLE)), strict=False)))


def bands(text: str) -> list[int]:
    """Return the bands of a text, one number of 64 bits each; none of a text without words, or with too many."""
    written = words(text)
    if not written or len(written) > MOST_WORDS:
        return []
    mine = shingles([word.casefold() for word in written])
    hashes = np.fromiter(map(zlib.crc32, map(str.encode, mine)), np.uint32, len(mine))
    values = signature(hashes).astype("<u4").reshape(BANDS, ROWS)
    return [_number(bytes([at]) + row.tobytes()) for at, row in enumerate(values)]


def signature(hashes: np.ndarray) -> np.ndarray:
    """Return the MinHash signature of hashes, uint32 of shape (n,) with n > 0: uint32 of shape (BANDS * ROWS,).

    A value is the least of all a·h + b mod 2^32, where h is a hash mixed by the finalizer of MurmurHash3.
    """
    mixed = (hashes ^ (hashes >> 16)) * np.uint32(0x85EBCA6B)
    mixed = (mixed ^ (mixed >> 13)) * np.uint32(0xC2B2AE35)
    mixed ^= mixed >> 16
    factors, summands = _permutations()
    values: np.ndarray = (mixed[:, None] * factors + summands).min(axis=0)
    return values


@functools.cache
def _permutations() -> tuple[np.ndarray, np.ndarray]:
    """Return a (odd, so that no two hashes meet) and b of each permutation, uint32 of shape (BANDS * ROWS,)."""
    drawn = np.random.RandomState(1)  # as datasketch draws them
    factors = drawn.randint(0, 2**31, BANDS * ROWS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, drawn.randint(0, 2**32, BANDS * ROWS, dtype=np.uint32)


def _number(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little", signed=True)
