"""Replies that the bot still owes: to interactions that were acknowledged, and to messages that are being answered."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator


class PendingReplies:
    """The ids of what still waits for its final message, so that the end of the process can wait for these.

    An id is that of an interaction or a message, or a negative number for other work that the end has to wait for.
    Used on the event loop only.
    """

    def __init__(self) -> None:
        self._ids: set[int] = set()
        self._none_left = asyncio.Event()
        self._none_left.set()

    def add(self, request_id: int) -> None:
        """Note that somebody waits. Adding an id twice counts once."""
        self._ids.add(request_id)
        self._none_left.clear()

    def done(self, request_id: int) -> None:
        """Note that the final message was sent, or given up; an id that does not wait is ignored."""
        self._ids.discard(request_id)
        if not self._ids:
            self._none_left.set()

    @contextlib.contextmanager
    def pending(self, request_id: int) -> Iterator[None]:
        """Note inside the block that somebody waits."""
        self.add(request_id)
        try:
            yield
        finally:
            self.done(request_id)

    async def wait_for_all(self, seconds: float) -> bool:
        """Wait until nobody waits any more, at most `seconds`; return whether that is so."""
        try:
            await asyncio.wait_for(self._none_left.wait(), seconds)
        except TimeoutError:
            return False
        return True
