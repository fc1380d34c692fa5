"""One SQLite file: opened with the pragmas it needs, migrated, backed up, its faults put into our words."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import sqlalchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from index.errors import Damaged, Locked, ReadOnly, SourceError, StorageError
from index.storage import read_only
from index.storage.migrations import MIGRATIONS, VERSION

BUSY_MS = 10_000
"""Milliseconds that a writer waits for another one before it gives up."""

PAUSE = 0.02
"""Seconds between the transactions of one long work. Who waits for a turn looks every tenth of a second, and would
hardly ever look between them."""


_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_NOT_WRITABLE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM})
_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_LITTLE = 2**16
"""Bytes of free disk with which SQLite cannot even make what it keeps beside a database, also to read it."""


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise inside the block into one of our storage errors."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        raise _storage_error(path, error.orig if isinstance(error, DBAPIError) and error.orig else error) from error


def _storage_error(path: Path, cause: BaseException) -> StorageError:
    # Told apart by code and never by words, which differ from version to version.
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    denied = isinstance(cause, OSError) and cause.errno in _DENIED
    if code in _BUSY:
        return Locked(f"another process is using {path}", "wait until it has finished, or stop it, then try again")
    if code in _NOT_WRITABLE or denied:
        return _read_only(path)
    if code in _BROKEN or _is_undecodable(cause):
        return Damaged(f"the database {path} is damaged", "restore a backup: articlebot restore FILE")
    if code == sqlite3.SQLITE_CANTOPEN and path.is_file() and not os.access(path, os.R_OK):
        return StorageError(f"{path} may not be read", "give yourself the right to read it")
    no_room = isinstance(cause, OSError) and cause.errno in _NO_ROOM
    if code == sqlite3.SQLITE_FULL or no_room or (code == sqlite3.SQLITE_IOERR and _is_full(path)):
        return StorageError(f"the disk of {path} is full", "make room on it, then try again")
    if isinstance(cause, FileExistsError | NotADirectoryError):
        return StorageError(f"{path.parent} is not a directory", "choose another data directory with --data")
    return StorageError(f"the database {path} cannot be used: {cause}", "run articlebot doctor")


def _is_full(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return shutil.disk_usage(path.parent).free < _LITTLE
    return False


def _read_only(path: Path) -> ReadOnly:
    return ReadOnly(f"{path} may not be written", "make the data directory writable, or choose another with --data")


def _is_undecodable(cause: BaseException) -> bool:
    # Python's own sqlite3 raises this for text that is not UTF-8, without a code: we never stored such a text.
    return isinstance(cause, sqlite3.OperationalError) and str(cause).startswith("Could not decode")


class Database:
    """The connection pool of one SQLite file. Reads run side by side; writes come one after another."""

    def __init__(self, path: Path, busy_ms: int = BUSY_MS, *, to_read: bool = False) -> None:
        """Open `path`, creating and migrating it as needed. Raises Locked, ReadOnly, Damaged, StorageError.

        `busy_ms`: how many milliseconds a writer waits for another one before it gives up. `to_read`: what may not be
        written is opened as well, where it is there; `write` is then refused.
        """
        self.path = path
        self._opened_as: read_only.FileState | None = None
        self._address: str | None = None
        with translated(path):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                read_only.demand_writable(path)
            except OSError as error:
                if not to_read or error.errno not in _DENIED or not path.exists():
                    raise
                self._address, self._opened_as = read_only.address(path)
            self._engine = read_only.engine(self._address, busy_ms) if self._address else _engine(path, busy_ms)
            try:
                self._migrate()
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

        Raises Locked at its end where it cannot be known that it was one: see `index.storage.read_only`.
        """
        with translated(self.path):
            try:
                with self._engine.begin() as connection:
                    yield connection
            finally:
                if self._opened_as is not None:
                    self._opened_as.check_unchanged()

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Open the one writing transaction: committed at the end of the block, or wholly undone."""
        if self._address is not None:
            raise _read_only(self.path)
        with translated(self.path), self._engine.execution_options(write=True).begin() as connection:
            yield connection

    def empty_log(self) -> None:
        """Fold the write-ahead log into the file and empty it, so that deleted text is not left there.

        While somebody reads, what they read stays until the next time.
        """
        with translated(self.path), self._engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # not inside a transaction

    def problems(self, *, quick: bool = False) -> list[str]:
        """Return what SQLite's own checks find wrong; empty when sound.

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
        """Write a copy of the present state, by SQLite's backup API, beside `target` and then put it there.

        A link is followed. Raises StorageError for what is there and is no file: a pipe or a device.
        """
        target = target.resolve()
        with translated(target):
            if target.exists() and not target.is_file():
                raise StorageError(f"{target} is not a file", "name another file for the backup")
            if target.exists() and target.samefile(self.path):
                raise StorageError(f"{target} is the database itself", "name another file for the backup")
            target.parent.mkdir(parents=True, exist_ok=True)
            with _copied(self._address or _uri(self.path, "rw"), target) as copy:
                if self._opened_as is not None:
                    self._opened_as.check_unchanged()
                copy.replace(target)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def restore(source: Path, path: Path, busy_ms: int = BUSY_MS) -> None:
    """Put the backup `source` in the place of the database `path`, after checking that it is sound.

    Whatever fails, the database that was there stays as it is. Raises SourceError for a file that is not
    there, Damaged for one that is not a sound backup, Locked while anyone has the database open, ReadOnly.
    """
    if not source.is_file():
        raise SourceError(f"there is no file {source}", "name a file that articlebot backup has written")
    _check_backup(source)
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        read_only.demand_writable(path)
        with _copied(_uri(source, "rw"), path) as copy:
            if path.exists():
                _settle(path, busy_ms)
            copy.replace(path)


