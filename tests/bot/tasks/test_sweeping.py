"""Articles that nobody refreshes go after the chosen days, and no others; days pass by a clock that is set by hand."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import cast

import discord
import pytest
import pytest_asyncio

from bot.cards.card import Card
from bot.delivery.messages import Outcome
from bot.serving.servers import KEEP_DAYS, ServerSettings, collection_name
from bot.serving.service import Service, make_service
from bot.tasks.sweeping import Sweeps, due, sweep
from bot.tasks.waiting import IN_LINE
from index.article import Article
from index.library import Library
from index.storage.pages import Validators
from tests.bot.tasks.heard import Heard
from tests.bot.tasks.test_last_word import Fading
from tests.fakes import Clock, library_of
from tests.index.stories import STORY

GUILD = 5
FERRY = Article("ferry", "The ferry", "The first ferry leaves at noon.", source="https://example.org/ferry")
TRAM = Article("tram", "The *tram*", "The tram is red.")


@pytest.fixture
def clock() -> Clock:
    """The clock of the library and of the service."""
    return Clock()


@pytest_asyncio.fixture
async def service(library: Library, clock: Clock) -> AsyncIterator[Service]:
    """The parts of a bot whose server keeps articles for 30 days, and has one of today."""
    library = library_of(library.catalogue, clock=clock)
    service = replace(make_service(library), clock=clock)
    list(service.collection(GUILD).add([FERRY]))
    await service.servers.change(GUILD, keep_days=30)
    yield service
    for worker in (service.asking, service.indexing):
        await worker.close(0)


def there(service: Service, guild_id: int = GUILD) -> set[str]:
    """Return the ids of a server's articles."""
    return {each.id for each in service.collection(guild_id).articles()}


async def swept(service: Service) -> list[str]:
    """Remove what is due on the server, and return the ids of what went."""
    return [each.id async for removed in sweep(service, GUILD) for each in removed]


def hold(service: Service, article_id: str) -> None:
    """Let the database refuse to delete an article."""
    with service.library.catalogue.database.write() as connection:
        connection.exec_driver_sql(
            f"CREATE TRIGGER held BEFORE DELETE ON articles WHEN old.id = '{article_id}' "
            "BEGIN SELECT RAISE(ABORT, 'held'); END"
        )


async def test_an_article_stays_for_its_days_and_no_longer(service: Service, clock: Clock) -> None:
    """To the second; one that came later stays, and both arms know."""
    clock.forward(days=10)
    list(service.collection(GUILD).add([TRAM]))
    clock.forward(days=20)
    assert due(service, GUILD, 30) == []
    assert await swept(service) == []
    clock.forward(days=0.001)
    assert await swept(service) == ["ferry"]
    assert there(service) == {"tram"}
    bm25, dense = service.collection(GUILD).indexed_keys()
    assert bm25 == dense
    assert len(bm25) == 1


@pytest.mark.parametrize("how", ["added again", "refreshed", "its page was asked"])
async def test_what_was_looked_at_again_is_as_good_as_new(service: Service, clock: Clock, how: str) -> None:
    """Whether it had changed or not: somebody has made sure that it still stands."""
    clock.forward(days=25)
    if how == "its page was asked":
        service.library.pages.note("guild:5", "https://example.org/ferry", "ferry", Validators("https://example.org/"))
    else:
        list(service.collection(GUILD).add([FERRY if how == "added again" else replace(FERRY, text="It is late.")]))
    clock.forward(days=29)
    assert await swept(service) == []
    clock.forward(days=2)
    assert await swept(service) == ["ferry"]


async def test_only_servers_that_chose_so_lose_articles(service: Service, clock: Clock) -> None:
    """Not one that keeps them for ever, at the beginning or again, nor one that the bot is not on."""
    for guild_id in (6, 7):
        list(service.collection(guild_id).add([FERRY]))
    await service.servers.change(7, keep_days=1)
    clock.forward(days=400)
    await Sweeps(cast("discord.Client", None), service, lambda guild_id: guild_id != 7).sweep_all()
    assert [there(service, guild_id) for guild_id in (GUILD, 6, 7)] == [set(), {"ferry"}, {"ferry"}]
    await service.servers.change(7, keep_days=None)
    await Sweeps(cast("discord.Client", None), service, lambda _: True).sweep_all()
    assert there(service, 7) == {"ferry"}


