"""Storing and removing an article inside a transaction: its revision, its passages, its place among copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from index.article import Article, ArticleName, Span
from index.storage import history, schema, stories
from index.storage.matching import match
from index.storage.moments import naive_utc
from index.storage.rows import (
    article_columns,
    count_change,
    current_row,
    inserted,
    known_row,
    packed_sentences,
    text_hash,
)
from index.text import analysis

_a, _p = schema.articles, schema.passages

# Put together once, since each article that is added asks it, also an unchanged one.
_KEYS_OF = select(_p.c.key).where(_p.c.article == bindparam("article")).order_by(_p.c.key)


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article cut into passages, ready to be stored: a list of terms and a vector for each, and its bands."""

    article: Article
    spans: tuple[Span, ...]
    sentences: tuple[tuple[Span, ...], ...]
    """The sentences of each passage, as places in the article."""
    terms: Sequence[Sequence[str]]
    vectors: np.ndarray
    """float32, shape (passages, dimension), rows of length 1."""
    bands: Sequence[int]
    """See `index.text.shingles`."""

    @classmethod
    def unchanged(cls, article: Article) -> PreparedArticle:
        """Return an article that seems to be stored already, without passages, terms, vectors and bands."""
        return cls(article, (), (), (), np.empty((0, 0), dtype=np.float32), ())


class Unprepared(Exception):
    """An article that seemed unchanged has to be stored after all: prepare it, and store again."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What a transaction did with one article, and the keys of its passages, ascending, as they are now.

    `copy_of` tells the same story and is searched in its place; or `copies` are not searched because this article is.
    """

    key: int
    article_id: str
    status: Literal["added", "unchanged", "refreshed"]
    passages: tuple[int, ...]
    copy_of: ArticleName | None = None
    copies: tuple[ArticleName, ...] = ()


def store_article(
    connection: Connection, collection: int, item: PreparedArticle, model: str, now: datetime
) -> StoredArticle:
    """Store one article, as the next revision if it is known. Raises Unprepared."""
    article = item.article
    status, known = match(connection, collection, article)
    if status == "unchanged" and known is not None:
        _note_seen(connection, known, article, naive_utc(now))
        return StoredArticle(known.key, known.id, status, _keys_of(connection, known.key))
    if not item.spans:
        raise Unprepared
    freed: list[int] = []
    article_id, revision = article.id, 1
    if known is not None:
        article_id, revision = known.id, known.revision + 1
        _drop_passages(connection, known.key)
        freed = stories.withdraw(connection, known.key)
        history.retire(connection, known, now, article.text)
    place = {"collection": collection, "id": article_id, "revision": revision, "current": True}
    key = inserted(connection, _a, {**place, **article_columns(article), "added_at": naive_utc(now)})
    _put_passages(connection, key, item, model)
    stories.put_bands(connection, collection, key, article.url, item.bands)
    stories.settle(connection, collection, [key], stories.AT_ONCE)
    stories.settle(connection, collection, freed, stories.AT_ONCE)
    return StoredArticle(key, article_id, status, _keys_of(connection, key))


def replace_passages(connection: Connection, collection: int | None, item: PreparedArticle, model: str) -> None:
    """Replace the passages, terms and vectors of a current article; does nothing if its text has changed by now."""
    row = current_row(connection, collection, item.article.id)
    if row is not None and row.text_hash == text_hash(item.article.text):
        _drop_passages(connection, row.key)
        _put_passages(connection, row.key, item, model)
        count_change(connection, row.collection)


def _keys_of(connection: Connection, article: int) -> tuple[int, ...]:
    return tuple(connection.scalars(_KEYS_OF, {"article": article}))


def _put_passages(connection: Connection, article: int, item: PreparedArticle, model: str) -> None:
    """Store the passages of an article with their vectors and terms."""
    rows = [
        {"article": article, "start": span.start, "end": span.end, "sentences": packed_sentences(sentences)}
        for span, sentences in zip(item.spans, item.sentences, strict=True)
    ]
    connection.execute(insert(_p), rows)
    vectors = np.ascontiguousarray(item.vectors, dtype="<f4")
    connection.execute(
        insert(schema.article_vectors).values(
            article=article, model=model, dimension=vectors.shape[1], data=vectors.tobytes()
        )
    )
    lines = "\n".join(" ".join(terms) for terms in item.terms)
    connection.execute(insert(schema.article_terms).values(article=article, analysis=analysis.VERSION, data=lines))


def _drop_passages(connection: Connection, article: int) -> None:
    """Delete the passages of an article with everything that belongs to them."""
    for table in (_p, schema.article_vectors, schema.article_terms):
        connection.execute(delete(table).where(table.c.article == article))


def _note_seen(connection: Connection, known: Row[Any], article: Article, moment: datetime) -> None:
    """Note that a stored article was found unchanged, and the present path of its file."""
    # The same text in another file is one article, which is still read from its own while that is there.
    # Once, a path that is not UTF-8 was stored as the source alone, as it can be shown.
    named = known.id == article.id and known.source in (article.source, _as_source(article.path))
    here = article.path is not None and (named or (known.path is not None and _is_gone(known.path)))
    place = {"source": article.source, "path": article.path} if here else {}
    connection.execute(update(_a).where(_a.c.key == known.key).values(seen_at=moment, **place))
    if here and known.source != article.source:
        count_change(connection, known.collection)  # who holds the titles would look for it under its old name


def _as_source(path: str | None) -> str | None:
    return path and path.encode("utf-8", "replace").decode()


def _is_gone(path: str) -> bool:
    try:
        return not Path(path).exists()
    except OSError:  # in a folder that may not be read
        return False


def remove_articles(connection: Connection, collection: int | None, name: str, ids: Sequence[str]) -> None:
    """Remove articles with all their revisions. Raises NotFound.

    If a removed article has a copy, that copy is searched from then on.
    """
    freed: list[int] = []
    removed: set[int] = set()
    for article_id in dict.fromkeys(ids):
        row = known_row(connection, collection, name, article_id)
        freed += stories.withdraw(connection, row.key)
        removed.add(row.key)
        connection.execute(delete(_a).where(_a.c.collection == collection, _a.c.id == article_id))
    if collection is not None:
        left = [key for key in sorted(freed) if key not in removed]
        stories.settle(connection, collection, left, stories.AT_ONCE)
