"""URLs on the command line: a few opened side by side, and told in the order in which they were given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from types import TracebackType
from typing import Self

from bot.cli.sources import Refusals
from bot.fetch import Fetcher
from bot.pages import Opened, articles_of, opened, remember
from index.article import Article
from index.collection import Added
from index.errors import ArticlebotError
from index.extract import DocumentProcess
from index.library import Library


class WebPages:
    """Opens URLs for a collection; a context manager, since it brings an event loop. Not for use inside another one."""

    def __init__(
        self, library: Library, collection: str, process: DocumentProcess, make_fetcher: Callable[[], Fetcher]
    ) -> None:  # fmt: skip
        self.unchanged: list[Added] = []
        """The articles whose sites say that there is nothing new, so far."""
        self._pages = library.pages
        self._collection = collection
        self._process = process
        self._fetcher = make_fetcher()
        self._runner = asyncio.Runner()
        self._read: dict[int, tuple[Article, Opened]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.close()

    def articles(self, urls: Sequence[str], refusals: Refusals) -> Iterator[Article]:
        """Read the articles at these URLs, in order; what cannot be had is noted in `refusals`."""
        at_once = self._fetcher.limits.at_once
        for start in range(0, len(urls), at_once):
            some = urls[start : start + at_once]
            for url, found in zip(some, self._runner.run(self._open(some)), strict=True):
                if isinstance(found, ArticlebotError):
                    refusals.note(url, found)
                    continue
                if found.unchanged is not None:
                    self.unchanged.append(found.unchanged)
                    remember(self._pages, self._collection, found, found.unchanged)
                    continue
                try:
                    for article in articles_of(found, partial(refusals.note, url), self._process):
                        self._read[id(article)] = article, found
                        yield article
                except ArticlebotError as error:
                    refusals.note(url, error)

    def stored(self, article: Article, done: Added) -> None:
        """Take note that an article is stored; nothing happens when it did not come from a URL."""
        _, found = self._read.pop(id(article), (article, None))
        if found is not None:
            remember(self._pages, self._collection, found, done)

    async def _open(self, urls: Sequence[str]) -> list[Opened | ArticlebotError]:
        return await asyncio.gather(*map(self._one, urls))

    async def _one(self, url: str) -> Opened | ArticlebotError:
        try:
            return await opened(self._fetcher, url, self._pages.known(self._collection, url))
        except ArticlebotError as error:
            return error
