"""The start of the bot, which takes up what the last process left, and its end, which leaves nobody without a word."""

from __future__ import annotations

import asyncio
from typing import Any
from unittest.mock import Mock

import pytest

from bot import client
from bot.client import ArticleBot
from bot.serving.service import make_service
from bot.tasks.waiting import noted
from index.errors import StorageError
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


async def test_who_waits_at_the_end_for_what_is_in_no_journal_is_apologised_to(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for a setting, where the database is locked: otherwise the bot would be thinking for ever."""
    monkeypatch.setattr(client, "_LAST_WORDS_SECONDS", 0.01)
    monkeypatch.setattr(client, "_APOLOGY_SECONDS", 0.05)
    service = make_service(library)
    replies, said = service.pending_replies, list[tuple[int, str]]()

    async def heard(interaction: Any, error: Exception) -> None:
        said.append((interaction.id, type(error).__name__))
        await asyncio.sleep(0 if interaction.id == 7 else 60)

    monkeypatch.setattr(client, "apologise", heard)
    for number in (7, 8, 9):
        replies.add(number, Mock(id=number, extras={}))
    async with ArticleBot(service) as bot:
        with replies.pending(9):  # a question: it is in the journal
            await bot.end()
    assert said == [(7, "Stopped"), (8, "Stopped")]


async def test_who_waits_at_the_end_for_what_is_in_the_journal_is_told_by_the_next_process(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for a long purge: "I was stopped before I got to this" would not be true, and come before another word."""
    monkeypatch.setattr(client, "_LAST_WORDS_SECONDS", 0.01)
    service, said = make_service(library), list[int]()

    async def heard(interaction: Any, _: Exception) -> None:
        said.append(interaction.id)

    monkeypatch.setattr(client, "apologise", heard)
    async with ArticleBot(service) as bot:
        place = {"client": bot, "guild_id": 5, "channel_id": 6, "application_id": 3, "token": "t", "user": Mock(id=4)}
        waits, failed, done = (Mock(id=number, extras={}, **place) for number in (7, 8, 9))
        for each in (waits, failed, done):
            service.pending_replies.add(each.id, each)
        with pytest.raises(StorageError):
            async with noted(failed):
                raise StorageError("the disk is full", "make room on it")
        async with noted(done):
            pass
        async with noted(waits):
            await bot.end()
    assert said == [8, 9]
