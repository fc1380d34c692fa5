"""An EPUB book to an article: its chapters in reading order."""

from __future__ import annotations

import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree

from index.article import Article
from index.errors import ExtractError, TooLarge
from index.extract.archive import opened, parsed_xml, taken
from index.extract.blocks import text_of
from index.extract.labels import label_tables
from index.extract.naming import id_from_name, title_of
from index.extract.terms import join_terms
from index.extract.words import MAX_BYTES, MOST_AUTHOR, empty, has_words, normalised, without_surrogates
from index.text.days import parsed_date

_PAGES = frozenset(("application/xhtml+xml", "text/html"))


def article_from_epub(data: bytes, source: str) -> Article:
    """Return a book as one article, chapter after chapter, without cover and table of contents.

    Raises:
        EmptyText: there is not a word in it, as in a book of pictures.
        TooLarge: it unpacks to too much, or its text is over `MAX_BYTES`.
        ExtractError: it is damaged, or its chapters are encrypted.
    """
    container = opened(data, source)
    where = next(iter(parsed_xml(taken(container, "META-INF/container.xml", source), source).iter("{*}rootfile")), None)
    path = where.get("full-path") if where is not None else None
    if not path:
        raise ExtractError(f"{source} is damaged: it does not say where its book is", "save it again")
    book = parsed_xml(taken(container, path, source), source)
    chapters: list[str] = []
    size = 0
    for name in _spine(book, posixpath.dirname(path)):
        text = _chapter(container, name, source)
        size += len(text.encode())
        if size > MAX_BYTES:
            raise TooLarge(
                f"{source} holds over {MAX_BYTES // 2**20} MiB of text, the limit for one article", "split it"
            )
        if text:
            chapters.append(text)
    text = "\n\n".join(chapters)
    if not has_words(text):
        raise empty(source)
    title, author, day = (" ".join(normalised(_first(book, key)).split()) for key in ("title", "creator", "date"))
    return Article(
        id=id_from_name(source, text),
        title=title_of(title, text),
        text=text,
        published=parsed_date(day),
        source=without_surrogates(source),
        author=author[:MOST_AUTHOR] or None,
    )


def _spine(book: etree._Element, folder: str) -> list[str]:
    """Return the names of the chapters in reading order, without anything that is not part of the text."""
    items = {item.get("id"): item for item in book.iter("{*}item")}
    names = []
    for reference in book.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no" or "nav" in (item.get("properties") or "").split():
            continue
        if item.get("media-type") in _PAGES and item.get("href"):
            names.append(posixpath.normpath(posixpath.join(folder, unquote(item.get("href").partition("#")[0]))))
    # a chapter is read once, however often the spine names it
    return list(dict.fromkeys(names))


def _chapter(container: zipfile.ZipFile, name: str, source: str) -> str:
    if name not in container.namelist():
        return ""  # a book that names a chapter too many is still a book
    page = taken(container, name, source)
    tree = etree.fromstring(page, etree.HTMLParser(encoding="utf-8", no_network=True)) if page.strip() else None
    body = tree.find(".//body") if tree is not None else None
    if body is None:
        return ""
    label_tables(body)
    join_terms(body)
    return normalised(without_surrogates(text_of(body)[0]))


def _first(book: etree._Element, key: str) -> str:
    found = next(book.iter(f"{{http://purl.org/dc/elements/1.1/}}{key}"), None)
    return "".join(found.itertext()) if found is not None else ""
