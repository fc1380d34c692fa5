"""What people hand in on Discord (attachments, links, pasted text, messages), and the articles made from it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import discord

from bot.commands.attachments import downloaded, name_of, survey
from bot.commands.mentions import MENTION, is_open, with_names
from bot.commands.message_question import begins_post, post_title
from bot.fetching.urls import in_full, is_url, shown
from bot.provenance import is_message
from bot.serving.servers import collection_name
from bot.serving.service import Service
from bot.sources.message_formatting import without_formatting
from bot.sources.pages import articles_of, open_page, remember
from bot.sources.source import Contents, Refuse, Source
from index.adding import Added
from index.article import Article
from index.collection import Collection
from index.errors import Damaged, NotFound, UsageError
from index.extract import DocumentProcess, articles_from
from index.extract.naming import id_from_name, one_line, shortened, title_from
from index.extract.text import with_columns_named
from index.extract.words import has_words, normalised, without_surrogates

_LINK = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)

_BEHIND_LINK = ".,;:!?'\"*_|~`"
"""Characters that sentences and Discord's formatting put after an address."""

_FEW_WORDS = 12
"""At most this many words beside a link only introduce it."""

_NAMELESS = frozenset({"message.txt"})
"""Discord's name for a text that was too long for a message, which says nothing about it."""

_READABLE = frozenset({"video/mp2t"})
"""Kinds of film that are text as a rule: Discord takes the ending of TypeScript (.ts) for a film's."""

MESSAGE_MENU = "choose Apps → Add to articles in the menu of that message"

_UNNAMED = {"@": "@unknown-user", "@!": "@unknown-user", "@&": "@unknown-role", "#": "#unknown"}
"""What stands for a mention whose name is not known or not told, as Discord shows it to people."""

UNREADABLE = "Its attachments were left out: I don't read pictures, sound or film."


def attached(attachment: discord.Attachment, process: DocumentProcess) -> Source:
    """Return an attachment as a source; `process` reads it if it is neither text nor a corpus.

    Its name makes the article's id: another file of the same name refreshes it.
    """
    name = name_of(attachment)

    async def open_(refuse: Refuse) -> Contents:
        data = await downloaded(attachment)
        total = await asyncio.to_thread(survey, data, name)
        return Contents(_named(articles_from(data, name, refuse, process), name), total)

    return Source(name, open_)


def linked(url: str, service: Service, guild_id: int) -> Source:
    """Return a page by its URL as a source. It is not read if its site reports no change since it was stored."""
    url, pages, collection = in_full(url), service.library.pages, collection_name(guild_id)

    async def open_(refuse: Refuse) -> Contents:
        if not is_url(url) or not _LINK.fullmatch(url):
            raise UsageError(f"{shown(url)!r} is not a web address", "write it in full, beginning with https://")
        if is_message(url):
            raise UsageError("I can't read a message by its address", MESSAGE_MENU)
        known = await asyncio.to_thread(pages.known, collection, url)
        found = await open_page(service.fetcher, url, known, partial(pages.led_to, collection))

        def stored(done: Added) -> None:
            remember(pages, collection, found, done)

        same = found.unchanged
        if same is not None:
            await asyncio.to_thread(stored, same)
            return Contents(iter(()), unchanged=(same,))
        total = await asyncio.to_thread(survey, found.data, found.name)
        return Contents(articles_of(found, refuse, service.documents), total, stored=stored)

    return Source(url, open_)


def written(article: Iterator[Article], name: str) -> Source:
    """Return one article that is finished when it is added; its source is shown by `name`, which is not in its text."""

    async def open_(refuse: Refuse) -> Contents:
        del refuse
        return Contents(article)

    return Source(name, open_)


def retyped(article: Article, name: str, collection: Collection) -> Source:
    """Return an article from a form as a source; without an address or a date, those stored before are kept."""

    def completed() -> Iterator[Article]:
        try:
            before = collection.article(article.id)
        except (NotFound, Damaged):  # the same text mends one that was altered in the database
            yield article
        else:
            yield replace(article, url=article.url or before.url, published=article.published or before.published)

    return written(completed(), name)


