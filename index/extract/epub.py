"""An EPUB book to an article: its chapters in reading order."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from lxml import etree

from index.article import Article
from index.errors import ExtractError
from index.extract.archive import opened, parsed_xml, taken
from index.extract.html_tree import parsed_html
from index.extract.naming import article_of
from index.extract.tree_text import text_of
from index.text.days import parsed_date

_PAGES = frozenset(("application/xhtml+xml", "text/html"))


def article_from_epub(data: bytes, source: str) -> Article:
    """Return a book as one article, chapter after chapter, without cover and table of contents."""
    container = opened(data, source)
    where = next(iter(parsed_xml(taken(container, "META-INF/container.xml", source)).iter("{*}rootfile")), None)
    path = where.get("full-path") if where is not None else None
    if not path:
        raise ExtractError(f"{source} is damaged: it does not say where its book is", "save it again")
    book = parsed_xml(taken(container, path, source))
    names = set(container.namelist())  # a book that names a chapter too many is still a book
    pages = (taken(container, name, source) for name in _spine(book, posixpath.dirname(path)) if name in names)
    text = "\n\n".join(filter(None, (text_of(parsed_html(page))[0] for page in pages)))
    title, author, day = (_first(book, key) for key in ("title", "creator", "date"))
    return article_of(text, source, title=title, author=author, published=parsed_date(day.strip()))


def _spine(book: etree._Element, folder: str) -> list[str]:
    """Return the names of the chapters in reading order, without anything that is not part of the text."""
    items = {item.get("id"): item for item in book.iter("{*}item")}
    shown = [ref.get("idref") for ref in book.iter("{*}itemref") if ref.get("linear") != "no"]
    chapters = [items[key] for key in dict.fromkeys(shown) if key in items]  # once, however often the spine names it
    return [
        posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "").partition("#")[0])))
        for item in chapters
        if item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split()
    ]


def _first(book: etree._Element, key: str) -> str:
    found = next(book.iter(f"{{http://purl.org/dc/elements/1.1/}}{key}"), None)
    return "".join(found.itertext()) if found is not None else ""
