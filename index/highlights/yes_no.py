"""Yes-or-no questions: the statement that answers, and the names and numbers that an article must have.

A reader may prefer a passage about somebody else, or another year, so these must be there.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from index.article import Span
from index.highlights.clauses import clause_around
from index.questions.names import names_and_numbers
from index.questions.question import Kind, content_stems, question_kind, stem

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_OR = re.compile(r"(\w+)\s+or\s+(?!not\b)(?:(?:an?|the)\s+)?(\w+)", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:not|no|never|neither)\b|n['’]t\b", re.IGNORECASE)

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


def asks_yes_no(question: str) -> bool:
    """Tell whether the answer is yes or no, or one of two words: "is it open or closed?"."""
    return question_kind(question) is Kind.YES_NO


def statement(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return the clause around a highlight, or the highlight itself if it is one of two words that the question offers.

    "Closed" answers "is it open or closed?", unless the clause denies something.
    """
    around, offered = clause_around(text, quote, mark), _OR.search(question)
    if offered is None or _DENIES.search(around.of(text)):
        return around
    return around if content_stems(mark.of(text)).isdisjoint(map(stem, offered.groups())) else mark


def holds_what_is_asked(question: str, context: str) -> bool:
    """Tell whether `context` (title and passage) has all names and numbers of a yes-or-no question.

    Nor may the thing be missing that "are cats allowed?" asks about: dogs are not cats. Other words may be expressed
    differently.
    """
    there = {_root(word) for word in _WORD.findall(context)}
    return _holds_who_may(question, there) and all(_root(name) in there for name in names_and_numbers(question))


def _holds_who_may(question: str, there: AbstractSet[str]) -> bool:
    asking = _MAY.match(question)
    asked = content_stems(asking[1]) if asking else frozenset[str]()
    alike = [words for words in _ALIKE if words & there]
    return not asked or not asked.isdisjoint(frozenset(there).union(*alike))


def _root(word: str) -> str:
    # Dots go between letters only: "U.S." is "US", but version 3.12 is not 31.2.
    return stem(re.sub(r"\.(?!\d)|,", "", word) if not word.islower() else word)
