"""Deleting everything of a server: nothing that was under way brings any of it back."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.serving.servers import ServerSettings
from bot.serving.service import Service, make_service, questions_at_once
from bot.sources.source import Contents, Refuse, Source
from bot.tasks.adding_steps import PURGED, add_sources
from bot.tasks.departures import Departures
from bot.tasks.sweeping import Sweeps
from bot.work.worker import Busy
from index.article import Article
from index.library import Library
from tests.bot.tasks.heard import Heard

GUILD = 5
ARTICLE = Article("ferry", "The ferry", "The first ferry leaves at noon.")


@pytest_asyncio.fixture
async def service(library: Library) -> AsyncIterator[Service]:
    """The parts of a bot whose server has one article."""
    service = make_service(library)
    list(service.collection(GUILD).add([ARTICLE]))
    yield service
    for worker in (service.asking, service.indexing):
        await worker.close(0)


async def test_articles_answers_and_settings_are_gone_and_other_servers_untouched(service: Service) -> None:
    """In memory and in the catalogue."""
    library = service.library
    list(service.collection(6).add([ARTICLE]))
    await service.servers.change(GUILD, quotes=1)
    await service.servers.change(6, quotes=1)
    for guild_id in (GUILD, 6):
        found = service.collection(guild_id).ask("when does the first ferry leave?")
        library.feedback.vote(f"guild:{guild_id}", library.feedback.keep(found, 1), "ann", up=True)
    assert await service.purge(GUILD) == 1
    assert service.collection(GUILD).count() == 0
    assert service.servers.of(GUILD) == ServerSettings()
    assert library.preferences.read("guild:5") == {}
    asked = library.feedback.statistics("guild:5")
    assert (asked.questions, asked.up) == (0, 0)
    kept = library.feedback.statistics("guild:6")
    assert (service.collection(6).count(), kept.questions, kept.up) == (1, 1, 1)
    assert service.servers.of(6).quotes == 1


async def test_a_question_that_was_being_read_is_not_kept(service: Service) -> None:
    """Though its answer is kept only after the articles have gone."""
    collection, feedback = service.collection(GUILD), service.library.feedback
    has_read, may_keep = threading.Event(), threading.Event()

    def read() -> None:
        found = collection.ask("when does the first ferry leave?")
        has_read.set()
        may_keep.wait(10)
        feedback.keep(found, 1)

    reading = service.asking.submit(collection.name, read)
    await asyncio.to_thread(has_read.wait, 10)
    purging = asyncio.create_task(service.purge(GUILD))
    while collection.count():
        await asyncio.sleep(0.01)
    may_keep.set()
    await reading.result()
    assert await purging == 1
    assert feedback.statistics(collection.name).questions == 0


async def test_work_in_steps_sees_that_its_server_was_purged(service: Service) -> None:
    """And that of another server goes on."""
    before = {guild_id: service.purges[guild_id] for guild_id in (GUILD, 6)}
    await service.purge(GUILD)
    assert service.purges[GUILD] == before[GUILD] + 1
    assert service.purges[6] == before[6]


async def test_what_begins_while_a_server_is_purged_brings_nothing_to_it(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large server takes seconds, and its feeds are there to the end: an entry of one could come back."""
    deletes, may_end = threading.Event(), threading.Event()
    opened, purge = asyncio.Event(), service.library.purge

    def purging(name: str) -> int:
        deletes.set()
        may_end.wait(10)
        return purge(name)

    async def open_(refuse: Refuse) -> Contents:
        del refuse
        opened.set()
        return Contents(iter((ARTICLE,)))

    monkeypatch.setattr(service.library, "purge", purging)
    running = asyncio.create_task(service.purge(GUILD))
    await asyncio.to_thread(deletes.wait, 10)
    adding = asyncio.create_task(add_sources(service, GUILD, [Source("an entry", open_)], lambda _: None))
    await opened.wait()
    may_end.set()
    assert await running == 1
    result = await adding
    assert (result.done, result.stopped) == ([], PURGED)
    assert service.collection(GUILD).count() == 0


