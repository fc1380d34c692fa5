"""The bot polls by itself: each server's feeds when they are due, as long as it is on that server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio

from bot.commands.feeds import keep_feed
from bot.feeds.pace import Pace
from bot.serving.service import Service, make_service
from bot.tasks.polling import Polling
from index.errors import StorageError
from index.storage.catalogue import Catalogue
from tests.bot.fetched import PATIENT, fetcher
from tests.bot.tasks.heard import Heard
from tests.fakes import Clock, library_of
from tests.feeds import Site, item, rss
from tests.web import Request, SmallWeb, answer

FEED = "http://news.example/feed"


class Bot:
    """A service with its polling, on servers that a test chooses."""

    def __init__(self, service: Service, clock: Clock, site: Site, web: SmallWeb) -> None:
        self.service = service
        self.web = web
        self.clock = clock
        self.site = site
        self.on = {5, 6}
        self.polling = Polling(discord.Client(intents=discord.Intents.none()), service, lambda each: each in self.on)

    async def poll(self) -> None:
        """Do what is due."""
        for guild_id, feeds in (await self.polling.due()).items():
            await self.polling.poll(guild_id, feeds)

    def titles(self, guild_id: int) -> list[str]:
        """Return the titles of a server's articles."""
        return [each.title.split()[1] for each in self.service.collection(guild_id).articles()]


@pytest_asyncio.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    """A bot on two servers, whose site has three stories."""
    clock, site = Clock(), Site()
    site.pages["/feed"] = rss(*site.stories((3, 2, 1)))
    catalogue = Catalogue.open(tmp_path / "articlebot.db")
    library = library_of(catalogue, clock=clock)
    async with SmallWeb() as web:
        await web.site("news.example", site)
        service = make_service(library, fetcher(web, PATIENT), Pace(articles_per_day=3), clock)
        yield Bot(service, clock, site, web)
    for worker in (service.asking, service.indexing):
        await worker.close(0)
    service.documents.close()
    library.close()


async def test_every_server_has_its_own_feeds_days_and_articles(bot: Bot) -> None:
    """The same feed on two servers comes to both; what is over one's day waits for the next."""
    for guild_id in (5, 6):
        await bot.service.feeds.add(f"guild:{guild_id}", FEED)
    bot.clock.forward(hours=1)
    bot.site.pages["/feed"] = rss(*bot.site.stories((5, 4)), item(3))
    await bot.poll()
    assert bot.titles(5) == bot.titles(6) == ["1", "2", "3"]
    assert await bot.polling.due() == {}, "they were asked"
    bot.clock.forward(days=1)
    await bot.poll()
    assert bot.titles(5) == bot.titles(6) == ["1", "2", "3", "4", "5"]


async def test_only_servers_that_the_bot_is_on_are_polled(bot: Bot) -> None:
    """Neither those of another process, nor those that it has left, nor the collections of the command line."""
    for name in ("guild:5", "guild:6", "local"):
        await bot.service.feeds.add(name, FEED)
    bot.clock.forward(hours=1)
    bot.on = {6}
    assert list(await bot.polling.due()) == [6]
    await bot.poll()
    assert (bot.titles(5), bot.titles(6)) == ([], ["1", "2", "3"])


async def test_the_log_names_the_feeds_from_which_something_came(bot: Bot) -> None:
    """Not those that were just read: what waited for another day comes first."""
    bot.site.pages["/feed"] = rss(*bot.site.stories(range(8, 0, -1)), title="Lake News")
    bot.site.pages["/other"] = rss(title="Town News")
    for url in (FEED, "http://news.example/other"):
        await bot.service.feeds.add("guild:5", url)
    await bot.service.servers.change(5, log_channel=9)
    heard = Heard()
    polling = Polling(heard.client, bot.service, lambda _: True)
    bot.clock.forward(hours=1)
    await polling.poll(5, (await polling.due())[5])
    bot.clock.forward(days=1)
    bot.site.pages["/other"] = rss(*bot.site.stories((9,)), title="Town News")
    await polling.poll(5, (await polling.due())[5])
    bot.clock.forward(days=1)
    await polling.poll(5, (await polling.due())[5])
    lake = "From **Lake News**"
    assert [line.partition(",")[0] for line in heard.lines] == [lake, lake, "From 2 feeds"]


