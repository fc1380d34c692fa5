"""Amounts: one that is a difference is marked as such, and beside it no amount of something else.

"12 tonnes more than last year" are not 12 tonnes, and "12 since May, Bonn 20" says of Bonn what was not asked.
"""

from __future__ import annotations

import re

from index.article import Span
from index.questions.mentions import dates, numbers
from index.questions.question import FUNCTION_WORDS, Kind, content_stems, question_kind

_ADJECTIVES = (
    r"(?:long|short|warm|cold|cool|high|low|fast|slow|quick|old|young|tall|deep|wid|narrow|heavi|light|bigg|larg|small"
    r"|cheap|dear|near|farth|furth|great|strong|weak|thick|thinn|hott|clos|bett|wors)er|worse"
)
_MORE = r"(?:more|less|fewer)"
_SMALL = "|".join(FUNCTION_WORDS)
_OR_MORE = re.compile(rf"\s+(?:or\s+)?{_MORE}\b")
_THINGS_MORE = re.compile(rf"\s+(?!(?:{_SMALL})\b)[a-z]+\s+{_MORE}(?=\s+than\b|\s*[,.;:)]|\s*$)")
_LONGER = re.compile(rf"\s+(?:or\s+)?(?:{_MORE}|{_ADJECTIVES}|(?:earlier|later)(?=\s+than\b))\b")
_ASKS_DIFFERENCE = re.compile(
    rf"\b(?:{_MORE}|{_ADJECTIVES}|earlier|later|than|differ\w*|by\s+how|by\s+what|ris(?:e|en|ing)|rose|fall(?:en)?|fell|increas\w*"
    r"|decreas\w*|gr[oe]wn?|chang\w*|gain\w*)\b",
    re.IGNORECASE,
)

_AMOUNT = (
    r"(?:(?:[$€£]\s?)?\d[\d.,]*|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|a\shundred|a\sdozen)\b)"
)
_OTHERS = re.compile(
    # "12 since 2018, Bonn more than 20", "5 million and a profit of 2 million"
    rf"(?:,|,?\s+and)\s+(?:(?:[a-z]+\s+){{0,2}}[A-Z][\w'’-]*\s+(?:[a-z]+\s+){{0,3}}|(?:[a-z]+\s+){{1,3}}of\s+){_AMOUNT}"
)
_RISEN_TO = re.compile(rf"(?<=%|t)\s+to\s+{_AMOUNT}")
"""Behind a share: "lost 8 per cent to 41 euros"."""

_FROM = re.compile(r"\bfrom\s+\Z", re.IGNORECASE)
_TO = re.compile(rf"{_AMOUNT}(?:\s\w+){{0,2}}?\s+to\s+{_AMOUNT}")


def of_one_thing(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return the amount of a mark without those of others, and "from 140 to 35" for "140 to 35", which is no range."""
    if question_kind(question) not in {Kind.HOW_MANY, Kind.WHAT}:
        return mark
    if (ahead := _FROM.search(text, quote.start, mark.start)) and _TO.match(text, mark.start, mark.end):
        return Span(ahead.start(), mark.end)
    amounts = numbers(text, mark)
    if not amounts or amounts[0][0].start != mark.start:
        return mark
    found = _OTHERS.search(text, mark.start, mark.end) or _RISEN_TO.search(text, mark.start, mark.end)
    is_asked = found is not None and content_stems(found[0]) & content_stems(question)
    return Span(mark.start, found.start()) if found and not is_asked else mark


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
    patterns = (_OR_MORE, _THINGS_MORE) if is_bare else (_LONGER,)
    found = next((found for pattern in patterns if (found := pattern.match(text, at, quote.end))), None)
    return mark if found is None else Span(mark.start, found.end())