async def test_a_full_line_of_questions_does_not_leave_half_of_a_server(service: Service) -> None:
    """However many wait: what was begun is done, and the settings are gone as well."""
    gate = threading.Event()
    busy = [service.asking.submit(f"somebody {number}", lambda: gate.wait(10)) for number in range(questions_at_once())]
    while any(job.position for job in busy):  # until they run, they take places that others may have
        await asyncio.sleep(0.01)
    with contextlib.suppress(Busy):
        for number in range(1_000):
            service.asking.submit(f"guild:{number}", lambda: None)
    with pytest.raises(Busy):
        service.asking.submit("one more", lambda: None)
    await service.servers.change(GUILD, quotes=1)
    purging = asyncio.create_task(service.purge(GUILD))
    while service.collection(GUILD).count():
        await asyncio.sleep(0.01)
    gate.set()
    assert await purging == 1
    assert service.servers.of(GUILD) == ServerSettings()


async def test_a_server_with_nothing_but_settings_is_deleted_too(service: Service) -> None:
    """It was left while the bot was not connected."""
    retention = service.library.retention
    await service.servers.change(8, quotes=1)
    departures = Departures(service, lambda _: True, lambda guild_id: guild_id == GUILD)
    await departures.compare()
    assert retention.departed() == {"guild:8"}
    first = retention.due(datetime.now(UTC) + timedelta(days=1))
    await departures.compare()
    assert retention.due(datetime.now(UTC) + timedelta(days=1)) == first == ["guild:8"]
    await Departures(service, lambda _: True, lambda _: True).compare()
    assert retention.departed() == set()


async def test_a_server_that_was_deleted_is_not_noted_again(service: Service) -> None:
    """Only its bare name is left, of which there is nothing to delete."""
    retention = service.library.retention
    departures = Departures(service, lambda _: True, lambda _: False)
    await departures.compare()
    assert retention.departed() == {f"guild:{GUILD}"}
    await service.purge(GUILD)
    await departures.compare()
    assert retention.departed() == set()


async def test_a_purge_that_fails_keeps_no_other_server_from_being_deleted(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whichever comes first."""
    library, purge = service.library, service.library.purge
    for guild_id in (4, GUILD, 6):
        list(service.collection(guild_id).add([ARTICLE]))
        library.retention.left(f"guild:{guild_id}", datetime(2020, 1, 1, tzinfo=UTC))

    def purging(name: str) -> int:
        if name == f"guild:{GUILD}":
            raise OSError("a disk that fails at one place")
        return purge(name)

    monkeypatch.setattr(library, "purge", purging)
    running = asyncio.create_task(Departures(service, lambda _: True, lambda _: False).purge_for_ever())
    async with asyncio.timeout(10):
        while service.collection(4).count() or service.collection(6).count():
            await asyncio.sleep(0.01)
    running.cancel()
    assert service.collection(GUILD).count() == 1
    assert "server 5" in caplog.text


async def test_a_purge_that_fails_is_tried_again(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever it fails with, and as long as the process runs."""
    monkeypatch.setattr("bot.tasks.departures._PURGE_EVERY_SECONDS", 0.01)
    service.library.retention.left(f"guild:{GUILD}", datetime(2020, 1, 1, tzinfo=UTC))

    def purging(_: str) -> int:
        raise OSError("a disk that fails")

    monkeypatch.setattr(service.library, "purge", purging)
    running = asyncio.create_task(Departures(service, lambda _: True, lambda _: False).purge_for_ever())
    while len(caplog.records) < 3:
        await asyncio.sleep(0.01)
        assert not running.done()
    running.cancel()


async def test_the_end_of_the_process_is_no_fault_of_a_purge_or_a_sweep(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    """The next process does it: nobody is alarmed by a line in the log."""
    await service.servers.change(GUILD, keep_days=1)
    await service.indexing.close(0)
    await Departures(service, lambda _: True, lambda _: False)._purge(6)
    await Sweeps(Heard().client, service, lambda _: True).sweep_all()
    assert caplog.records == []
