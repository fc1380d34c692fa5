"""What `remove` and `restore` take away is gone from the snapshots too, and its copies find their place."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import mirror, removing
from index.article import Article
from index.retrieval.snapshots import Snapshots
from index.storage import stories
from index.storage.catalogue import Catalogue
from tests.bot.command import output, run
from tests.fakes import library_of
from tests.index.stories import story


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a handful of passages be worth a snapshot, and a handful of copies be many."""
    monkeypatch.setattr(mirror, "WORTH_A_SNAPSHOT", 3)
    monkeypatch.setattr(stories, "AT_ONCE", 2)
    monkeypatch.setattr(stories, "_COMPARED", 2)


def _filled(place: Path, *articles: Article) -> list[Path]:
    """Add articles without a model, and return the snapshots that are there."""
    library = library_of(Catalogue.open(place / "articlebot.db"), snapshots=place / "index")
    list(library.collection("local").add(articles))
    library.close()
    return list((place / "index").iterdir())


def _ferries(count: int) -> list[Article]:
    return [Article(f"ferry{n}", f"Ferry {n}", f"The ferry {n} sails at noon.") for n in range(count)]


@pytest.mark.parametrize("which", [("ferry1",), ("--older-than", "300")])
def test_what_is_removed_is_in_no_snapshot(tmp_path: Path, which: tuple[str, ...]) -> None:
    """Its words are in no file when the command is done; to say what would go deletes nothing."""
    (snapshot,) = _filled(tmp_path, *_ferries(4))
    with contextlib.closing(sqlite3.connect(tmp_path / "articlebot.db")) as database, database:
        database.execute("UPDATE articles SET added_at = '2016-01-01 00:00:00.000000' WHERE id = 'ferry1'")
    assert run("remove", *which, "--dry-run", "--data", tmp_path).exit_code == 0
    assert run("remove", "no-ferry", "--data", tmp_path).exit_code == 3
    assert snapshot.exists()
    assert output(run("remove", *which, "--data", tmp_path, "--json")) == {"removed": ["ferry1"]}
    assert not snapshot.exists()


