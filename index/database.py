"""One SQLite file: opened with the pragmas it needs, migrated, backed up, its faults put into our words."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from index.errors import Damaged, Locked, ReadOnly, StorageError
from index.schema import MIGRATIONS, VERSION

_BUSY_MS = 10_000
"""How long a writer waits for another one before it gives up."""


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside the block into one of our storage errors."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        words = str(cause).lower()
        if "locked" in words or "busy" in words:
            raise Locked(
                f"another process is writing to {path}", "wait until it has finished, then try again"
            ) from error
        if "readonly" in words or "read-only" in words or isinstance(cause, PermissionError):
            raise ReadOnly(
                f"{path} may not be written", "make the data directory writable, or choose another with --data"
            ) from error
        if "malformed" in words or "not a database" in words or "corrupt" in words:
            raise Damaged(
                f"the database {path} is damaged: {cause}", "restore a backup: articlebot restore FILE"
            ) from error
        raise StorageError(f"the database {path} cannot be used: {cause}", "run articlebot doctor") from error


class Database:
    """The connection pool of one SQLite file. Reads run side by side; writes come one after another."""

    def __init__(self, path: Path) -> None:
        """Open `path`, creating and migrating it as needed. Raises Locked, ReadOnly, Damaged, StorageError."""
        self.path = path
        with translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and not os.access(path, os.W_OK):
                raise PermissionError(f"{path} is read-only")
            self._engine = _engine(path)
            try:
                self._migrate()
            except BaseException:
                self._engine.dispose()
                raise

    def _migrate(self) -> None:
        with self.read() as connection:
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if version > VERSION:
            raise StorageError(
                f"{self.path} was made by a newer articlebot (schema {version}, this one knows {VERSION})",
                "update articlebot",
            )
        if version == VERSION:
            return
        with self.write() as connection:
            # Read again now that nobody else can write: another process may have migrated meanwhile.
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            for step in MIGRATIONS[version:]:
                for statement in step:
                    connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the database."""
        with translated(self.path), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Open the one writing transaction: committed at the end of the block, or wholly undone."""
        with translated(self.path), self._engine.execution_options(write=True).begin() as connection:
            yield connection

    def problems(self) -> list[str]:
        """Return what SQLite's own checks find wrong; empty when sound."""
        with self.read() as connection:
            found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
            keys = [
                f"{row[0]} row {row[1]} points nowhere"
                for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
            ]
        return [line for line in found if line != "ok"] + keys

    def backup(self, target: Path) -> None:
        """Write a copy of the present state, by SQLite's backup API, beside `target` and then put it there."""
        with translated(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.part")
            try:
                with (
                    contextlib.closing(sqlite3.connect(self.path)) as source,
                    contextlib.closing(sqlite3.connect(beside)) as copy,
                ):
                    source.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE")
                beside.replace(target)
            finally:
                beside.unlink(missing_ok=True)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def restore(source: Path, path: Path) -> None:
    """Put the backup `source` in the place of the database `path`, after checking that it is sound.

    Nothing else may have the database open. Raises Damaged for a file that is not a sound backup.
    """
    uri = f"{source.resolve().as_uri()}?mode=ro"
    with translated(source), contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Damaged(f"the backup {source} is damaged", "use another backup")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not 0 < version <= VERSION or "passages" not in names:
        raise Damaged(f"{source} is not a backup of articlebot", "name a file that articlebot backup has written")
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.part")
        try:
            with (
                contextlib.closing(sqlite3.connect(source)) as backup,
                contextlib.closing(sqlite3.connect(beside)) as copy,
            ):
                backup.backup(copy)
            # The old write-ahead log belongs to the old file: replayed over the new one it would damage it.
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def _engine(path: Path) -> Engine:
    engine = sqlalchemy.create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY_MS / 1000})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        # Off by default: without it Python's sqlite3 begins transactions on its own, and never IMMEDIATE.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # what was acknowledged survives a power cut
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine
