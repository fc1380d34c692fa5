"""A phrase that leaves its noun out: "the fresh ones", "the one in Osaka"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.questions.times import YEAR
from index.questions.word_classes import PREPOSITION

RANK = re.compile(
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|last|next|previous|latest)",
    re.IGNORECASE,
)
_ONE = re.compile(
    rf"(?!no\s)(?=\S+\s)(?P<the>(?:the|an?|my|your|our|their)\s+)?(?P<like>(?:[\w'’.-]+\s+){{0,3}})(?P<one>ones?)"
    rf"(?P<rest>\s+(?:{PREPOSITION}|that|which|who)\b.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NounlessPhrase:
    """A phrase without its noun: its article with the space behind it, what describes the noun, and what follows it."""

    article: str
    like: tuple[str, ...]
    is_plural: bool
    rest: str

    @property
    def is_dated(self) -> bool:
        """Whether a year describes the noun: "the 2023 one"."""
        return any(map(YEAR.fullmatch, self.like))

    def with_noun(self, words: Sequence[str]) -> str:
        """Return it, up to the noun, with that of a thing, given by its words, and what still describes it."""
        return self.article + " ".join([*self.like, *self._without_rival(words)])

    def _without_rival(self, words: Sequence[str]) -> list[str]:
        """Return the words of a thing without that in whose place others are put: a year, a rank, else the first.

        Where none are, without its years and ranks: "the first 2022 final" and "the one in 2023".
        """
        *described, noun = words
        kinds = [kind for kind in (YEAR, RANK) if not self.like or kind.fullmatch(self.like[0])]
        kept = [word for word in described if not any(kind.fullmatch(word) for kind in kinds)]
        return [*(kept if kinds else described[1:]), noun]


def nounless(phrase: str) -> NounlessPhrase | None:
    """Return a phrase by its parts if it leaves its noun out."""
    found = _ONE.fullmatch(phrase)
    if found is None:
        return None
    return NounlessPhrase(
        found["the"] or "", tuple(found["like"].split()), found["one"].endswith("s"), found["rest"] or ""
    )
