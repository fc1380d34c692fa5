"""Days as people type them: 2025-01-22, or a whole month or year, in filters on both faces and in the form for text."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.errors import UsageError

_DAY = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?)?")


def day(typed: str | None, *, first: bool) -> date | None:
    """Return the day that was typed; of a year or a month its first or last day. Raises UsageError."""
    if typed is None or not typed.strip():
        return None
    found = _DAY.fullmatch(typed.strip())
    unknown = UsageError(f"{typed!r} is not a day that I know", "write it like 2025-01-22, 2025-01 or 2025")
    if found is None:
        raise unknown
    year, month, number = (int(found[name] or 0) for name in ("year", "month", "day"))
    try:
        if number or first:
            return date(year, month or 1, number or 1)
        if month in (0, 12):
            return date(year, 12, 31)
        return date(year, month + 1, 1) - timedelta(days=1)
    except ValueError:
        raise unknown from None
