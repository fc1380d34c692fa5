"""An entry of a feed becomes an article, with the words of its page, else with those of the feed, or not at all."""

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
from bot.sources.pages import OpenedPage, articles_of, as_unchanged, is_opening, open_page, remember, site_of
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
"""The least number of attempts at the page of an entry before it is given up."""

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
"""The least time for attempts. A week if nobody answers, which may be our own connection, or if the site asks for
patience; a day for other errors, and if the feed itself has the words."""

_FEEDS = re.compile(r"\A(?:feeds?|rss)\.(?=[^.]+\.)")
"""How the host of a site's feeds may begin."""

_TEASER = 0.5
"""A page with less than this share of the feed's own words shows only the beginning of its article."""


@dataclass(slots=True)
class EntryReport:
    """What must be reported of entries beside the added articles.

    `EntrySources` writes it while entries are added; it is read when that has ended.
    """

    from_feed: list[Added] = field(default_factory=list)
    """Articles with the words of the feed, since their page could not be fetched."""
    put_off: list[ArticlebotError] = field(default_factory=list)
    """Why some entries are tried again later."""
    feeds: dict[int, str] = field(default_factory=dict)
    """The titles, by their keys, of the feeds from which articles came: others than those just read, if some waited."""


class EntrySources:
    """Makes a `Source` of each waiting entry of one collection, so that entries are added like anything else."""

    def __init__(
        self,
        library: Library,
        collection: str,
        fetcher: Fetcher,
        documents: DocumentProcess,
        clock: Callable[[], datetime],
        retry_at: Callable[[int, ArticlebotError], datetime],
    ) -> None:
        """`retry_at(failures, error)`: when to try a page again that has failed so often, last with this error."""
        self._entries = library.feeds.entries
        self._pages = library.pages
        self._collection = collection
        self._fetcher = fetcher
        self._documents = documents
        self._clock = clock
        self._retry_at = retry_at

    def source(self, waiting: Waiting, report: EntryReport) -> Source:
        """Return an entry as a source. It stops waiting when it is stored, or refused for good.

        `report` gets what happens to the entry when the source is opened and its article stored.
        """

        async def open_(refuse: Refuse) -> Contents:
            del refuse
            return await self._opened(waiting, report)

        return Source(waiting.entry.title or waiting.entry.link or waiting.feed_title, open_)

    async def _opened(self, waiting: Waiting, report: EntryReport) -> Contents:
        link = waiting.entry.link
        if not await asyncio.to_thread(self._entries.still_waits, waiting.key):
            return Contents(iter(()), 0)
        if link is None:
            nowhere = ExtractError(
                f"an entry of {waiting.feed_title} gives no address of its page",
                "find the page on its site, and add it by its address",
            )
            return await asyncio.to_thread(self._without_page, waiting, nowhere, report)
        known = await asyncio.to_thread(self._pages.known, self._collection, link)
        try:
            found = await open_page(self._fetcher, link, known, partial(self._pages.led_to, self._collection))
        except (FetchError, ExtractError) as error:
            return await asyncio.to_thread(self._without_page, waiting, error, report)
        same = found.unchanged
        if same is None:
            return self._read(waiting, found, report)
        await asyncio.to_thread(self._stored, waiting, found, same, report)
        return Contents(iter(()), unchanged=(same,))

    def _without_page(self, waiting: Waiting, error: ArticlebotError, report: EntryReport) -> Contents:
        """Put an entry off if its page may be available later, else use the feed's own words, else raise the error.

        An article that is already stored stays as it is.
        """
        stored = self._stored_page(waiting)
        if stored is not None:
            self._entries.done(waiting.key)
            return Contents(iter(()), unchanged=(as_unchanged(stored),))
        own = own_article(waiting)
        if self._should_wait(waiting, error, own):
            self._entries.put_off(waiting.key, self._retry_at(waiting.tries + 1, error))
            report.put_off.append(error)
            return Contents(iter(()), 0)
        if own is None:
            self._given_up(waiting, error)
            raise error
        return Contents(iter((own,)), stored=lambda done: self._stored(waiting, None, done, report))

    def _should_wait(self, waiting: Waiting, error: ArticlebotError, own: Article | None) -> bool:
        """Tell whether an entry should wait for its page, which failed with this error."""
        now, published = self._clock(), waiting.entry.published
        if isinstance(error, Unreachable | SiteBusy):
            patience = _WEEK if own is None else _DAY
        elif isinstance(error, BadAnswer) or (isinstance(error, Disallowed) and error.temporary):
            patience = _DAY
        elif isinstance(error, PageGone) and own is None and (published is None or now - published < _DAY):
            patience = _DAY  # feeds may name pages before they exist
        else:
            return False
        return waiting.tries + 1 < MOST_TRIES or now - (waiting.failing_since or now) < patience

    def _given_up(self, waiting: Waiting, error: ArticlebotError) -> None:
        """Note that an entry led to nothing. One without a link, or with an unsafe one, is never tried again."""
        if waiting.entry.link is None or isinstance(error, UnsafeUrl):
            self._entries.done(waiting.key)
        else:
            self._entries.give_up(waiting.key)

    def _stored_page(self, waiting: Waiting) -> KnownPage | None:
        """Return the stored article of an entry's page, under whichever address, or None."""
        link = waiting.entry.link
        address = _address(link)
        if link is None or address is None:
            return None
        return self._pages.known(self._collection, link) or self._pages.at(self._collection, str(address))

    def _read(self, waiting: Waiting, found: OpenedPage, report: EntryReport) -> Contents:
        from_page = True

        def articles() -> Iterator[Article]:
            nonlocal from_page
            own = own_article(waiting) if self._stored_page(waiting) is None else None
            try:
                article = completed(_only(found, self._documents), waiting.entry)
            except ArticlebotError as error:
                if self._documents.closed:
                    raise  # the process is ending, and the entry waits for the next one
                if own is None:
                    self._given_up(waiting, error)
                    raise
                article = own
            if own is not None and len(article.text.split()) < _TEASER * len(own.text.split()):
                article = own
            from_page = article is not own
            yield article

        def stored(done: Added) -> None:
            self._stored(waiting, found if from_page else None, done, report)

        return Contents(articles(), stored=stored)

    def _stored(self, waiting: Waiting, found: OpenedPage | None, done: Added, report: EntryReport) -> None:
        """Note what became of an entry; `found` is the page that it was made from, None for the feed's words."""
        came = done.status != "unchanged"
        if came:
            report.feeds[waiting.feed] = waiting.feed_title
        if found is not None:
            remember(self._pages, self._collection, found, done)
        else:
            report.from_feed.append(done)
        self._entries.done(waiting.key, came=came)


def own_article(waiting: Waiting) -> Article | None:
    """Return an entry as an article with the feed's own words, or None if these are only a teaser.

    It gets the address of its page only if that is on the feed's own site: no feed may speak for another site.
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
    """Return the article of a page, with missing data completed from its feed's entry."""
    nameless = entry.title and is_opening(article.title, article.text)
    return replace(
        article,
        title=shortened(entry.title) if nameless else article.title,
        published=article.published or entry.day,
        author=article.author or entry.author,
    )


def _only(found: OpenedPage, documents: DocumentProcess) -> Article:
    """Return the one article of a page. Raises ExtractError for none, and for a corpus or archive behind a link."""
    articles = list(islice(articles_of(found, None, documents, alone=True), 2))
    if len(articles) != 1:
        raise ExtractError(f"{shown(found.url)} is not one article", "add it by its own address")
    return articles[0]
