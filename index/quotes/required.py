"""The names and numbers that a passage must have to answer a yes-or-no question.

A reader may prefer a passage about somebody else, or another year, so these must be there.
"""

from __future__ import annotations

import re
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


def holds_what_is_asked(question: str, context: str) -> bool:
    """Tell whether `context` (title and passage) has all names and numbers of a yes-or-no question.

    Nor may the thing be missing that "are cats allowed?" asks about: dogs are not cats. Other words may be expressed
    differently.
    """
    there = {_root(word) for word in WORD.findall(context)}
    return _holds_who_may(question, there) and all(_root(name) in there for name in names_and_numbers(question))


def _holds_who_may(question: str, there: AbstractSet[str]) -> bool:
    asking = _MAY.match(question)
    asked = content_stems(asking[1]) if asking else frozenset[str]()
    alike = [words for words in _ALIKE if words & there]
    return not asked or not asked.isdisjoint(frozenset(there).union(*alike))


def _root(word: str) -> str:
    # Dots go between letters only: "U.S." is "US", but version 3.12 is not 31.2.
    return stem(re.sub(r"\.(?!\d)|,", "", word) if not word.islower() else word)
