"""A purge lets others write between its steps, and whatever cuts it off, the next one ends it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.article import Article
from index.library import Library
from index.storage import purging
from index.storage.catalogue import Catalogue
from tests.fakes import NOON, library_of
from tests.index.stories import ADDED, STORY, story

FERRY = Article("ferry", "The ferry", "The ferry sails every hour. A ticket costs 4 euros.")


class CutOff(Exception):
    """What ends a process in the middle of a purge."""


def test_a_purge_that_is_cut_off_leaves_fewer_articles_and_none_by_half(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process sees it article by article. What tells that the server has left, and who may purge it, stays."""
    collection = library.collection("guild:1")
    list(collection.add([story("a"), story("b", f"{STORY} {ADDED}"), FERRY]))
    list(collection.add([replace(FERRY, text="The ferry is late. It sails at noon.")]))
    library.feedback.keep(collection.ask("when does the ferry sail?"), 1)
    library.preferences.write("guild:1", {"manager_role": 1})
    library.retention.left("guild:1", NOON)
    catalogue = Catalogue.open(library.catalogue.path)
    theirs = library_of(catalogue)
    watched = theirs.collection("guild:1")

    def cut_off(_: float) -> None:
        theirs.preferences.set_note("writes", "while the purge goes on")
        raise CutOff

    monkeypatch.setattr(purging, "_AT_ONCE", 1)
    monkeypatch.setattr("index.storage.purging.time.sleep", cut_off)
    left = []
    for _ in range(5):  # an answer, three articles and a revision of one
        with pytest.raises(CutOff):
            library.purge("guild:1")
        there = [each.id for each in watched.articles()]
        keys = sorted(passage.key for each in there for passage in watched.passages(each))
        assert watched.indexed_keys() == (keys, keys)
        assert catalogue.check() == []
        with catalogue.database.read() as connection:
            stored = connection.exec_driver_sql("SELECT DISTINCT id FROM articles").scalars().all()
        assert sorted(stored) == sorted(there), "no revision is left of what is not there"
        assert library.retention.departed() == {"guild:1"}
        assert library.preferences.read("guild:1") == {"manager_role": 1}
        left.append(len(there))
    assert left == [3, 2, 1, 1, 0]
    assert library.purge("guild:1") == 0
    assert (library.retention.departed(), library.preferences.read("guild:1")) == (set(), {})
    assert library.feedback.statistics("guild:1").questions == 0
    theirs.close()
