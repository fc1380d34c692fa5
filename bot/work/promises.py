"""Acknowledged interactions and mentions that still wait for their final message."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator


class Promises:
    """The ids for which somebody still waits. Used on the event loop only."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._all_kept = asyncio.Event()
        self._all_kept.set()

    def make(self, promise: int) -> None:
        """Note that somebody waits; `promise` is the id of an interaction or a message."""
        self._open.add(promise)
        self._all_kept.clear()

    def keep(self, promise: int) -> None:
        """Note that the final message was sent."""
        self._open.discard(promise)
        if not self._open:
            self._all_kept.set()

    @contextlib.contextmanager
    def made(self, promise: int) -> Iterator[None]:
        """Note inside the block that somebody waits."""
        self.make(promise)
        try:
            yield
        finally:
            self.keep(promise)

    async def all_kept(self, seconds: float) -> bool:
        """Wait until nobody waits any more, at most `seconds`; return whether that is so."""
        try:
            await asyncio.wait_for(self._all_kept.wait(), seconds)
        except TimeoutError:
            return False
        return True
