"""The names and numbers that a passage must have to answer a yes-or-no question.

A reader may prefer a passage about somebody else, or another year, so these must be there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from index.questions.names import WORD, names_and_numbers
from index.questions.question import content_stems, stem

_MAY = re.compile(
    r"^\W*(?:is|are|was|were)\s+(?:(?:the|an?)\s+)?(?!(?:any|every|some|no)(?:one|body)\b)((?:[a-z'’-]+\s+){1,2})"
    r"(?:allowed|permitted|admitted|accepted|welcome|banned|forbidden|prohibited)\b",
    re.IGNORECASE,
)
"""A question of whether something is allowed: "are dogs allowed?"."""
_ALIKE = tuple(
    frozenset(map(stem, words.split()))
    for words in ("kid child children", "bike bicycle", "dog pet animal", "cat pet animal")
)
"""Words of which one tells whether the other is allowed."""
_BEGINNING = 5
"""How many letters two words have in common of which one tells whether the other is allowed: photos, photography."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = rf"\b(?!(?<=[Tt]he )Sun\b)({'|'.join(_DAYS)})(?:s|nes|rs?|ur)?(?:day)?s?\b"
_FROM_DAY = re.compile(rf"{_DAY}(?:\.?\s?(?:[-–—]|to|till|until|through|thru)\s?{_DAY})?")
"""A day of the week, in full or shortened, or several days in a row."""
_EVERY_DAY = re.compile(r"\b(?:daily|(?:every|each) day|(?:seven|7) days (?:a|per) week)\b", re.IGNORECASE)


def holds_what_is_asked(question: str, context: str) -> bool:
    """Tell whether `context` (title and passage) has all names and numbers of a yes-or-no question.

    Nor may the thing be missing that "are cats allowed?" asks about: dogs are not cats. "Tue–Fri" has a Wednesday.
    Other words may be expressed differently.
    """
    there = {_root(word) for word in WORD.findall(context)}
    missing = [name for name in names_and_numbers(question) if _root(name) not in there]
    return _holds_who_may(question, there) and (not missing or _are_days_in(missing, context))


def _holds_who_may(question: str, there: AbstractSet[str]) -> bool:
    asking = _MAY.match(question)
    asked = content_stems(asking[1]) if asking else frozenset[str]()
    alike = [words for words in _ALIKE if words & there]
    known = frozenset(there).union(*alike)
    return not asked or any(_may_be_one(one, other) for one in asked for other in known)


def _may_be_one(one: str, other: str) -> bool:
    """Tell whether two words are equal, or one is a longer form of the other."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _BEGINNING and longer.startswith(shorter))


def _are_days_in(names: Sequence[str], context: str) -> bool:
    """Tell whether all of some names are days of the week that a text has in another form, or among several."""
    found = {day for each in _FROM_DAY.finditer(context) for day in _days(each[1], each[2] or each[1])}
    days = [_FROM_DAY.fullmatch(name) for name in names]
    return all(day is not None and (day[1] in found or _EVERY_DAY.search(context)) for day in days)


def _days(first: str, last: str) -> Sequence[str]:
    """Return the days of a week from one to another: Sat, Sun, Mon."""
    start, end = _DAYS.index(first), _DAYS.index(last)
    return _DAYS[start : end + 1] if start <= end else (*_DAYS[start:], *_DAYS[: end + 1])


def _root(word: str) -> str:
    # Dots go between letters only: "U.S." is "US", but version 3.12 is not 31.2.
    return stem(re.sub(r"\.(?!\d)|,", "", word) if not word.islower() else word)
