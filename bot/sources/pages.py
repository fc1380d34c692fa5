"""A fetched page becomes articles, and a URL finds the article that it became before. Shared by both faces."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from yarl import URL

from bot.fetching.charset import as_utf8
from bot.fetching.fetcher import Fetcher, Page, Unchanged
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

_ENDINGS = {
    "text/markdown": ".md", "text/x-markdown": ".md", "text/html": ".html", "application/xhtml+xml": ".html",
    "application/x-ndjson": ".jsonl", "application/jsonl": ".jsonl", "application/json": ".json",
    "text/csv": ".csv", "text/tab-separated-values": ".tsv",
}  # fmt: skip
"""What a type says of a text of which its words say nothing."""

_TELLING = frozenset({*_ENDINGS.values(), ".markdown", ".ndjson", ".htm", ".xhtml"})

_WRITTEN = frozenset({"text", "markdown", "corpus", "html", "XML files"})
"""The kinds whose bytes are letters and nothing else."""

_SAME_SITE = re.compile(r"\A(?:(?:www|m|mobile|amp|edition)\.)+")


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of opening a URL: a page to be read, or with `page` None the article that it was before."""

    url: str
    known: KnownPage | None
    page: Page | None
    validators: Validators
    data: bytes = b""
    """The page as the extractors take it, text in UTF-8."""
    name: str = ""
    """What it is called there: its ending tells what it may be."""

    @property
    def unchanged(self) -> Added | None:
        """What is to be told when there is nothing to read."""
        if self.page is not None or self.known is None:
            return None
        return Added(self.known.article_id, self.known.title, "unchanged", self.known.passages)


async def opened(
    fetcher: Fetcher, url: str, known: KnownPage | None, led_to: Callable[[str], Sequence[str]] = lambda _: ()
) -> Opened:
    """Open a URL, unless its page has not changed since it became the `known` article.

    `led_to` gives the addresses that led to a URL before, and blocks: a site that now leads all its pages to one, of
    consent or to log in, is noticed by that.

    Raises FetchError, TooLarge, and ExtractError for a URL that leads to where another one of its site has led.
    """
    found = await fetcher.fetch(url, known.validators if known is not None else None)
    if isinstance(found, Unchanged):
        return Opened(url, known, None, found.validators)
    if known is None and not _same_page(url, found.landed):
        for other in await asyncio.to_thread(led_to, found.landed):
            if _is_another_page_of(url, other) and not _same_page(other, found.landed):
                raise ExtractError(
                    f"{shown(url)} leads to {shown(found.landed)}, as {shown(other)} did, which is here already",
                    "a page of consent, or one to log in, is no article; save what you can read there as a file",
                )
    return Opened(url, known, found, found.validators, *await asyncio.to_thread(text_of, found))


def text_of(page: Page) -> tuple[bytes, str]:
    """Return a page as the extractors take it, text in UTF-8, and a name whose ending tells what it may be. Blocks."""
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
    opened: Opened,
    refuse: Callable[[ExtractError], None] | None = None,
    process: DocumentProcess | None = None,
    *,
    alone: bool = False,
) -> Iterator[Article]:
    """Read the articles of an opened page, as they are asked for, which blocks. Raises ExtractError.

    A page is one article: its source is the URL as it was given, its `url` the canonical one, else where the
    redirects ended. Its id stays what it was before, and so do title, day and author where the page names none; a new
    one is called by its URL. What a corpus or an archive holds keeps its own names behind the URL of the whole: a
    stranger wrote them, and they must not be those of an article that is here. With `alone` it is refused.
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
    """Return an article of a corpus or an archive: it may call itself a page of its own site, and nobody else's."""
    own = _canonical(article.url, page.landed)
    return replace(
        article,
        id=f"{_within(page.url)}{article.id}",
        url=own,
        source=page.url,
        site=article.site if own is not None else None,
    )


def _within(url: str) -> str:
    """Return how the ids of what a corpus or an archive holds begin; no page's does, since it has no fragment."""
    return f"{parsed(url)}#"


def _leads_astray(known: KnownPage, page: Page, article: Article) -> bool:
    """Tell whether a page is another one than the article was made of: elsewhere, and without its words.

    A page that has moved has most of them still; one that stays where it was may say whatever it wants.
    """
    if not known.text or any(_same_page(page.landed, each) for each in (page.url, known.url)):
        return False
    return not is_same_page(ComparedText.of(known.text), ComparedText.of(article.text))


def _same_page(one: str, other: str | None) -> bool:
    return page_form(one) == page_form(other)


def _is_another_page_of(url: str, other: str) -> bool:
    """Tell whether two addresses are pages of one site."""
    try:
        return site_of(parsed(url)) == site_of(parsed(other)) and not _same_page(url, other)
    except UnsafeUrl:
        return False


def is_opening(title: str, text: str) -> bool:
    """Tell whether a title is but the cut opening of a text without a headline."""
    return title.endswith("…") and title == title_from(text)


def remember(pages: Pages, collection: str, opened: Opened, done: Added) -> None:
    """Remember which article a URL has become, once it is stored. Raises storage errors.

    A corpus or an archive is read whole each time, however many of its articles are here: that it has not changed says
    nothing of those that are not.
    """
    if done.article_id.startswith(_within(opened.url)):
        pages.forget(collection, opened.url)
    else:
        pages.note(collection, opened.url, done.article_id, opened.validators)


def _canonical(url: str | None, landed: str) -> str | None:
    """Return the URL that a page calls its own, in its normal form, if it is on the page's own site.

    Else any page could take the place of another site's article.
    """
    if url is None:
        return None
    try:
        own = parsed(url)
    except UnsafeUrl:
        return None
    return str(own) if site_of(own) == site_of(URL(landed)) else None


def site_of(url: URL) -> str:
    """Return the host of a URL without what the same site is called on telephones and the like."""
    return _SAME_SITE.sub("", url.raw_host or "")
