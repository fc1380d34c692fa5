"""A fetched page becomes an article: what it is called, where it is from, what it is taken for."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator

import pytest

from bot.fetching.fetched import Page
from bot.sources.pages import OpenedPage, articles_of, text_of
from index.article import Article
from index.errors import ArticlebotError, ExtractError
from index.extract import DocumentProcess
from index.storage.pages import KnownPage, Validators

LANDED = "https://www.news.example/story"


def _articles(
    body: str | bytes,
    media_type: str = "text/plain",
    *,
    url: str = "HTTPS://News.Example:443/s#x",
    landed: str = LANDED,
    charset: str | None = None,
    known: KnownPage | None = None,
    refused: list[ExtractError] | None = None,
    process: DocumentProcess | None = None,
    alone: bool = False,
) -> list[Article]:
    data = body.encode() if isinstance(body, str) else body
    page = Page(url, landed, data, media_type, charset, Validators(landed))
    found = OpenedPage(url, known, page, page.validators, *text_of(page))
    return list(articles_of(found, None if refused is None else refused.append, process, alone=alone))


@pytest.fixture(scope="module")
def documents() -> Iterator[DocumentProcess]:
    """One process for all tests."""
    with DocumentProcess() as process:
        yield process


def _zipped(name: str, body: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, body)
    return data.getvalue()


def _markdown(url: str) -> str:
    return f"---\nurl: {url}\n---\n# The ferry\n\nIt sails at noon."


def test_an_article_is_called_by_its_address_in_normal_form() -> None:
    """Its source is what was given, its URL where the redirects ended."""
    (article,) = _articles("The ferry\nIt sails at noon.")
    assert (article.id, article.source, article.url) == (
        "https://news.example/s",
        "HTTPS://News.Example:443/s#x",
        LANDED,
    )
    assert article.title == "The ferry"


@pytest.mark.parametrize(
    "own",
    ["https://news.example/2025/ferry", "https://amp.news.example/2025/ferry", "http://www.news.example/2025/ferry"],
)
def test_a_page_may_say_what_it_is_called(own: str) -> None:
    """On its own site, under whichever of its names."""
    (article,) = _articles(_markdown(own), "text/markdown")
    assert (article.id, article.url) == (own, own)
    assert article.text == "The ferry\n\nIt sails at noon."


@pytest.mark.parametrize(
    "own",
    ["https://other.example/story", "https://example/", "https://evil.www.news.example/", "http://127.0.0.1/",
     "javascript:alert(1)", "ferry.html", "https://news.example.evil.example/"],
)  # fmt: skip
def test_a_page_cannot_take_the_place_of_another_sites(own: str) -> None:
    """Whatever it says of itself."""
    (article,) = _articles(_markdown(own), "text/markdown")
    assert (article.id, article.url) == ("https://news.example/s", LANDED)


def test_a_known_page_stays_the_same_article() -> None:
    """Also when it calls itself otherwise since."""
    known = KnownPage("ferry-story", "The ferry", 1, None)
    (article,) = _articles(_markdown("https://news.example/new"), "text/markdown", known=known)
    assert (article.id, article.url) == ("ferry-story", "https://news.example/new")


@pytest.mark.parametrize(
    ("body", "media_type", "path", "ending"),
    [
        ("# Ferry", "text/markdown", "story", ".md"),
        ("# Ferry", "text/plain", "story.md", ".md"),
        ("Ferry <p>", "text/html", "story", ".html"),
        ("Item,Size", "text/csv", "story", ".csv"),
        ("Item,Size", "text/plain", "story.tsv", ".tsv"),
        ("Ferry", "text/plain", "story.txt", ""),
        ("Ferry", "text/plain", "story", ""),
        ("<!doctype html><p>Ferry", "text/plain", "story", ""),
    ],
)
def test_the_type_helps_where_the_words_say_nothing(body: str, media_type: str, path: str, ending: str) -> None:
    """The words come first: a page that is served as text is a page."""
    landed = f"https://news.example/{path}"
    page = Page("https://s.example/1", landed, body.encode(), media_type, None, Validators(landed))
    assert text_of(page) == (b"\xef\xbb\xbf" + body.encode(), f"https://s.example/1{ending}")


def test_text_in_any_charset_is_read_and_binary_data_is_not_touched() -> None:
    """The extractors get UTF-8 with its mark."""
    (article,) = _articles("Die Fähre fährt.".encode("latin-1"), charset="ISO-8859-1")
    assert article.text == "Die Fähre fährt."
    (article,) = _articles("Die Fähre fährt.".encode("utf-16-le"), charset="utf-16le")
    assert article.text == "Die Fähre fährt."
    for body in (b"%PDF-1.7 \xe4\xf6", gzip.compress(b"words"), b"PK\x03\x04word/\xff", b"\x00\x01\x02"):
        page = Page(LANDED, LANDED, body, "application/octet-stream", "utf-8", Validators(LANDED))
        assert text_of(page) == (body, LANDED)


def test_the_articles_of_a_corpus_keep_their_names_behind_its_address() -> None:
    """One or many; a broken line is told and the rest is read."""
    lines = [json.dumps({"id": f"n{number}", "text": f"Word {number}."}) for number in range(3)]
    whole = "https://news.example/s"
    assert [article.id for article in _articles(lines[0])] == [f"{whole}#n0"]
    refused: list[ExtractError] = []
    found = _articles("\n".join([*lines, "broken"]), refused=refused)
    assert [(article.id, article.source, article.url) for article in found] == [
        (f"{whole}#n{number}", "HTTPS://News.Example:443/s#x", None) for number in range(3)
    ]
    assert len(refused) == 1
    (packed,) = _articles(gzip.compress(lines[1].encode()))
    assert packed.id == f"{whole}#n1"


@pytest.mark.parametrize("packing", ["corpus", "page in an archive", "Markdown in an archive", "corpus in an archive"])
def test_a_corpus_from_the_web_takes_nobodys_place(packing: str, documents: DocumentProcess) -> None:
    """Neither by an id nor by an address, and it says nothing in another site's name."""
    names = {"id": "https://bbc.example/1", "url": "https://bbc.example/1", "source": "https://bbc.example/1"}
    line = json.dumps({**names, "site": "BBC", "text": "It sails at noon."})
    page = (
        '<!doctype html><link rel=canonical href="https://bbc.example/1"><meta property="og:site_name" content="BBC">'
        "<article><p>The ferry to the island sails at noon from the old quay, said the captain.</p></article>"
    )
    members = {
        "page in an archive": ("a.html", page),
        "Markdown in an archive": ("a.md", _markdown("https://bbc.example/1")),
        "corpus in an archive": ("a.jsonl", line),
    }
    body = line.encode() if packing == "corpus" else _zipped(*members[packing])
    (article,) = _articles(body, process=documents)
    assert article.id.startswith("https://news.example/s#")
    assert (article.source, article.url, article.site) == ("HTTPS://News.Example:443/s#x", None, None)
    with pytest.raises(ExtractError, match="not one article"):
        _articles(body, process=documents, alone=True)


def test_a_corpus_may_name_the_pages_of_its_own_site() -> None:
    """They are linked, and their site is named."""
    line = {"id": "n1", "url": "https://news.example/1", "site": "Lake News", "text": "It sails at noon."}
    (article,) = _articles(json.dumps(line))
    assert (article.url, article.site) == ("https://news.example/1", "Lake News")


@pytest.mark.parametrize("body", ["", " \n", b"\x00\x01", b"\x89PNG\r\n\x1a\n0000", b"%PDF-1.7 and so on"])
def test_what_is_no_article_is_refused(body: str | bytes) -> None:
    """With a reason, in the words of the extractors."""
    with pytest.raises(ArticlebotError):
        _articles(body)
