"""The number of a clause or of an item is no answer: what stands behind it is."""

from __future__ import annotations

import re

from index.article import Span
from index.highlights.scene import ITEM_NUMBER, SENTENCE_BREAK, whole
from index.text.rows import is_row

_ASKS_NUMBER = re.compile(
    r"\b(?:clauses?|sections?|paragraphs?|articles?|items?|points?|rules?|steps?|chapters?|numbers?|versions?|numbered"
    r"|questions?|parts?|lines?|rank\w*|place)\b|§",
    re.IGNORECASE,
)


def behind_number(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return what stands behind the number of a line, where only that is marked and no number is asked for."""
    start = max(text.rfind("\n", 0, mark.start) + 1, quote.start)
    start += len(text[start : mark.start]) - len(text[start : mark.start].lstrip())
    number = ITEM_NUMBER.match(text, start, quote.end)
    if number is None or mark.end > number.end() or _ASKS_NUMBER.search(question) or is_row(quote.of(text)):
        return mark
    found = SENTENCE_BREAK.search(text, number.end(), quote.end)
    return whole(text, number.end(), found.start() if found else quote.end, quote) or mark