async def test_many_go_in_several_turns(service: Service, clock: Clock) -> None:
    """Oldest first, all of them."""
    list(service.collection(GUILD).add(Article(f"n{n}", f"Notice {n}", f"Tulip{n}.") for n in range(60)))
    clock.forward(days=31)
    assert await swept(service) == ["ferry", *(f"n{n}" for n in range(60))]
    assert there(service) == set()


async def test_a_copy_that_is_fresh_takes_the_place_of_what_went(service: Service, clock: Clock) -> None:
    """The story stays searchable as long as one of its articles is kept."""
    list(service.collection(GUILD).add([Article("a", "Lighthouse", STORY, "https://example.org/a")]))
    clock.forward(days=29)
    list(service.collection(GUILD).add([Article("b", "Lighthouse", STORY, "https://example.org/b")]))
    clock.forward(days=2)
    await swept(service)
    assert {hit.article.id for hit in service.collection(GUILD).search("lighthouse keeper")} == {"b"}


async def test_what_has_gone_is_told_though_the_rest_could_not_go(
    service: Service, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """What went in an earlier turn is gone for good, whatever came behind it; all of the turn that failed is there."""
    list(service.collection(GUILD).add(Article(f"n{n}", f"Notice {n}", f"Tulip{n}.") for n in range(60)))
    await service.servers.change(GUILD, log_channel=9)
    clock.forward(days=31)
    hold(service, "n55")
    heard = Heard()
    await Sweeps(heard.client, service, lambda _: True).sweep_all()
    assert there(service) == {f"n{n}" for n in range(49, 60)}
    (line,) = heard.lines
    assert line.startswith("Removed 50 articles that were not added or refreshed for 30 days")
    assert "old articles of server 5 could not all be removed" in caplog.text


async def test_where_nothing_is_due_nothing_is_written(service: Service) -> None:
    """Who writes at that moment, of whatever server, is not waited for."""
    with service.library.catalogue.database.write():
        assert await swept(service) == []


async def test_one_server_that_fails_does_not_stop_the_others(
    service: Service, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged without words of articles; replaced texts are looked after, too."""
    for guild_id, article in ((3, TRAM), (8, TRAM), (8, replace(TRAM, text="It is late."))):
        list(service.collection(guild_id).add([article]))
    await service.servers.change(3, keep_days=1)
    clock.forward(days=400)
    hold(service, "ferry")
    await Sweeps(Heard().client, service, lambda _: True).sweep_all()
    assert [there(service, guild_id) for guild_id in (GUILD, 3)] == [{"ferry"}, set()]
    assert "old articles of server 5 could not all be removed" in caplog.text
    assert "noon" not in caplog.text
    assert [each.number for each in service.collection(8).revisions("tram")] == [2]


def test_days_are_within_limits() -> None:
    """None is for ever; what another version may have stored is left out."""
    assert ServerSettings().keep_days is None
    for wrong in (0, -1, KEEP_DAYS[-1] + 1):
        with pytest.raises(ValueError, match="days"):
            ServerSettings(keep_days=wrong)


class Waiting(Fading):
    """A place that keeps the progress that it shows."""

    def __init__(self) -> None:
        super().__init__(Outcome.SHOWN, True)
        self.shown: list[str | None] = []

    async def show(self, card: Card, *, last: bool = True) -> Outcome:
        """Keep it."""
        assert not last
        self.shown.append(card.content)
        return Outcome.SHOWN


async def test_who_waits_for_old_articles_to_go_is_told_that_other_changes_come_first(
    service: Service, clock: Clock
) -> None:
    """The card with its button would stand there otherwise, as if nobody had pressed it."""
    place, may_end = Waiting(), threading.Event()
    clock.forward(days=31)
    service.indexing.submit(collection_name(GUILD), lambda: may_end.wait(20))

    async def gone() -> list[str]:
        return [each.id async for some in sweep(service, GUILD, place=place) for each in some]

    sweeping = asyncio.create_task(gone())
    try:
        async with asyncio.timeout(10):
            while not place.shown:
                await asyncio.sleep(0.01)
    finally:
        may_end.set()
    assert await sweeping == ["ferry"]
    assert set(place.shown) == {IN_LINE}
