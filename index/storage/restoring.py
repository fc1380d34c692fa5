"""Replacing a database by a backup that was checked first: whatever fails, the old database stays."""

from __future__ import annotations

import contextlib
import sqlite3
from itertools import chain
from pathlib import Path

from index.errors import Damaged, SourceError, StorageError
from index.storage import read_only
from index.storage.copying import copied, uri_of
from index.storage.database import BUSY_MS
from index.storage.faults import BROKEN, translated
from index.storage.migrations import MIGRATIONS, VERSION

_HINT = "name a file that articlebot backup has written"


def restore(source: Path, path: Path, busy_ms: int = BUSY_MS) -> None:
    """Replace the database `path` by the backup `source`, after checking that the backup is sound.

    Whatever fails, the old database stays as it is. Raises SourceError if the file does not exist, Damaged if it is not
    a sound backup, Locked if anyone has the database open, and ReadOnly.
    """
    if not source.is_file():
        raise SourceError(f"there is no file {source}", _HINT)
    _check_backup(source)
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        read_only.demand_writable(path)
        with copied(uri_of(source, "rw"), path) as copy:
            if path.exists():
                _settle(path, busy_ms)
            copy.replace(path)


def _check_backup(source: Path) -> None:
    try:
        with translated(source), contextlib.closing(sqlite3.connect(uri_of(source, "ro"), uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    except Damaged as error:
        raise Damaged(f"{source} is damaged, or not a backup of articlebot", _HINT) from error
    if version > VERSION and "passages" in names:
        raise StorageError(f"{source} was made by a newer articlebot (schema {version})", "update articlebot")
    if not sound or not version or not _names_at(version) <= names:
        raise Damaged(f"{source} is damaged, or not a backup of articlebot", _HINT)


def _names_at(version: int) -> set[str]:
    """Return the names in a database of this version, which distinguish it from another program's."""
    with contextlib.closing(sqlite3.connect(":memory:")) as made:
        for statement in chain.from_iterable(MIGRATIONS[:version]):
            made.execute(statement)
        return {row[0] for row in made.execute("SELECT name FROM sqlite_master")}


def _settle(path: Path, busy_ms: int) -> None:
    """Fold the write-ahead log into the database, which works only while nobody else has it open.

    A log that is left behind would be replayed over the new file.
    """
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=busy_ms / 1000)) as old:
            old.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in BROKEN:
            raise
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
