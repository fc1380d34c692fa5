"""An entry of a feed becomes an article: with the words of its page, else with those of the feed, or not at all."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from yarl import URL

from bot.fetching.fetcher import Fetcher
from bot.fetching.urls import parsed, shown
from bot.sources.pages import Opened, articles_of, is_opening, opened, remember, site_of
from bot.sources.source import Contents, Refuse, Source
from index.adding import Added
from index.article import Article
from index.errors import (
    ArticlebotError,
    BadAnswer,
    Disallowed,
    ExtractError,
    FetchError,
    PageGone,
    SiteBusy,
    Unreachable,
    UnsafeUrl,
)
from index.extract import DocumentProcess
from index.extract.naming import digest, shortened, title_from
from index.feed import Entry
from index.library import Library
from index.storage.feed_entries import Waiting
from index.storage.pages import KnownPage

MOST_TRIES = 3
"""How often the page of an entry is tried, at least, before it is done without."""

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
"""How long it is tried, at least: a week where nobody answers, which may be our own line, or where the site asks for
patience. It is a day for other faults, and where the feed has the words itself."""

_FEEDS = re.compile(r"\A(?:feeds?|rss)\.(?=[^.]+\.)")
"""What the host of a site's feeds begins with."""

_TEASER = 0.5
"""A page with a smaller share of the words that the feed itself carries shows but the beginning of its article."""


@dataclass(slots=True)
class Told:
    """What is to be told of entries beside what became articles. Written by whatever thread adds, read when it ends."""

    from_feed: list[Added] = field(default_factory=list)
    """Those that have the words of the feed, since their page could not be had."""
    put_off: list[ArticlebotError] = field(default_factory=list)
    """Why some are tried again later."""


