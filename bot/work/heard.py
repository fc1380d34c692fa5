"""What messages asked a moment ago, so that one that is edited is answered again only where it asks something else."""

from __future__ import annotations

import time
from collections.abc import Callable

SECONDS = 300.0
"""How long after it was written a message may be mended; a later edit is no question to anybody who is there."""


class Heard:
    """Remembers the messages of the last minutes, by id. Used on the event loop only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` returns seconds that only grow."""
        self._clock = clock
        self._heard: dict[int, tuple[float, int, str]] = {}

    def turn(self, message_id: int, question: str) -> int | None:
        """Return how often a message has asked something else before, from 0; None where it asks the same again."""
        now = self._clock()
        while self._heard and now - self._heard[oldest := next(iter(self._heard))][0] >= SECONDS:
            del self._heard[oldest]
        first, turn, before = self._heard.get(message_id, (now, -1, None))
        if question == before:
            return None
        self._heard[message_id] = first, turn + 1, question
        return turn + 1