def pasted(title: str, text: str, url: str = "", published: date | None = None) -> Article:
    """Return text that was pasted into a form as an article. Raises UsageError.

    Its id comes from the text: two texts never replace each other, and the same text under another title gets that
    title.
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
    """Return the sources in a message (its attachments, else its links, else its words), and a note on what is left.

    Attachments that nobody can read, such as pictures, are only taken if there is nothing else. `link` makes the source
    of a link. Of a forwarded message, what it forwards is taken.
    """
    shown = message.message_snapshots[0] if message.message_snapshots else message
    text = normalised(without_surrogates(_with_names(shown.content, message))).strip()
    attachments = _all_attached(shown.attachments, process)
    if not all(map(_is_unreadable, shown.attachments)):
        return attachments, "Only its attachments were taken, not its words." if has_words(text) else ""
    if sources := _written_in(message, shown, text, link):
        return sources, UNREADABLE if attachments else ""
    return attachments, ""


def _with_names(content: str, message: discord.Message) -> str:
    """Return the words of a message, or what it forwards, with names where Discord has numbers.

    An article is quoted in every channel, so one that is not open to everybody is left unnamed. Of what is forwarded,
    discord.py knows no names.
    """
    named = with_names(content, message, is_open)
    return MENTION.sub(lambda found: _UNNAMED[found[1]], named)


def _all_attached(attachments: Sequence[discord.Attachment], process: DocumentProcess) -> list[Source]:
    """Return the attachments of a message as sources. Of several with one name, which is one article's, the first."""
    sources, names = [], set[str]()
    for each in attachments:
        name = name_of(each)
        again = name in names and name not in _NAMELESS
        sources.append(_refused(name) if again else attached(each, process))
        names.add(name)
    return sources


def _refused(name: str) -> Source:
    async def open_(refuse: Refuse) -> Contents:
        del refuse
        raise UsageError(f"another file of that message is also called {name}", "send this one under a name of its own")

    return Source(name, open_)


def _is_unreadable(attachment: discord.Attachment) -> bool:
    kind = (attachment.content_type or "").partition(";")[0]
    return kind.startswith(("image/", "audio/", "video/")) and kind not in _READABLE


def _written_in(
    message: discord.Message, shown: discord.Message | discord.MessageSnapshot, text: str, link: Callable[[str], Source]
) -> list[Source]:
    """Return the links of a message or, if there is more beside them than an introduction, its words; `text` is both.

    A message keeps its id when it is edited, so adding it again refreshes its article. If cards have no words beside
    them, their links or words are taken.
    """
    links = links_of(text or "\n".join(each.url or "" for each in shown.embeds))
    if links and len(_LINK.sub(" ", text).split()) <= _FEW_WORDS:
        return [link(each) for each in links]
    words = without_formatting(_words(message, shown, text)).strip()
    if not _says_anything(words):
        return []
    title = (post_title(message) or "") if begins_post(message) else ""
    article = Article(
        f"message-{message.id}",
        shortened(one_line(title)) if _says_anything(title) else title_from(words),
        with_columns_named(words),
        message.jump_url,
        shown.created_at.date(),
    )
    return [written(iter((article,)), "a message")]


def _says_anything(words: str) -> bool:
    """Tell whether there is more in words than emoji."""
    return any(map(str.isalnum, words))


def _words(message: discord.Message, shown: discord.Message | discord.MessageSnapshot, text: str) -> str:
    """Return the words of a message (`text`), and those on the cards of another bot or where there is nothing else.

    Below the words of a person, a card is Discord's preview of a page.
    """
    if not text:
        return _on_cards(shown.embeds)
    posted = shown.embeds if shown is message and message.author.bot else ()
    cards = _on_cards([each for each in posted if each.type == "rich"])
    return f"{text}\n\n{cards}" if cards else text


def _on_cards(embeds: Sequence[discord.Embed]) -> str:
    """Return the words of cards: the title, the text and the fields of each, as paragraphs."""
    parts: list[str | None] = []
    for each in embeds:
        parts += [each.title, each.description, *(f"{field.name}\n{field.value}" for field in each.fields)]
    return normalised(without_surrogates("\n\n".join(part for part in parts if part)))


def links_of(text: str) -> list[str]:
    """Return the addresses in a text without repetition, and without punctuation after them."""
    return list(dict.fromkeys(map(_bare, _LINK.findall(text))))


def _bare(link: str) -> str:
    bare = link.rstrip(_BEHIND_LINK)
    while bare.endswith(")") and bare.count(")") > bare.count("("):  # a bracket that the address did not open
        bare = bare[:-1].rstrip(_BEHIND_LINK)
    return bare


def _named(articles: Iterator[Article], name: str) -> Iterator[Article]:
    """Yield the articles; if the file's name says nothing, an article's id comes from its text."""
    for article in articles:
        nameless = name in _NAMELESS and article.id == id_from_name(name, article.text)
        yield replace(article, id=id_from_name("-", article.text)) if nameless else article
