"""A database that may be read and not written: how it is opened, and how it is noticed that somebody else writes.

SQLite reads a database in WAL mode with the files `-wal` and `-shm` beside it (https://sqlite.org/wal.html#readonly).
Where they are, because a process has it open or was killed, `mode=ro` reads as everybody does. After a clean end they
are not, and cannot be made where nothing may be written: then only `immutable=1` opens it. That looks at no log and
takes no lock, so that what another process writes meanwhile could be read by half. So it is taken only where there is
nothing in the log, and after each reading the file must be the one that was opened.
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


def demand_writable(path: Path) -> None:
    """Raise PermissionError where the database `path` may not be written, or its folder: the log is written there."""
    for place in (path.parent, path):
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, "may not be written", str(place))


@dataclass(frozen=True, slots=True)
class FileState:
    """A database file as it was when it was opened as one that nobody changes."""

    path: Path
    state: tuple[int, int, int, int]
    """Its inode, its size, when it was changed (ns), and the size of its log (bytes)."""

    @classmethod
    def of(cls, path: Path) -> FileState:
        """Take down what the file is like now."""
        found = path.stat()
        return cls(path, (found.st_ino, found.st_size, found.st_mtime_ns, _size(_log(path))))

    def check_unchanged(self) -> None:
        """Raise Locked where the file has changed since, or a log has something for it."""
        if FileState.of(self.path) != self:
            raise Locked(f"another process has changed {self.path} meanwhile", "try again")


def address(path: Path) -> tuple[str, FileState | None]:
    """Return the URI by which SQLite reads a database that may not be written, and its state where it must stay so.

    Raises ReadOnly where a log was left that has to be folded into the file first.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro"
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
    """Return the connections to a database that is only read."""

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
