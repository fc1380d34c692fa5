"""URLs on the command line: a few are opened at once, and their articles come in the given order."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bot.cli.adding.ahead import ahead
from bot.cli.adding.sources import Refusals
from bot.fetching.urls import parsed
from bot.sources.pages import OpenedPage, articles_of, as_unchanged, open_page, remember
from index.adding import Added
from index.article import Article
from index.errors import ArticlebotError
from index.extract import DocumentProcess
from index.library import Library
from index.storage.pages import KnownPage

if TYPE_CHECKING:
    from bot.fetching.fetcher import Fetcher

_Opening = Future[OpenedPage | Added | ArticlebotError]


class WebPages:
    """Opens URLs for a collection. A context manager, whose event loop runs on its own thread.

    Pages are fetched while those before them are read and stored.
    """

    def __init__(
        self, library: Library, collection: str, process: DocumentProcess, make_fetcher: Callable[[], Fetcher]
    ) -> None:
        self.unchanged: list[Added] = []
        """The articles so far whose sites report no change."""
        self.since: datetime | None = None
        """Pages fetched since then are not fetched again: an interrupted run continues."""
        self._pages = library.pages
        self._collection = collection
        self._process = process
        self._make_fetcher = make_fetcher
        self._fetcher: Fetcher | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="pages", daemon=True)
        self._read: dict[int, tuple[Article, OpenedPage]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(_cancelled(), self._loop).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()

    def articles(self, urls: Sequence[str], refusals: Refusals) -> Iterator[Article]:
        """Read the articles at these URLs, in order; failures are noted in `refusals`.

        While one article is stored, the next ones are fetched and extracted.
        """
        return ahead(self._in_order(self._started(), urls, refusals))

    def _in_order(self, fetcher: Fetcher, urls: Sequence[str], refusals: Refusals) -> Iterator[Article]:
        rest, under_way = iter(urls), deque[tuple[str, _Opening]]()
        while True:
            for url in rest:
                under_way.append((url, asyncio.run_coroutine_threadsafe(self._one(fetcher, url), self._loop)))
                if len(under_way) == fetcher.limits.at_once:
                    break
            if not under_way:
                return
            url, opening = under_way.popleft()
            try:
                found = opening.result()
            except CancelledError:  # the run is ending
                return
            if isinstance(found, ArticlebotError):
                refusals.note(url, found)
            elif isinstance(found, Added):
                self.unchanged.append(found)
            else:
                yield from self._articles(url, found, refusals)

    def _articles(self, url: str, found: OpenedPage, refusals: Refusals) -> Iterator[Article]:
        if found.unchanged is not None:
            self.unchanged.append(found.unchanged)
            remember(self._pages, self._collection, found, found.unchanged)
            return
        try:
            for article in articles_of(found, partial(refusals.note, url), self._process):
                self._read[id(article)] = article, found
                yield article
        except ArticlebotError as error:
            refusals.note(url, error)

    def stored(self, article: Article, done: Added) -> None:
        """Record that an article is stored; does nothing if it did not come from a URL."""
        _, found = self._read.pop(id(article), (article, None))
        if found is not None:
            remember(self._pages, self._collection, found, done)

    def _started(self) -> Fetcher:
        if self._fetcher is None:
            self._fetcher = self._make_fetcher()
            self._thread.start()
        return self._fetcher

    async def _one(self, fetcher: Fetcher, url: str) -> OpenedPage | Added | ArticlebotError:
        try:
            parsed(url)  # first: what is no text, such as bytes that are not UTF-8, cannot be looked up
            known = self._pages.known(self._collection, url)
            if known is not None and self._is_done(known):
                return as_unchanged(known)
            return await open_page(fetcher, url, known, partial(self._pages.led_to, self._collection))
        except ArticlebotError as error:
            return error

    def _is_done(self, known: KnownPage) -> bool:
        return self.since is not None and known.fetched_at is not None and known.fetched_at >= self.since


async def _cancelled() -> None:
    """Cancel everything else that runs on this loop, and wait for its end."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
