"""Yes-or-no questions: what of the question an article has to say.

What a reader likes may be about somebody else, or another year. So the names and numbers that are asked about must
stand there.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from index.article import Span
from index.highlights.scene import clause_around
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
"""Who asks what may be: "are dogs allowed?"."""
_ALIKE = tuple(
    frozenset(map(stem, words.split()))
    for words in ("kid child children", "bike bicycle", "dog pet animal", "cat pet animal")
)
"""What says of each other whether they may be."""


def asks_yes_no(question: str) -> bool:
    """Tell whether yes or no would answer, or one of two words: "is it open or closed?"."""
    return question_kind(question) is Kind.YES_NO


def statement(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return the clause of a quote in which a mark stands; of two things that a question offers, the mark of one.

    "Closed" answers "is it open or closed?", unless the clause denies something.
    """
    around, offered = clause_around(text, quote, mark), _OR.search(question)
    if offered is None or _DENIES.search(around.of(text)):
        return around
    return around if content_stems(mark.of(text)).isdisjoint(map(stem, offered.groups())) else mark


def holds_what_is_asked(question: str, context: str) -> bool:
    """Tell whether `context` (title and passage) holds all names and numbers that a yes-or-no question asks about.

    So must what is asked of in "are cats allowed?": dogs are none. Other words may be said otherwise.
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
