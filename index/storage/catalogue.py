"""The catalogue: collections, articles, passages, vectors. The only truth; both arms are built from it.

An article goes in with its passages, terms and vectors in one transaction: it is there completely or not at all. Old
revisions keep their text and lose their passages.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, func, select

from index.article import Article, ArticleName, Copy, Passage
from index.errors import Damaged
from index.retrieval.entry import IndexEntry
from index.storage import history, hits, listing, loading, schema, stories, story_links
from index.storage.checks import problems
from index.storage.database import PAUSE, Database
from index.storage.fingerprints import fingerprints
from index.storage.history import Revision
from index.storage.listing import ArticleSummary, TitleRow
from index.storage.matching import match
from index.storage.restoring import restore
from index.storage.rows import (
    article_from_row,
    change_count,
    collection_key,
    count_change,
    current_row,
    inserted,
    known_row,
    passages_of,
)
from index.storage.storing import PreparedArticle, StoredArticle, remove_articles, replace_passages, store_article

_a, _p = schema.articles, schema.passages

_COMPARED_AT_ONCE = 20
"""How many articles of an earlier version are compared in one transaction: a tenth of a second, in which others
wait."""


class Catalogue:
    """The collections with their articles, passages, terms and vectors, in one SQLite file.

    Other data in that file (answers, feeds, settings) has its own modules, which get the same `database`.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, path: Path, *, to_read: bool = False) -> Catalogue:
        """Open or create the catalogue at `path`. Raises Locked, ReadOnly, Damaged, StorageError.

        `to_read`: also open it if it is read-only.
        """
        return cls(Database(path, to_read=to_read))

    @classmethod
    def restore(cls, source: Path, path: Path) -> None:
        """Replace the catalogue at `path`, which nothing may have open, with a backup."""
        restore(source, path)

    @property
    def path(self) -> Path:
        """The database file."""
        return self.database.path

    def backup(self, target: Path) -> None:
        """Write a consistent copy to `target`, even while others read and write."""
        self.database.backup(target)

    def close(self) -> None:
        """Close every connection."""
        self.database.close()

    def check(self, *, quick: bool = False) -> list[str]:
        """Return the problems of the database, one line each; empty if it is sound.

        `quick` skips checks that read every text: seconds instead of minutes for a large database.
        """
        return problems(self.database, quick=quick)

    @contextlib.contextmanager
    def _read(self, collection: str) -> Iterator[tuple[Connection, int | None]]:
        """Open a transaction that sees one state; yield it with the key of a collection, None if there is none."""
        with self.database.read() as connection:
            yield connection, collection_key(connection, collection)

    def collections(self) -> list[str]:
        """Return the names of all collections, in order."""
        with self.database.read() as connection:
            return list(connection.scalars(select(schema.collections.c.name).order_by(schema.collections.c.name)))

    def changes(self, collection: str) -> int:
        """Return how often the collection has changed, so that a loaded index knows whether it is out of date."""
        with self.database.read() as connection:
            return change_count(connection, collection)

    def status(self, collection: str, article: Article) -> Literal["added", "unchanged", "refreshed"]:
        """Tell what storing `article` would do, so that nothing is embedded needlessly."""
        with self._read(collection) as (connection, key):
            return match(connection, key, article)[0]

    def store(
        self, collection: str, prepared: Sequence[PreparedArticle], model: str, now: datetime
    ) -> list[StoredArticle]:
        """Store articles, with everything that belongs to them, in one transaction.

        The same text is not stored twice, unless it has another URL; another text under a known id or URL becomes the
        next revision. The result of `status` is checked again here, where nobody else can write.
        """
        with self.database.write() as connection:
            key = collection_key(connection, collection)
            if key is None:
                key = inserted(connection, schema.collections, {"name": collection})
            stored = [store_article(connection, key, item, model, now) for item in prepared]
            history.forget(connection, key, now)
            if any(done.status != "unchanged" for done in stored):
                count_change(connection, key)
            places = [story_links.place(connection, done.key) for done in stored]
            return [
                replace(done, copy_of=leader, copies=copies)
                for done, (leader, copies) in zip(stored, places, strict=True)
            ]

    def compare_pending(self, collection: str, most: int | None = None) -> None:
        """Compare waiting articles with the rest, a few in each transaction, so that others can write between.

        Articles wait if an earlier version stored them, or if a transaction released more copies than it could compare
        (`stories.settle`). So this is called after each change, and before a collection is searched.

        `most`: after about how many articles to stop (None: never). Raises Locked.
        """
        compared = 0
        while (most is None or compared < most) and self.has_pending(collection):
            with self.database.write() as connection:
                key = collection_key(connection, collection)
                if key is not None and (some := stories.compare_pending(connection, key, _COMPARED_AT_ONCE)):
                    count_change(connection, key)
                    compared += some
            time.sleep(PAUSE)

    def has_pending(self, collection: str) -> bool:
        """Tell whether articles wait to be compared."""
        with self._read(collection) as (connection, key):
            return stories.has_pending(connection, key)

    def links(self, collection: str) -> dict[str, str]:
        """Return, by the id of each copy, the id of the article that is searched in its place."""
        with self._read(collection) as (connection, key):
            return story_links.links(connection, key)

    def told_also(self, collection: str, article_ids: Iterable[str]) -> dict[str, tuple[Copy, ...]]:
        """Return, by id, the other articles that tell the same story; ids without any are left out."""
        with self._read(collection) as (connection, key):
            return story_links.told_also(connection, key, article_ids)

    def revisions(self, collection: str, article_id: str) -> list[Revision]:
        """Return the revisions of an article that are kept, oldest first. Raises NotFound."""
        with self._read(collection) as (connection, key):
            return history.revisions(connection, key, collection, article_id)

    def revision(self, collection: str, article_id: str, number: int) -> Article:
        """Return one revision of an article. Raises NotFound, also if it is no longer kept."""
        with self._read(collection) as (connection, key):
            return history.revision(connection, key, collection, article_id, number)

    def remove(self, collection: str, article_ids: Sequence[str]) -> None:
        """Remove articles with all their revisions, all or none. Raises NotFound if one is not in the collection."""
        with self.database.write() as connection:
            key = collection_key(connection, collection)
            remove_articles(connection, key, collection, article_ids)
            if article_ids:
                count_change(connection, key)

    def remove_stale(self, collection: str, before: datetime, most: int) -> list[ArticleName]:
        """Remove the first `most` articles that `Retention.stale` names, and return them.

        They are looked up where nobody else can write: what another process has refreshed by then stays.
        """
        with self.database.write() as connection:
            key = collection_key(connection, collection)
            some = listing.stale(connection, key, before)[:most]
            remove_articles(connection, key, collection, [each.id for each in some])
            if some:
                count_change(connection, key)
            return some

    def articles(self, collection: str) -> list[ArticleSummary]:
        """Return the current articles of a collection, in the order in which they were added."""
        with self._read(collection) as (connection, key):
            return listing.articles(connection, key)

    def titles(self, collection: str) -> list[TitleRow]:
        """Return the titles of a collection's current articles, in the order in which these were added; fast."""
        with self._read(collection) as (connection, key):
            return listing.titles(connection, key)

    def passage_counts(self, collection: str, keys: Sequence[int] | None = None) -> dict[int, int]:
        """Return the number of passages of each current article, by its key. `keys`: only these articles; None is all.

        Articles without passages are left out.
        """
        with self._read(collection) as (connection, key):
            return listing.passage_counts(connection, key, keys)

    def paths(self, collection: str) -> dict[str, str]:
        """Return the known paths of the files of current articles, by id: for opening, not for showing."""
        with self._read(collection) as (connection, key):
            mine = (_a.c.collection == key, _a.c.current, _a.c.path.is_not(None))
            return {row.id: row.path for row in connection.execute(select(_a.c.id, _a.c.path).where(*mine))}

    def count(self, collection: str) -> int:
        """Return how many current articles a collection has."""
        with self._read(collection) as (connection, key):
            found = select(func.count()).where(_a.c.collection == key, _a.c.current)
            return int(connection.scalar(found) or 0)

    def has(self, collection: str, article_id: str) -> bool:
        """Tell whether an article is in the collection, also one that was altered."""
        with self._read(collection) as (connection, key):
            return current_row(connection, key, article_id) is not None

    def article(self, collection: str, article_id: str) -> Article:
        """Return the current revision of an article. Raises NotFound."""
        with self._read(collection) as (connection, key):
            return article_from_row(known_row(connection, key, collection, article_id))

    def passages(self, collection: str, article_id: str) -> list[Passage]:
        """Return the passages of an article, in the order of the text. Raises NotFound."""
        with self._read(collection) as (connection, key):
            row = known_row(connection, key, collection, article_id)
            return passages_of(connection, row.key, article_id)

    def fetch(
        self, collection: str, passage_keys: Sequence[int], refuse: Callable[[Damaged], None]
    ) -> dict[int, tuple[Passage, Article]]:
        """Return the passages that are in the collection, with their articles, by key.

        A damaged article is left out, and `refuse` gets its error once. Raises Damaged if nothing else is left.
        """
        with self._read(collection) as (connection, key):
            return hits.fetch(connection, key, passage_keys, refuse)

    def fingerprints(self, collection: str) -> tuple[int, dict[str, int]]:
        """Return how often the collection has changed, and the fingerprint of each article by its id."""
        with self._read(collection) as (connection, key):
            return change_count(connection, collection), fingerprints(connection, key)

    def load(self, collection: str, model: str, only: Sequence[str] | None = None) -> Iterator[IndexEntry]:
        """Yield what an index takes of each current article, in the order of their keys.

        `only`: the ids of the wanted articles; None is all.

        Articles with vectors of another model than `model` are left out. Raises Damaged for an article whose
        passages, terms and vectors do not fit together.
        """
        with self._read(collection) as (connection, key):
            yield from loading.load(connection, key, model, only)

    def foreign_vectors(self, model: str, collection: str | None = None) -> list[tuple[str, str]]:
        """Return (collection, article id) of every article whose vectors another model than `model` made."""
        with self.database.read() as connection:
            return loading.foreign_vectors(connection, model, collection)

    def replace(self, collection: str, prepared: PreparedArticle, model: str) -> None:
        """Replace the passages, terms and vectors of a current article, in the same revision."""
        with self.database.write() as connection:
            replace_passages(connection, collection_key(connection, collection), prepared, model)
