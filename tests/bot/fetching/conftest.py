"""The small web of every test of fetching."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.web import SmallWeb


@pytest_asyncio.fixture
async def web() -> AsyncIterator[SmallWeb]:
    """A small web in which nothing told the secret."""
    async with SmallWeb() as small:
        yield small
        assert small.secrets_told == 0
