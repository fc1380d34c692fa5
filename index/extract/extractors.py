"""A document of a rich kind to articles, step by step. This runs only inside the bounded process.

Each kind has a function from bytes to one article. It raises EmptyText for a document without words, another error of
ours if it knows what is wrong, and else whatever its parser raises. For an archive, the beginning of each member is
reported, so that the caller knows which one is being read if something goes wrong.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from index.article import Article
from index.errors import ExtractError
from index.extract import PLAIN
from index.extract.archive import kind_of_container, members, opened, readable, taken
from index.extract.corpus import articles_from_corpus
from index.extract.sniff import HEAD_BYTES, kind_of, unsupported
from index.extract.words import check_length, without_surrogates
from index.feed import Feed

_HINT = "fetch or save it again, or save it as text and add that"
_FEED_HINT = "tell whoever makes the feed"


@dataclass(frozen=True, slots=True)
class Begun:
    """Reading of a document begins; `name` is its name, `number` its place in its archive, from 0."""

    name: str
    number: int = 0


Step = Begun | Article | Feed | ExtractError


def steps(kind: str, data: bytes, source: str, first: int = 0) -> Iterator[Step]:
    """Read a document, or an archive from member number `first` on. Errors are yielded, never raised.

    An article of an archive has the archive as its source, and its own id.
    """
    yield Begun(source)
    try:
        with _own_errors(source, _FEED_HINT if kind == "feed" else _HINT):
            container = opened(data, source) if kind == "zip" else None
            kind = kind_of_container(container) if container is not None else kind
            if container is None or kind != "zip":
                yield _feed(data, source) if kind == "feed" else _article(kind, data, source)
                return
            for number, name in enumerate(members(container, source)):
                if number >= first:
                    where = f"{source}/{readable(container, name)}"
                    yield Begun(where, number)
                    yield from _member(container, name, where, source)
    except ExtractError as error:
        yield error


def _member(container: zipfile.ZipFile, name: str, where: str, source: str) -> Iterator[Article | ExtractError]:
    try:
        with _own_errors(where, _HINT):
            yield from _articles(taken(container, name, where), where, source)
    except ExtractError as error:
        yield error


def _articles(data: bytes, where: str, source: str) -> Iterator[Article | ExtractError]:
    kind = kind_of(data[:HEAD_BYTES], where)
    if kind == "zip":
        kind = kind_of_container(opened(data, where))
    if kind == "zip" or data.startswith(b"\x1f\x8b"):
        raise unsupported("archives inside archives", where)
    own, source = without_surrogates(where), without_surrogates(source)
    if kind != "corpus":
        yield replace(_article(kind, data, where), source=source)
        return
    refused: list[ExtractError] = []
    for article in articles_from_corpus(io.BytesIO(data), where, refused.append):
        yield replace(article, source=source) if article.source == own else article
        yield from refused
        refused.clear()
    yield from refused


def _article(kind: str, data: bytes, source: str) -> Article:
    extract = extractor(kind)
    if extract is None:
        raise unsupported(kind, source)
    article = extract(data, source)
    check_length(article.text, source)
    return article


def _feed(data: bytes, source: str) -> Feed:
    from index.extract.feed import feed_from  # as late as in `extractor`

    return feed_from(data, source)


def extractor(kind: str) -> Callable[[bytes, str], Article] | None:
    """Return the function that reads a kind, None if nothing does.

    Its module is imported here: all of them take half a second, and whoever adds a page need not wait for the parsers
    of PDF and spreadsheets.
    """
    match kind:
        case "docx":
            from index.extract.docx import article_from_docx

            return article_from_docx
        case "epub":
            from index.extract.epub import article_from_epub

            return article_from_epub
        case "html":
            from index.extract.html import article_from_html

            return article_from_html
        case "mail":
            from index.extract.eml import article_from_eml

            return article_from_eml
        case "mhtml":
            from index.extract.mhtml import article_from_mhtml

            return article_from_mhtml
        case "odf":
            from index.extract.odf import article_from_odf

            return article_from_odf
        case "pdf":
            from index.extract.pdf import article_from_pdf

            return article_from_pdf
        case "pptx":
            from index.extract.pptx import article_from_pptx

            return article_from_pptx
        case "rtf":
            from index.extract.rtf import article_from_rtf

            return article_from_rtf
        case "xlsx":
            from index.extract.xlsx import article_from_xlsx

            return article_from_xlsx
    return PLAIN.get(kind)


_TOLD = 120
"""The most characters of what a parser says of a damaged file: a library may put half of the file there."""


@contextlib.contextmanager
def _own_errors(source: str, hint: str) -> Iterator[None]:
    """Turn any exception of a parser into one of our errors: no extractor needs to know what its parser raises."""
    try:
        yield
    except (ExtractError, MemoryError):
        raise
    except Exception as error:
        # Parsers of other people's formats fail in ways that nobody has listed. None of them ends a process.
        told = " ".join(str(error).split())[:_TOLD].rstrip(".") or type(error).__name__
        raise ExtractError(f"{source} is damaged and cannot be read ({told})", hint) from error
