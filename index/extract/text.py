"""Plain text to an article."""

from __future__ import annotations

import posixpath

from index.article import Article
from index.extract.front_matter import FrontMatter, split
from index.extract.naming import id_from_name, name_of_file, shortened, title_from
from index.extract.words import decoded, empty, has_words, normalised, unread_date, without_surrogates
from index.text.days import typed_date

_NAMED_BY_FILE = frozenset((".csv", ".tsv", ".srt", ".vtt"))
"""Kinds whose first line is not a title: a table begins with column names, subtitles with whatever is said first."""


def article_from_text(data: bytes, source: str) -> Article:
    """Return plain text as an article; front matter may give its title, date and URL.

    Without a title there, the first line is the title; for a table or subtitles, the file's name.

    Raises:
        EmptyText: nothing but white space, or front matter alone.
        NotText: neither UTF-8 nor UTF-16 with a byte order mark, or binary.
    """
    whole = normalised(decoded(data, source))
    said, text = split(whole)
    if said == FrontMatter():
        text = whole  # "Warning: wet paint" between two rules are words of a text, whatever they are in Markdown
    if not has_words(text):
        raise empty(source)
    published = typed_date(said.day)
    return Article(
        id=id_from_name(source, text),
        title=shortened(" ".join((said.title or _name_of_file(source) or title_from(text)).split())),
        text=text,
        url=said.url,
        published=published,
        source=without_surrogates(source),
        unread_date=unread_date(said.day, published, source),
    )


def _name_of_file(source: str) -> str | None:
    """Return the words of the file name, for a kind whose first words are not a title; else None."""
    ending = posixpath.splitext(source.removesuffix(".gz"))[1]
    return (name_of_file(source) or None) if ending.lower() in _NAMED_BY_FILE else None
