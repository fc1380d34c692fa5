"""Ids as Discord makes them: 42 bits of milliseconds since 2015, then a count. Clients read the time from them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    """Makes ids that never repeat and always increase."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """Return a new id for the present moment."""
        made = (int(self._clock() * 1000) - EPOCH_MS) << 22
        self._last = max(self._last + 1, made)
        return self._last


def timestamp(snowflake: int, later: float = 0.0) -> str:
    """Return the time of an id, or some seconds `later`, as Discord writes it."""
    return datetime.fromtimestamp(((snowflake >> 22) + EPOCH_MS) / 1000 + later, UTC).isoformat()
