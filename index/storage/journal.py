"""The journal: unfinished work that must not be forgotten if the process is killed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from index.storage import schema
from index.storage.database import Database
from index.storage.moments import aware_utc, naive_utc
from index.storage.rows import inserted

_j = schema.journal


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Unfinished work; `details` is the JSON that is needed to take it up again."""

    key: str
    kind: str
    begun_at: datetime
    details: Mapping[str, Any]


class Journal:
    """Holds work that was begun and not finished. An entry is on disk before `begin` returns."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock
        self._ended: set[int] = set()  # finished work whose entries are still to be deleted

    def begin(self, kind: str, details: Mapping[str, Any]) -> str:
        """Write down that work has begun; return the key to finish it by."""
        row = {
            "kind": kind,
            "begun_at": naive_utc(self._clock()),
            "details": json.dumps(dict(details)),
        }
        with self._db.write() as connection:
            return str(inserted(connection, _j, row))

    def finish(self, key: str) -> None:
        """Delete an entry; does nothing if it is already deleted. If that fails, it is deleted with the next one."""
        self._ended.add(int(key))
        ended: list[int] = []
        try:
            with self._db.write() as connection:
                # In the transaction: behind it, other work may get their keys.
                ended = list(self._ended)
                self._ended.difference_update(ended)
                connection.execute(delete(_j).where(_j.c.key.in_(ended)))
        except BaseException:
            self._ended.update(ended)
            raise

    def unfinished(self) -> list[Unfinished]:
        """Return what was begun and not finished, oldest first."""
        with self._db.read() as connection:
            rows = connection.execute(select(_j).order_by(_j.c.key)).all()
        return [Unfinished(str(row.key), row.kind, aware_utc(row.begun_at), json.loads(row.details)) for row in rows]
