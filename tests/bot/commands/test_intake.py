"""What is handed in on Discord: how much of it is taken, and by what it is known again."""

from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from unittest.mock import Mock

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.attachments import MAX_LINES, MAX_UNPACKED, survey
from bot.commands.intake import linked, links_of, message_sources, pasted, retyped
from bot.fetching.fetcher import Fetcher
from bot.fetching.limits import Limits
from bot.serving.service import Service, make_service
from index.errors import TooLarge, UsageError
from index.library import Library
from tests.fakes import raised
from tests.web import Request, SmallWeb, answer

LINE = b'{"text": "a"}'


@pytest.mark.parametrize(
    ("data", "name", "total"),
    [
        (b"Some words.\nAnd more.\n", "a.txt", 1),
        (b"# Title\n\nText", "a.md", 1),
        (b"%PDF-1.7", "a.pdf", 1),
        (LINE, "a.jsonl", 1),
        (b"\n".join([LINE] * 3), "a.jsonl", 3),
        (b"\n".join([LINE] * 3) + b"\n", "a.jsonl", 3),
        (gzip.compress(b"\n".join([LINE] * 3), mtime=0), "a.jsonl.gz", 3),
        (gzip.compress(b"Some words.", mtime=0), "a.txt.gz", 1),
        (gzip.compress(b"\n".join([LINE] * 3), mtime=0)[:-9], "a.jsonl.gz", 1),
        (b"\n".join([LINE] * 30_000)[: 14 * MAX_LINES - 1], "a.jsonl", MAX_LINES),
    ],
)
def test_articles_are_counted_before_they_are_read(data: bytes, name: str, total: int) -> None:
    """At most so many come; whoever reads them says what is wrong with them."""
    assert survey(data, name) == total


@pytest.mark.parametrize(
    "data",
    [
        b"\n".join([LINE] * (MAX_LINES + 2)),
        gzip.compress(LINE, mtime=0) + MAX_UNPACKED // 2**20 * gzip.compress(b" " * 2**20, mtime=0),
        gzip.compress(LINE, mtime=0) + MAX_UNPACKED // 2**20 * gzip.compress(b"\n" * 2**20, mtime=0),
    ],
    ids=["lines", "one long line", "empty lines"],
)
def test_a_corpus_that_would_take_hours_is_left_to_the_command_line(data: bytes) -> None:
    """However small it was packed."""
    with pytest.raises(TooLarge) as raised:
        survey(data, "a.jsonl")
    assert "articlebot add" in raised.value.hint


async def test_a_pasted_text_mends_an_article_that_was_altered_in_the_database(library: Library) -> None:
    """As whoever meets it is advised: the words that were stored are not needed for that."""
    collection, article = library.collection("guild:5"), pasted("The ferry", "It sails at noon.")
    list(collection.add([article]))
    with library.catalogue.database.write() as connection:
        connection.exec_driver_sql("UPDATE articles SET text = replace(text, 'noon', 'dawn')")
    source = retyped(article, "pasted text", collection)
    (done,) = collection.add((await source.open(lambda _: None)).articles)
    assert (done.article_id, collection.article(article.id).text) == (article.id, "It sails at noon.")


def test_a_pasted_text_is_known_by_its_words() -> None:
    """Two texts are two articles under any title, and one text is one; its cells have the names of their columns."""
    first, second = pasted("News", "The fair opens."), pasted("News", "The fair closes.")
    assert first.id != second.id
    assert pasted("The fair", "  The fair opens.\r\n").id == first.id
    assert pasted("Catch", "Boat\tFish\nIda\t12\nOrr\t9").text == "Boat: Ida | Fish: 12\nBoat: Orr | Fish: 9"
    assert pasted("News", "x", " https://example.org ", date(2025, 1, 2)).url == "https://example.org"


@pytest.mark.parametrize(
    ("title", "text", "url"),
    [("", "words", ""), ("\u200b", "words", ""), ("News", " \n", ""), ("News", "words", "example"),
     ("News", "words", "javascript:alert(1)"), ("News", "words", "https://a b")],
)  # fmt: skip
def test_what_makes_no_article_is_told(title: str, text: str, url: str) -> None:
    """With what to do."""
    with pytest.raises(UsageError) as raised:
        pasted(title, text, url)
    assert raised.value.hint


