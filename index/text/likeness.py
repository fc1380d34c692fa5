"""Whether one text is a copy of another, so that the shorter one says nothing that the longer one does not.

The share of common words is not enough: tomorrow's weather report has nearly all words of today's, and is another
article. Texts with different numbers or names in the same place are not copies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from index.text.decisive import differ, marked_words, turns_meaning
from index.text.shingles import MOST_WORDS, shingles, words

CONTAINED = 0.9
"""The least share of the shorter text's shingles that the longer one must have."""

ALIKE = 0.5
"""The least share of all shingles that both must have: a short note inside a long report is not a copy of it."""

SAME_PAGE = 0.5
"""Like `CONTAINED`, for two versions of one web page, of which the later replaces the earlier."""

WHOLE = 0.5
"""The least share of the earlier version's length that a later one needs to replace it: a page that only shows its
first lines, or a paywall, is not a later version."""

FEW_WORDS = 30
"""Texts with fewer words are only copies if all their words are equal: a single word may make the difference."""

_SLIP = 3
"""Among at most this many words that only one text has, "not" reverses the meaning, and "million" multiplies."""


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A text prepared for comparison: its words as written, with signs and currencies, and in lower case."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    shingles: frozenset[str]

    @classmethod
    def of(cls, text: str) -> ComparedText:
        """Prepare a text; one that is too long to be compared has no words."""
        plain = words(text)
        if not plain or len(plain) > MOST_WORDS:
            return cls((), (), frozenset())
        written = marked_words(text)  # at most a few marks for each word
        folded = tuple(word.casefold() for word in written)
        return cls(tuple(written), folded, frozenset(shingles([word.casefold() for word in plain])))


def is_copy(shorter: ComparedText, longer: ComparedText) -> bool:
    """Tell whether `shorter` says nothing that `longer` does not say, in the same words."""
    if not shorter.written or not longer.written:
        return False
    if shorter.folded == longer.folded:
        return True
    if min(len(shorter.written), len(longer.written)) < FEW_WORDS:
        return False
    common = len(shorter.shingles & longer.shingles)
    contained = common / len(shorter.shingles)
    alike = common / len(shorter.shingles | longer.shingles)
    return contained >= CONTAINED and alike >= ALIKE and not _contradict(shorter.written, longer.written)


def is_same_page(one: ComparedText, other: ComparedText) -> bool:
    """Tell whether two texts of one web page are versions of one story: most of the shorter is in the longer."""
    least = min(len(one.shingles), len(other.shingles))
    return bool(least) and len(one.shingles & other.shingles) / least >= SAME_PAGE


def is_whole(later: ComparedText, earlier: ComparedText) -> bool:
    """Tell whether a later text of a page is long enough, compared with the earlier one, to be complete."""
    return len(later.shingles) >= WHOLE * len(earlier.shingles)


def _contradict(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two texts have different numbers, names or negations in the same place.

    `one` and `other` are their words as written, with signs and currencies.
    """
    edits = Levenshtein.opcodes(*([word.casefold() for word in written] for written in (one, other)))
    end = other_end = 0
    for same in edits.as_matching_blocks():  # the last block is empty, at the end of both texts
        mine, theirs = one[end : same.a], other[other_end : same.b]
        if mine and theirs:
            if differ(mine, theirs):
                return True
        elif len(mine or theirs) <= _SLIP and turns_meaning(mine or theirs):
            return True
        end, other_end = same.a + same.size, same.b + same.size
    return False
