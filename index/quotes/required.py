"""What a passage must have to answer: names and numbers of a yes-or-no question, and the thing whose price is asked.

A reader may prefer a passage about somebody else, another year or another thing, so these must be there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from index.questions.amounts import without_amounts
from index.questions.holidays import with_dates
from index.questions.names import WORD, names_and_numbers
from index.questions.question import content_stems, stem
from index.text.days import day_in_a_row, with_capitals
from index.text.quantities import quantities
from index.text.rows import LABEL_END, SEPARATOR
from index.text.weekdays import weekdays, weekdays_in

_MAY = re.compile(
    r"^\W*(?:is|are|was|were)\s+(?:(?:the|an?)\s+)?(?!(?:any|every|some|no)(?:one|body)\b)((?:[a-z'’-]+\s+){1,2})"
    r"(?:allowed|permitted|admitted|accepted|welcome|banned|forbidden|prohibited)\b",
    re.IGNORECASE,
)
"""A question of whether something is allowed: "are dogs allowed?"."""
_GROUPS = ("kid child children", "bike bicycle", "dog pet animal", "cat pet animal", "entry admission ticket fare")
_ALIKE = tuple(frozenset(map(stem, words.split())) for words in _GROUPS)
"""Words of which one tells whether the other is allowed, or what it costs."""
_PRICED = re.compile(
    r"\bhow\s+much\s+(?:is|are|does|do|for)\s+(?:(?:it|that)\s+(?:for|to\s+\w+)\s+)?"
    r"(.+?)(?=\s+(?:cost|on|in|for|at|per|to|with|from|by)\b|\W*\Z)",
    re.IGNORECASE,
)
"""What the price of is asked: "how much is a motorbike on the ferry?"."""
_NAMED_PRICE = re.compile(r"[^:]{1,60}:\s(?:\S+\s){0,3}?[^\s\d]{0,3}\d\S*(?:\s\S+){0,4}")
"""A line such as "- Bicycle: €4 one way"."""
_BEGINNING = 5
"""How many letters two words have in common of which one tells whether the other is allowed: photos, photography."""


def holds_what_is_asked(question: str, context: str) -> bool:
    """Tell whether `context` (title and passage) has all names and numbers of a yes-or-no question.

    Nor may the thing be missing that "are cats allowed?" asks about: dogs are not cats. "Tue–Fri" has a Wednesday,
    and "24 December to 2 January" New Year's Eve. Amounts (`without_amounts`) and other words may be expressed
    differently.
    """
    question = with_capitals(without_amounts(with_dates(question, context)))
    there = {_root(word) for word in WORD.findall(context)}
    missing = [name for name in names_and_numbers(question) if _root(name) not in there]
    if missing and set(missing) <= set(WORD.findall(day_in_a_row(question, context))):
        missing = []
    return _holds_who_may(question, there) and (not missing or _are_days_in(missing, context))


def _holds_who_may(question: str, there: AbstractSet[str]) -> bool:
    asking = _MAY.match(question)
    asked = content_stems(asking[1]) if asking else frozenset[str]()
    known = _with_alike(there)
    return not asked or any(_may_be_one(one, other) for one in asked for other in known)


def names_what_is_priced(question: str, quote: str, context: str) -> bool:
    """Tell whether "how much is a motorbike?" may be answered by a row of a list of prices: a bicycle is another thing.

    All of the words for the thing, except amounts, must be in `context` (title and passage), or any word of the
    question in the first cell or the name, which says what the row is about.
    """
    for amount in reversed(list(quantities(question))):
        question = question[: amount.place.start] + question[amount.place.end :]
    asking, line = _PRICED.search(question), quote.rpartition("\n")[2]
    cell, *others = line.split(SEPARATOR)
    named = _NAMED_PRICE.fullmatch(line)
    if asking is None or not (others or named):
        return True
    known = _with_alike(content_stems(context))
    about = _with_alike(content_stems(cell.rpartition(LABEL_END)[2] if others else line.partition(LABEL_END)[0]))
    return all(any(_may_be_one(one, other) for other in known) for one in content_stems(asking[1])) or any(
        _may_be_one(one, other) for one in content_stems(question) for other in about
    )


def _with_alike(there: AbstractSet[str]) -> frozenset[str]:
    return frozenset(there).union(*(words for words in _ALIKE if words & there))


def _may_be_one(one: str, other: str) -> bool:
    """Tell whether two words are equal, or one is a longer form of the other."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _BEGINNING and longer.startswith(shorter))


def _are_days_in(names: Sequence[str], context: str) -> bool:
    """Tell whether all of some names are days of the week that a text has in another form, or among several."""
    days = [weekdays(name) for name in names]
    return all(days) and weekdays_in(context).issuperset(frozenset().union(*days))


def _root(word: str) -> str:
    # Dots go between letters only: "U.S." is "US", but version 3.12 is not 31.2.
    return stem(re.sub(r"\.(?!\d)|,", "", word) if not word.islower() else word)