@given(st.text(), st.text())
def test_any_text_is_an_article_or_a_mistake_that_is_told(title: str, text: str) -> None:
    """Half of a surrogate pair, too, and what is pasted is kept word for word."""
    try:
        article = pasted(title, text)
    except UsageError:
        return
    assert json.loads(json.dumps(article.text)) == article.text
    assert article.text == article.text.strip()


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://a.example/Rust_(language).", ["https://a.example/Rust_(language)"]),
        ("(as in https://a.example/b)", ["https://a.example/b"]),
        ("(as in https://a.example/b_(c)!)", ["https://a.example/b_(c)"]),
        ("[this](https://a.example/b_(c))", ["https://a.example/b_(c)"]),
        ("**https://a.example/b** and ||https://a.example/c||", ["https://a.example/b", "https://a.example/c"]),
        ("~~https://a.example/b~~, `https://a.example/c` or _https://a.example/d_.",
         ["https://a.example/b", "https://a.example/c", "https://a.example/d"]),
        ("<https://a.example/b_c*d> https://a.example/b_c*d", ["https://a.example/b_c*d"]),
        ("https://a.example/?q=(", ["https://a.example/?q=("]),
    ],
)  # fmt: skip
def test_a_link_in_a_message_ends_where_its_address_does(text: str, links: list[str]) -> None:
    """A bracket that it opens is its own; what a sentence or Discord's marks put behind it is not."""
    assert links_of(text) == links


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org", "example", "data:text/plain,x", ""])
async def test_only_web_addresses_are_taken_for_pages(library: Library, url: str) -> None:
    """Nobody reads files of the machine that the bot runs on."""
    async with serving(library, SmallWeb()) as service:
        with pytest.raises(UsageError):
            await linked(url, service, 1).open(raised)
        assert linked("example.org/page", service, 1).name == "https://example.org/page"


async def test_a_page_is_read_once_and_then_only_when_it_has_changed(library: Library) -> None:
    """Its site is asked each time, and told what came last."""
    page = {"words": "The ferry sails at noon."}

    def respond(asked: Request) -> bytes:
        tag = f'"{page["words"]}"'
        return answer("", 304) if asked.headers.get("if-none-match") == tag else answer(page["words"], etag=tag)

    async with SmallWeb() as web, serving(library, web) as service:
        await web.site("news.example", respond)
        for words, status in (("noon", "added"), ("noon", "unchanged"), ("one", "refreshed"), ("one", "unchanged")):
            page["words"] = f"The ferry sails at {words}."
            contents = await linked("http://news.example/", service, 1).open(raised)
            done = list(contents.unchanged)
            for each in service.collection(1).add(contents.articles):
                contents.stored(each)
                done.append(each)
            assert [(each.article_id, each.status) for each in done] == [("http://news.example/", status)]
            assert contents.total == 1


async def test_a_corpus_on_the_web_has_the_limits_of_an_attachment(library: Library) -> None:
    """And its articles are counted before they are read."""
    async with SmallWeb() as web, serving(library, web) as service:
        await web.site("news.example", answer(b"\n".join([LINE] * 3)))
        await web.site("large.example", answer(b"\n".join([LINE] * (MAX_LINES + 2))))
        assert (await linked("http://news.example/all.jsonl", service, 1).open(raised)).total == 3
        with pytest.raises(TooLarge, match="over 20,000 lines"):
            await linked("http://large.example/all.jsonl", service, 1).open(raised)


@asynccontextmanager
async def serving(library: Library, web: SmallWeb) -> AsyncIterator[Service]:
    """Lend a service that knows the small web alone."""
    service = make_service(library, Fetcher(web.roads, limits=Limits(delay_seconds=0.0)))
    yield service
    for worker in (service.asking, service.indexing):
        await worker.close(0)


@pytest.mark.parametrize(("name", "title"), [("The fair", "The fair"), ("🎉🎉", "Write to the mayor.")])
async def test_the_title_of_a_post_is_its_articles_if_there_is_a_word_in_it(name: str, title: str) -> None:
    """Of emoji alone, nobody finds the article."""
    post = Mock(spec=discord.Thread, id=7)
    post.parent, post.name = Mock(spec=discord.ForumChannel), name
    told = {"content": "Write to the mayor.", "created_at": datetime(2026, 3, 3, tzinfo=UTC), "jump_url": "https://a.b"}
    lists = dict.fromkeys(("mentions", "role_mentions", "channel_mentions", "attachments", "embeds"), ())
    message = Mock(spec=discord.Message, id=7, channel=post, message_snapshots=[], **told, **lists)
    ((source,), _) = message_sources(message, Mock(), Mock())
    assert [each.title for each in (await source.open(Mock())).articles] == [title]
