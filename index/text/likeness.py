"""Two texts: is one a copy of the other, so that whoever has read the longer one learns nothing from the shorter?

The share of common words does not decide that alone. A weather report of tomorrow has nearly all words of today's, and
is another article: texts that say something else in the same place, with other numbers or names, are not copies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from index.text.decisive import differ, marked_words, turns_meaning
from index.text.shingles import MOST_WORDS, shingles, words

CONTAINED = 0.9
"""The share of the shorter text's shingles that the longer one has, at least."""

ALIKE = 0.5
"""The share of both texts' shingles that both have, at least: a short note inside a long report is no copy of it."""

SAME_PAGE = 0.5
"""As `CONTAINED`, for two texts of one page of the web: the later one has taken the earlier one's place."""

WHOLE = 0.5
"""How much of the earlier text's length a later one of its page has, at least, to take its place: a page that shows
but its first lines, or a wall before it, is no later state of the article."""

FEW_WORDS = 30
"""Texts with fewer words are copies only when their words are all the same: one word may be all that they say."""

_SLIP = 3
"""Words: a "not" among so few that only one text has turns what is said around, a "million" multiplies it."""


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A text as it is compared: its words as they are written, with signs and currencies, and in lower case."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    shingles: frozenset[str]

    @classmethod
    def of(cls, text: str) -> ComparedText:
        """Read a text; one that is too long to be compared has no words."""
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
    return contained >= CONTAINED and alike >= ALIKE and not contradict(shorter.written, longer.written)


def is_same_page(one: ComparedText, other: ComparedText) -> bool:
    """Tell whether two texts of one page of the web are states of one story: most of the shorter is in the longer."""
    least = min(len(one.shingles), len(other.shingles))
    return bool(least) and len(one.shingles & other.shingles) / least >= SAME_PAGE


def is_whole(later: ComparedText, earlier: ComparedText) -> bool:
    """Tell whether a later text of a page says enough to be all of it, by the length of the earlier one."""
    return len(later.shingles) >= WHOLE * len(earlier.shingles)


def contradict(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether the texts say something else in the same place: other numbers, other names, or a negation.

    Give their words as they are written, with signs and currencies.
    """
    edits = Levenshtein.opcodes(*([word.casefold() for word in written] for written in (one, other)))
    end = other_end = 0
    for same in edits.as_matching_blocks():  # the last one is empty, where both texts end
        mine, theirs = one[end : same.a], other[other_end : same.b]
        if mine and theirs:
            if differ(mine, theirs):
                return True
        elif len(mine or theirs) <= _SLIP and turns_meaning(mine or theirs):
            return True
        end, other_end = same.a + same.size, same.b + same.size
    return False
