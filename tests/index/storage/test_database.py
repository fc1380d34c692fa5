"""One SQLite file: what locks, protects, damages, copies and replaces it."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from index.errors import Damaged, Locked, ReadOnly, SourceError, StorageError
from index.filters import Filters
from index.storage import schema
from index.storage.database import Database
from index.storage.feedback import Feedback
from index.storage.migrations import MIGRATIONS, VERSION
from index.storage.restoring import restore
from tests.fakes import NOON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The place of a database that is not there yet."""
    return tmp_path / "articlebot.db"


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Database]:
    """Open a database whose writers do not wait for each other."""
    database = Database(path, busy_ms=0)
    try:
        yield database
    finally:
        database.close()


def made(path: Path, *names: str) -> Path:
    """Make a database with collections of these names, and close it."""
    with opened(path) as database:
        put(database, *names)
    return path


def put(database: Database, *names: str) -> None:
    """Add collections."""
    with database.write() as connection:
        for name in names:
            connection.exec_driver_sql("INSERT INTO collections (name) VALUES (?)", (name,))


def names(path: Path) -> list[str]:
    """Return the names of the collections in the database at `path`."""
    with opened(path) as database, database.read() as connection:
        return list(connection.exec_driver_sql("SELECT name FROM collections ORDER BY name").scalars())


def test_a_new_database_has_the_present_version_and_is_sound(path: Path) -> None:
    """It is made with its folder, whatever characters the path has."""
    strange = path.parent / "100% new?" / "a#b.db"
    assert names(strange) == []
    with contextlib.closing(sqlite3.connect(strange)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with opened(strange) as database:
        assert database.problems() == []


def test_a_connection_that_is_in_use_is_closed_when_it_is_given_back(path: Path) -> None:
    """A thread may still read when the process ends; none is left to be closed by Python's collector."""
    database = Database(path)
    with database.read() as reading:
        held = reading.connection.driver_connection
        database.close()
        assert reading.exec_driver_sql("SELECT 1").scalar_one() == 1
    assert isinstance(held, sqlite3.Connection)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        held.execute("SELECT 1")


def test_a_block_that_fails_leaves_nothing(path: Path) -> None:
    """A fault in the middle of a writing transaction undoes all of it."""
    with opened(path) as database, contextlib.suppress(RuntimeError), database.write() as connection:
        connection.exec_driver_sql("INSERT INTO collections (name) VALUES ('half')")
        raise RuntimeError
    assert names(path) == []


def test_rows_cannot_point_nowhere(path: Path) -> None:
    """Foreign keys are held to, on every connection."""
    with opened(path) as database:
        for _ in range(2):
            with pytest.raises(StorageError, match="FOREIGN KEY"), database.write() as connection:
                connection.exec_driver_sql('INSERT INTO passages (article, start, "end") VALUES (7, 0, 1)')


def test_a_second_writer_is_told_that_the_database_is_locked(path: Path) -> None:
    """A writer that cannot get its turn says so; readers go on."""
    with opened(path) as database, contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked):
            put(database, "late")
        with database.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM collections").scalar_one() == 0
        other.execute("ROLLBACK")
        put(database, "late")
    assert names(path) == ["late"]


def test_a_connection_that_may_not_write_is_read_only(path: Path) -> None:
    """What SQLite refuses to write is told as read-only."""
    with opened(path) as database:
        with database.read() as connection:  # the pool hands the same connection out again
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(ReadOnly):
            put(database, "x")


@pytest.mark.parametrize("protected", ["file", "folder", "parent"])
def test_what_may_not_be_written_is_read_only(unprivileged: Path, protected: str) -> None:
    """A file, its folder (the log needs it) or the folder to be made: one fault, one error."""
    path = unprivileged / "articlebot.db"
    if protected == "parent":
        path = unprivileged / "new" / "articlebot.db"
    else:
        made(path, "local")
    place = path if protected == "file" else unprivileged
    place.chmod(0o400 if protected == "file" else 0o500)
    try:
        with pytest.raises(ReadOnly):
            Database(path)
    finally:
        place.chmod(0o700)


