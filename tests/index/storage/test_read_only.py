"""A database that may not be written is read all the same, and never by half."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import Damaged, Locked, ReadOnly
from index.library import Library
from index.storage.catalogue import Catalogue
from index.storage.database import Database
from tests.fakes import NOON, library_of
from tests.index.storage.test_altered import BRIDGE, FERRY


@pytest.fixture
def _imported(library: Library) -> None:
    """Import what is imported when it is needed: an ordinary user may not be let into root's Python."""
    list(library.collection("local").add([BRIDGE]))
    library.collection("local").ask("When was the bridge closed?")


@pytest.fixture
def folder(_imported: None, unprivileged: Path) -> Iterator[Path]:
    """A folder that was closed cleanly and may not be written."""
    with contextlib.closing(_library(unprivileged / "articlebot.db")) as library:
        list(library.collection("local").add([BRIDGE]))
    unprivileged.chmod(0o500)
    yield unprivileged
    unprivileged.chmod(0o700)


def _library(path: Path, *, to_read: bool = False) -> Library:
    catalogue = Catalogue.open(path, to_read=to_read)
    return library_of(catalogue, clock=lambda: NOON, snapshots=path.parent / "index")


def _ids(path: Path) -> list[str]:
    with contextlib.closing(Catalogue.open(path, to_read=True)) as catalogue:
        return [article.id for article in catalogue.articles("local")]


@contextlib.contextmanager
def _writable(folder: Path) -> Iterator[None]:
    """What whoever owns the folder may do."""
    folder.chmod(0o700)
    yield
    folder.chmod(0o500)


def test_it_is_asked_searched_and_copied(folder: Path) -> None:
    """And nothing is made beside it."""
    with contextlib.closing(_library(folder / "articlebot.db", to_read=True)) as library:
        assert library.collection("local").ask("When was the bridge closed?").answered
        assert library.collection("local").article("bridge") == BRIDGE
        with _own_folder() as elsewhere:
            library.catalogue.backup(elsewhere / "copy.db")
            assert _ids(elsewhere / "copy.db") == ["bridge"]
        with pytest.raises(ReadOnly, match="may not be written"):
            list(library.collection("local").add([FERRY]))
        with pytest.raises(ReadOnly, match="may not be written"):
            library.collection("local").remove(["bridge"])
    assert [each.name for each in folder.iterdir()] == ["articlebot.db"]


@contextlib.contextmanager
def _own_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def test_who_does_not_only_read_is_refused_at_once(folder: Path) -> None:
    """Before anything was fetched or embedded for it."""
    with pytest.raises(ReadOnly):
        Database(folder / "articlebot.db")


def test_what_another_process_writes_meanwhile_is_not_read_by_half(folder: Path) -> None:
    """Whatever was read until then, the transaction ends with an error, also while it is only in the log."""
    with contextlib.closing(Database(folder / "articlebot.db", to_read=True)) as database:
        with database.read() as connection:
            assert connection.exec_driver_sql("SELECT id FROM articles").scalars().all() == ["bridge"]
        with _writable(folder), contextlib.closing(_library(folder / "articlebot.db")) as other:
            list(other.collection("local").add([FERRY]))
            with pytest.raises(Locked, match="changed"), database.read() as connection:
                connection.exec_driver_sql("SELECT id FROM articles").all()
        with pytest.raises(Locked, match="changed"), database.read() as connection:
            connection.exec_driver_sql("SELECT id FROM articles").all()
        with _own_folder() as elsewhere, pytest.raises(Locked):
            database.backup(elsewhere / "copy.db")
    assert _ids(folder / "articlebot.db") == ["bridge", "ferry"]


def test_the_log_of_a_running_process_is_read(folder: Path) -> None:
    """What it has committed is there, also what comes later: SQLite sees to it."""
    with _writable(folder), contextlib.closing(_library(folder / "articlebot.db")) as writer:
        list(writer.collection("local").add([FERRY]))
        folder.chmod(0o500)
        with contextlib.closing(Catalogue.open(folder / "articlebot.db", to_read=True)) as catalogue:
            assert catalogue.count("local") == 2
            folder.chmod(0o700)
            writer.collection("local").remove(["bridge"])
            folder.chmod(0o500)
            assert catalogue.count("local") == 1
        folder.chmod(0o700)


@pytest.mark.parametrize("left", ["log and shm", "log", "empty log"])
def test_the_log_of_a_killed_process_is_never_passed_over(folder: Path, left: str) -> None:
    """It is read with the file that SQLite needs for it; without that, it is said what to do."""
    with _own_folder() as elsewhere:
        with _writable(folder), contextlib.closing(_library(folder / "articlebot.db")) as writer:
            list(writer.collection("local").add([FERRY]))
            for ending in ("", "-wal", "-shm") if left == "log and shm" else ("", "-wal"):
                shutil.copy(folder / f"articlebot.db{ending}", elsewhere)
        if left == "empty log":
            os.truncate(elsewhere / "articlebot.db-wal", 0)
        elsewhere.chmod(0o500)
        if left == "log":
            with pytest.raises(ReadOnly, match="cut off") as caught:
                _ids(elsewhere / "articlebot.db")
            assert "make the data directory writable" in caught.value.hint
        else:
            assert "bridge" in _ids(elsewhere / "articlebot.db")
            assert ("ferry" in _ids(elsewhere / "articlebot.db")) == (left == "log and shm")
        elsewhere.chmod(0o700)


def test_an_older_database_is_not_led_to_the_present_version(folder: Path) -> None:
    """Which is said, with what to do."""
    with _writable(folder), contextlib.closing(sqlite3.connect(folder / "articlebot.db")) as raw:
        raw.execute("PRAGMA user_version = 3")
    with pytest.raises(ReadOnly, match="older"):
        Database(folder / "articlebot.db", to_read=True)


def test_what_is_no_database_is_damaged(unprivileged: Path) -> None:
    """Whether it may be written or not."""
    (unprivileged / "articlebot.db").write_bytes(b"garbage" * 1000)
    unprivileged.chmod(0o500)
    with pytest.raises(Damaged):
        Database(unprivileged / "articlebot.db", to_read=True)
    unprivileged.chmod(0o700)
