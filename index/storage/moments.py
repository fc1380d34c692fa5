"""Moments as the tables hold them: naive, and in UTC. SQLite's DATETIME has no place for a zone."""

from __future__ import annotations

from datetime import UTC, datetime


def naive_utc(moment: datetime) -> datetime:
    """Return a moment of any zone as it is stored."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def aware_utc(stored: datetime) -> datetime:
    """Return a stored moment with its zone."""
    return stored.replace(tzinfo=UTC)
