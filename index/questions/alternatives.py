"""Kinds of a thing of which it is mostly only one: the first bus or the last one, the indoor or the outdoor pool."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from index.questions.question import FUNCTION_WORDS, stem

_ALTERNATIVES = (
    "first/second/third/fourth/fifth/sixth/seventh/eighth/ninth/tenth/last|final",
    "earliest/latest",
    "minimum/maximum",
    "highest/lowest",
    "largest|biggest/smallest",
    "oldest/youngest",
    "small|smaller|minor/big|bigger|large|larger|major",
    "single/double/triple/twin",
    "single/return",
    "indoor/outdoor",
    "inner/outer",
    "upper/lower",
    "front/back|rear",
    "left/right",
    "north|northern/south|southern/east|eastern/west|western",
    "morning/afternoon/evening/night",
    "spring/summer/autumn/winter",
    "adult/child|children's/senior/student",
    "men|men's|gentlemen/women|women's|ladies|ladies'",
    "public/private",
    "full-time/part-time",
    "inbound|incoming/outbound|outgoing",
    "domestic/international",
    "daily/weekly/monthly/yearly|annual",
    "hot/cold",
    "red/green/blue/yellow/orange/purple/white/black/grey|gray/brown/pink",
)
"""Groups of words that exclude each other before the same noun; those between "|" mean the same."""

_ONLY = "only"
"""It stands for a noun: "for women only"."""
_ORDER = 0
"""The group of ordinals."""
_MEANINGS: dict[str, list[tuple[int, int]]] = {}
for _group, _values in enumerate(_ALTERNATIVES):
    for _value, _words in enumerate(_values.split("/")):
        for _word in _words.split("|"):
            _MEANINGS.setdefault(_word, []).append((_group, _value))

_KIND = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, _MEANINGS))})\s+([^\W\d_]+)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]*)*")
_WHEN = frozenset(map(stem, ("time", "hour", "day", "night", "week", "month", "season", "year", "decade", "century")))
"""Before these, "last" tells when: "last year" and "its first year" may be one."""


class ThingOfKind(NamedTuple):
    """A thing by the stem of its noun, and its kind: a group of alternatives, and which of them."""

    noun: str
    group: int
    value: int


def things_of_kinds(text: str) -> frozenset[ThingOfKind]:
    """Return the things in a text that are told apart by such words."""
    found = [(noun.casefold(), meaning) for word, noun in _KIND.findall(text) for meaning in _MEANINGS[word.casefold()]]
    named = ((stem(noun), meaning) for noun, meaning in found if noun == _ONLY or noun not in FUNCTION_WORDS)
    return frozenset(
        ThingOfKind(noun, group, value) for noun, (group, value) in named if group != _ORDER or noun not in _WHEN
    )


def is_asked_kind(asked: AbstractSet[ThingOfKind], text: str) -> bool | None:
    """Tell whether a text is about things of the kinds asked for (True), or only others; None if it is about neither.

    Nor is it only about others if it has the word for the kind elsewhere: "three for the first lantern, five for the
    third".
    """
    said = things_of_kinds(text)
    if asked & said:
        return True
    others = {(one.noun, one.group) for one in said}
    missed = [one for one in asked if (one.noun, one.group) in others]
    if not missed:
        return None
    told = {meaning for word in _WORD.findall(text) for meaning in _MEANINGS.get(word.casefold(), ())}
    return None if any((one.group, one.value) in told for one in missed) else False
