"""Moments as the tables hold them: naive, in UTC. SQLite's DATETIME has no zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement

_FAR = timedelta(days=3)
"""Longer than any pause: the longest is a little over a day, plus the hours in which a feed does not want to be
polled."""


def naive_utc(moment: datetime) -> datetime:
    """Return a moment of any zone in the form in which it is stored."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def has_come(column: ColumnElement[datetime], now: datetime) -> ColumnElement[bool]:
    """Return the condition that a moment has come, or is further away than any pause (then the clock was ahead)."""
    return (column <= naive_utc(now)) | (column > naive_utc(now + _FAR))


def aware_utc(stored: datetime) -> datetime:
    """Return a stored moment with its zone."""
    return stored.replace(tzinfo=UTC)