async def test_a_feed_that_cannot_be_stored_is_logged_and_the_others_bring_their_articles(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log of the process hears of it, and that of the server does not: nothing is wrong with the feed."""
    bot.site.pages["/other"] = rss(title="Town News")
    broken, _ = await bot.service.feeds.add("guild:5", "http://news.example/other")
    await bot.service.feeds.add("guild:5", FEED)
    await bot.service.servers.change(5, log_channel=9)
    stored, heard = bot.service.library.feeds, Heard()
    note_read = stored.note_read

    def noting(key: int, *rest: Any) -> int:
        if key == broken.feed.key:
            raise StorageError("the disk is full", "make room on it")
        return note_read(key, *rest)

    monkeypatch.setattr(stored, "note_read", noting)
    polling = Polling(heard.client, bot.service, lambda _: True)
    bot.clock.forward(hours=1)
    await polling.poll(5, (await polling.due())[5])
    assert bot.titles(5) == ["1", "2", "3"]
    assert "a feed of server 5 could not be stored: StorageError (the disk is full)" in caplog.text
    assert [line.partition(",")[0] for line in heard.lines] == ["From **Lake News**"]


async def test_a_site_is_not_asked_each_minute_while_nothing_can_be_stored(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk, which may be full for days: a feed is due then whenever somebody looks."""

    def noting(*_: object) -> int:
        raise StorageError("the disk is full", "make room on it")

    await bot.service.feeds.add("guild:5", FEED)
    monkeypatch.setattr(bot.service.library.feeds, "note_read", noting)
    bot.clock.forward(hours=1)
    await bot.poll()
    for _ in range(2):
        assert await bot.polling.due() == {}
        bot.clock.forward(minutes=30)
        assert list(await bot.polling.due()) == [5]
        await bot.poll()
    monkeypatch.undo()
    bot.clock.forward(minutes=30)
    await bot.poll()
    assert bot.polling._not_before == {}


async def test_a_purge_takes_the_feeds_and_what_waits(bot: Bot) -> None:
    """Also while they are polled: nothing comes back."""
    await bot.service.feeds.add("guild:5", FEED)
    async with bot.service.feeds.offered("guild:5") as offered:
        await bot.service.purge(5)
        contents = [await source.open(lambda _: None) for source in offered.sources]
        assert [list(each.articles) for each in contents] == [[], [], []]
    assert bot.service.library.feeds.all("guild:5") == []
    bot.clock.forward(days=2)
    assert await bot.polling.due() == {}


async def test_a_purge_while_a_feed_is_looked_for_leaves_none(bot: Bot) -> None:
    """Whoever adds it is told so; on another server, or after the purge, it is kept."""

    async def purging(_: Request, writer: asyncio.StreamWriter) -> None:
        await bot.service.purge(5)
        writer.write(answer(str(bot.site.pages["/feed"])))

    await bot.web.site("slow.example", purging)
    for guild_id, url, count in ((5, "http://slow.example/feed", 0), (6, "http://slow.example/feed", 1), (5, FEED, 1)):
        assert (await keep_feed(bot.service, guild_id, url) is None) == (count == 0)
        assert len(bot.service.library.feeds.all(f"guild:{guild_id}")) == count


async def test_the_round_is_made_again_and_again_until_it_is_cancelled(bot: Bot) -> None:
    """All servers that have something due, and a feed that fails keeps no entry from coming that waits."""
    for guild_id in (5, 6):
        await bot.service.feeds.add(f"guild:{guild_id}", FEED)
    bot.clock.forward(hours=1)
    bot.site.pages["/feed"] = None
    running = asyncio.create_task(bot.polling.poll_for_ever())
    while len(bot.titles(5)) < 3 or len(bot.titles(6)) < 3:
        await asyncio.sleep(0.01)
        assert not running.done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert [bot.service.library.feeds.all(f"guild:{each}")[0].failures for each in (5, 6)] == [1, 1]