def test_a_folder_that_is_a_file_is_named(path: Path) -> None:
    """The data directory may turn out to be a file; the message says so, and nothing is overwritten."""
    path.write_text("notes")
    with pytest.raises(StorageError, match="is not a directory"):
        Database(path / "articlebot.db")
    assert path.read_text() == "notes"


def test_the_words_of_a_fault_do_not_choose_the_error(tmp_path: Path) -> None:
    """A path that says "locked" or "corrupt" is neither."""
    (tmp_path / "locked corrupt readonly").write_text("")
    with pytest.raises(StorageError) as caught:
        Database(tmp_path / "locked corrupt readonly" / "articlebot.db")
    assert type(caught.value) is StorageError


def test_a_file_of_something_else_is_damaged(path: Path) -> None:
    """Garbage is told at once, and kept."""
    path.write_bytes(b"no database at all " * 100)
    with pytest.raises(Damaged):
        Database(path)
    assert path.read_bytes().startswith(b"no database")


def test_a_truncated_file_is_damaged(path: Path) -> None:
    """Half a database is no database."""
    made(path, *(f"{i:0500}" for i in range(100)))
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(Damaged):
        names(path)


def test_damage_is_told_when_it_shows(path: Path) -> None:
    """A page that was overwritten: the query that meets it says Damaged, and the checks name it."""
    made(path, *(f"{i:0500}" for i in range(100)))
    with path.open("r+b") as file:
        size = path.stat().st_size
        file.seek(size - 3 * 4096)
        file.write(b"\xff" * 3 * 4096)
    with opened(path) as database:
        assert database.problems()
        with pytest.raises(Damaged), database.read() as connection:
            connection.exec_driver_sql("SELECT * FROM collections NOT INDEXED").all()


def test_text_that_is_none_is_damage(path: Path) -> None:
    """Bytes overwritten inside a text pass SQLite's own check; reading them says Damaged and not their words."""
    with opened(path) as database:
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO collections (name) VALUES (CAST(x'6c6f636b6564ff' AS TEXT))")
        assert database.problems() == []
        with pytest.raises(Damaged, match=r"is damaged$"), database.read() as connection:
            connection.exec_driver_sql("SELECT name FROM collections").all()


def test_an_older_database_is_led_to_the_present_version(path: Path) -> None:
    """Articles that were stored before authors, sites and paths were kept are there without; revisions end in turn.

    So are answers that were kept without their filters.
    """
    with contextlib.closing(sqlite3.connect(path)) as raw, raw:
        for step in MIGRATIONS[:2]:
            for statement in step:
                raw.execute(statement)
        raw.execute("PRAGMA user_version = 2")
        raw.execute("INSERT INTO collections (key, name) VALUES (1, 'local')")
        raw.execute(
            "INSERT INTO articles (collection, id, revision, current, title, page_starts, text, text_hash, added_at)"
            " VALUES (1, 'old', 1, 0, 'Old', '[]', 'Older words.', 'y', '2025-12-31 00:00:00.000000'),"
            " (1, 'old', 2, 1, 'Old', '[]', 'Old words.', 'x', '2026-01-01 00:00:00.000000')"
        )
        raw.execute(
            "INSERT INTO answers (key, collection, question, asked_at, answered, confidence, shown)"
            " VALUES ('a', 1, 'who?', '2026-01-01 00:00:00.000000', 0, 0.1, 3)"
        )
    with opened(path) as database, database.read() as connection:
        assert Feedback(database, lambda: NOON).given("local", "a").filters == Filters()
        wanted = "SELECT id, author, site, path, replaced_at FROM articles ORDER BY revision"
        rows = connection.exec_driver_sql(wanted).all()
    assert [tuple(row) for row in rows] == [
        ("old", None, None, None, "2026-01-01 00:00:00.000000"),
        ("old", None, None, None, None),
    ]
    with contextlib.closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_the_indexes_of_current_articles_are_used(path: Path) -> None:
    """SQLite takes a partial index only for a query with its very condition: none of these may read all articles."""
    a = schema.articles
    with opened(path) as database, database.read() as connection:
        for column, index in (
            (a.c.url, "articles_url"),
            (a.c.text_hash, "articles_hash"),
            (a.c.source, "articles_source"),
            (a.c.page_form, "articles_page"),
        ):
            query = str(select(a.c.key).where(a.c.collection == 1, column == "x", a.c.current).compile(connection))
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", (1, "x")).all()
            assert [row[3] for row in plan] == [
                f"SEARCH articles USING INDEX {index} (collection=? AND {column.name}=?)"
            ]


