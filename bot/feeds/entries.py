"""An entry of a feed becomes an article: with the words of its page, else with those of the feed, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from bot.fetch import Fetcher
from bot.fetching.urls import parsed, shown
from bot.handed_in import Contents, Refuse, Source
from bot.pages import Opened, articles_of, is_opening, opened, remember
from index.article import Article
from index.collection import Added
from index.errors import ArticlebotError, BadAnswer, ExtractError, FetchError, SiteBusy, Unreachable, UnsafeUrl
from index.extract import DocumentProcess
from index.extract.text import shortened, title_from
from index.feed import Entry
from index.feed_entries import Waiting
from index.library import Library
from index.pages import KnownPage

MOST_TRIES = 3
"""How often the page of an entry is tried before it is done without."""

_PASSING = (Unreachable, SiteBusy, BadAnswer)
"""What may be otherwise in an hour."""

_TEASER = 0.5
"""A page with a smaller share of the words that the feed itself carries shows but the beginning of its article."""


@dataclass(slots=True)
class Told:
    """What is to be told of entries beside what became articles. Written by whatever thread adds, read when it ends."""

    from_feed: list[Added] = field(default_factory=list)
    """Those that have the words of the feed, since their page could not be had."""
    put_off: list[ArticlebotError] = field(default_factory=list)
    """Why some are tried again with the next poll."""


class Entries:
    """Makes sources of waiting entries, for one collection."""

    def __init__(self, library: Library, collection: str, fetcher: Fetcher, documents: DocumentProcess) -> None:
        self._entries = library.feeds.entries
        self._pages = library.pages
        self._collection = collection
        self._fetcher = fetcher
        self._documents = documents

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
            nowhere = ExtractError(f"an entry of {waiting.feed_title} leads nowhere", "There is no page to be read.")
            return await asyncio.to_thread(self._without_page, waiting, nowhere, None, told)
        known = await asyncio.to_thread(self._pages.known, self._collection, link)
        try:
            found = await opened(self._fetcher, link, known)
        except (FetchError, ExtractError) as error:
            return await asyncio.to_thread(self._without_page, waiting, error, known, told)
        same = found.unchanged
        if same is None:
            return self._read(waiting, found, told)
        await asyncio.to_thread(self._stored, waiting, found, same, told)
        return Contents(iter(()), unchanged=(same,))

    def _without_page(
        self, waiting: Waiting, error: ArticlebotError, known: KnownPage | None, told: Told
    ) -> Contents:  # fmt: skip
        """Put an entry off whose page may be had later, else take the feed's own words. Raises the error otherwise.

        An article that is here already stays as it is.
        """
        if isinstance(error, _PASSING) and (isinstance(error, SiteBusy) or waiting.tries + 1 < MOST_TRIES):
            # A site that asks for patience is asked again as often as it takes.
            if not isinstance(error, SiteBusy):
                self._entries.tried(waiting.key)
            told.put_off.append(error)
            return Contents(iter(()), 0)
        own = own_article(waiting.entry)
        if known is not None:
            self._entries.done(waiting.key)
            return Contents(iter(()), unchanged=(Added(known.article_id, known.title, "unchanged", known.passages),))
        if own is None:
            self._entries.done(waiting.key)
            raise error
        return Contents(iter((own,)), stored=lambda done: self._stored(waiting, None, done, told))

    def _read(self, waiting: Waiting, found: Opened, told: Told) -> Contents:
        own = own_article(waiting.entry) if found.known is None else None
        from_page = True

        def articles() -> Iterator[Article]:
            nonlocal from_page
            try:
                article = completed(_only(found, self._documents), waiting.entry)
            except ArticlebotError:
                if self._documents.closed:
                    raise  # the process is ending: the entry waits for the next one
                if own is None:
                    self._entries.done(waiting.key)
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


def own_article(entry: Entry) -> Article | None:
    """Return an entry as an article of the feed's own words, or None where these are but a teaser."""
    if not entry.whole:
        return None
    try:
        address = str(parsed(entry.link)) if entry.link is not None else None
    except UnsafeUrl:
        address = None
    return Article(
        id=address or f"entry-{entry.key}",
        title=shortened(entry.title) or title_from(entry.text),
        text=entry.text,
        url=address,
        published=entry.day,
        source=None if address is None else entry.link,
        author=entry.author,
    )


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
        raise ExtractError(f"{shown(found.url)} is not one article", "Add it by its own address.")
    return articles[0]
