"""What messages asked a moment ago: an edited one is answered again only if it asks something else."""

from __future__ import annotations

import time
from collections.abc import Callable

_ENDS = " .!?…"
"""Marks at the end of a question that may be corrected without asking anything else."""

SECONDS = 300.0
"""How long after a message was written an edit may ask a new question; later nobody expects an answer."""


class RecentMessages:
    """Remembers the messages of the last minutes, by id. Used on the event loop only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` returns seconds that never decrease."""
        self._clock = clock
        self._heard: dict[int, tuple[float, str]] = {}

    def asks_anew(self, message_id: int, question: str) -> bool:
        """Remember what a message asks; return False if that is what it asked before, but for case and last marks."""
        question = question.casefold().rstrip(_ENDS)
        now = self._clock()
        while self._heard and now - self._heard[oldest := next(iter(self._heard))][0] >= SECONDS:
            del self._heard[oldest]
        first, before = self._heard.get(message_id, (now, None))
        self._heard[message_id] = first, question
        return question != before
