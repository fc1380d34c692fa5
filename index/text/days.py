"""Days as they are written: in documents and corpora, and by people who type them, in one set of rules."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from index.article import Span

DAY_OR_MONTH = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|June|July|August"
    r"|(?:Septem|Octo|Novem|Decem)ber)\b"
)
"""A pattern of capitalised words that are not names. "May" may be one."""

_SMALL_DAY_OR_MONTH = re.compile(rf"\b(?!march){DAY_OR_MONTH}", re.IGNORECASE)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NAMED = rf"(?P<month>{_MONTH_NAME})"
_WEEKDAY = r"\s*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]*\s+)?"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>\d{4})(?!\d)"

_WRITTEN = re.compile(r"(?P<year>\d{4})(?:(?P<mark>[-/.])(?P<month>\d{1,2})(?:(?P=mark)(?P<day>\d{1,2}))?)?")
_DATES = (
    re.compile(r"\s*(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"\s*(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
    re.compile(rf"{_WEEKDAY}{_NUMBER}\s+(?:of\s+)?{_NAMED},?\s+{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_WEEKDAY}{_NAMED}\s+{_NUMBER},?\s+{_YEAR}", re.IGNORECASE),
)
"""Of "03/05/2025" nobody knows which number is the month: it is no day."""
_TYPED = (
    re.compile(rf"{_NAMED},?\s+{_YEAR}(?P<day>)", re.IGNORECASE),
    re.compile(rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}"),
)
"""With points, the day comes first wherever people write so."""

_DAY_IN_MONTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH_NAME}|{_MONTH_NAME}\s+\d{{1,2}}(?:st|nd|rd|th)?)\b"
CALENDAR_WORD = (
    r"(?=[A-Z](?:[A-Z]|[a-z]+\b))(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?\b"
    rf"|{_MONTH_NAME})\.?"
)
"""A pattern of days of the week and months with a capital or in capitals, also shortened."""
_DAY_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_CALENDAR_DAY = re.compile(
    rf"\b(?:\d{{4}}-\d\d(?:-\d\d)?|\d{{1,2}}([./])\d{{1,2}}\1(?:\d{{2,4}})?|(?:1\d|20)\d\d"
    rf"|(?:{_DAY_NUMBER}\s+(?:of\s+)?)?{CALENDAR_WORD}(?:\s+{_DAY_NUMBER}\b)?)(?!\w|:\d)"
)

_ONE_DAY = re.compile(rf"\b{_DAY_IN_MONTH}", re.IGNORECASE)
_FROM_DATE = re.compile(
    rf"\b(?P<first>{_DAY_IN_MONTH}|\d{{1,2}}(?:st|nd|rd|th)?)(?:,?\s+\d{{4}})?\s?(?:[-–—]|to|till?|until|through|thru)"
    rf"\s?{_WEEKDAY}(?P<last>{_DAY_IN_MONTH}|\d{{1,2}}(?:st|nd|rd|th)?\b)",
    re.IGNORECASE,
)
"""Several days in a row: "24 December to 2 January", "24–28 December", "July 1 – 15"."""


def parsed_date(value: object) -> date | None:
    """Read ``2023-01-05``, ``2023/1/5``, ``20230105``, ``5 January 2023``, ``Jan 5th, 2023`` or a date and time.

    A weekday may go before a month by its English name. The day is the one that is written, in whatever time zone that
    was; None if it is no date.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    match = next((match for each in _DATES if (match := each.match(value))), None)
    return None if match is None else _first_day(match)


def typed_days(typed: str) -> tuple[date, date] | None:
    """Return the first and the last day of a day, a month (``2023-01``, ``March 2023``) or a year; None if it is none.

    A day may be written as for `parsed_date`, with nothing behind it, or as in ``22.01.2025``.
    """
    match = next((match for each in (_WRITTEN, *_DATES, *_TYPED) if (match := each.fullmatch(typed.strip()))), None)
    first = None if match is None else _first_day(match)
    if match is None or first is None:
        return None
    if match["day"]:
        return first, first
    last = first.month if match["month"] else 12
    return first, date(first.year, last, monthrange(first.year, last)[1])


def typed_date(value: object) -> date | None:
    """Return the day that is written in a field for it: one of `parsed_date`, or the first day of a month or year."""
    if (day := parsed_date(value)) is not None:
        return day
    days = None if value is None else typed_days(str(value))
    return None if days is None else days[0]


def _first_day(match: re.Match[str]) -> date | None:
    """Return the first day of what was matched; None where there is no such day."""
    year, month, day = match["year"], match["month"] or "1", match["day"] or "1"
    # Folded, as it was matched: a long s is an s, too.
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].casefold()) + 1
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def with_capitals(text: str) -> str:
    """Return a question with the capitals of its days and months: "on sunday"; except "march", which may be a verb."""
    return _SMALL_DAY_OR_MONTH.sub(lambda found: found[0].capitalize(), text)


def told_days(text: str) -> Span | None:
    """Return what a text tells of the calendar: from its first day, month or year to its last; None if nothing."""
    found = list(_CALENDAR_DAY.finditer(text))
    return Span(found[0].start(), found[-1].end()) if found else None


def day_in_a_row(question: str, text: str) -> str:
    """Return the first day of a month in a question, as it is written, if a text has it among several; else ""."""
    day = _ONE_DAY.search(question)
    asked = _month_and_day(day[0]) if day else (0, 0)
    for found in _FROM_DATE.finditer(text) if day else ():
        (month, first), (last_month, last) = map(_month_and_day, found.group("first", "last"))
        start, end = (month or last_month, first), (last_month or month, last)
        if start[0] and (start <= asked <= end if start <= end else not end < asked < start):
            return day[0] if day else ""
    return ""


def _month_and_day(written: str) -> tuple[int, int]:
    """Return the numbers of the month, 0 without one, and of the day."""
    month = re.search(_MONTH_NAME, written, re.IGNORECASE)
    day = re.search(r"\d+", written)
    return (_MONTHS.index(month[0][:3].casefold()) + 1 if month else 0), int(day[0]) if day else 0
