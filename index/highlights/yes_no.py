"""The statement that answers a yes-or-no question."""

from __future__ import annotations

import re

from index.article import Span
from index.highlights.clauses import clause_around
from index.questions.question import content_stems, stem

_OR = re.compile(r"(\w+)\s+or\s+(?!not\b)(?:(?:an?|the)\s+)?(\w+)", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:not|no|never|neither)\b|n['’]t\b", re.IGNORECASE)


def statement(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return the clause around a highlight, or the highlight itself if it is one of two words that the question offers.

    "Closed" answers "is it open or closed?", unless the clause denies something.
    """
    around, offered = clause_around(text, quote, mark), _OR.search(question)
    if offered is None or _DENIES.search(around.of(text)):
        return around
    return around if content_stems(mark.of(text)).isdisjoint(map(stem, offered.groups())) else mark
