"""A database as a file: its URI, and a copy of it beside the target, made while others use it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path


def uri_of(path: Path, mode: str) -> str:
    """Return the URI with which SQLite opens the database `path`; `mode`: "ro" or "rw"."""
    # A plain connect would make an empty database where there is none.
    return f"{path.resolve().as_uri()}?mode={mode}"


@contextlib.contextmanager
def copied(source: str, target: Path) -> Iterator[Path]:
    """Yield the path of a copy of the database `source` (a URI), made in the folder of `target` by SQLite's backup.

    The block moves the copy to its place; a copy that was not moved is deleted.
    """
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