def test_a_newer_database_is_left_alone(path: Path) -> None:
    """What a later version wrote is neither opened nor changed nor taken for damage."""
    made(path)
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StorageError, match="newer") as caught:
        Database(path)
    assert type(caught.value) is StorageError
    with contextlib.closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    """No table is added to what is not ours."""
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE accounts (id INTEGER)")
    with pytest.raises(StorageError, match="another program"):
        Database(path)
    with contextlib.closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("accounts",)]


def test_a_backup_holds_what_was_committed(path: Path, tmp_path: Path) -> None:
    """Taken while somebody writes, it has all that was committed, also what is only in the log, and no more."""
    copy = tmp_path / "backups" / "copy.db"
    with opened(path) as database:
        put(database, "before")
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO collections (name) VALUES ('during')")
            database.backup(copy)
        database.backup(tmp_path / "later.db")
    assert sorted(file.name for file in copy.parent.iterdir()) == ["copy.db"]
    assert names(copy) == ["before"]
    assert names(tmp_path / "later.db") == ["before", "during"]


def test_a_full_disk_is_told_as_one(path: Path) -> None:
    """What there is to do is to make room, and no check of the database; what was committed stays."""
    with opened(path) as database:
        put(database, "before")
        with database.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        with pytest.raises(StorageError, match="is full") as caught:
            put(database, "x" * 100_000)
        assert "make room" in caught.value.hint
    assert names(path) == ["before"]


