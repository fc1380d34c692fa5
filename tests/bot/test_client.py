"""The start of the bot: whatever the last process left, all that goes on beside the questions begins."""

from __future__ import annotations

import asyncio

import pytest

from bot.client import ArticleBot
from bot.serving.service import make_service
from index.library import Library


async def test_work_that_cannot_be_read_keeps_nothing_from_beginning(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    """It is of a version that wrote it otherwise: struck out, and logged without anybody's words."""
    for kind, guild in (("ask", "old"), ("add", None), ("ask", [5]), ("ask", {})):
        library.journal.begin(kind, {"guild": guild, "question": "who raised it?"})
    library.journal.begin("ask", {"question": "who raised it?"})
    service = make_service(library)
    bot = ArticleBot(service)
    bot._unfinished = library.journal.unfinished()
    await bot.on_ready()
    while library.journal.unfinished() or len(bot._tasks) > 3:
        await asyncio.sleep(0.01)
    assert len(bot._tasks) == 3, "servers that were left, feeds and old articles are looked after"
    for task in bot._tasks:
        task.cancel()
    await asyncio.gather(*bot._tasks, service.asking.close(0), service.indexing.close(0), return_exceptions=True)
    assert caplog.text.count("cannot be taken up") == 5
    assert "raised" not in caplog.text
