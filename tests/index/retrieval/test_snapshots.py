"""A snapshot opens to what the catalogue holds, whatever happened since, and a bad one is as good as none."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from index import mirror, removing
from index.article import Article
from index.collection import Collection
from index.errors import Damaged, StorageError
from index.filters import Filters
from index.library import Library
from index.retrieval.entry import IndexEntry
from index.retrieval.parts import unpacked_words
from index.retrieval.passage_index import InMemoryPassageIndex
from index.retrieval.snapshots import Snapshots
from index.storage import schema
from index.storage.catalogue import Catalogue
from tests.fakes import NOON, WordEmbedder, library_of

QUESTION = "When does the ferry sail?"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a handful of passages be worth a snapshot."""
    monkeypatch.setattr(mirror, "WORTH_A_SNAPSHOT", 3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the snapshots lie."""
    return tmp_path / "index"


def opened(tmp_path: Path, embedder: WordEmbedder | None = None) -> Library:
    """Open a library as another process would."""
    catalogue = Catalogue.open(tmp_path / "articlebot.db")
    return library_of(catalogue, embedder, clock=lambda: NOON, snapshots=tmp_path / "index")


PAGE = Article("page", "Of a page", "The ferry sails at two.", url="https://ferry.example/page")


def article(name: str, text: str = "", day: int | None = None) -> Article:
    """Return a short article."""
    published = date(2026, 3, day) if day else None
    return Article(name, f"Of {name}", text or f"The ferry {name} sails at noon. It is old.", published=published)


def state(collection: Collection) -> object:
    """Return all that an index shows of itself."""
    hits = [collection.search(QUESTION, arm=arm, top=50) for arm in ("bm25", "dense", "fused")]
    dated = collection.search(QUESTION, filters=Filters(since=date(2026, 3, 2)), top=50)
    return collection.indexed_keys(), [[(hit.passage.key, hit.score) for hit in run] for run in [*hits, dated]]


def written(tmp_path: Path, *names: str) -> list[Path]:
    """Add articles, close the library, and return the snapshots that are there."""
    library = opened(tmp_path)
    list(library.collection("local").add([article(name, day=1 + at) for at, name in enumerate(names)]))
    library.close()
    return sorted((tmp_path / "index").glob("*"))


def rebuilt(tmp_path: Path) -> object:
    """Return the state of an index that is made from the catalogue alone."""
    library = library_of(Catalogue.open(tmp_path / "articlebot.db"))
    try:
        return state(library.collection("local"))
    finally:
        library.close()


def test_an_index_comes_back_from_its_parts() -> None:
    """With rows that became free, passages without a term, and articles without a day."""
    index = InMemoryPassageIndex(2)
    unit = np.array([[1, 0], [0, 1]], dtype=np.float32)
    index.add([IndexEntry("a", date(2026, 3, 1), (5, 6), [["ferry", "ferry"], []], unit)])
    index.add([IndexEntry("b", None, (7, 9), [["lake"], ["ferry", "lake"]], unit)])
    index.remove([5, 7])
    again = InMemoryPassageIndex.of(index.parts(), 2)
    for each in (index, again):
        each.add([IndexEntry("c", date(2026, 3, 2), (12,), [["ferry"]], unit[:1])])
    for question in ("the ferry", "a lake", "nothing"):
        assert again.search(question, unit[0]) == index.search(question, unit[0])
    since = Filters(since=date(2026, 3, 1))
    assert again.search("ferry", unit[0], filters=since) == index.search("ferry", unit[0], filters=since)
    assert (again.keys(), len(again), again.undated(since)) == (index.keys(), len(index), index.undated(since))


def test_a_closed_library_leaves_a_snapshot_and_the_next_one_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No passage is loaded from the catalogue then."""
    assert len(written(tmp_path, "a", "b", "c")) == 1
    expected = rebuilt(tmp_path)
    library = opened(tmp_path)
    asked: list[object] = []
    load = library.catalogue.load
    monkeypatch.setattr(library.catalogue, "load", lambda *given: asked.append(given[2]) or load(*given))
    assert state(library.collection("local")) == expected
    assert asked == [[]]
    library.close()


def test_few_passages_have_no_snapshot(tmp_path: Path) -> None:
    """They are loaded at once all the same."""
    assert written(tmp_path, "a", "b") == []


def test_a_snapshot_that_is_behind_is_brought_up_to_date(tmp_path: Path, folder: Path) -> None:
    """What was added, replaced and removed by somebody without snapshots is there, and what is gone is not."""
    (path,) = written(tmp_path, "a", "b", "c", "d")
    before = path.read_bytes()
    other = library_of(Catalogue.open(tmp_path / "articlebot.db"))
    list(other.collection("local").add([article("e"), article("b", "The ferry b is sold. A zeppelin sails.")]))
    other.collection("local").remove(["a"])
    other.close()
    library = opened(tmp_path)
    collection = library.collection("local")
    assert state(collection) == rebuilt(tmp_path)
    assert [hit.article.id for hit in collection.search("zeppelin", arm="bm25")] == ["b"]
    assert path.read_bytes() != before
    library.close()
    assert [each.name for each in folder.iterdir()] == [path.name]


def test_another_process_is_followed_article_by_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loaded index takes what is new and is not built again."""
    written(tmp_path, "a", "b", "c")
    library = opened(tmp_path)
    collection = library.collection("local")
    index = collection.open()
    list(collection.add([PAGE, replace(PAGE, id="same page", text="The ferry sails at one.")]))
    other = opened(tmp_path)
    list(other.collection("local").add([article("d")]))
    asked: list[object] = []
    load = library.catalogue.load
    monkeypatch.setattr(library.catalogue, "load", lambda *given: asked.append(given[2]) or load(*given))
    assert collection.open() is index
    assert asked == [["d"]]
    assert state(collection) == rebuilt(tmp_path)
    other.close()
    library.close()


def test_what_another_process_has_changed_is_taken_out_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many articles it is: each time, FAISS moves all that are left."""
    ours, theirs = opened(tmp_path), opened(tmp_path)
    collection, other = ours.collection("local"), theirs.collection("local")
    list(other.add([article(name) for name in "abcdef"]))
    index = collection.open()
    other.remove(["a", "b"])
    list(other.add([article(name, f"The ferry {name} is sold.") for name in "cd"]))
    taken: list[int] = []
    remove = index.remove
    monkeypatch.setattr(index, "remove", lambda keys: taken.append(len(keys)) or remove(keys))
    assert state(collection) == rebuilt(tmp_path)
    assert [each for each in taken if each] == [4]
    ours.close()
    theirs.close()


def test_what_two_processes_store_in_turns_leaves_nothing_behind(tmp_path: Path) -> None:
    """An article that another process replaced, unseen, before we replace it again: no passage of the first stays."""
    ours, theirs = opened(tmp_path), opened(tmp_path)
    collection = ours.collection("local")
    list(collection.add([article("a", "The ferry sails. Version one.")]))
    collection.open()
    list(theirs.collection("local").add([article("a", "The ferry sails. Version two.")]))
    list(collection.add([article("a", "The ferry sails. Version three.")]))
    assert state(collection) == rebuilt(tmp_path)
    ours.close()
    theirs.close()


def test_what_another_process_has_replaced_unseen_leaves_with_its_article(tmp_path: Path) -> None:
    """The catalogue knows the new passages alone, and the loaded index the old ones."""
    ours, theirs = opened(tmp_path), opened(tmp_path)
    collection = ours.collection("local")
    list(collection.add([article("a"), article("b")]))
    collection.open()
    list(theirs.collection("local").add([article("a", "A zeppelin sails.")]))
    collection.remove(["a"])
    assert state(collection) == rebuilt(tmp_path)
    ours.close()
    theirs.close()


@pytest.mark.parametrize("goes", [False, True])
def test_what_comes_in_while_an_index_is_loaded_is_there_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, goes: bool
) -> None:
    """Between looking what there is and reading it, another process adds one: it is held once, and goes if it goes."""
    ours, theirs = opened(tmp_path), opened(tmp_path)
    list(theirs.collection("local").add([article("a")]))
    load = ours.catalogue.load

    def late(*given: object) -> object:
        list(theirs.collection("local").add([article("b")]))
        monkeypatch.undo()
        return load(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(ours.catalogue, "load", late)
    collection = ours.collection("local")
    collection.open()
    if goes:
        theirs.collection("local").remove(["b"])
    assert state(collection) == rebuilt(tmp_path)
    ours.close()
    theirs.close()


def test_an_index_that_could_not_follow_another_process_is_not_taken_for_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so each time, and when it can it holds what there is, and nothing of what it had begun to take."""
    monkeypatch.setattr(mirror, "LOADED_AT_ONCE", 1)
    written(tmp_path, "a", "b", "c")
    ours, theirs = opened(tmp_path), opened(tmp_path)
    collection = ours.collection("local")
    collection.open()
    list(theirs.collection("local").add([article("d"), article("b", "The ferry b is sold."), article("e")]))
    vectors = schema.article_vectors
    with theirs.catalogue.database.write() as connection:
        key = connection.scalar(select(schema.articles.c.key).where(schema.articles.c.id == "e"))
        connection.execute(update(vectors).where(vectors.c.article == key).values(data=b"damaged"))
    for _ in range(2):
        with pytest.raises(Damaged, match="'e'"):
            collection.open()
    theirs.catalogue.remove("local", ["d", "e"])
    assert state(collection) == rebuilt(tmp_path)
    ours.close()
    theirs.close()


def test_what_comes_in_broken_while_an_index_is_loaded_costs_the_next_question_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks while it comes in is answered from what was loaded."""
    ours, theirs = opened(tmp_path), opened(tmp_path)
    list(theirs.collection("local").add([article(name) for name in "abc"]))
    load, vectors = ours.catalogue.load, schema.article_vectors

    def late(*given: object) -> Iterator[object]:
        monkeypatch.setattr(ours.catalogue, "load", load)
        yield from load(*given)  # type: ignore[arg-type]
        list(theirs.collection("local").add([article("d")]))
        with theirs.catalogue.database.write() as connection:
            key = connection.scalar(select(schema.articles.c.key).where(schema.articles.c.id == "d"))
            connection.execute(update(vectors).where(vectors.c.article == key).values(data=b"damaged"))

    monkeypatch.setattr(ours.catalogue, "load", late)
    collection = ours.collection("local")
    assert len(collection.open()) == 3
    with pytest.raises(Damaged, match="'d'"):
        collection.open()
    ours.close()
    theirs.close()


def test_a_passage_counts_once_among_those_that_a_snapshot_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that was added before the index was loaded, and one that is loaded anew after a failure."""
    monkeypatch.setattr(mirror, "_BEHIND", 0.5)
    (path,) = written(tmp_path, "a", "b", "c", "d")
    before = path.read_bytes()
    ours, theirs = opened(tmp_path), opened(tmp_path)
    collection = ours.collection("local")
    list(collection.add([article("e"), article("f")]))
    collection.open()
    list(theirs.collection("local").add([article("g")]))
    with monkeypatch.context() as patched:
        patched.setattr(ours.catalogue, "load", _fail)
        with pytest.raises(StorageError):
            collection.open()
    collection.open()
    ours.close()
    assert path.read_bytes() == before
    theirs.close()


def _fail(*_: object) -> None:
    raise StorageError("the disk is full", "make room")


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flip(data: bytes) -> bytes:
    middle = data.index(b"dense.vectors.npy") + 200
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, bytes, object]:
    """A data directory, its snapshot, what that holds, and the state of an index without it."""
    place = tmp_path_factory.mktemp("sound")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mirror, "WORTH_A_SNAPSHOT", 3)
        (path,) = written(place, "a", "b", "c")
    return place, path, path.read_bytes(), rebuilt(place)


@settings(max_examples=30)
@given(change=st.tuples(st.integers(0, 10**6), st.integers(1, 255)))
def test_whatever_byte_is_changed_nothing_wrong_is_read(
    sound: tuple[Path, Path, bytes, object], change: tuple[int, int]
) -> None:
    """It reads as none, or as what was written, where the byte says nothing."""
    place, path, data, expected = sound
    at, bits = change
    changed = bytearray(data)
    changed[at % len(changed)] ^= bits
    path.write_bytes(changed)
    library = opened(place)
    assert state(library.collection("local")) == expected
    library.close()


@pytest.mark.parametrize("damage", [_cut, _flip, lambda _: b"", lambda _: b"PK\x03\x04nothing"])
def test_a_damaged_snapshot_is_made_anew(tmp_path: Path, damage: object) -> None:
    """One bit is enough for it to be none; what is asked meanwhile is answered from the catalogue."""
    assert callable(damage)
    (path,) = written(tmp_path, "a", "b", "c")
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    library = opened(tmp_path)
    assert state(library.collection("local")) == rebuilt(tmp_path)
    library.close()
    assert Snapshots(path.parent).read("local", "words", 16) is not None


def test_a_snapshot_of_other_vectors_is_not_read(tmp_path: Path) -> None:
    """Not by another model, and not in another length."""
    (path,) = written(tmp_path, "a", "b", "c")
    snapshots = Snapshots(path.parent)
    assert snapshots.read("local", "words", 16) is not None
    assert snapshots.read("local", "other", 16) is None
    assert snapshots.read("local", "words", 8) is None
    assert snapshots.read("other", "words", 16) is None


def test_a_removed_article_leaves_the_snapshot_at_once(tmp_path: Path, folder: Path) -> None:
    """Its words are in no file when the command is done, nor while the process runs on."""
    (path,) = written(tmp_path, "a", "b", "c", "d")
    library = opened(tmp_path)
    library.collection("local").remove(["a"])
    assert not path.exists()
    library.close()
    found = Snapshots(folder).read("local", "words", 16)
    assert found is not None
    assert sorted(found[1]) == ["b", "c", "d"]
    assert set(unpacked_words(found[0].parts()["roster.articles"])) == {"", "b", "c", "d"}


@pytest.mark.parametrize("loaded", [False, True])
def test_the_words_of_before_leave_the_snapshot_with_a_refresh(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *, loaded: bool
) -> None:
    """However little else is new, and whether the index was loaded for it or not."""
    monkeypatch.setattr(mirror, "_BEHIND", 1)
    written(tmp_path, "a", "b", "c")
    library = opened(tmp_path)
    collection = library.collection("local")
    if loaded:
        collection.open()
    (done,) = collection.add([article("a", "The ferry a is late.")])
    assert done.status == "refreshed"
    _, now = library.catalogue.fingerprints("local")
    library.close()
    found = Snapshots(folder).read("local", "words", 16)
    assert found is not None
    assert found[1] == now


def test_a_damaged_article_can_be_removed(tmp_path: Path) -> None:
    """Its error says to do so; nothing is searched before, and all the rest after."""
    written(tmp_path, "a", "b", "c")
    library = opened(tmp_path)
    list(library.collection("local").add([article("d")]))
    with library.catalogue.database.write() as connection:
        vectors = schema.article_vectors
        key = connection.scalar(select(schema.articles.c.key).where(schema.articles.c.id == "d"))
        connection.execute(update(vectors).where(vectors.c.article == key).values(data=b"damaged"))
    collection = library.collection("local")
    with pytest.raises(Damaged, match="'d'"):
        collection.open()
    collection.remove(["d"])
    assert state(collection) == rebuilt(tmp_path)
    library.close()


@pytest.mark.parametrize("removed", ["a", None])
def test_a_snapshot_with_what_was_removed_while_it_was_written_is_not_kept(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, removed: str | None
) -> None:
    """By another process, which found nothing to delete; what is only added there does no harm."""
    library = opened(tmp_path)
    list(library.collection("local").add([article(name) for name in "abcd"]))
    parts = InMemoryPassageIndex.parts

    def late(index: InMemoryPassageIndex) -> object:
        monkeypatch.undo()
        monkeypatch.setattr(mirror, "WORTH_A_SNAPSHOT", 3)
        found = parts(index)
        other = Catalogue.open(tmp_path / "articlebot.db")
        if removed:
            removing.remove(other, Snapshots(folder), "local", [removed])
        else:
            elsewhere = library_of(other)
            list(elsewhere.collection("local").add([article("e")]))
        other.close()
        return found

    monkeypatch.setattr(InMemoryPassageIndex, "parts", late)
    library.close()
    assert len(list(folder.iterdir())) == (0 if removed else 1)


@pytest.mark.parametrize(("removed", "left"), [("a", "bcd"), ("ab", "cd")], ids=["some left", "too few left"])
def test_what_was_removed_by_a_process_that_was_killed_leaves_the_snapshot_with_the_next_opening(
    tmp_path: Path, folder: Path, removed: str, left: str
) -> None:
    """It was killed between the removal and the deletion of the snapshot; so may be the one that opens it."""
    written(tmp_path, "a", "b", "c", "d")
    with contextlib.closing(Catalogue.open(tmp_path / "articlebot.db")) as killed:
        killed.remove("local", list(removed))
    library = opened(tmp_path)
    library.collection("local").open()
    library.catalogue.close()
    found = Snapshots(folder).read("local", "words", 16)
    assert found is None or sorted(found[1]) == list(left)


def test_what_killed_processes_left_goes_with_the_snapshot(tmp_path: Path, folder: Path) -> None:
    """It may hold what was removed."""
    (path,) = written(tmp_path, "a", "b", "c", "d")
    path.with_suffix(".123.456.part").write_bytes(b"left")
    Snapshots(folder).forget("local")
    assert list(folder.iterdir()) == []


def test_what_killed_processes_left_of_a_snapshot_goes_with_the_next(tmp_path: Path, folder: Path) -> None:
    """A bot that is killed while it writes, and started again, and killed, must not fill the disk."""
    (path,) = written(tmp_path, "a", "b", "c", "d")
    snapshots = Snapshots(folder)
    found = snapshots.read("local", "words", 16)
    assert found is not None
    others = folder / "another.123.456.part"
    for left in (path.with_suffix(".123.456.part"), path.with_suffix(".124.456.part"), others):
        left.write_bytes(b"half of one")
    snapshots.write("local", "words", 16, *found)
    assert sorted(folder.iterdir()) == sorted([path, others])


def test_to_remove_nothing_opens_nothing(tmp_path: Path) -> None:
    """The daily look for old articles finds none on most days: it must not load every server's index."""
    (path,) = written(tmp_path, "a", "b", "c")
    library = opened(tmp_path)
    collection = library.collection("local")
    before = library.catalogue.changes("local")
    assert collection.remove([]) == 0
    assert (collection.loaded, library.catalogue.changes("local"), path.exists()) == (False, before, True)
    library.close()


def test_a_snapshot_that_cannot_be_deleted_is_not_passed_over(folder: Path) -> None:
    """Somebody was told that the words are gone."""
    snapshots = Snapshots(folder)
    snapshots._path("local").mkdir(parents=True)
    with pytest.raises(StorageError, match="cannot be deleted"):
        snapshots.forget("local")


def test_a_snapshot_that_cannot_be_deleted_keeps_nobody_from_an_answer(tmp_path: Path, folder: Path) -> None:
    """Only who removes something is told; who asks has nothing to do with it."""
    library = opened(tmp_path)
    list(library.collection("local").add([article("a")]))
    library.close()
    Snapshots(folder)._path("local").mkdir(parents=True)
    library = opened(tmp_path)
    assert library.collection("local").search(QUESTION)
    library.close()


def test_a_purged_collection_has_no_snapshot(tmp_path: Path, folder: Path) -> None:
    """Also when somebody still holds the collection."""
    written(tmp_path, "a", "b", "c")
    library = opened(tmp_path)
    library.collection("local").open()
    library.purge("local")
    library.close()
    assert list(folder.iterdir()) == []


def test_a_purge_that_is_cut_off_leaves_no_snapshot(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds the words of what had gone by then."""
    written(tmp_path, "a", "b", "c")
    library = opened(tmp_path)

    def cut_off(*_: object) -> int:
        raise StorageError("the disk is full", "make room")

    monkeypatch.setattr("index.library.purge", cut_off)
    with pytest.raises(StorageError):
        library.purge("local")
    library.close()
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path, folder: Path) -> None:
    """The articles are in, and nothing is said."""
    folder.write_text("a file where the folder would be")
    library = opened(tmp_path)
    list(library.collection("local").add([article(name) for name in "abc"]))
    library.close()
    again = opened(tmp_path)
    assert state(again.collection("local")) == rebuilt(tmp_path)
    again.close()


STEPS = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 3)), max_size=10)


@settings(max_examples=8)
@given(STEPS)
def test_whatever_happens_between_openings_the_index_is_the_catalogues(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    """Each step, by a process of its own, adds an article, changes it, takes it away, or only opens the index."""
    place = tmp_path_factory.mktemp("life")
    library = opened(place)
    list(library.collection("local").add([article(name) for name in "xyz"]))
    library.close()
    for name, what in steps:
        library = opened(place)
        collection = library.collection("local")
        if what == 3:
            collection.open()
        elif what == 2 and name in {each.id for each in collection.articles()}:
            collection.remove([name])
        else:
            list(collection.add([article(name, f"The ferry {name} sails. Version {what}.")]))
        library.close()
    library = opened(place)
    assert state(library.collection("local")) == rebuilt(place)
    library.close()
