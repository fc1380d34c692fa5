"""Errors of SQLite and the file system for a database file, turned into our storage errors."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from index.errors import Damaged, Locked, ReadOnly, StorageError

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_NOT_WRITABLE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM})
BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""SQLite's primary codes for a file that is damaged or not a database."""

DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""Error numbers of the operating system for a file that may not be written."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_LITTLE = 2**16
"""Free bytes on disk below which SQLite cannot even make its files beside a database, which it needs for reading
too."""


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and the file system inside the block into one of our storage errors."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        raise _storage_error(path, error.orig if isinstance(error, DBAPIError) and error.orig else error) from error


def _storage_error(path: Path, cause: BaseException) -> StorageError:
    # Told apart by code and never by words, which differ from version to version.
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    denied = isinstance(cause, OSError) and cause.errno in DENIED
    if code in _BUSY:
        return Locked(f"another process is using {path}", "wait until it has finished, or stop it, then try again")
    if code in _NOT_WRITABLE or denied:
        return not_writable(path)
    if code in BROKEN or _is_undecodable(cause):
        return Damaged(f"the database {path} is damaged", "restore a backup: articlebot restore FILE")
    if code == sqlite3.SQLITE_CANTOPEN and path.is_file() and not os.access(path, os.R_OK):
        return StorageError(f"{path} may not be read", "give yourself the right to read it")
    no_room = isinstance(cause, OSError) and cause.errno in _NO_ROOM
    if code == sqlite3.SQLITE_FULL or no_room or (code == sqlite3.SQLITE_IOERR and _is_full(path)):
        return StorageError(f"the disk of {path} is full", "make room on it, then try again")
    if isinstance(cause, FileExistsError | NotADirectoryError):
        return StorageError(f"{path.parent} is not a directory", "choose another data directory with --data")
    if isinstance(cause, OSError) and cause.errno == errno.ENAMETOOLONG:
        return StorageError(f"{path} cannot be used: its name is too long", "choose a shorter one")
    if isinstance(cause, FileNotFoundError):
        return StorageError(
            f"the folder {path.parent} is not there, and cannot be made",
            "choose another data directory with --data; if the current folder was deleted, change to another one",
        )
    # So is a quota called, or a limit in size, that is used up; of these, the doctor finds nothing.
    remedy = (
        "see whether its disk fails or a quota is used up" if code == sqlite3.SQLITE_IOERR else "run articlebot doctor"
    )
    return StorageError(f"the database {path} cannot be used: {cause}", remedy)


def _is_full(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return shutil.disk_usage(path.parent).free < _LITTLE
    return False


def not_writable(path: Path) -> ReadOnly:
    """Return the error for a database that may not be written."""
    return ReadOnly(f"{path} may not be written", "make the data directory writable, or choose another with --data")


def _is_undecodable(cause: BaseException) -> bool:
    # Python's own sqlite3 raises this for text that is not UTF-8, without a code: we never stored such a text.
    return isinstance(cause, sqlite3.OperationalError) and str(cause).startswith("Could not decode")