def test_what_is_old_goes_a_few_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a bot can write in between: it waits ten seconds, and thousands in one transaction take a minute."""
    monkeypatch.setattr(removing, "_AT_ONCE", 2)
    _filled(tmp_path, *_ferries(7))
    with contextlib.closing(sqlite3.connect(tmp_path / "articlebot.db")) as database, database:
        database.execute("UPDATE articles SET added_at = '2016-01-01 00:00:00.000000' WHERE id != 'ferry0'")
    with contextlib.closing(Catalogue.open(tmp_path / "articlebot.db")) as catalogue:
        day = datetime(2026, 1, 1, tzinfo=UTC)
        steps = removing.remove_stale(catalogue, Snapshots(tmp_path / "index"), "local", day)
        assert [each.id for each in next(steps)] == ["ferry1", "ferry2"]
        with contextlib.closing(Catalogue.open(tmp_path / "articlebot.db")) as other:
            other.remove("local", ["ferry3"])
        before = catalogue.changes("local")
        gone = output(run("remove", "--older-than", "300", "--data", tmp_path, "--json"))["removed"]
        assert gone == ["ferry4", "ferry5", "ferry6"]
        assert (catalogue.changes("local") - before, list(steps)) == (2, [])
        assert [each.id for each in catalogue.titles("local")] == ["ferry0"]


@pytest.mark.parametrize(
    ("json", "named"),
    [((), "ferry0  Ferry 0\nferry1  Ferry 1\n"), (("--json",), '{"removed": ["ferry0", "ferry1"]}\n')],
)
def test_what_is_gone_is_named_if_the_rest_cannot_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, json: tuple[str, ...], named: str
) -> None:
    """As when the command is cut off between two steps; what cannot go at all leaves nothing to name."""
    monkeypatch.setattr(removing, "_AT_ONCE", 2)
    _filled(tmp_path, *_ferries(5))
    with contextlib.closing(sqlite3.connect(tmp_path / "articlebot.db")) as database, database:
        database.execute("UPDATE articles SET added_at = '2016-01-01 00:00:00.000000'")
        broken = "CREATE TRIGGER broken BEFORE DELETE ON articles WHEN old.id = 'ferry3'"
        database.execute(f"{broken} BEGIN SELECT RAISE(ABORT, 'no'); END")
    for told in (named, ""):
        removed = run("remove", "--older-than", "300", "--data", tmp_path, *json)
        assert (removed.exit_code, removed.stdout) == (3, told)
    assert len(output(run("list", "--data", tmp_path, "--json"))["articles"]) == 3


def test_what_is_gone_is_named_though_its_snapshot_stays(tmp_path: Path) -> None:
    """That is said beside it; to be called again, the command would find nothing to name."""
    (snapshot,) = _filled(tmp_path, *_ferries(4))
    with contextlib.closing(sqlite3.connect(tmp_path / "articlebot.db")) as database, database:
        database.execute("UPDATE articles SET added_at = '2016-01-01 00:00:00.000000' WHERE id = 'ferry1'")
    snapshot.unlink()
    snapshot.mkdir()
    removed = run("remove", "--older-than", "300", "--data", tmp_path)
    assert (removed.exit_code, removed.stdout) == (3, "ferry1  Ferry 1\n")
    assert f"{snapshot.name} cannot be deleted" in removed.stderr


def test_what_is_refreshed_while_old_articles_go_stays(tmp_path: Path) -> None:
    """Also by another process for which the removal has to wait: what is old is looked up behind it."""
    _filled(tmp_path, *_ferries(3))
    database = contextlib.closing(Catalogue.open(tmp_path / "articlebot.db"))
    with database as catalogue, ThreadPoolExecutor(1) as pool:
        day = datetime(2100, 1, 1, tzinfo=UTC)
        steps = removing.remove_stale(catalogue, Snapshots(tmp_path / "index"), "local", day)
        with catalogue.database.write() as connection:
            removal = pool.submit(list, steps)
            time.sleep(0.3)
            connection.exec_driver_sql("UPDATE articles SET seen_at = '2100-01-02 00:00:00.000000' WHERE id = 'ferry0'")
        assert [each.id for some in removal.result() for each in some] == ["ferry1", "ferry2"]


def test_what_is_removed_is_in_no_file_while_others_have_the_database_open(tmp_path: Path) -> None:
    """Neither when the command line removes it nor when they do: a bot runs for weeks."""
    article = Article("secret", "A secret", "The word is zorblat, and zorblat it stays.")
    catalogue = Catalogue.open(tmp_path / "articlebot.db")

    def told() -> list[str]:
        return [file.name for file in tmp_path.rglob("*") if file.is_file() and b"zorblat" in file.read_bytes()]

    with contextlib.closing(library_of(catalogue, snapshots=tmp_path / "index")) as library:
        collection = library.collection("local")
        for remove in (lambda: collection.remove(["secret"]), lambda: run("remove", "secret", "--data", tmp_path)):
            list(collection.add([article, *_ferries(4)]))
            assert told()
            remove()
            assert not told()


def test_many_copies_of_what_is_removed_have_found_their_place(tmp_path: Path) -> None:
    """One of them is searched, and all others name it, when the command is done."""
    names = [f"copy{n}" for n in range(7)]
    _filled(tmp_path, *(story(name, url=f"https://{name}.example.org/") for name in names))
    run("remove", "copy0", "--data", tmp_path)
    listed = output(run("list", "--data", tmp_path, "--json"))["articles"]
    assert {each["id"]: each["copy_of"] for each in listed} == {"copy1": None, **dict.fromkeys(names[2:], "copy1")}


def test_nothing_is_left_of_the_snapshots_of_what_a_backup_replaces(tmp_path: Path) -> None:
    """They may hold what is in no database any more, also of a collection that the backup does not know."""
    place, copy = tmp_path / "data", tmp_path / "copy.db"
    (snapshot,) = _filled(place, *_ferries(4))
    snapshot.with_name("another.npz").write_bytes(b"of a collection that came later")
    snapshot.with_suffix(".12.34.part").write_bytes(b"of a process that was killed")
    run("backup", copy, "--data", place)
    assert run("restore", tmp_path / "none.db", "--data", place, "--yes").exit_code == 3
    assert snapshot.exists()
    assert run("restore", copy, "--data", place, "--yes").exit_code == 0
    assert list((place / "index").iterdir()) == []
