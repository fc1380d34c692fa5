"""An EPUB book to an article: its chapters in reading order."""

from __future__ import annotations

import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree

from index.article import Article
from index.errors import ExtractError, UnsupportedKind
from index.extract.archive import opened, parsed_xml, taken
from index.extract.charset import decoded_page
from index.extract.html_tree import parsed_html
from index.extract.naming import article_of
from index.extract.tree_text import text_of
from index.text.days import parsed_date

_PAGES = frozenset(("application/xhtml+xml", "text/html"))
_ENCRYPTED = "META-INF/encryption.xml"
_FIRST_YEAR = 1000
"""An earlier date stands for none: calibre writes the year 101."""


def article_from_epub(data: bytes, source: str) -> Article:
    """Return a book as one article, chapter after chapter, without cover and table of contents.

    Raises UnsupportedKind for a book with copy protection.
    """
    container = opened(data, source)
    where = next(iter(parsed_xml(taken(container, "META-INF/container.xml", source)).iter("{*}rootfile")), None)
    path = where.get("full-path") if where is not None else None
    if not path:
        raise ExtractError(f"{source} is damaged: it does not say where its book is", "save it again")
    book = parsed_xml(taken(container, path, source))
    names = set(container.namelist())  # a book that names a chapter too many is still a book
    chapters = [name for name in _spine(book, posixpath.dirname(path)) if name in names]
    if _ENCRYPTED in names and not _encrypted(container, source).isdisjoint(chapters):
        raise UnsupportedKind(
            f"{source} is encrypted: it opens only where it was bought", "add a copy without copy protection"
        )
    pages = (decoded_page(taken(container, name, source)) for name in chapters)
    text = "\n\n".join(filter(None, (text_of(parsed_html(page))[0] for page in pages)))
    title, author, day = (_first(book, key) for key in ("title", "creator", "date"))
    made = parsed_date(day.strip())
    return article_of(
        text, source, title=title, author=author, published=made if made and made.year >= _FIRST_YEAR else None
    )


def _encrypted(container: zipfile.ZipFile, source: str) -> set[str]:
    """Return the names of the encrypted files of a book; many books have encrypted fonts and nothing else."""
    listed = parsed_xml(taken(container, _ENCRYPTED, source))
    return {unquote(each.get("URI", "")) for each in listed.iter("{*}CipherReference")}


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
    each = book.iter(f"{{http://purl.org/dc/elements/1.1/}}{key}")
    # Sigil dates the last change of a file, too (opf:event), and sometimes nothing else.
    found = next((one for one in each if "modification" not in one.attrib.values()), None)
    return "".join(found.itertext()) if found is not None else ""
