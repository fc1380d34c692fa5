"""A fetched page becomes articles, and a URL finds the article that it became before. For both interfaces."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from yarl import URL

from bot.fetching.charset import as_utf8
from bot.fetching.fetched import Page, Unchanged
from bot.fetching.urls import parsed, shown
from index.adding import Added
from index.article import Article
from index.errors import ExtractError, NotText, UnsafeUrl
from index.extract import DocumentProcess, articles_from
from index.extract.naming import id_from_name, title_from
from index.extract.sniff import HEAD_BYTES, kind_of
from index.extract.words import without_surrogates
from index.storage.page_form import page_form
from index.storage.pages import KnownPage, Pages, Validators
from index.text.likeness import ComparedText, is_same_page

if TYPE_CHECKING:
    from bot.fetching.fetcher import Fetcher

_ENDINGS = {
    "text/markdown": ".md", "text/x-markdown": ".md", "text/html": ".html", "application/xhtml+xml": ".html",
    "application/x-ndjson": ".jsonl", "application/jsonl": ".jsonl", "application/json": ".json",
    "text/csv": ".csv", "text/tab-separated-values": ".tsv",
}  # fmt: skip
"""The file ending for a media type, used if the text itself does not reveal its kind."""

_TELLING = frozenset({*_ENDINGS.values(), ".markdown", ".ndjson", ".htm", ".xhtml"})

_WRITTEN = frozenset({"text", "markdown", "corpus", "html", "XML files"})
"""The kinds of files that are text."""

_SAME_SITE = re.compile(r"\A(?:(?:www|m|mobile|amp|edition)\.)+")


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """The result of opening a URL: a page to read or, with `page` None, the article that it became before."""

    url: str
    known: KnownPage | None
    page: Page | None
    validators: Validators
    data: bytes = b""
    """The page as the extractors take it, text in UTF-8."""
    name: str = ""
    """The name for the extractors, whose ending hints at the kind."""

    @property
    def unchanged(self) -> Added | None:
        """The outcome to report if there is nothing to read."""
        if self.page is not None or self.known is None:
            return None
        return as_unchanged(self.known)


def as_unchanged(known: KnownPage) -> Added:
    """Return the outcome to report of an article whose page is not read again."""
    return Added(known.article_id, known.title, "unchanged", known.passages)


async def open_page(
    fetcher: Fetcher, url: str, known: KnownPage | None, led_to: Callable[[str], Sequence[str]] = lambda _: ()
) -> OpenedPage:
    """Open a URL, unless its page has not changed since it became the `known` article.

    `led_to` returns the addresses that led to a URL before, and blocks. It detects a site that now redirects all pages
    to one, such as a consent or login page.

    Raises FetchError, TooLarge, and ExtractError for a URL that leads where another one of its site has led.
    """
    found = await fetcher.fetch(url, known.validators if known is not None else None)
    if isinstance(found, Unchanged):
        return OpenedPage(url, known, None, found.validators)
    if known is None and not _same_page(url, found.landed):
        for other in await asyncio.to_thread(led_to, found.landed):
            if _is_another_page_of(url, other) and not _same_page(other, found.landed):
                raise ExtractError(
                    f"{shown(url)} leads to {shown(found.landed)}, as {shown(other)} did, which is here already",
                    "a page of consent, or one to log in, is no article; save what you can read there as a file",
                )
    return OpenedPage(url, known, found, found.validators, *await asyncio.to_thread(text_of, found))


def text_of(page: Page) -> tuple[bytes, str]:
    """Return a page as the extractors take it (text in UTF-8), and a name whose ending hints at its kind. Blocks."""
    name = without_surrogates(page.url)
    try:
        kind = kind_of(page.body[:HEAD_BYTES], "page")
    except NotText:
        kind = "text" if page.charset is not None and page.charset.lower().startswith("utf-16") else ""
    if kind not in _WRITTEN:
        return page.body, name
    data = as_utf8(page.body, page.charset)
    ending = _ENDINGS.get(page.media_type) or PurePosixPath(URL(page.landed).path).suffix.lower()
    told = kind_of(data[:HEAD_BYTES], "page") != "text" or ending not in _TELLING or name.lower().endswith(ending)
    return data, name if told else name + ending


def articles_of(
    opened: OpenedPage,
    refuse: Callable[[ExtractError], None] | None = None,
    process: DocumentProcess | None = None,
    *,
    alone: bool = False,
) -> Iterator[Article]:
    """Read the articles of an opened page as they are requested, which blocks. Raises ExtractError.

    A page is one article: its source is the URL as given, its `url` the canonical one, else the one after redirects.
    Its id stays what it was before, and so do title, date and author if the page names none; a new article's id is its
    URL. The ids of a corpus or archive are put after the URL of the whole: strangers chose them, and they must not
    match those of stored articles. With `alone`, a corpus or archive is refused.
    """
    page = opened.page
    if page is None:
        return
    name = opened.name
    for article in articles_from(opened.data, name, refuse, process):
        if article.id != id_from_name(name, article.text):
            if alone:
                raise ExtractError(f"{shown(opened.url)} is not one article", "add it by its own address")
            yield _of_many(article, page)
            continue
        canonical = _canonical(article.url, page.landed)
        known = opened.known
        if known is not None and _leads_astray(known, page, article):
            raise ExtractError(
                f"{shown(page.url)} leads to {shown(page.landed)} now, which says something else",
                "the article stays as it was; if you mean the other page, add it by its own address",
            )
        nameless = is_opening(article.title, article.text) and known is not None and not known.title.endswith("…")
        yield replace(
            article,
            title=known.title if known is not None and nameless else article.title,
            id=known.article_id if known is not None else canonical or str(parsed(page.url)),
            url=canonical or page.landed,
            source=page.url,
            published=article.published or (known.published if known is not None else None),
            author=article.author or (known.author if known is not None else None),
        )


def _of_many(article: Article, page: Page) -> Article:
    """Return an article of a corpus or archive, which may only claim an address on the site that it came from."""
    own = _canonical(article.url, page.landed)
    return replace(
        article,
        id=f"{_within(page.url)}{article.id}",
        url=own,
        source=page.url,
        site=article.site if own is not None else None,
    )


def _within(url: str) -> str:
    """Return the prefix of ids from a corpus or archive; no page has it, since pages' ids have no fragment."""
    return f"{parsed(url)}#"


