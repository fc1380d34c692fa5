"""Which of the amounts of a quote are marked, and how: "12 tonnes more than last year" are not 12 tonnes."""

from __future__ import annotations

import re
from itertools import pairwise

from index.article import Span
from index.questions.mentions import dates, numbers
from index.questions.question import Kind, question_kind
from index.text.days import YEAR

_ADJECTIVES = (
    r"(?:long|short|warm|cold|cool|high|low|fast|slow|quick|old|young|tall|deep|wid|narrow|heavi|light|bigg|larg|small"
    r"|cheap|dear|near|farth|furth|great|strong|weak|thick|thinn|hott|clos|bett|wors)er|worse"
)
_MORE = r"(?:more|less|fewer)"
_LONGER = re.compile(rf"\s+(?:or\s+)?(?:{_MORE}|{_ADJECTIVES}|(?:earlier|later)(?=\s+than\b))\b")
_ASKS_DIFFERENCE = re.compile(
    rf"\b(?:{_MORE}|{_ADJECTIVES}|earlier|later|than|differ\w*|by\s+how|by\s+what|ris(?:e|en|ing)|rose|fall(?:en)?|fell|increas\w*"
    r"|decreas\w*|gr[oe]wn?|chang\w*|gain\w*)\b",
    re.IGNORECASE,
)

_THEN = re.compile(
    r"\((?P<when>[^()]*?\b(?:(?:19|20)\d\d|last\s+year|year\s+(?:ago|before|earlier)|before|previously|formerly)):?\s+[^()]*\Z",
    re.IGNORECASE,
)
"""What opens a bracket that says what was so at another time, up to a place in it: "12 (2018: 9)"."""
_BESIDE = 30
"""Characters between an amount and the bracket that says what it was, at most: "31 stalls so far (last year 27)"."""
_ARROW = re.compile(r"\s*(?:→|⇒|[-=]>)\s*")
_ASKS_BEFORE = re.compile(r"\b(?:was|were|did|old|before|previous(?:ly)?|former(?:ly)?|used\s+to)\b", re.IGNORECASE)


def behind_arrow(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return the amount behind an arrow for a mark of what it was before: the 5 of "8 → 5 minutes" holds now."""
    if question_kind(question) is Kind.WHEN or _ASKS_BEFORE.search(question) or _ASKS_DIFFERENCE.search(question):
        return mark
    amounts = [amount for amount, _ in numbers(text, quote)]
    for before, now in pairwise(amounts):
        arrow = _ARROW.search(text, before.end, now.start)
        if arrow and arrow.end() == now.start and before.overlaps(mark) and not before.holds(now):
            mark = Span(now.start, max(now.end, mark.end))
    return mark


def before_bracket(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return the amount before a bracket for a mark in it that is what it was, at a time that is not asked about."""
    then = _THEN.search(text[quote.start : mark.start])
    if then is None or not any(amount.overlaps(mark) for amount, _ in numbers(text, Span(mark.start, quote.end))):
        return mark
    times = YEAR.findall(then["when"]) or [then["when"]]
    if question_kind(question) is Kind.WHEN or any(time.casefold() in question.casefold() for time in times):
        return mark
    bracket = quote.start + then.start()
    beside = Span(max(quote.start, bracket - _BESIDE), bracket)
    days = dates(text, beside)
    now = [amount for amount, _ in numbers(text, beside) if not any(map(amount.overlaps, days))]
    return now[-1] if now else mark


def at_its_time(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return the amount of the year that the question names, for a mark of the amount of another time in the sentence.

    Where the quote tells as many amounts of each of several times, and each time stands before what it was then: the
    9 of "in 2004 it was 12; in 2014 it was 9; today it is 7".
    """
    years, days = YEAR.findall(question), dates(text, quote)
    if question_kind(question) is not Kind.HOW_MANY or _ASKS_DIFFERENCE.search(question):
        return mark
    if len(years) != 1 or len(days) < 2:
        return mark
    amounts = [one for one, _ in numbers(text, quote) if not any(map(one.overlaps, days))]
    told = [[one for one in amounts if day.end <= one.start < behind.start] for day, behind in pairwise(days)]
    told.append([one for one in amounts if days[-1].end <= one.start])
    marked = [(then, one) for then in told for one in then if one.overlaps(mark)]
    asked = [then for day, then in zip(days, told, strict=True) if years[0] in day.of(text)]
    if len(marked) != 1 or len(asked) != 1 or len({len(then) for then in told}) > 1 or amounts[0].start < days[0].start:
        return mark
    then, one = marked[0]
    return mark if then is asked[0] else asked[0][then.index(one)]


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
    found = _LONGER.match(text, at, quote.end)
    return mark if found is None else Span(mark.start, found.end())
