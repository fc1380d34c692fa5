"""Amounts that are a difference, and marked as such: "12 tonnes more than last year" are not 12 tonnes."""

from __future__ import annotations

import re

from index.article import Span
from index.questions.mentions import dates, numbers

_ADJECTIVES = (
    r"(?:long|short|warm|cold|cool|high|low|fast|slow|quick|old|young|tall|deep|wid|narrow|heavi|light|bigg|larg|small"
    r"|cheap|dear|near|farth|furth|great|strong|weak|thick|thinn|hott|clos|bett|wors)er|worse"
)
_MORE = r"(?:more|less|fewer)"
_OR_MORE = re.compile(rf"\s+(?:or\s+)?{_MORE}\b")
_LONGER = re.compile(rf"\s+(?:or\s+)?(?:{_MORE}|{_ADJECTIVES}|(?:earlier|later)(?=\s+than\b))\b")
_ASKS_DIFFERENCE = re.compile(
    rf"\b(?:{_MORE}|{_ADJECTIVES}|earlier|later|than|differ\w*|by\s+how|by\s+what|ris(?:e|en|ing)|rose|fall(?:en)?|fell|increas\w*"
    r"|decreas\w*|gr[oe]wn?|chang\w*|gain\w*)\b",
    re.IGNORECASE,
)


def with_comparative(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return the mark with the "more" or "longer" behind its amount, unless the question asks for the difference."""
    if _ASKS_DIFFERENCE.search(question):
        return mark
    amounts = [found for found in numbers(text, Span(mark.start, quote.end)) if found[0].overlaps(mark)]
    if not amounts:
        return mark
    amount, has_unit = amounts[-1]
    at = max(mark.end, amount.end)
    if not has_unit and dates(text, amount):
        return mark
    is_bare = at == amount.end and not has_unit
    found = (_OR_MORE if is_bare else _LONGER).match(text, at, quote.end)
    return mark if found is None else Span(mark.start, found.end())
