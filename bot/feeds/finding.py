"""A URL -> the feed there, or the feed that the page there names. Fetched like any page."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor
from dataclasses import dataclass

from bot.fetching.charset import as_utf8
from bot.fetching.fetched import Page, Unchanged
from bot.fetching.fetcher import Fetcher
from bot.fetching.urls import in_full, is_url, parsed, shown
from index.errors import ArticlebotError, ExtractError, FetchError, UsageError
from index.extract import DocumentProcess
from index.feed import Feed
from index.storage.pages import Validators

_MOST_TRIED = 3
"""How many feeds of one page are tried until one can be read."""


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """The result of fetching a feed; `feed` is None if it has not changed."""

    feed: Feed | None
    validators: Validators


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was found at a URL; `page` is the given URL if that is a page that names the feed.

    `others` are the URLs of the page's other feeds.
    """

    url: str
    feed: Feed
    validators: Validators
    page: str | None = None
    others: tuple[str, ...] = ()


async def read_feed(
    fetcher: Fetcher,
    documents: DocumentProcess,
    url: str,
    known: Validators | None = None,
    *,
    executor: Executor | None = None,
) -> FetchedFeed:
    """Fetch a feed. Raises FetchError, and ExtractError if it is not a feed.

    `executor`: whose thread waits for `documents`; None is the event loop's own.
    """
    found = await fetcher.fetch(url, known)
    if isinstance(found, Unchanged):
        return FetchedFeed(None, found.validators)
    feed = await _parsed(documents, found, executor)
    if feed.named:
        raise ExtractError(f"{shown(url)} is a page, and not a feed (any more)", f"it names this one: {feed.named[0]}")
    return FetchedFeed(feed, found.validators)


async def find_feed(
    fetcher: Fetcher, documents: DocumentProcess, url: str, *, executor: Executor | None = None
) -> FoundFeed:
    """Find the feed that a URL means: itself, or the first readable one that its page names.

    `executor`: as in `read_feed`.

    Raises UsageError if it is not a URL, FetchError, and ExtractError if there is no feed.
    """
    url = in_full(url)
    if not is_url(url):
        raise UsageError(f"{shown(url)!r} is not a web address", "write it in full, beginning with https://")
    at = str(parsed(url))
    found = await fetcher.fetch(at)
    if isinstance(found, Unchanged):  # not expected, since no validators were sent
        raise ExtractError(f"{shown(at)} sends no feed", "try again later")
    feed = await _parsed(documents, found, executor)
    if not feed.named:
        return FoundFeed(at, feed, found.validators)
    failure: ArticlebotError | None = None
    for named in feed.named[:_MOST_TRIED]:
        try:
            reading = await read_feed(fetcher, documents, str(parsed(named)), executor=executor)
        except (FetchError, ExtractError) as error:
            failure = failure or error
            continue
        if reading.feed is not None:
            others = tuple(each for each in feed.named if each != named)
            return FoundFeed(str(parsed(named)), reading.feed, reading.validators, at, others)
    raise failure or ExtractError(f"{shown(at)} names no feed that can be read", "give the address of the feed itself")


async def _parsed(documents: DocumentProcess, page: Page, executor: Executor | None) -> Feed:
    def parse() -> Feed:
        return documents.read_feed(as_utf8(page.body, page.charset), page.landed)

    return await asyncio.get_running_loop().run_in_executor(executor, parse)
