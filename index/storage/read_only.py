"""A read-only database: how it is opened, and how a write by somebody else is noticed.

SQLite reads a database in WAL mode with the files `-wal` and `-shm` beside it (https://sqlite.org/wal.html#readonly).
If they exist, because a process has the database open or was killed, `mode=ro` reads as usual. After a clean end they
do not exist, and cannot be created in a read-only folder: then only `immutable=1` opens the database. That mode reads
no log and takes no lock, so it could see half of what another process writes meanwhile. So it is used only if the log
is empty, and after each reading the file must be unchanged.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy
from sqlalchemy import Engine, event

from index.errors import Locked, ReadOnly
from index.storage.copying import uri_of


def demand_writable(path: Path) -> None:
    """Raise PermissionError if the database `path` or its folder, which gets the log, may not be written."""
    for place in (path.parent, path):
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, "may not be written", str(place))


@dataclass(frozen=True, slots=True)
class FileState:
    """The state of a database file when it was opened as immutable."""

    path: Path
    state: tuple[int, int, int, int]
    """Its inode, its size (bytes), when it was changed (ns), and the size of its log (bytes)."""

    @classmethod
    def of(cls, path: Path) -> FileState:
        """Return the present state of a file."""
        found = path.stat()
        return cls(path, (found.st_ino, found.st_size, found.st_mtime_ns, _size(_log(path))))

    def check_unchanged(self) -> None:
        """Raise Locked if the file has changed since, or if there is something in its log."""
        if FileState.of(self.path) != self:
            raise Locked(f"another process has changed {self.path} meanwhile", "try again")


def address(path: Path) -> tuple[str, FileState | None]:
    """Return the URI with which SQLite reads a read-only database, and its state if it must not change.

    Raises ReadOnly if a log was left that has to be folded into the file first.
    """
    uri = uri_of(path, "ro")
    if _log(path).exists() and path.with_name(path.name + "-shm").exists():
        return uri, None
    # Before it is opened: what changes from here on is noticed.
    opened_as = FileState.of(path)
    if _size(_log(path)):
        raise ReadOnly(
            f"{path} may not be written, and what a process that was cut off has left must be written into it",
            "make the data directory writable, and run articlebot list once",
        )
    return uri + "&immutable=1", opened_as


def engine(uri: str, busy_ms: int) -> Engine:
    """Return the engine for a database that is only read."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=busy_ms / 1000, check_same_thread=False, isolation_level=None)

    # The pool of a file: of an address without one, SQLAlchemy would take that of a database in memory.
    made = sqlalchemy.create_engine("sqlite://", creator=connect, poolclass=sqlalchemy.QueuePool)

    @event.listens_for(made, "begin")
    def _begin(connection: sqlalchemy.Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return made


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
