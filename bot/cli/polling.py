"""Polling on the command line: pages are opened ahead while others are embedded, and stored oldest first."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot import wire
from bot.cli.session import Session
from bot.compose import pace_of
from bot.feeds.poller import PolledFeed, Poller
from bot.sources.source import Contents, Source
from index.adding import Added
from index.collection import Collection
from index.errors import ArticlebotError
from index.library import Library
from index.storage.feeds import StoredFeed

_AHEAD = 8
"""How many pages are opened ahead."""


@dataclass(slots=True)
class PollResult:
    """The outcome of polling: for each feed, for each entry, and how many entries wait for another day."""

    polled: Sequence[PolledFeed] = ()
    done: list[Added] = field(default_factory=list)
    refused: list[tuple[str, ArticlebotError]] = field(default_factory=list)
    put_off: Sequence[ArticlebotError] = ()
    from_feed: Sequence[Added] = ()
    later: int = 0

    def written(self) -> dict[str, Any]:
        """Return it for JSON."""
        counts = Counter(item.status for item in self.done)
        return {
            "feeds": [
                {
                    "url": each.feed.url,
                    "title": each.feed.title,
                    "new": each.new,
                    "error": None if each.error is None else wire.error(each.error),
                }
                for each in self.polled
            ],
            "added": [
                {
                    "id": item.article_id,
                    "title": item.title,
                    "status": item.status,
                    "passages": item.passages,
                    "from_feed": item in self.from_feed,
                }
                for item in self.done
            ],
            "refused": [{"source": name, **wire.error(error)} for name, error in self.refused],
            "put_off": [wire.error(error) for error in self.put_off],
            "summary": {
                **{status: counts[status] for status in ("added", "unchanged", "refreshed")},
                "refused": len(self.refused),
                "waiting": self.later + len(self.put_off),
            },
        }


@contextlib.contextmanager
def poller(session: Session, *, create: bool = False) -> Iterator[tuple[Library, Poller]]:
    """Yield the library, created only with `create`, and its poller. Raises NotFound if there is none."""
    pace = pace_of(session.settings)
    with session.library(create=create) as library, session.documents() as documents:
        yield library, Poller(library, session.fetcher(), documents, lambda: datetime.now(UTC), pace)


async def poll(
    poller: Poller,
    library: Library,
    name: str,
    feeds: Sequence[StoredFeed],
    advance: Callable[[int, str], None],
    *,
    named: bool = False,
) -> PollResult:
    """Ask feeds of the collection called `name`, then add what waits in all feeds.

    With `named`, add everything that waits in these feeds only, including what was put off or given up.
    """
    polled = await poller.poll(feeds)
    only = feeds if named else None
    outcome = await take(poller, library, name, advance, only=only, named=named)
    outcome.polled = polled
    return outcome


async def take(
    poller: Poller,
    library: Library,
    name: str,
    advance: Callable[[int, str], None],
    *,
    only: Sequence[StoredFeed] | None = None,
    named: bool = False,
) -> PollResult:
    """Add what waits in the feeds `only`, or in all; `named` as in `poll`."""
    outcome = PollResult()
    async with poller.offered(name, only, limited=not named, again=named) as offered:
        outcome.later, outcome.put_off = offered.later, offered.report.put_off
        outcome.from_feed = offered.report.from_feed
        collection = library.collection(name)
        ahead: deque[tuple[Source, asyncio.Task[Contents]]] = deque()
        rest = iter(offered.sources)
        try:
            while True:
                for source in rest:
                    ahead.append((source, asyncio.create_task(_opened(source, outcome))))
                    if len(ahead) == _AHEAD:
                        break
                if not ahead:
                    return outcome
                await _store(collection, *ahead.popleft(), outcome)
                advance(len(outcome.done) + len(outcome.refused), f"of {len(offered.sources):,} entries")
        finally:
            for _, task in ahead:
                task.cancel()


async def _opened(source: Source, outcome: PollResult) -> Contents:
    return await source.open(lambda error: outcome.refused.append((source.name, error)))


async def _store(collection: Collection, source: Source, opening: asyncio.Task[Contents], outcome: PollResult) -> None:
    def store(contents: Contents) -> None:
        outcome.done += contents.unchanged
        for done in collection.add(contents.articles, lambda _, error: outcome.refused.append((source.name, error))):
            contents.stored(done)
            outcome.done.append(done)

    try:
        await asyncio.to_thread(store, await opening)
    except ArticlebotError as error:
        outcome.refused.append((source.name, error))
