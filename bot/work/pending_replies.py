"""Replies that the bot still owes: to interactions that were acknowledged, and to messages that are being answered."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class PendingReplies(Generic[T]):
    """What still waits for its final message, so that the end of the process can wait for it.

    An interaction (a T) is known by its id from its acknowledgement on, and work by the block in which it is done: two
    answers to one message, which was edited, may be under way at a time. Used on the event loop only.
    """

    def __init__(self) -> None:
        self._acknowledged: dict[int, T] = {}
        self._blocks = 0
        self._none_left = asyncio.Event()
        self._none_left.set()

    @property
    def unheard(self) -> list[T]:
        """What waits, and is in no block: nobody is about to give it its final message."""
        return list(self._acknowledged.values())

    def add(self, request_id: int, acknowledged: T) -> None:
        """Note that somebody waits. Adding an id twice counts once."""
        self._acknowledged[request_id] = acknowledged
        self._none_left.clear()

    def done(self, request_id: int) -> None:
        """Note that the final message was sent, or given up; an id that does not wait is ignored."""
        self._acknowledged.pop(request_id, None)
        if not self._acknowledged and not self._blocks:
            self._none_left.set()

    @contextlib.contextmanager
    def pending(self, request_id: int = 0) -> Iterator[None]:
        """Note inside the block that somebody waits, and instead of `request_id` (0: none): behind it, neither does."""
        self._blocks += 1
        self._none_left.clear()
        self._acknowledged.pop(request_id, None)
        try:
            yield
        finally:
            self._blocks -= 1
            self.done(request_id)

    async def wait_for_all(self, seconds: float) -> bool:
        """Wait until nobody waits any more, at most `seconds`; return whether that is so."""
        try:
            async with asyncio.timeout(seconds):
                # Again: behind the end of a block that failed, its apology may have begun before this is woken up.
                while self._acknowledged or self._blocks:
                    await self._none_left.wait()
        except TimeoutError:
            return False
        return True
