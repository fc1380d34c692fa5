"""What people hand in on Discord, and the articles that it becomes: attachments, links, pasted text, messages."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import discord

from bot.commands.attachments import downloaded, survey
from bot.fetching.urls import in_full, is_url, shown
from bot.serving.servers import collection_name
from bot.serving.service import Service
from bot.sources.marks import without_marks
from bot.sources.pages import articles_of, opened, remember
from bot.sources.source import Contents, Refuse, Source
from index.adding import Added
from index.article import Article
from index.collection import Collection
from index.errors import NotFound, UsageError
from index.extract import DocumentProcess, articles_from
from index.extract.naming import id_from_name, shortened, title_from
from index.extract.pasted import with_columns_named
from index.extract.words import has_words, normalised, without_surrogates

_LINK = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)

_BEHIND_LINK = ".,;:!?'\"*_|~`"
"""What sentences and Discord's marks put behind an address."""

_FEW_WORDS = 12
"""Words beside a link that only introduce it."""

_NAMELESS = frozenset({"message.txt"})
"""What Discord calls a text that was too long to be a message: the name says nothing about it."""


def attached(attachment: discord.Attachment, process: DocumentProcess) -> Source:
    """Return an attachment, read in `process` when it is neither text nor a corpus.

    Its name makes the article's id: another text under the same name refreshes it.
    """
    name = attachment.filename

    async def open_(refuse: Refuse) -> Contents:
        data = await downloaded(attachment)
        total = await asyncio.to_thread(survey, data, name)
        return Contents(_named(articles_from(data, name, refuse, process), name), total)

    return Source(name, open_)


def linked(url: str, service: Service, guild_id: int) -> Source:
    """Return a page by its URL. One that its site knows to be the same as the server's article is not read."""
    url, pages, collection = in_full(url), service.library.pages, collection_name(guild_id)

    async def open_(refuse: Refuse) -> Contents:
        if not is_url(url) or not _LINK.fullmatch(url):
            raise UsageError(f"{shown(url)!r} is not a web address", "write it in full, beginning with https://")
        known = await asyncio.to_thread(pages.known, collection, url)
        found = await opened(service.fetcher, url, known, partial(pages.led_to, collection))

        def stored(done: Added) -> None:
            remember(pages, collection, found, done)

        same = found.unchanged
        if same is not None:
            await asyncio.to_thread(stored, same)
            return Contents(iter(()), unchanged=(same,))
        total = await asyncio.to_thread(survey, found.data, found.name)
        return Contents(articles_of(found, refuse, service.documents), total, stored=stored)

    return Source(url, open_)


def written(article: Article, name: str) -> Source:
    """Return an article that is there already; its `name` is none of its words."""

    async def open_(refuse: Refuse) -> Contents:
        del refuse
        return Contents(iter((article,)))

    return Source(name, open_)


def retyped(article: Article, name: str, collection: Collection) -> Source:
    """Return an article that was typed into a form; the address and the day that it lacks stay as they are stored."""

    def completed() -> Iterator[Article]:
        try:
            before = collection.article(article.id)
        except NotFound:
            yield article
        else:
            yield replace(article, url=article.url or before.url, published=article.published or before.published)

    async def open_(refuse: Refuse) -> Contents:
        del refuse
        return Contents(completed())

    return Source(name, open_)


def pasted(title: str, text: str, url: str = "", published: date | None = None) -> Article:
    """Return text that was pasted into a form as an article. Raises UsageError.

    Its id comes from the text, so that two texts never take each other's place, and one text under another title
    is given that title.
    """
    body = normalised(without_surrogates(text)).strip()
    if not has_words(body):
        raise UsageError("there is not a word in that text", "paste the text of the article")
    name = " ".join(normalised(without_surrogates(title)).split())
    if not has_words(name):
        raise UsageError("there is not a word in that title", "give the title of the article")
    address = in_full(url)
    if address and not _LINK.fullmatch(address):
        raise UsageError(f"{address!r} is not a web address", "write it in full, beginning with https://")
    article_id, named = id_from_name("-", body), with_columns_named(body)
    return Article(article_id, shortened(name), named, without_surrogates(address) or None, published)


def message_sources(
    message: discord.Message, process: DocumentProcess, link: Callable[[str], Source]
) -> tuple[Sequence[Source], str]:
    """Return what a message holds: its attachments, else its links, else its words; and what is left aside, if any.

    A link beside which there is more than an introduction belongs to the words. A message keeps its id when it is
    edited, so adding it again refreshes its article. `link` makes the source of a link.
    """
    # What Discord.py puts behind every @, so that a repeated message pings nobody, is no part of what was said.
    text = normalised(without_surrogates(message.clean_content.replace("@\u200b", "@"))).strip()
    if message.attachments:
        left = "Only its attachments were taken, not its words." if has_words(text) else ""
        return [attached(each, process) for each in message.attachments], left
    links = links_of(text)
    if links and len(_LINK.sub(" ", text).split()) <= _FEW_WORDS:
        return [link(each) for each in links], ""
    words = without_marks(text).strip()
    if not any(map(str.isalnum, words)):  # emoji alone
        return [], ""
    article = Article(
        f"message-{message.id}",
        title_from(words),
        with_columns_named(words),
        message.jump_url,
        message.created_at.date(),
    )
    return [written(article, "a message")], ""


def links_of(text: str) -> list[str]:
    """Return the addresses that stand in a text, each once, without what stands behind them."""
    return list(dict.fromkeys(map(_bare, _LINK.findall(text))))


def _bare(link: str) -> str:
    bare = link.rstrip(_BEHIND_LINK)
    while bare.endswith(")") and bare.count(")") > bare.count("("):  # a bracket that the address has not opened
        bare = bare[:-1].rstrip(_BEHIND_LINK)
    return bare


def _named(articles: Iterator[Article], name: str) -> Iterator[Article]:
    """Yield the articles; where the file's name says nothing, an article is known by its text."""
    for article in articles:
        nameless = name in _NAMELESS and article.id == id_from_name(name, article.text)
        yield replace(article, id=id_from_name("-", article.text)) if nameless else article
