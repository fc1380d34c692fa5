"""Retrying what Discord or the network did not take, as long as the error may be temporary.

discord.py does not retry when a connection is cut, when a rate limit comes without a `Via` header, or when a request
hangs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord

from bot.delivery.faults import NETWORK

_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 15.0
"""Seconds before the second attempt, and the most before a later one: each pause is twice as long as the last."""

_T = TypeVar("_T")


async def retry(call: Callable[[], Awaitable[_T]], seconds: float, attempt_seconds: float) -> _T:
    """Call until it works, as long as the error may be temporary, and return what the call returns.

    The pauses double, and are at least as long as Discord asks for. `seconds`: no new attempt starts after this time, 0
    means one attempt; `attempt_seconds`: how long one attempt may take. Raises the last error, a TimeoutError if an
    attempt took too long.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    pause = _FIRST_PAUSE
    while True:
        try:
            async with asyncio.timeout(attempt_seconds):
                return await call()
        except NETWORK as error:
            wait = _pause(error, pause)
            if wait is None or loop.time() + wait >= end:
                raise
        await asyncio.sleep(wait)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _pause(error: Exception, pause: float) -> float | None:
    """Return the seconds before the next attempt, at least `pause`; None if it would fail as well."""
    if not isinstance(error, discord.HTTPException):
        return pause
    if error.status == 429:
        try:
            return max(pause, float(error.response.headers.get("Retry-After", "")))
        except ValueError:
            return pause
    return pause if error.status >= 500 else None
