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
    for kind, guild in (("ask", "old"), ("add", None), ("ask", [5]), ("ask", {}), ("wait", 5)):
        library.journal.begin(kind, {"guild": guild, "question": "who raised it?"})
    library.journal.begin("ask", {"question": "who raised it?"})
    place = {"guild": 5, "channel": 6, "message": 7}
    library.journal.begin("ask", place | {"question": "who raised it?", "since": "yesterday"})
    library.journal.begin("add", place | {"name": "who raised it?", "occasion": "of old"})
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
    assert caplog.text.count("cannot be read") == 8
    assert "raised" not in caplog.text


async def test_work_on_which_a_fault_is_met_is_left_to_the_next_process(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody waits for it: it is not taken for an entry that cannot be read, whatever is raised."""

    def broken(_: int) -> None:
        raise ValueError("a fault")

    key = library.journal.begin("wait", {"guild": 5, "channel": 6, "message": 7})
    service = make_service(library)
    bot = ArticleBot(service)
    monkeypatch.setattr(bot, "get_partial_messageable", broken)
    (entry,) = library.journal.unfinished()
    with pytest.raises(ValueError, match="a fault"):
        await bot._take_up(entry)
    await asyncio.gather(service.asking.close(0), service.indexing.close(0))
    assert [each.key for each in library.journal.unfinished()] == [key]
