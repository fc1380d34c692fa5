"""What the tests of polling share: a library whose clock is set, a poller on the small web, adding what it offers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.feeds.pace import Pace
from bot.feeds.poller import PolledFeed, Poller
from index.adding import Added
from index.errors import ArticlebotError
from index.extract import DocumentProcess
from index.library import Library
from index.storage.catalogue import Catalogue
from index.storage.feeds import StoredFeed
from tests.bot.fetched import PATIENT, fetcher
from tests.fakes import Clock, library_of
from tests.web import SmallWeb


@dataclass(slots=True)
class Polled:
    """What came of one poll."""

    feeds: list[PolledFeed]
    later: int
    done: list[Added] = field(default_factory=list)
    refused: list[ArticlebotError] = field(default_factory=list)
    from_feed: list[Added] = field(default_factory=list)
    put_off: list[ArticlebotError] = field(default_factory=list)

    @property
    def came(self) -> list[str]:
        """The titles of what came in."""
        return [each.title for each in self.done if each.status != "unchanged"]


@dataclass(frozen=True, slots=True)
class Town:
    """A collection called `town` with what polls its feeds."""

    web: SmallWeb
    library: Library
    poller: Poller
    clock: Clock

    async def poll(
        self, feeds: Sequence[StoredFeed] | None = None, *, limited: bool = True, again: bool = False
    ) -> Polled:
        """Poll what is due, or these feeds, and add what is offered."""
        read = await self.poller.poll(self.library.feeds.due("town") if feeds is None else feeds)
        async with self.poller.offered("town", feeds, limited=limited, again=again) as offered:
            polled = Polled(read, offered.later)
            for source in offered.sources:
                try:
                    contents = await source.open(polled.refused.append)
                    polled.done += contents.unchanged
                    for done in self.library.collection("town").add(contents.articles):
                        contents.stored(done)
                        polled.done.append(done)
                except ArticlebotError as error:
                    polled.refused.append(error)
            polled.from_feed, polled.put_off = offered.report.from_feed, offered.report.put_off
        return polled

    @property
    def feed(self) -> StoredFeed:
        """The first feed, as it is now."""
        return self.library.feeds.all("town")[0]


@contextlib.contextmanager
def town(folder: Path, web: SmallWeb, documents: DocumentProcess, pace: Pace | None = None) -> Iterator[Town]:
    """Make a town without feeds: a real database, real arms, fakes for the models."""
    clock = Clock()
    catalogue = Catalogue.open(folder / "articlebot.db")
    with contextlib.closing(library_of(catalogue, clock=clock)) as library:
        yield Town(web, library, Poller(library, fetcher(web, PATIENT), documents, clock, pace, lambda: 0.0), clock)