class Entries:
    """Makes sources of waiting entries, for one collection."""

    def __init__(
        self,
        library: Library,
        collection: str,
        fetcher: Fetcher,
        documents: DocumentProcess,
        clock: Callable[[], datetime],
        again: Callable[[int, ArticlebotError], datetime],
    ) -> None:
        """`again`: when a page is tried again that has failed so often, the last time with this error."""
        self._entries = library.feeds.entries
        self._pages = library.pages
        self._collection = collection
        self._fetcher = fetcher
        self._documents = documents
        self._clock = clock
        self._again = again

    def source(self, waiting: Waiting, told: Told) -> Source:
        """Return an entry as something to be added. It waits no more once it is stored, or refused for good."""

        async def open_(refuse: Refuse) -> Contents:
            del refuse
            return await self._opened(waiting, told)

        return Source(waiting.entry.title or waiting.entry.link or waiting.feed_title, open_)

    async def _opened(self, waiting: Waiting, told: Told) -> Contents:
        link = waiting.entry.link
        if not await asyncio.to_thread(self._entries.still_waits, waiting.key):
            return Contents(iter(()), 0)
        if link is None:
            nowhere = ExtractError(
                f"an entry of {waiting.feed_title} gives no address of its page",
                "find the page on its site, and add it by its address",
            )
            return await asyncio.to_thread(self._without_page, waiting, nowhere, told)
        known = await asyncio.to_thread(self._pages.known, self._collection, link)
        try:
            found = await opened(self._fetcher, link, known, partial(self._pages.led_to, self._collection))
        except (FetchError, ExtractError) as error:
            return await asyncio.to_thread(self._without_page, waiting, error, told)
        same = found.unchanged
        if same is None:
            return self._read(waiting, found, told)
        await asyncio.to_thread(self._stored, waiting, found, same, told)
        return Contents(iter(()), unchanged=(same,))

    def _without_page(self, waiting: Waiting, error: ArticlebotError, told: Told) -> Contents:
        """Put an entry off whose page may be had later, else take the feed's own words. Raises the error otherwise.

        An article that is here already stays as it is.
        """
        here = self._here(waiting)
        if here is not None:
            self._entries.done(waiting.key)
            return Contents(iter(()), unchanged=(Added(here.article_id, here.title, "unchanged", here.passages),))
        own = own_article(waiting)
        if self._may_pass(waiting, error, own):
            self._entries.put_off(waiting.key, self._again(waiting.tries + 1, error))
            told.put_off.append(error)
            return Contents(iter(()), 0)
        if own is None:
            self._given_up(waiting, error)
            raise error
        return Contents(iter((own,)), stored=lambda done: self._stored(waiting, None, done, told))

    def _may_pass(self, waiting: Waiting, error: ArticlebotError, own: Article | None) -> bool:
        """Tell whether an entry is to wait for its page, which failed with this error."""
        now, published = self._clock(), waiting.entry.published
        if isinstance(error, Unreachable | SiteBusy):
            patience = _WEEK if own is None else _DAY
        elif isinstance(error, BadAnswer) or (isinstance(error, Disallowed) and error.passing):
            patience = _DAY
        elif isinstance(error, PageGone) and own is None and (published is None or now - published < _DAY):
            patience = _DAY  # feeds name pages that are not there yet
        else:
            return False
        return waiting.tries + 1 < MOST_TRIES or now - (waiting.failing_since or now) < patience

    def _given_up(self, waiting: Waiting, error: ArticlebotError) -> None:
        """Note that nothing came of an entry. What leads nowhere that is ever opened is not tried again, either."""
        if waiting.entry.link is None or isinstance(error, UnsafeUrl):
            self._entries.done(waiting.key)
        else:
            self._entries.give_up(waiting.key)

    def _here(self, waiting: Waiting) -> KnownPage | None:
        """Return the article of an entry's page that is here already, under whichever address."""
        link = waiting.entry.link
        address = _address(link)
        if link is None or address is None:
            return None
        return self._pages.known(self._collection, link) or self._pages.at(self._collection, str(address))

    def _read(self, waiting: Waiting, found: Opened, told: Told) -> Contents:
        from_page = True

        def articles() -> Iterator[Article]:
            nonlocal from_page
            own = own_article(waiting) if self._here(waiting) is None else None
            try:
                article = completed(_only(found, self._documents), waiting.entry)
            except ArticlebotError as error:
                if self._documents.closed:
                    raise  # the process is ending: the entry waits for the next one
                if own is None:
                    self._given_up(waiting, error)
                    raise
                article = own
            if own is not None and len(article.text.split()) < _TEASER * len(own.text.split()):
                article = own
            from_page = article is not own
            yield article

        def stored(done: Added) -> None:
            self._stored(waiting, found if from_page else None, done, told)

        return Contents(articles(), stored=stored)

    def _stored(self, waiting: Waiting, found: Opened | None, done: Added, told: Told) -> None:
        """Note what became of an entry; `found` is the page whose words it has, None when it has the feed's."""
        if found is not None:
            remember(self._pages, self._collection, found, done)
        else:
            told.from_feed.append(done)
        self._entries.done(waiting.key, came=done.status != "unchanged")


def own_article(waiting: Waiting) -> Article | None:
    """Return an entry as an article of the feed's own words, or None where these are but a teaser.

    It has the address of its page only on the feed's own site: no feed speaks in the name of another one.
    """
    entry = waiting.entry
    if not entry.whole:
        return None
    address, site = _address(entry.link), _FEEDS.sub("", site_of(URL(waiting.feed_url)))
    url = str(address) if address is not None and site_of(address) == site else None
    return Article(
        id=url or f"entry-{digest(f'{waiting.feed_url} {entry.id}')[:32]}",
        title=shortened(entry.title) or title_from(entry.text),
        text=entry.text,
        url=url,
        published=entry.day,
        source=None if address is None else entry.link,
        author=entry.author,
        site=None if url is not None else site,
    )


def _address(link: str | None) -> URL | None:
    try:
        return parsed(link) if link is not None else None
    except UnsafeUrl:
        return None


def completed(article: Article, entry: Entry) -> Article:
    """Return the article of a page with what its feed says where the page itself says nothing."""
    nameless = entry.title and is_opening(article.title, article.text)
    return replace(
        article,
        title=shortened(entry.title) if nameless else article.title,
        published=article.published or entry.day,
        author=article.author or entry.author,
    )


def _only(found: Opened, documents: DocumentProcess) -> Article:
    """Return the one article of a page. Raises ExtractError for none, and for a corpus or an archive behind a link."""
    articles = list(islice(articles_of(found, None, documents, alone=True), 2))
    if len(articles) != 1:
        raise ExtractError(f"{shown(found.url)} is not one article", "add it by its own address")
    return articles[0]
