"""The settings of each collection, and notes of the whole service: small JSON values by name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from index.storage import schema
from index.storage.database import Database
from index.storage.rows import put

_p, _n = schema.preferences, schema.notes


class Preferences:
    """Keeps JSON objects by the collection's name. Their meaning is up to the caller."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def read(self, collection: str) -> dict[str, Any]:
        """Return what was written for a collection; empty if nothing was."""
        with self._db.read() as connection:
            found = connection.scalar(select(_p.c.preferences).where(_p.c.collection == collection))
        return {} if found is None else dict(json.loads(found))

    def write(self, collection: str, values: Mapping[str, Any]) -> None:
        """Replace what was written by `values`; empty values delete it."""
        with self._db.write() as connection:
            if not values:
                connection.execute(delete(_p).where(_p.c.collection == collection))
                return
            put(connection, _p, {"collection": collection}, {"preferences": json.dumps(dict(values))})

    def all(self, prefix: str) -> dict[str, dict[str, Any]]:
        """Return what was written for every collection whose name begins with `prefix`, by name."""
        with self._db.read() as connection:
            rows = connection.execute(select(_p).where(_p.c.collection.startswith(prefix, autoescape=True))).all()
        return {row.collection: dict(json.loads(row.preferences)) for row in rows}

    def note(self, name: str) -> str | None:
        """Return a note of the whole service, or None."""
        with self._db.read() as connection:
            return connection.scalar(select(_n.c.value).where(_n.c.name == name))

    def set_note(self, name: str, value: str) -> None:
        """Store a note of the whole service, replacing the last one of that name."""
        with self._db.write() as connection:
            put(connection, _n, {"name": name}, {"value": value})

    def drop_note(self, name: str) -> None:
        """Delete a note; does nothing if there is none."""
        with self._db.write() as connection:
            connection.execute(delete(_n).where(_n.c.name == name))
