"""Bytes of one kind to articles: plain text, Markdown and corpus files (JSON lines), each also gzipped.

The content decides the kind, the name only where the content leaves it open. Kinds that are known but
not read are refused by name, so that no PDF is ever indexed as if its bytes were words.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator

from index.article import Article
from index.errors import ExtractError, TooLarge, UnsupportedKind
from index.extract.corpus import articles_from_corpus
from index.extract.markdown import article_from_markdown
from index.extract.sniff import HEAD_BYTES, kind_of
from index.extract.text import MAX_BYTES, article_from_text

__all__ = ["MAX_BYTES", "articles_from"]


def articles_from(data: bytes, name: str, refuse: Callable[[ExtractError], None] | None = None) -> Iterator[Article]:
    """Read the articles in `data`; `name` is the file name or URL as it was given and becomes their source.

    A corpus file is read line by line as the iterator is used. A broken line is handed to `refuse` and the
    next one is read; without `refuse` it is raised, behind all that was read before it. Any other kind
    gives one article.

    Raises:
        EmptyText: there is not a word in it.
        NotText: it is binary, or its bytes are not the text they claim to be.
        TooLarge: it is over `MAX_BYTES` (a corpus file may be, each of its articles may not).
        UnsupportedKind: a kind that is known but not read.
        ExtractError: a line of a corpus file that is not an article, or damaged gzip data.
    """
    if data.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            try:
                yield from _articles_from(stream, None, name.removesuffix(".gz"), name, refuse)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise ExtractError(
                    f"{name} is damaged: its gzip data cannot be unpacked", "Fetch or compress the file again."
                ) from error
    else:
        yield from _articles_from(io.BytesIO(data), len(data), name, name, refuse)


def _articles_from(
    stream: io.BufferedIOBase,
    size: int | None,
    name: str,
    source: str,
    refuse: Callable[[ExtractError], None] | None,
) -> Iterator[Article]:
    """Read from `stream`, of `size` bytes if that is known; `name` tells the kind, `source` names the article."""
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    kind = kind_of(head, name)
    if kind == "corpus":
        yield from articles_from_corpus(stream, source, refuse)
        return
    if kind not in ("text", "markdown"):
        raise UnsupportedKind(
            f"{source}: {kind} are not read yet", "Save the article as text or Markdown and add that."
        )
    data = b"" if size is not None and size > MAX_BYTES else stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES or (size is not None and size > MAX_BYTES):
        raise TooLarge(
            f"{source} is over the limit of {MAX_BYTES // 2**20} MiB for one article",
            "Split it into several articles, or into a corpus file with one JSON object a line.",
        )
    yield article_from_markdown(data, source) if kind == "markdown" else article_from_text(data, source)
