"""Text -> shingles -> bands: what two texts share, and by what texts that share much of it find each other.

A shingle is a run of five words. A MinHash signature of all shingles (Broder 1997), cut into bands, makes texts that
have most of them in common meet in at least one band (locality-sensitive hashing): no text is compared with all others.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from itertools import islice

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

_AT_ONCE = 4_096
"""Shingles that are hashed in one go: the signature of a long text needs memory for each of them."""

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Return the words of a text as they are written, without what stands between them; at most one too many."""
    return [found.group() for found in islice(_WORD.finditer(text), MOST_WORDS + 1)]


def shingles(folded: list[str]) -> set[str]:
    """Return the runs of five words; of a shorter text, the one run that it is. Give the words case-folded."""
    return {" ".join(folded[at : at + SHINGLE]) for at in range(max(1, len(folded) - SHINGLE + 1))}


def bands(text: str) -> list[int]:
    """Return the bands of a text, one number of 64 bits each; none of a text without words, or with too many."""
    # Here: it imports SciPy, a third of a second that only those wait for who add articles.
    from datasketch import MinHash

    written = words(text)
    if not written or len(written) > MOST_WORDS:
        return []
    mine = [shingle.encode() for shingle in shingles([word.casefold() for word in written])]
    signature = MinHash(num_perm=BANDS * ROWS, hashfunc=zlib.crc32, scheme="affine32")
    for at in range(0, len(mine), _AT_ONCE):
        signature.update_batch(mine[at : at + _AT_ONCE])
    values = signature.hashvalues.astype("<u4").reshape(BANDS, ROWS)
    return [_number(bytes([at]) + row.tobytes()) for at, row in enumerate(values)]


def _number(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little", signed=True)