def _check_backup(source: Path) -> None:
    hint = "name a file that articlebot backup has written"
    try:
        with translated(source), contextlib.closing(sqlite3.connect(_uri(source, "ro"), uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    except Damaged as error:
        raise Damaged(f"{source} is damaged, or not a backup of articlebot", hint) from error
    if version > VERSION and "passages" in names:
        raise StorageError(f"{source} was made by a newer articlebot (schema {version})", "update articlebot")
    if not sound or not version or not _names_at(version) <= names:
        raise Damaged(f"{source} is damaged, or not a backup of articlebot", hint)


def _names_at(version: int) -> set[str]:
    """Return the names in a database of ours of this version, by which it is told from another program's."""
    with contextlib.closing(sqlite3.connect(":memory:")) as made:
        for statement in chain.from_iterable(MIGRATIONS[:version]):
            made.execute(statement)
        return {row[0] for row in made.execute("SELECT name FROM sqlite_master")}


@contextlib.contextmanager
def _copied(source: str, target: Path) -> Iterator[Path]:
    """Lend a copy of the database with the URI `source` in the folder of `target`; what is left at the end goes."""
    copy = target.with_name(f".{target.name}.part")
    journal = copy.with_name(f"{copy.name}-journal")
    copy.unlink(missing_ok=True)  # of a run that was cut off
    try:
        with (
            contextlib.closing(sqlite3.connect(source, uri=True)) as old,
            contextlib.closing(sqlite3.connect(copy)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
        yield copy
    finally:
        copy.unlink(missing_ok=True)
        journal.unlink(missing_ok=True)  # SQLite leaves it where a write has failed


def _settle(path: Path, busy_ms: int) -> None:
    """Fold the write-ahead log into the database, which works only while nobody else has it open.

    A log that is left behind would be replayed over the file that takes the database's place.
    """
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=busy_ms / 1000)) as old:
            old.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in _BROKEN:
            raise
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _uri(path: Path, mode: str) -> str:
    # A plain connect would make an empty database where there is none.
    return f"{path.resolve().as_uri()}?mode={mode}"


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
