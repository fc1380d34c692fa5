"""Feeds on Discord: found, added, listed, polled, failing, working again, removed, nobody else's; on a small web."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.discord import options
from tests.discord.faults import Kind
from tests.discord.interactions import COMMAND
from tests.discord.keeping import Place, ended, new_place
from tests.discord.people import Person
from tests.discord.process import QUICK_READER, Bot
from tests.discord.scene import plain, settled_log
from tests.discord.seen import words
from tests.discord.server import LocalDiscord
from tests.fakes import NOON
from tests.feeds import Item, Site, rss, story
from tests.web import Request, SmallWeb

pytestmark = pytest.mark.asyncio(loop_scope="module")

FEED, PAGE = "http://feed.example/feed", "http://quay8.example/"


def feed(*numbers: int) -> str:
    """Return the feed with these stories, each on a quay of its own."""
    return rss(
        *(Item(f"http://quay{n}.example/{n}", f"Story {n}", NOON.replace(minute=n), guid=f"g{n}") for n in numbers)
    )


async def _never(asked: Request, writer: asyncio.StreamWriter) -> None:
    """Send nothing."""
    del asked, writer
    await asyncio.Event().wait()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[LocalDiscord, Bot, Site]]:
    """One bot for all tests, which has this web for the internet."""
    async with SmallWeb() as web, LocalDiscord() as local:
        site = Site()
        address = await web.site("feed.example", site)
        web.roads.names |= {f"quay{number}.example": [[address]] for number in range(1, 9)}
        for name in ("slow.example", "slower.example"):
            await web.site(name, _never)
        data = tmp_path_factory.mktemp("feeds") / "data"
        async with Bot(
            local, data, LOCAL_WEB=web.roads.written(), FEED_ARTICLES_PER_DAY="4", READER_MODEL=QUICK_READER
        ) as bot:
            await local.until(lambda: local.world.commands, 10, "the commands")
            yield local, bot, site
        assert web.secrets_told == 0


@pytest.fixture
def site(running: tuple[LocalDiscord, Bot, Site]) -> Site:
    """The site, with a page that names its feed of two stories."""
    found = running[2]
    link = f'<!doctype html><link rel="alternate" type="application/rss+xml" href="{FEED}"><p>Home'
    found.pages = {f"/{number}": story(number) for number in range(1, 9)}
    found.pages |= {"/": link, "/feed": feed(2, 1)}
    found.asked.clear()
    return found


async def _slash(place: Place, command: str, **values: Any) -> str:
    return plain((await ended(await place.ann.slash(place.general, command, **values))).text)


def _make_due(bot: Bot) -> None:
    """Set all feeds as if half an hour had passed: nobody waits for it here."""
    with contextlib.closing(sqlite3.connect(bot.data / "articlebot.db")) as database, database:
        database.execute("UPDATE feeds SET next_poll_at = '2026-01-01 00:00:00.000000'")


def _waiting(place: Place) -> int:
    """Return how many entries of a server wait to become articles."""
    with contextlib.closing(sqlite3.connect(place.bot.data / "articlebot.db")) as database:
        wanted = "SELECT count(*) FROM feed_entries JOIN feeds ON feed = feeds.key WHERE waiting IS NOT NULL"
        return int(database.execute(f"{wanted} AND collection = ?", (f"guild:{place.guild.id}",)).fetchone()[0])


async def test_a_feed_is_driven_from_its_page_to_its_removal(place: Place, site: Site) -> None:
    """Found, added with its entries, logged, listed, polled, asked, removed; its articles stay."""
    said = await _slash(place, "feeds add", url=PAGE)
    for part in (
        "Added Story 1 of the lake: 1 passage.",
        "Added Story 2 of the lake: 1 passage.",
        "I read the feed Lake News every 30 minutes",
        f"the feed that it names is {FEED}",
    ):
        assert part in said
    assert "nothing new in Lake News" in await _slash(place, "feeds poll", feed=FEED)
    site.pages["/feed"] = feed(5, 4, 3, 2)
    said = await _slash(place, "feeds poll")
    assert "Added Story 3 of the lake" in said
    assert "1 more entry waits for another day: at most 4 articles a day come from feeds here." in said
    listed = await _slash(place, "feeds list")
    assert "1 feed 1. Lake News · 4 articles, 1 waiting · next <t:" in listed
    assert "4 of at most 4 articles came from feeds today" in listed
    exported = await place.ann.slash(place.general, "articles export")
    assert "This server's 1 feed can't be in it" in exported.text
    (choice,) = await place.ann.autocomplete(place.general, "feeds remove", "feed", "lake")
    assert (choice["name"], choice["value"]) == ("Lake News", FEED)

    assert "Removed the feed Lake News. Its articles stay." in await _slash(place, "feeds remove", feed=choice["value"])
    assert "no feed 'Lake News' on this server" in await _slash(place, "feeds remove", feed="Lake News")
    assert "no feeds on this server yet" in await _slash(place, "feeds list")
    articles = await place.articles()
    assert [f"tulip{number}" in each["text"] for number, each in enumerate(articles, 1)] == [True] * 4
    # Discord may hold one of two lines back for a moment: their order is not promised.
    assert sorted(line.partition(" ")[2] for line in await place.logged(6)) == [
        "added 2 articles from Lake News",
        "added 2 articles from Lake News",
        "added the feed Lake News",
        "exported 4 articles",
        "exported 4 articles",
        "removed the feed Lake News",
    ]


@pytest.mark.slow
async def test_the_bot_polls_by_itself_and_says_when_a_feed_fails_and_works_again(place: Place, site: Site) -> None:
    """Once each, in the log; what is new comes in also after a restart."""
    site.pages["/feed"] = feed(1)
    await _slash(place, "feeds add", url=FEED)
    await place.bot.terminate()
    site.pages["/feed"] = feed(6, 1)
    _make_due(place.bot)
    await place.bot.restart()
    await settled_log(place.local, place.guild.channel("log"), 4)
    for page in (None, None, feed(7, 6, 1)):
        site.pages["/feed"] = page
        said = await _slash(place, "feeds poll")
        listed = await _slash(place, "feeds list")
        assert ("can't be read" in said, "failed" in listed) == (page is None, page is None)
    log = await settled_log(place.local, place.guild.channel("log"), 7)
    assert [plain(words(message)).removeprefix(f"<@{place.ann.user.id}> ") for message in log[3:]] == [
        "From Lake News, I added Story 6 of the lake.",
        (
            f"The feed Lake News can't be read: {FEED} is not there (any more): the site says 410. "
            "I try again by myself, ever less often."
        ),
        "The feed Lake News works again.",
        "added Story 7 of the lake",
    ]


@pytest.mark.slow
async def test_what_a_process_leaves_of_a_feed_comes_by_itself_with_the_next(place: Place, site: Site) -> None:
    """Which is told: nobody has to do anything, and nothing comes twice."""
    pages = [Item(f"http://feed.example/{n}", f"Story {n}", NOON.replace(minute=n), guid=f"f{n}") for n in range(1, 5)]
    site.pages["/feed"] = rss(*pages)
    filled = options.fill(place.local, place.general, place.ann.user, "feeds add", {"url": FEED})
    seen = place.ann.interact(place.general, COMMAND, filled.data(place.general))
    await seen.until(lambda each: "1 of 4 articles" in each.text, 20)
    await place.bot.terminate()
    assert "I was stopped before I was done. The rest comes by itself." in seen.text
    _make_due(place.bot)
    await place.bot.restart()
    await place.local.until(lambda: _waiting(place) == 0, 20, "the rest")
    assert sorted(each["title"] for each in await place.articles()) == [f"Story {n} of the lake" for n in range(1, 5)]


async def test_who_waits_for_a_slow_site_is_told_when_the_process_ends(place: Place) -> None:
    """Nothing that it sends could be added any more."""
    waiting = []
    for command, url in (("feeds add", "http://slow.example/feed"), ("articles add", "http://slower.example/page")):
        filled = options.fill(place.local, place.general, place.ann.user, command, {"url": url})
        waiting.append(place.ann.interact(place.general, COMMAND, filled.data(place.general)))
    await place.local.until(lambda: all(seen.interaction.answer for seen in waiting), 5, "the acknowledgements")
    assert await place.bot.terminate() == 0
    for seen in waiting:
        assert "I was stopped" in seen.text
    assert "ERROR" not in place.bot.log
    await place.bot.restart()


async def test_who_waits_when_the_process_is_killed_is_told_by_the_next(place: Place) -> None:
    """For a slow site, or for the last word of an export, which Discord is slow to take; and once."""
    await place.add("a.txt", "The code word is tulip.")
    waiting = []
    slow = place.local.faults.inject(Kind.SLOW, "PATCH", "@original", seconds=20)
    for command, values in (("feeds add", {"url": "http://slow.example/feed"}), ("articles export", {})):
        filled = options.fill(place.local, place.general, place.ann.user, command, values)
        waiting.append(place.ann.interact(place.general, COMMAND, filled.data(place.general)))
    await place.local.until(lambda: slow.spent and all(seen.interaction.answer for seen in waiting), 10, "the waiting")
    await place.bot.kill()
    place.local.faults.clear()
    await place.bot.restart()
    for seen in waiting:
        await seen.until(lambda each: "I was stopped before I was done" in each.text, 10)
    with contextlib.closing(sqlite3.connect(place.bot.data / "articlebot.db")) as database:
        await place.local.until(lambda: not database.execute("SELECT * FROM journal").fetchall(), 5, "the last entry")


@pytest.mark.slow
async def test_a_feed_that_is_removed_while_it_is_read_is_not_read_from_now_on(place: Place, site: Site) -> None:
    """Its removal is the last word; and until then, reading it again is told to be under way."""
    pages = [Item(f"http://feed.example/{n}", f"Story {n}", NOON.replace(minute=n), guid=f"r{n}") for n in range(1, 8)]
    site.pages["/feed"] = rss(*pages)
    filled = options.fill(place.local, place.general, place.ann.user, "feeds add", {"url": FEED})
    seen = place.ann.interact(place.general, COMMAND, filled.data(place.general))
    await seen.until(lambda each: "1 of 4 articles" in each.text, 20)
    polled = await _slash(place, "feeds poll", feed=FEED)
    assert "Lake News is being read just now: " in polled
    assert "nothing new" not in polled
    assert "Removed the feed" in await _slash(place, "feeds remove", feed=FEED)
    last = plain((await ended(seen)).text)
    assert "The feed Lake News was removed meanwhile" in last
    assert "from now on" not in last
    assert "for another day" not in last


async def test_what_is_no_feed_is_told_and_not_kept(place: Place, site: Site) -> None:
    """In words that a manager understands."""
    site.pages["/plain"] = "<!doctype html><p>Home"
    for url, said in (
        ("http://feed.example/plain", "is no feed, and names none"),
        ("the feed", "'the feed' is not a web address"),
        ("http://10.0.0.1/feed", "a private network"),
        ("http://quay8.example/none", "410"),
    ):
        assert said in await _slash(place, "feeds add", url=url)
    assert "no feeds on this server yet" in await _slash(place, "feeds list")
    assert "E-" not in place.ann.sees(place.general)


@pytest.mark.usefixtures("site")
async def test_feeds_are_for_managers_and_for_their_own_server(place: Place) -> None:
    """Whatever a client sends; and a purge leaves none."""
    await _slash(place, "feeds add", url=FEED)
    other = await new_place(place.local, place.bot)
    assert "no feeds on this server yet" in await _slash(other, "feeds list")
    assert await other.ann.autocomplete(other.general, "feeds poll", "feed") == []
    for command in ("remove", "poll"):
        assert "there is no feed" in (await _slash(other, f"feeds {command}", feed=FEED)).lower()
        assert "there is no feed" in (await _slash(other, f"feeds {command}", feed="#1")).lower()
    guest = Person(place.local, place.local.user("bob"))
    place.local.join(place.guild, guest.user)
    for name, values in (("add", {"url": FEED}), ("list", {}), ("remove", {"feed": FEED}), ("poll", {})):
        # As the owner's client would build it, though the guest's client offers none.
        filled = options.fill(place.local, place.general, place.ann.user, f"feeds {name}", values)
        seen = await guest.interact(place.general, COMMAND, filled.data(place.general)).settle(10)
        assert "Only those who manage this server" in seen.text
    form = await place.ann.slash(place.general, "settings purge")
    await place.ann.submit(form, {"typed": "Wangen"})
    assert "no feeds on this server yet" in await _slash(place, "feeds list")
