"""Promises: known until the last word was said."""

from __future__ import annotations

import asyncio

from bot.work.promises import Promises


async def test_waiting_ends_when_the_last_promise_is_kept() -> None:
    """And not before."""
    promises = Promises()
    assert await promises.all_kept(1)
    promises.make(1)
    promises.make(2)
    promises.make(2)
    waiting = asyncio.create_task(promises.all_kept(5))
    promises.keep(1)
    await asyncio.sleep(0.05)
    assert not waiting.done()
    promises.keep(2)
    assert await waiting


async def test_waiting_ends_in_time() -> None:
    """The process has to end some time."""
    promises = Promises()
    promises.make(1)
    assert not await promises.all_kept(0.01)