def test_a_disk_with_no_room_for_what_sqlite_makes_to_read_is_full(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite calls that an I/O error, as it does what is wrong with a disk that has room, and a quota."""
    made(path, "before")
    disk, limit = shutil.disk_usage(path.parent), resource.getrlimit(resource.RLIMIT_FSIZE)
    for free, words, remedy in ((0, "is full", "make room"), (2**30, "cannot be used", "a quota")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: disk._replace(free=free))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limit[1]))
        try:
            with pytest.raises(StorageError, match=words) as caught:
                Database(path)
            assert remedy in caught.value.hint
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert names(path) == ["before"]


def test_a_database_that_may_not_be_read_is_told_as_such(unprivileged: Path) -> None:
    """It is neither damaged nor missing."""
    path = made(unprivileged / "articlebot.db", "mine")
    path.chmod(0o200)
    with pytest.raises(StorageError, match="may not be read"):
        Database(path)


def test_a_backup_that_cannot_be_written_leaves_nothing(path: Path, tmp_path: Path) -> None:
    """Neither half of a file nor what SQLite keeps beside it."""
    made(path, *(f"{i:05000}" for i in range(1000)))  # more than SQLite holds in memory
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    with opened(path) as database:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limit[1]))
        try:
            with pytest.raises(StorageError):
                database.backup(tmp_path / "copies" / "copy.db")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_backup_does_not_replace_the_database(path: Path) -> None:
    """The database is no place for its own backup, under whatever name."""
    with opened(path) as database:
        put(database, "local")
        (path.parent / "link.db").symlink_to(path)
        for target in (path, path.parent / "link.db"):
            with pytest.raises(StorageError, match="itself"):
                database.backup(target)
    assert names(path) == ["local"]


def test_a_backup_of_what_is_gone_is_not_an_empty_one(path: Path, tmp_path: Path) -> None:
    """When the database's file was taken away, an older backup is not replaced by nothing."""
    with opened(path) as database:
        database.backup(tmp_path / "copy.db")
        path.unlink()
        before = (tmp_path / "copy.db").read_bytes()
        with pytest.raises(StorageError):
            database.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == before


def test_a_restored_database_is_the_backup(path: Path, tmp_path: Path) -> None:
    """Restoring puts back what was there, drops what came later, and leaves no other file."""
    with opened(path) as database:
        put(database, "old")
        database.backup(tmp_path / "copy.db")
        put(database, "new")
    restore(tmp_path / "copy.db", path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["articlebot.db", "copy.db"]
    assert names(path) == ["old"]


def test_a_log_that_was_left_behind_is_not_replayed(path: Path, tmp_path: Path) -> None:
    """After a crash the old log lies beside the database; the restored one does not take it up."""
    with opened(path) as database:
        put(database, "old")
        database.backup(tmp_path / "copy.db")
        put(database, "new")
        log = path.with_name(path.name + "-wal").read_bytes()
        content = path.read_bytes()
    path.write_bytes(content)
    path.with_name(path.name + "-wal").write_bytes(log)
    restore(tmp_path / "copy.db", path)
    assert names(path) == ["old"]


def test_a_damaged_database_can_be_restored(path: Path, tmp_path: Path) -> None:
    """That is what backups are for."""
    made(tmp_path / "copy.db", "old")
    path.write_bytes(b"garbage" * 1000)
    restore(tmp_path / "copy.db", path)
    assert names(path) == ["old"]


@pytest.mark.parametrize("what", ["deleted", "its folder moved", "replaced"])
def test_a_file_that_is_no_longer_in_its_place_takes_nothing(tmp_path: Path, what: str) -> None:
    """It would be said to be stored, and be gone with the process; and no empty database is made in its place."""
    path = made(tmp_path / "data" / "articlebot.db", "local")
    with opened(path) as database:
        if what == "deleted":
            path.unlink()
        elif what == "its folder moved":
            path.parent.rename(tmp_path / "elsewhere")
        else:
            made(tmp_path / "other.db", "other").replace(path)
        with pytest.raises(StorageError, match="deleted, moved or replaced"):
            put(database, "lost")
        with pytest.raises(StorageError, match="deleted, moved or replaced"), database.read():
            pass
        assert path.exists() == (what == "replaced")
    if what == "replaced":
        assert names(path) == ["other"]


def test_what_the_system_says_of_the_place_is_a_storage_error(tmp_path: Path) -> None:
    """Of writing as of reading: here, that a link leads to itself."""
    path = made(tmp_path / "data" / "articlebot.db", "local")
    with opened(path) as database:
        path.parent.rename(tmp_path / "elsewhere")
        path.parent.symlink_to(path.parent)
        with pytest.raises(StorageError, match="cannot be used"):
            put(database, "lost")
        with pytest.raises(StorageError, match="cannot be used"), database.read():
            pass


def test_a_database_in_use_is_not_replaced(path: Path, tmp_path: Path) -> None:
    """Restoring under a running process would lose its writes: it is told, and nothing changes."""
    made(tmp_path / "copy.db", "old")
    with opened(path) as database:
        put(database, "mine")
        with pytest.raises(Locked):
            restore(tmp_path / "copy.db", path, busy_ms=0)
        put(database, "more")
    assert names(path) == ["mine", "more"]


@pytest.mark.parametrize("kind", ["missing", "garbage", "truncated", "foreign", "alike", "empty", "newer"])
def test_what_is_no_backup_changes_nothing(path: Path, tmp_path: Path, kind: str) -> None:
    """A file that is missing, broken or not ours is refused and the database stays as it was."""
    made(path, "mine")
    source = tmp_path / "copy.db"
    if kind == "garbage":
        source.write_bytes(b"garbage" * 1000)
    elif kind == "empty":
        source.touch()
    elif kind == "truncated":
        os.truncate(made(source, *(f"{i:0500}" for i in range(100))), 20_480)
    elif kind in {"foreign", "alike", "newer"}:
        with contextlib.closing(sqlite3.connect(source)) as raw:
            raw.execute("CREATE TABLE accounts (x)" if kind == "foreign" else "CREATE TABLE passages (x)")
            raw.execute(f"PRAGMA user_version = {3 if kind == 'alike' else 99}")
    expected = {"missing": SourceError, "newer": StorageError}.get(kind, Damaged)
    with pytest.raises(expected) as caught:
        restore(source, path)
    assert type(caught.value) is expected
    assert names(path) == ["mine"]
    assert not list(tmp_path.glob(".*"))
