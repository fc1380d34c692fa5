"""Bytes of one kind to articles: texts, tables, corpora, web pages, PDF, office documents, mails, EPUB, ZIP.

The content decides the kind, and the name only if the content leaves it open. Known kinds that are not read are
refused by name, so that no picture is indexed as if its bytes were words. Text, tables, subtitles and corpus files
are read here; every other kind in a bounded process.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import zlib
from collections.abc import Callable, Iterator

from index.article import Article
from index.errors import ExtractError, TooLarge
from index.extract.corpus import articles_from_corpus
from index.extract.csv import article_from_csv
from index.extract.gzipped import MAGIC, unpacked
from index.extract.markdown import article_from_markdown
from index.extract.process import MAX_DOCUMENT, DocumentProcess
from index.extract.sniff import HEAD_BYTES, RICH, kind_of, unsupported
from index.extract.subtitles import article_from_subtitles
from index.extract.text import article_from_text
from index.extract.words import MAX_BYTES, check_length

__all__ = ["MAX_BYTES", "MAX_DOCUMENT", "DocumentProcess", "articles_from"]

PLAIN = {
    "markdown": article_from_markdown,
    "subtitles": article_from_subtitles,
    "table": article_from_csv,
    "text": article_from_text,
}
"""The extractors of kinds that need no process."""


def articles_from(
    data: bytes,
    name: str,
    refuse: Callable[[ExtractError], None] | None = None,
    process: DocumentProcess | None = None,
) -> Iterator[Article]:
    """Read the articles in `data`; `name` is the file name or URL as it was given and becomes their source.

    A corpus file is read line by line as the iterator is used. `refuse` gets the error of a broken line, and the next
    line is read; without `refuse` the error is raised after everything read before it. The same holds for the members
    of a ZIP archive. Any other kind gives one article.

    `process` reads everything that is neither text nor a corpus. Without it, Markdown is read here; for anything else a
    process is started for this document, which takes about a second.

    Raises:
        EmptyText: there is not a word in it.
        NotText: it is binary, or its bytes are not the text they claim to be.
        TooLarge: it is over `MAX_BYTES` (a corpus file may be), or an article has more words than one may have.
        UnsupportedKind: a kind that is known but not read.
        ExtractError: it is damaged or encrypted, takes too long, ends the process, or is a line that is no article.
    """
    if data.startswith(MAGIC):
        with unpacked(io.BytesIO(data), name) as stream:
            try:
                yield from _articles_from(stream, name.removesuffix(".gz"), name, refuse, process)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise ExtractError(
                    f"{name} is damaged: its gzip data cannot be unpacked", "fetch or compress the file again"
                ) from error
    else:
        yield from _articles_from(io.BytesIO(data), name, name, refuse, process)


def _articles_from(
    stream: io.BufferedIOBase,
    name: str,
    source: str,
    refuse: Callable[[ExtractError], None] | None,
    process: DocumentProcess | None,
) -> Iterator[Article]:
    """Read from `stream`; `name` tells the kind, `source` names the article."""
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    kind = kind_of(head, name)
    if kind == "corpus":
        yield from articles_from_corpus(stream, source, refuse)
        return
    # A few kB of Markdown tables can be minutes of work: who reads what others hand in has a process for it.
    if kind in RICH or (kind == "markdown" and process is not None):
        most = MAX_BYTES if kind == "markdown" else MAX_DOCUMENT
        yield from _bounded(kind, _all(stream, most, source), source, refuse, process)
        return
    extract = PLAIN.get(kind)
    if extract is None:
        raise unsupported(kind, source)
    data = _all(stream, MAX_BYTES, source)
    article = extract(data, source)
    check_length(article.text, source)
    yield article


def _all(stream: io.BufferedIOBase, most: int, source: str) -> bytes:
    data = stream.read(most + 1)
    if len(data) > most:
        raise TooLarge(
            f"{source} is over the limit of {most // 2**20} MiB for one article",
            "split it into several articles, or into a corpus file with one JSON object a line",
        )
    return data


def _bounded(
    kind: str,
    data: bytes,
    source: str,
    refuse: Callable[[ExtractError], None] | None,
    process: DocumentProcess | None,
) -> Iterator[Article]:
    with contextlib.nullcontext(process) if process is not None else DocumentProcess() as reader:
        held: ExtractError | None = None
        for number, item in enumerate(reader.read(kind, data, source)):
            if held is not None and refuse is not None:
                refuse(held)
                held = None
            if isinstance(item, Article):
                yield item
            elif refuse is None:
                raise item
            elif number == 0:
                held = item  # until it is known whether there is more
            else:
                refuse(item)
        if held is not None:
            # Alone, a document that cannot be read is the error of the whole.
            raise held
