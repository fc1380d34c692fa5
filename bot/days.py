"""Dates as people type them in filters and in the form for text: 2025-01-22, or a whole month or year."""

from __future__ import annotations

from datetime import date

from index.errors import UsageError
from index.text.days import typed_days


def parse_day(typed: str | None, *, first: bool) -> date | None:
    """Return the date that was typed; for a year or a month its first or last day. Raises UsageError."""
    if typed is None or not typed.strip():
        return None
    days = typed_days(typed)
    if days is None:
        raise UsageError(f"{typed!r} is not a day that I know", "write it like 2025-01-22, 2025-01 or 2025")
    return days[0] if first else days[1]
