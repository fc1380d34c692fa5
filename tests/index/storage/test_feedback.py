"""Votes that are exported: all of them, in order, and nothing is held while whoever reads them takes their time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest

from index.article import Answer, Article
from index.filters import Filters
from index.library import Library
from index.storage.feedback import Feedback
from tests.fakes import NOON


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_votes_are_read_a_few_at_a_time(library: Library, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    """Oldest first, with the votes of another server left out; of what was deleted meanwhile no copy stays on disk."""
    monkeypatch.setattr("index.storage.feedback._AT_ONCE", at_once)
    database, seconds = library.catalogue.database, count()
    feedback = Feedback(database, lambda: NOON + timedelta(seconds=next(seconds)))
    keys = [feedback.keep(Answer(f"who {n}?", "local", answered=False, confidence=0.1), 1) for n in range(3)]
    other = feedback.keep(Answer("who else?", "other", answered=False, confidence=0.1), 1)
    given = [(key, voter) for voter in ("ann", "ben", "ann") for key in (other, *keys)]
    for key, voter in given:
        feedback.vote("other" if key == other else "local", key, voter, up=voter == "ann", reason=f"for {voter}")
    votes = feedback.export("local")
    first = next(votes)
    feedback.clear("other")
    database.empty_log()
    assert database.path.with_name("articlebot.db-wal").stat().st_size == 0
    told = [(vote["question"], vote["vote"], vote["reason"]) for vote in (first, *votes)]
    assert told == [
        *((f"who {n}?", "down", "for ben") for n in range(3)),
        *((f"who {n}?", "up", "for ann") for n in range(3)),
    ]


def test_a_vote_that_is_withdrawn_meanwhile_is_left_out(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read already has gone out."""
    monkeypatch.setattr("index.storage.feedback._AT_ONCE", 1)
    key = library.feedback.keep(Answer("who?", "local", answered=False, confidence=0.1), 1)
    for voter in ("ann", "ben", "eve"):
        library.feedback.vote("local", key, voter, up=True, reason=voter)
    votes = library.feedback.export("local")
    assert next(votes)["reason"] == "ann"
    library.feedback.forget("ben")
    assert [vote["reason"] for vote in votes] == ["eve"]


def test_an_answer_remembers_the_filters_of_its_question(library: Library) -> None:
    """Days and articles, and that there were none. Of an article that is removed, its id goes as well."""
    list(library.collection("local").add([Article("ferry", "The ferry", "It sank.")]))
    only = frozenset({"ferry"})
    for filters in (Filters(), Filters(only), Filters(None, date(2025, 1, 1), date(2025, 2, 1)), Filters(frozenset())):
        key = library.feedback.keep(Answer("who?", "local", answered=False, confidence=0.1), 1, filters)
        assert library.feedback.given("local", key).filters == filters
    key = library.feedback.keep(Answer("who?", "local", answered=False, confidence=0.1), 1, Filters(only))
    library.collection("local").remove(["ferry"])
    assert library.feedback.given("local", key).filters == Filters(frozenset())
