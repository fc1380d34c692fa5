"""One bot for all tests of a module, and a server of its own for each; a module may run another bot as `running`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.discord.keeping import Place, new_place, town
from tests.discord.process import Bot
from tests.discord.server import LocalDiscord


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[LocalDiscord, Bot]]:
    """One bot for all tests."""
    async with town(tmp_path_factory.mktemp("running") / "data") as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def place(running: tuple[LocalDiscord, Bot, *tuple[Any, ...]]) -> AsyncIterator[Place]:
    """A new server without articles and feeds; nothing may be refused by Discord."""
    local, bot, *_ = running
    yield await new_place(local, bot)
    assert bot.running
    local.transcript.assert_clean()
