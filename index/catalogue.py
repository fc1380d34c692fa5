"""The catalogue: collections, articles, passages, vectors. The only truth; both arms are made from it.

An article goes in with its passages, terms and vectors in one transaction, so that it is wholly there
or wholly absent. Old revisions keep their text and lose their passages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from index import analysis, schema
from index.article import Article, Passage, Span
from index.database import Database, restore
from index.errors import NotFound

_a, _p = schema.articles, schema.passages


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article cut into passages, ready to be stored: a list of terms and a vector for each."""

    article: Article
    spans: tuple[Span, ...]
    terms: tuple[tuple[str, ...], ...]
    vectors: np.ndarray
    """float32, shape (passages, dimension), rows of length 1."""

    @classmethod
    def unchanged(cls, article: Article) -> Prepared:
        """Return an article that is believed to be stored already, so that nothing was made of it."""
        return cls(article, (), (), np.empty((0, 0), dtype=np.float32))


class Unprepared(Exception):
    """An article that was believed unchanged has to be stored after all: prepare it and store again."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What a transaction did with one article: `gone` and `passages` are what the arms must drop and take."""

    article_id: str
    status: Literal["added", "unchanged", "refreshed"]
    gone: tuple[int, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One article of a list, without its text."""

    id: str
    title: str
    url: str | None
    published: date | None
    source: str | None
    revision: int
    characters: int
    passages: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Loaded:
    """The passages of one article with their terms and vectors, as the arms take them."""

    article_id: str
    published: date | None
    passages: tuple[Passage, ...]
    terms: tuple[tuple[str, ...], ...]
    vectors: np.ndarray


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, by which the same text is known again."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Catalogue:
    """All that articlebot keeps, in one SQLite file."""

    def __init__(self, database: Database) -> None:
        self._db = database

    @classmethod
    def open(cls, path: Path) -> Catalogue:
        """Open or create the catalogue at `path`. Raises Locked, ReadOnly, Damaged, StorageError."""
        return cls(Database(path))

    @classmethod
    def restore(cls, source: Path, path: Path) -> None:
        """Put a backup in the place of the catalogue at `path`, which nothing may have open."""
        restore(source, path)

    @property
    def path(self) -> Path:
        """The database file."""
        return self._db.path

    def backup(self, target: Path) -> None:
        """Write a consistent copy to `target`, also while others read and write."""
        self._db.backup(target)

    def close(self) -> None:
        """Close every connection."""
        self._db.close()

    def check(self) -> list[str]:
        """Return what is wrong with the database, a line each; empty when it is sound."""
        found = self._db.problems()
        with self._db.read() as connection:
            out_of_text = connection.scalar(
                select(func.count()).select_from(_p.join(_a)).where(_p.c.end > func.length(_a.c.text))
            )
            lost = connection.scalar(
                select(func.count()).select_from(_a).where(_a.c.current, _a.c.key.not_in(select(_p.c.article)))
            )
        if out_of_text:
            found.append(f"{out_of_text} passages end behind their article's text")
        if lost:
            found.append(f"{lost} articles have no passages")
        return found

    def collections(self) -> list[str]:
        """Return the names of all collections, in order."""
        with self._db.read() as connection:
            return list(connection.scalars(select(schema.collections.c.name).order_by(schema.collections.c.name)))

    def changes(self, collection: str) -> int:
        """Return how often the collection has changed, by which a loaded index knows that it is behind."""
        c = schema.collections
        with self._db.read() as connection:
            return int(connection.scalar(select(c.c.changes).where(c.c.name == collection)) or 0)

    def status(self, collection: str, article: Article) -> Literal["added", "unchanged", "refreshed"]:
        """Tell what storing `article` would do, so that nothing is embedded in vain."""
        with self._db.read() as connection:
            return _judge(connection, _collection(connection, collection), article)[0]

    def store(self, collection: str, prepared: Sequence[Prepared], model: str, now: datetime) -> list[Stored]:
        """Put articles in, with all that belongs to them, in one transaction.

        The same text (by hash) is not stored twice; another text under a known id or URL becomes the next
        revision. What `status` said is judged again here, where nobody else can write.
        """
        with self._db.write() as connection:
            key = _collection(connection, collection)
            if key is None:
                key = _inserted(connection, schema.collections, {"name": collection})
            stored = [_store(connection, key, item, model, now) for item in prepared]
            if any(done.status != "unchanged" for done in stored):
                _count_change(connection, key)
            return stored

    def remove(self, collection: str, article_ids: Sequence[str]) -> list[int]:
        """Remove articles with all their revisions, all or none; return the keys of their passages.

        Raises NotFound when one is not in the collection.
        """
        with self._db.write() as connection:
            key = _collection(connection, collection)
            gone: list[int] = []
            for article_id in dict.fromkeys(article_ids):
                row = _current(connection, key, article_id)
                if row is None:
                    raise _not_found(connection, key, collection, article_id)
                gone += connection.scalars(select(_p.c.key).where(_p.c.article == row.key))
                connection.execute(delete(_a).where(_a.c.collection == key, _a.c.id == article_id))
            _count_change(connection, key)
            return gone

    def articles(self, collection: str) -> list[ArticleSummary]:
        """Return the current articles of a collection, in the order in which they came."""
        with self._db.read() as connection:
            counted = select(func.count()).where(_p.c.article == _a.c.key).scalar_subquery().label("passages")
            length = func.length(_a.c.text).label("characters")
            wanted = (_a.c.id, _a.c.title, _a.c.url, _a.c.published, _a.c.source, _a.c.revision, _a.c.added_at)
            rows = connection.execute(
                select(*wanted, length, counted)
                .where(_a.c.collection == _collection(connection, collection), _a.c.current)
                .order_by(_a.c.key)
            )
            return [
                ArticleSummary(**{**row._asdict(), "added_at": row.added_at.replace(tzinfo=UTC)}) for row in rows
            ]

    def count(self, collection: str) -> int:
        """Return how many current articles a collection has."""
        with self._db.read() as connection:
            found = select(func.count()).where(_a.c.collection == _collection(connection, collection), _a.c.current)
            return int(connection.scalar(found) or 0)

    def article(self, collection: str, article_id: str) -> Article:
        """Return the current revision of an article. Raises NotFound."""
        with self._db.read() as connection:
            key = _collection(connection, collection)
            row = _current(connection, key, article_id)
            if row is None:
                raise _not_found(connection, key, collection, article_id)
            return _article(row)

    def passages(self, collection: str, article_id: str) -> list[Passage]:
        """Return the passages of an article, in the order of the text. Raises NotFound."""
        with self._db.read() as connection:
            key = _collection(connection, collection)
            row = _current(connection, key, article_id)
            if row is None:
                raise _not_found(connection, key, collection, article_id)
            return _passages(connection, row.key, article_id)

    def fetch(self, collection: str, passage_keys: Sequence[int]) -> dict[int, tuple[Passage, Article]]:
        """Return those of the passages that are in the collection, with their articles, by key."""
        with self._db.read() as connection:
            rows = connection.execute(
                select(_p.c.key.label("passage"), _p.c.start, _p.c.end, _a)
                .select_from(_p.join(_a))
                .where(
                    _p.c.key.in_([int(key) for key in passage_keys]),
                    _a.c.collection == _collection(connection, collection),
                    _a.c.current,
                )
            ).all()
        articles = {row.key: _article(row) for row in rows}
        return {
            row.passage: (Passage(row.passage, row.id, Span(row.start, row.end)), articles[row.key]) for row in rows
        }

    def load(self, collection: str, model: str) -> Iterator[Loaded]:
        """Yield every current article's passages with their terms and vectors, in the order of their keys.

        Articles whose vectors were made by another model than `model` are left out.
        """
        v, t = schema.article_vectors, schema.article_terms
        with self._db.read() as connection:
            key = _collection(connection, collection)
            spans: dict[int, list[Passage]] = {}
            for row in connection.execute(
                select(_p, _a.c.id)
                .select_from(_p.join(_a))
                .where(_a.c.collection == key, _a.c.current)
                .order_by(_p.c.key)
            ):
                spans.setdefault(row.article, []).append(Passage(row.key, row.id, Span(row.start, row.end)))
            for row in connection.execute(
                select(_a.c.key, _a.c.id, _a.c.published, v.c.dimension, v.c.data, t.c.analysis, t.c.data.label("terms"))
                .select_from(_a.join(v).join(t))
                .where(_a.c.collection == key, _a.c.current, v.c.model == model)
                .order_by(_a.c.key)
            ):
                passages = tuple(spans[row.key])
                if row.analysis == analysis.VERSION:
                    terms = tuple(tuple(line.split(" ")) if line else () for line in row.terms.split("\n"))
                else:
                    terms = self._terms_again(connection, row.key, passages)
                vectors = np.frombuffer(row.data, dtype="<f4").reshape(-1, row.dimension)
                yield Loaded(row.id, row.published, passages, terms, vectors)

    @staticmethod
    def _terms_again(
        connection: Connection, article: int, passages: Sequence[Passage]
    ) -> tuple[tuple[str, ...], ...]:
        row = connection.execute(select(_a).where(_a.c.key == article)).one()
        return tuple(tuple(analysis.terms(f"{row.title}\n{p.span.of(row.text)}")) for p in passages)

    def foreign_vectors(self, model: str, collection: str | None = None) -> list[tuple[str, str]]:
        """Return (collection, article id) of every article whose vectors another model than `model` made."""
        v, c = schema.article_vectors, schema.collections
        wanted = (
            select(c.c.name, _a.c.id)
            .select_from(_a.join(v).join(c))
            .where(_a.c.current, v.c.model != model)
            .order_by(_a.c.key)
        )
        if collection is not None:
            wanted = wanted.where(c.c.name == collection)
        with self._db.read() as connection:
            rows = connection.execute(wanted)
            return [(row.name, row.id) for row in rows]

    def replace(self, collection: str, prepared: Prepared, model: str) -> None:
        """Cut a current article anew: other passages, terms and vectors for the same revision."""
        with self._db.write() as connection:
            row = _current(connection, _collection(connection, collection), prepared.article.id)
            if row is not None and row.text_hash == text_hash(prepared.article.text):
                _drop_passages(connection, row.key)
                _put_passages(connection, row.key, prepared, model)
                _count_change(connection, row.collection)


def _count_change(connection: Connection, collection: int | None) -> None:
    c = schema.collections
    connection.execute(update(c).where(c.c.key == collection).values(changes=c.c.changes + 1))


def _collection(connection: Connection, name: str) -> int | None:
    found = connection.scalar(select(schema.collections.c.key).where(schema.collections.c.name == name))
    return None if found is None else int(found)


def _current(connection: Connection, collection: int | None, article_id: str) -> Row[Any] | None:
    return connection.execute(
        select(_a).where(_a.c.collection == collection, _a.c.id == article_id, _a.c.current)
    ).one_or_none()


def _not_found(connection: Connection, collection: int | None, name: str, article_id: str) -> NotFound:
    some = connection.scalars(
        select(_a.c.id).where(_a.c.collection == collection, _a.c.current, _a.c.id.contains(article_id)).limit(3)
    ).all()
    hint = f"did you mean {', '.join(some)}?" if some else "articlebot list shows the ids"
    return NotFound(f"there is no article {article_id!r} in the collection {name!r}", hint)


def _judge(
    connection: Connection, collection: int | None, article: Article
) -> tuple[Literal["added", "unchanged", "refreshed"], Row[Any] | None]:
    """Find the stored article that `article` is: by id, else by URL, else by its text."""
    known = _current(connection, collection, article.id)
    if known is None and article.url is not None:
        known = connection.execute(
            select(_a).where(_a.c.collection == collection, _a.c.url == article.url, _a.c.current).limit(1)
        ).one_or_none()
    digest = text_hash(article.text)
    if known is not None:
        stored = (known.text_hash, known.title, known.url, known.published)
        same = stored == (digest, article.title, article.url, article.published)
        return ("unchanged" if same else "refreshed"), known
    twin = connection.execute(
        select(_a).where(_a.c.collection == collection, _a.c.text_hash == digest, _a.c.current).limit(1)
    ).one_or_none()
    return ("unchanged" if twin is not None else "added"), twin


def _store(connection: Connection, collection: int, item: Prepared, model: str, now: datetime) -> Stored:
    status, known = _judge(connection, collection, item.article)
    if status == "unchanged" and known is not None:
        return Stored(known.id, status, (), tuple(_passages(connection, known.key, known.id)))
    if not item.spans:
        raise Unprepared
    gone: tuple[int, ...] = ()
    article_id, revision = item.article.id, 1
    if known is not None:
        article_id, revision = known.id, known.revision + 1
        gone = _drop_passages(connection, known.key)
        connection.execute(update(_a).where(_a.c.key == known.key).values(current=False))
    article = item.article
    row = {
        "collection": collection,
        "id": article_id,
        "revision": revision,
        "current": True,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "source": article.source,
        "page_starts": json.dumps(article.page_starts),
        "text": article.text,
        "text_hash": text_hash(article.text),
        "added_at": now.astimezone(UTC).replace(tzinfo=None),
    }
    key = _inserted(connection, _a, row)
    _put_passages(connection, key, item, model)
    return Stored(article_id, status, gone, tuple(_passages(connection, key, article_id)))


def _inserted(connection: Connection, table: schema.Table, row: dict[str, Any]) -> int:
    result = connection.execute(insert(table).values(row))
    return int(result.inserted_primary_key[0])


def _put_passages(connection: Connection, article: int, item: Prepared, model: str) -> None:
    connection.execute(
        insert(_p), [{"article": article, "start": span.start, "end": span.end} for span in item.spans]
    )
    vectors = np.ascontiguousarray(item.vectors, dtype="<f4")
    connection.execute(
        insert(schema.article_vectors).values(
            article=article, model=model, dimension=vectors.shape[1], data=vectors.tobytes()
        )
    )
    lines = "\n".join(" ".join(terms) for terms in item.terms)
    connection.execute(
        insert(schema.article_terms).values(article=article, analysis=analysis.VERSION, data=lines)
    )


def _drop_passages(connection: Connection, article: int) -> tuple[int, ...]:
    gone = tuple(connection.scalars(select(_p.c.key).where(_p.c.article == article)))
    for table in (_p, schema.article_vectors, schema.article_terms):
        connection.execute(delete(table).where(table.c.article == article))
    return gone


def _passages(connection: Connection, article: int, article_id: str) -> list[Passage]:
    rows = connection.execute(select(_p).where(_p.c.article == article).order_by(_p.c.key))
    return [Passage(row.key, article_id, Span(row.start, row.end)) for row in rows]


def _article(row: Row[Any]) -> Article:
    return Article(
        id=row.id,
        title=row.title,
        text=row.text,
        url=row.url,
        published=row.published,
        source=row.source,
        page_starts=tuple(json.loads(row.page_starts)),
        revision=row.revision,
    )
