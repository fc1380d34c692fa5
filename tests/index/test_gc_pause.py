"""Garbage is not looked for while much is loaded of which all stays."""

import gc

import pytest

from index.gc_pause import gc_paused
from index.library import Library
from index.retrieval.passage_index import InMemoryPassageIndex
from tests.index.stories import story


def test_it_is_put_off_for_the_block_and_no_longer() -> None:
    """Also where the block fails."""
    with gc_paused():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), gc_paused():
        raise KeyError
    assert gc.isenabled()


def test_who_has_put_it_off_before_still_has_afterwards() -> None:
    """Where blocks overlap, the one that began first lets it begin again."""
    with gc_paused():
        with gc_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_index_is_loaded_without_it(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the catalogue and from a snapshot alike: both end with what links copies."""
    library.collection("local").add([story("bridge")])
    seen: list[bool] = []
    relink = InMemoryPassageIndex.relink
    monkeypatch.setattr(InMemoryPassageIndex, "relink", lambda *given: seen.append(gc.isenabled()) or relink(*given))
    fresh = Library(library.catalogue, library._parts.embedder, library._parts.reader)
    fresh.collection("local").open()
    assert seen == [False]
    assert gc.isenabled()
