"""Moments as the tables hold them: naive, and in UTC. SQLite's DATETIME has no place for a zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement

_FAR = timedelta(days=3)
"""No pause is as long: a day and some, and the hours that a feed does not want to be asked in."""


def naive_utc(moment: datetime) -> datetime:
    """Return a moment of any zone as it is stored."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def has_come(column: ColumnElement[datetime], now: datetime) -> ColumnElement[bool]:
    """Return the condition that a moment has come, or is further away than any pause: the clock was ahead then."""
    return (column <= naive_utc(now)) | (column > naive_utc(now + _FAR))


def aware_utc(stored: datetime) -> datetime:
    """Return a stored moment with its zone."""
    return stored.replace(tzinfo=UTC)
