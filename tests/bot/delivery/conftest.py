"""A clock that pauses are not waited for."""

from __future__ import annotations

import asyncio

import pytest
import pytest_asyncio


@pytest_asyncio.fixture
async def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that a test makes: they take no time, but the clock of its event loop goes on by them."""
    loop, made = asyncio.get_running_loop(), list[float]()
    now = loop.time

    async def sleep(seconds: float) -> None:
        made.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr(loop, "time", lambda: now() + sum(made))
    return made
