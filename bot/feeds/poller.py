"""Polling: feeds are fetched, new entries wait, and as many as the daily limit allows are offered for adding."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.feeds.entries import EntryReport, EntrySources
from bot.feeds.finding import FoundFeed, find_feed, read_feed
from bot.feeds.pace import Pace
from bot.fetching.fetcher import Fetcher
from bot.sources.source import Source
from bot.work.worker import Stopped
from index.errors import ArticlebotError, ExtractError, FetchError, NotFound, SiteBusy, StorageError
from index.extract import DocumentProcess
from index.library import Library
from index.storage.feeds import StoredFeed

_AT_ONCE = 4
"""Feeds that are polled at the same time."""


@dataclass(frozen=True, slots=True)
class PolledFeed:
    """The result of polling a feed: `new` entries, or an `error`. `feed` is as it was before the poll."""

    feed: StoredFeed
    new: int = 0
    error: ArticlebotError | None = None

    @property
    def is_own_fault(self) -> bool:
        """Whether it has failed because nothing could be stored, which says nothing about the feed."""
        return isinstance(self.error, StorageError)

    @property
    def fails_now(self) -> bool:
        """Whether the feed has failed now, after having worked."""
        return self.error is not None and not self.feed.failures and not self.is_own_fault

    @property
    def works_again(self) -> bool:
        """Whether it works now, after having failed."""
        return self.error is None and self.feed.failures > 0


@dataclass(frozen=True, slots=True)
class OfferedEntries:
    """The entries that may become articles now, oldest first, as sources."""

    sources: Sequence[Source]
    later: int
    """How many more must wait for another day, because of the daily limit."""
    report: EntryReport
    """Complete once all `sources` were added."""
    under_way: int
    """How many more are offered to another caller at this moment."""


class Poller:
    """Polls the feeds of any collection. Used on one event loop; no entry is offered to two callers at once."""

    def __init__(
        self,
        library: Library,
        fetcher: Fetcher,
        documents: DocumentProcess,
        clock: Callable[[], datetime],
        pace: Pace | None = None,
        chance: Callable[[], float] = random.random,
        executor: Executor | None = None,
    ) -> None:
        """`chance`: returns a new number from 0 to 1 each time, which spreads feeds over time.

        `executor`: whose threads wait for `documents`; None is the event loop's own.
        """
        self.pace = pace or Pace()
        self._library = library
        self._feeds = library.feeds
        self._fetcher = fetcher
        self._documents = documents
        self._clock = clock
        self._chance = chance
        self._executor = executor
        self._polling = asyncio.Semaphore(_AT_ONCE)
        self._taken: set[int] = set()

    async def add(self, collection: str, url: str) -> tuple[PolledFeed, FoundFeed]:
        """Find the feed that a URL means and keep it, with its entries waiting.

        Raises UsageError, FetchError, ExtractError.
        """
        found = await self.find(url)
        return await asyncio.to_thread(self.keep, collection, found), found

    async def find(self, url: str) -> FoundFeed:
        """Find the feed that a URL means. Raises UsageError, FetchError, ExtractError."""
        return await find_feed(self._fetcher, self._documents, url.strip(), executor=self._executor)

    def keep(self, collection: str, found: FoundFeed) -> PolledFeed:
        """Keep a feed that was found, with its entries waiting. Blocks, on any thread; raises UsageError."""
        feed = self._feeds.add(collection, found.url, found.feed)
        again = self._again(found.feed.every_minutes, found.feed.skip_hours)
        return PolledFeed(feed, self._feeds.note_read(feed.key, found.feed, found.validators, again))

    async def poll(self, feeds: Sequence[StoredFeed]) -> list[PolledFeed]:
        """Poll feeds, and store the outcome; feeds that were removed meanwhile are left out.

        An error of the storage is the outcome of the feed for which it was raised. Raises Stopped.
        """
        polled = await asyncio.gather(*map(self._poll, feeds))
        return [each for each in polled if each is not None]

    async def _poll(self, feed: StoredFeed) -> PolledFeed | None:
        try:
            return await self._read(feed)
        except StorageError as error:
            return PolledFeed(feed, error=error)

    async def _read(self, feed: StoredFeed) -> PolledFeed | None:
        async with self._polling:
            try:
                reading = await read_feed(
                    self._fetcher, self._documents, feed.url, feed.validators, executor=self._executor
                )
            except (FetchError, ExtractError) as error:
                if self._documents.closed:
                    raise Stopped from error  # the process is ending, which is not the feed's fault
                await asyncio.to_thread(self._failed, feed, error)
                return PolledFeed(feed, error=error)
        read = reading.feed or feed
        again = self._again(read.every_minutes, read.skip_hours)
        try:
            new = await asyncio.to_thread(self._feeds.note_read, feed.key, reading.feed, reading.validators, again)
        except NotFound:
            return None
        return PolledFeed(feed, new)

    def _again(self, every_minutes: int | None, skip_hours: frozenset[int]) -> datetime:
        return self.pace.after_reading(
            self._clock(), self._chance(), every_minutes=every_minutes, skip_hours=skip_hours
        )

    def _failed(self, feed: StoredFeed, error: ArticlebotError) -> None:
        self._feeds.note_failed(feed.key, error.message, self._after_failing(feed.failures + 1, error))

    def _after_failing(self, failures: int, error: ArticlebotError) -> datetime:
        wait = error.retry_after if isinstance(error, SiteBusy) else None
        return self.pace.after_failing(self._clock(), self._chance(), failures=failures, retry_after=wait)

    @asynccontextmanager
    async def offered(
        self, collection: str, feeds: Sequence[StoredFeed] | None = None, *, limited: bool = True, again: bool = False
    ) -> AsyncIterator[OfferedEntries]:
        """Lend the entries that may become articles inside the block: of some feeds, or of all of a collection.

        `limited` False: without the daily limit. `again`: entries of these feeds that were put off or given up are
        tried too.
        """
        keys = None if feeds is None else [feed.key for feed in feeds]
        if again and keys:
            await asyncio.to_thread(self._feeds.entries.try_again, keys)
        waits = await asyncio.to_thread(self._feeds.entries.due, collection)
        due = waits if keys is None else await asyncio.to_thread(self._feeds.entries.due, collection, keys)
        # After `due`: entries that arrive in between are counted twice rather than not at all.
        came = await asyncio.to_thread(self._feeds.entries.came_today, collection)
        # No await from here on: nobody else may take these entries in between.
        free = [key for key in due if key not in self._taken]
        under_way = sum(key in self._taken for key in waits)  # what came of the others is in `came`
        room = max(0, self.pace.articles_per_day - came - under_way) if limited else len(free)
        mine = free[:room]
        self._taken.update(mine)
        report = EntryReport()
        entries = EntrySources(
            self._library, collection, self._fetcher, self._documents, self._clock, self._after_failing
        )
        try:
            waiting = await asyncio.to_thread(self._feeds.entries.waiting, mine)
            sources = [entries.source(each, report) for each in waiting]
            yield OfferedEntries(sources, len(free) - len(mine), report, len(due) - len(free))
        finally:
            self._taken.difference_update(mine)