def _leads_astray(known: KnownPage, page: Page, article: Article) -> bool:
    """Tell whether a page differs from the one that the article was made from: elsewhere, and without its words.

    A page that has moved still has most of them; one that has not moved may say whatever it wants.
    """
    if not known.text or any(_same_page(page.landed, each) for each in (page.url, known.url)):
        return False
    return not is_same_page(ComparedText.of(known.text), ComparedText.of(article.text))


def _same_page(one: str, other: str | None) -> bool:
    return page_form(one) == page_form(other)


def _is_another_page_of(url: str, other: str) -> bool:
    """Tell whether two addresses are different pages of one site."""
    try:
        return site_of(parsed(url)) == site_of(parsed(other)) and not _same_page(url, other)
    except UnsafeUrl:
        return False


def is_opening(title: str, text: str) -> bool:
    """Tell whether a title is only the shortened beginning of a text without a headline."""
    return title.endswith("…") and title == title_from(text)


def remember(pages: Pages, collection: str, opened: OpenedPage, done: Added) -> None:
    """Store which article a URL has become. Raises storage errors.

    A corpus or archive is read whole each time: that it has not changed says nothing about its articles that are not
    stored.
    """
    if done.article_id.startswith(_within(opened.url)):
        pages.forget(collection, opened.url)
    else:
        pages.note(collection, opened.url, done.article_id, opened.validators)


def _canonical(url: str | None, landed: str) -> str | None:
    """Return the URL that a page calls its own, in normal form, if it is on the page's own site.

    Otherwise any page could replace another site's article.
    """
    if url is None:
        return None
    try:
        own = parsed(url)
    except UnsafeUrl:
        return None
    return str(own) if site_of(own) == site_of(URL(landed)) else None


def site_of(url: URL) -> str:
    """Return the host of a URL without prefixes such as "www." or "m.", which the same site uses."""
    return _SAME_SITE.sub("", url.raw_host or "")
