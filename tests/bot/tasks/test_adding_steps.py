"""An add in steps: what it tells while it is under way."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from bot.serving.service import Service, make_service
from bot.sources.source import Contents, Refuse, Source
from bot.tasks.adding_steps import add_sources
from index.article import Article
from index.errors import StorageError, UsageError
from index.library import Library


@pytest_asyncio.fixture
async def service(library: Library) -> AsyncIterator[Service]:
    """The parts of a bot."""
    service = make_service(library)
    yield service
    await service.indexing.close(0)


def _broken(name: str) -> Source:
    async def open_(refuse: Refuse) -> Contents:
        del refuse
        raise UsageError(f"{name} is no file", "hand in another one")

    return Source(name, open_)


def _whole(name: str) -> Source:
    async def open_(refuse: Refuse) -> Contents:
        del refuse
        return Contents(iter((Article(name, name, f"The code word of {name} is tulip."),)))

    return Source(name, open_)


async def test_what_could_not_be_opened_counts_as_done(service: Service) -> None:
    """Of several sources: "1 of 0 articles" would be no number."""
    told: list[str] = []
    result = await add_sources(service, 1, [_broken("a"), _broken("b"), _whole("c")], told.append)
    assert told[:2] == ["1 of 3 articles, 0 passages", "2 of 3 articles, 0 passages"]
    assert (len(result.done), len(result.refused), result.total) == (1, 2, 3)


async def test_what_was_read_is_added_though_the_reading_fails(service: Service) -> None:
    """Whatever it fails with, which is told."""

    def read() -> Iterator[Article]:
        for name in ("a", "b"):
            yield Article(name, name, f"The code word of {name} is tulip.")
        raise RuntimeError("a fault of a parser")

    async def open_(refuse: Refuse) -> Contents:
        del refuse
        return Contents(read(), 3)

    result = await add_sources(service, 1, [Source("notices.jsonl", open_)], lambda _: None)
    assert [each.article_id for each in result.done] == ["a", "b"]
    assert result.stopped.startswith("Something went wrong")


async def test_a_fault_of_the_storage_is_told_to_the_log_and_in_no_words_of_its_own(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    """A server has nothing to do with the paths of the machine, nor with its other processes. The rest is added.

    Nor is anybody told to add it, who may have refreshed it.
    """
    locked = StorageError("another process is using /srv/articlebot.db", "stop it")

    async def open_(refuse: Refuse) -> Contents:
        refuse(locked)
        raise locked

    result = await add_sources(service, 1, [Source("a.md", open_), _whole("b")], lambda _: None)
    assert [each.message for each in result.refused] == ["a.md could not be added as a whole, by a fault of mine"] * 2
    assert {each.hint for each in result.refused} == {"try again later; if that fails too, tell whoever runs me"}
    assert "/srv/articlebot.db" in caplog.text
    assert len(result.done) == 1
