"""An article from a document's words: with a title, given or from its text, and an id that stays if that changes."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from datetime import date
from itertools import chain, takewhile

from index.article import Article
from index.errors import EmptyText
from index.extract.words import has_words, normalised, unread_date, without_surrogates
from index.text.days import typed_date
from index.text.paragraphs import NAMED
from index.text.rows import is_row

_BETWEEN_WORDS = re.compile(r"_+|(?<!\d)-+|-+(?!\d)")
"""Between the words of a file name; "2026-05" is one word."""

_SUBJECT = re.compile(r"\s*(?:subject|title):\s*(\S.*)", re.IGNORECASE)

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
"""A line without one is drawn above a title, or below."""

MAX_TITLE = 120
"""The most characters of a title that is taken from the text."""

MOST_AUTHOR = 200
"""The most characters of an author that are kept."""


def article_of(
    text: str,
    source: str,
    *,
    title: str | None = None,
    author: str | None = None,
    site: str | None = None,
    url: str | None = None,
    published: date | None = None,
    day: str | None = None,
    page_starts: tuple[int, ...] = (),
) -> Article:
    """Return a document's normalised words as an article, with what the document says of itself.

    Without a title, the first line is the title, and for a text that begins with a row of a table the file's name: a
    title alone is no answer. `day` is the date as somebody typed it, instead of `published`. Raises EmptyText if there
    is not a word in the text.
    """
    if not has_words(text):
        raise EmptyText(f"{source} is empty: there is not a word in it", "add a file that holds the article's text")
    named = one_line(title)
    published = published or typed_date(day)
    return Article(
        id=id_from_name(source, text),
        title=shortened(named) if has_words(named) else _title_of(text, source),
        text=text,
        url=url,
        published=published,
        source=without_surrogates(source),
        author=one_line(author)[:MOST_AUTHOR] or None,
        site=one_line(site) or None,
        page_starts=page_starts,
        unread_date=unread_date(day, published, source),
    )


def one_line(text: str | None) -> str:
    """Return a title or a name on one line, normalised; "" for None."""
    return " ".join(normalised(without_surrogates(text or "")).replace("\x00", "").split())


def title_from(text: str) -> str:
    """Return the first line with a letter or digit, cut after a word to at most `MAX_TITLE` characters.

    If it begins the head of a mail or a memo ("From: …"), what that says of its subject is the title.
    """
    lines = filter(_LETTER_OR_DIGIT.search, text.splitlines())
    first = next(lines, "") or next(filter(has_words, text.splitlines()), text)
    named = filter(None, map(_SUBJECT.match, takewhile(NAMED.match, chain([first], lines))))
    subject = next(named, None)
    return shortened(" ".join((subject[1] if subject else first).split()))


def _title_of(text: str, source: str) -> str:
    name = name_of_file(source)
    is_table = is_row(next(filter(has_words, text.splitlines()), ""))
    return shortened(name) if is_table and has_words(name) else title_from(text)


def shortened(title: str) -> str:
    """Cut `title` after a word to at most `MAX_TITLE` characters, with an ellipsis."""
    if len(title) <= MAX_TITLE:
        return title
    cut = title[: MAX_TITLE - 1]
    words = cut.rpartition(" ")[0] if not title[MAX_TITLE - 1].isspace() else cut
    # a title without spaces, or with one very long word, is cut inside the word
    return (words if len(words) > MAX_TITLE // 2 else cut).rstrip(" ,;:–—-") + "…"


def name_of_file(source: str) -> str:
    """Return the words of a file name; "" if it has none, as for standard input."""
    name = posixpath.basename(without_surrogates(source).replace("\\", "/")).removesuffix(".gz")
    return _BETWEEN_WORDS.sub(" ", posixpath.splitext(name)[0]).strip()


def id_from_name(name: str, text: str) -> str:
    """Return a readable id that does not change with a file's text: it depends on the path as given.

    A name without a word in it, such as ``-`` for standard input, says nothing about the article; then
    `text` decides.
    """
    path = posixpath.normpath(unicodedata.normalize("NFC", name).replace("\\", "/"))
    stem = posixpath.basename(path).removesuffix(".gz")
    slug = re.sub(r"[\W_]+", "-", without_surrogates(posixpath.splitext(stem)[0]).casefold()).strip("-")[:60].strip("-")
    return f"{slug}-{digest(path)[:8]}" if slug else f"text-{digest(text)[:12]}"


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
