"""How long data is kept: collections that were left, articles that nobody refreshes, replaced texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.sqlite import insert as upsert

from index.article import ArticleName
from index.storage import history, listing, schema
from index.storage.database import Database
from index.storage.moments import naive_utc
from index.storage.rows import collection_key

_d = schema.departures


class Retention:
    """Notes which collections were left and come back to, and tells what is due for deletion."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def left(self, collection: str, at: datetime) -> None:
        """Note that a collection was left; if it was already left, the first time stays."""
        self.note([collection], [], at)

    def returned(self, collection: str) -> None:
        """Note that a collection is in use again."""
        with self._db.write() as connection:
            connection.execute(delete(_d).where(_d.c.collection == collection))

    def note(self, left: Sequence[str], returned: Sequence[str], at: datetime) -> None:
        """Note all collections that were left or come back to, in one transaction."""
        rows = [{"collection": collection, "left_at": naive_utc(at)} for collection in left]
        with self._db.write() as connection:
            if rows:
                connection.execute(upsert(_d).on_conflict_do_nothing(), rows)
            for collection in returned:
                connection.execute(delete(_d).where(_d.c.collection == collection))

    def kept(self) -> set[str]:
        """Return the names of the collections that hold more than their bare name."""
        c, a, n = schema.collections, schema.articles, schema.answers
        articles = exists().where(a.c.collection == c.c.key, a.c.current)
        answers = exists().where(n.c.collection == c.c.key)
        held = (
            select(c.c.name).where(articles | answers),
            select(schema.preferences.c.collection),
            select(schema.feeds.c.collection),
        )
        with self._db.read() as connection:
            return {name for names in held for name in connection.scalars(names)}

    def departed(self) -> set[str]:
        """Return the names of the collections that were left and are not in use again."""
        with self._db.read() as connection:
            return set(connection.scalars(select(_d.c.collection)))

    def due(self, before: datetime) -> list[str]:
        """Return the names of the collections that were left before a moment."""
        with self._db.read() as connection:
            rows = connection.scalars(select(_d.c.collection).where(_d.c.left_at < naive_utc(before)))
            return sorted(rows)

    def stale(self, collection: str, before: datetime) -> list[ArticleName]:
        """Return the current articles last added, refreshed or found unchanged before a moment, oldest first."""
        with self._db.read() as connection:
            return listing.stale(connection, collection_key(connection, collection), before)

    def forget_revisions(self, now: datetime) -> None:
        """Delete the texts, in all collections, that were replaced too long ago (`index.storage.history.KEPT_FOR`)."""
        with self._db.write() as connection:
            for key in connection.scalars(select(schema.collections.c.key)).all():
                history.forget(connection, key, now)
