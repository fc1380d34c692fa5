"""Days as people type them: 2025-01-22, or a whole month or year, in filters on both faces and in the form for text."""

from __future__ import annotations

from datetime import date

from index.errors import UsageError
from index.text.days import typed_days


def day(typed: str | None, *, first: bool) -> date | None:
    """Return the day that was typed; of a year or a month its first or last day. Raises UsageError."""
    if typed is None or not typed.strip():
        return None
    days = typed_days(typed)
    if days is None:
        raise UsageError(f"{typed!r} is not a day that I know", "write it like 2025-01-22, 2025-01 or 2025")
    return days[0] if first else days[1]
