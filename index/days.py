"""Days as they are written: in documents and corpora, and by people who type them, in one set of rules."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_WRITTEN = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?")
_DATE = re.compile(r"\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT_DATE = re.compile(r"\s*(\d{4})()(\d{2})(\d{2})(?!\d)")


def parsed_date(value: object) -> date | None:
    """Read ``2023-01-05``, ``2023/1/5``, ``20230105`` or a date and time; None if it is no date.

    The day is the one that is written, in whatever time zone that was.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    match = _DATE.match(value) or _COMPACT_DATE.match(value)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return None


def typed_days(typed: str) -> tuple[date, date] | None:
    """Return the first and the last day of a day, a month (``2023-01``, ``2023/1``) or a year; None if it is none.

    A day may be written as for `parsed_date`, with nothing behind it.
    """
    match = _WRITTEN.fullmatch(typed.strip()) or _COMPACT_DATE.fullmatch(typed.strip())
    if match is None:
        return None
    year, month, day = match.group(1, 3, 4)
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day:
        return first, first
    last = first.month if month else 12
    return first, date(first.year, last, monthrange(first.year, last)[1])


def typed_date(value: object) -> date | None:
    """Return the day that is written in a field for it: one of `parsed_date`, or the first day of a month or year."""
    if (day := parsed_date(value)) is not None:
        return day
    days = None if value is None else typed_days(str(value))
    return None if days is None else days[0]
