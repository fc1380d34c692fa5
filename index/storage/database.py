"""One SQLite file: opened with the pragmas it needs, migrated, read, written, checked and backed up."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy
from sqlalchemy import Connection, Engine, event

from index.errors import Damaged, ReadOnly, StorageError
from index.storage import read_only
from index.storage.copying import copied, uri_of
from index.storage.faults import DENIED, not_writable, translated
from index.storage.migrations import MIGRATIONS, VERSION

BUSY_MS = 10_000
"""How many milliseconds a writer waits for another before it gives up."""

PAUSE = 0.02
"""Seconds between the transactions of one long task. Waiting writers look every tenth of a second, and would
otherwise hardly ever get a turn."""


class Database:
    """The connection pool of one SQLite file. Reads run side by side; writes come one after another."""

    def __init__(self, path: Path, busy_ms: int = BUSY_MS, *, to_read: bool = False) -> None:
        """Open `path`, creating and migrating it as needed. Raises Locked, ReadOnly, Damaged, StorageError.

        `busy_ms`: how many milliseconds a writer waits for another before it gives up. `to_read`: also open an existing
        database that is read-only; `write` is then refused.
        """
        self.path = path
        self._opened_as: read_only.FileState | None = None  # if it is opened as immutable
        self._address: str | None = None  # the URI with which it is only read; None if it may be written
        self._file: tuple[int, int] | None = None  # its identity, to notice that it was replaced
        with translated(path):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                read_only.demand_writable(path)
            except OSError as error:
                if not to_read or error.errno not in DENIED or not path.exists():
                    raise
                self._address, self._opened_as = read_only.address(path)
            self._engine = read_only.engine(self._address, busy_ms) if self._address else _engine(path, busy_ms)
            try:
                self._migrate()
                self._file = _identity(path)
            except BaseException:
                self._engine.dispose()
                raise

    def _migrate(self) -> None:
        with self.read() as connection:
            if self._version(connection) == VERSION:
                return
        if self._address is not None:
            raise ReadOnly(
                f"{self.path} was made by an older articlebot, and may not be written",
                "make the data directory writable, and run articlebot list once",
            )
        with self.write() as connection:
            # Read again now that nobody else can write: another process may have migrated meanwhile.
            for step in MIGRATIONS[self._version(connection) :]:
                for statement in step:
                    connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")

    def _version(self, connection: Connection) -> int:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if version > VERSION:
            raise StorageError(
                f"{self.path} was made by a newer articlebot (schema {version}, this one knows {VERSION})",
                "update articlebot",
            )
        if version == 0 and connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first() is not None:
            raise StorageError(
                f"{self.path} is a database of another program", "choose another data directory with --data"
            )
        return version

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the database.

        Raises Locked at its end if the state may have changed meanwhile: see `index.storage.read_only`. Raises
        StorageError as `write` does.
        """
        with translated(self.path):
            self._check_in_place()
            try:
                with self._engine.begin() as connection:
                    yield connection
            finally:
                if self._opened_as is not None:
                    self._opened_as.check_unchanged()

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Open the only writing transaction: committed at the end of the block, or rolled back.

        Raises StorageError if the opened file is no longer in its place.
        """
        if self._address is not None:
            raise not_writable(self.path)
        with translated(self.path):
            self._check_in_place()
            with self._engine.execution_options(write=True).begin() as connection:
                yield connection

    def _check_in_place(self) -> None:
        """Raise StorageError if the file was deleted or replaced: writes to it would be lost with this process.

        A new connection would create an empty database, or read another one.
        """
        if self._file is not None and self._file != _identity(self.path):
            raise StorageError(
                f"{self.path} was deleted, moved or replaced while it was in use",
                "end all articlebot processes, put it back or restore a backup, and start again",
            )

    def empty_log(self) -> None:
        """Fold the write-ahead log into the file and empty it, so that no deleted text stays there.

        While somebody is reading, what they read stays until the next call.
        """
        with translated(self.path), self._engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # not inside a transaction

    def problems(self, *, quick: bool = False) -> list[str]:
        """Return the problems that SQLite's own checks find; empty if the database is sound.

        `quick` does not compare SQL indexes with their tables, which takes most of the time.
        """
        try:
            with self.read() as connection:
                check = "PRAGMA quick_check" if quick else "PRAGMA integrity_check"
                found = [str(row[0]) for row in connection.exec_driver_sql(check)]
                if found != ["ok"]:
                    return found
                keys = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        except Damaged as error:  # too broken to be checked
            return [error.message]
        return [f"{row[0]} row {row[1]} points nowhere" for row in keys]

    def backup(self, target: Path) -> None:
        """Write a copy of the present state beside `target`, by SQLite's backup API, and then rename it to `target`.

        A link is followed. Raises StorageError if `target` exists and is not a file: a pipe or a device.
        """
        target = target.resolve()
        with translated(target):
            if target.exists() and not target.is_file():
                raise StorageError(f"{target} is not a file", "name another file for the backup")
            if target.exists() and target.samefile(self.path):
                raise StorageError(f"{target} is the database itself", "name another file for the backup")
            target.parent.mkdir(parents=True, exist_ok=True)
            with copied(self._address or uri_of(self.path, "rw"), target) as copy:
                if self._opened_as is not None:
                    self._opened_as.check_unchanged()
                copy.replace(target)

    def close(self) -> None:
        """Close every connection: one that is in use, when it is given back."""
        # SQLAlchemy would leave that one to Python's collector, and Python 3.13 warns.
        event.listen(self._engine.pool, "checkin", lambda _, entry: entry.close())
        self._engine.dispose()


def _identity(path: Path) -> tuple[int, int] | None:
    """Return the system's identity of the file at `path`; None if there is none."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def _engine(path: Path, busy_ms: int) -> Engine:
    # Put together and not written as a text, in which ? and # of a path would have a meaning.
    url = sqlalchemy.URL.create("sqlite", database=str(path))
    engine = sqlalchemy.create_engine(url, connect_args={"timeout": busy_ms / 1000})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        # Off by default: without it Python's sqlite3 begins transactions on its own, and never IMMEDIATE.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # what was acknowledged survives a power cut
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what was removed can't be read out of the file

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine
