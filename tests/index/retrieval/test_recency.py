"""Questions about what is now: of passages that fit alike the newest comes first, and what is beside the point last."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.library import Library
from index.questions.newest import asks_for_the_newest
from index.retrieval.entry import IndexEntry
from index.retrieval.passage_index import InMemoryPassageIndex
from index.retrieval.recency import newer_first
from index.retrieval.roster import NO_DAY

TODAY = date(2026, 3, 3).toordinal()


def order(run: list[tuple[int, float]], ages: dict[int, int | None]) -> list[int]:
    """Return the keys of a run as recency ranks them; `ages` in days, None where no date is known."""
    days = {key: NO_DAY if age is None else TODAY - age for key, age in ages.items()}
    return [key for key, _ in sorted(newer_first(run, lambda key: days[key]), key=lambda item: -item[1])]


def test_of_what_fits_alike_the_newest_comes_first() -> None:
    """By days as well as by years."""
    assert order([(1, 0.8), (2, 0.8), (3, 0.8), (4, 0.8)], {1: 365, 2: 2, 3: 30, 4: 0}) == [4, 2, 3, 1]


def test_what_is_beside_the_point_stays_behind_however_new() -> None:
    """Age weighs, it does not decide."""
    assert order([(1, 0.9), (2, 0.1)], {1: 365, 2: 0}) == [1, 2]


def test_what_has_no_date_is_neither_new_nor_old() -> None:
    """A handbook is not lost among the news, and does not come before all of it."""
    assert order([(1, 0.5), (2, 0.5), (3, 0.5)], {1: 3_000, 2: None, 3: 0}) == [3, 2, 1]


@given(st.dictionaries(st.integers(0, 50), st.floats(0, 1), max_size=20), st.integers(0, 9_999))
def test_what_is_of_one_day_stays_in_its_order(scores: dict[int, float], age: int) -> None:
    """With or without a date."""
    run = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    for day in (NO_DAY, TODAY - age):
        raised = newer_first(run, lambda _, day=day: day)  # type: ignore[misc]
        assert [key for key, _ in raised] == [key for key, _ in run]
        assert all(after >= before for (_, after), (_, before) in zip(raised, run, strict=True))


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("who won the race this week?", True),
        ("What did the council decide last night?", True),
        ("latest score of the Falcons", True),
        ("who is the current mayor?", True),
        ("what has the museum recently bought?", True),
        ("who won the race in 2019?", False),
        ("what did Rubio raise?", False),
        ("who knows the snow leopard?", False),
        ("what happened last year?", False),
    ],
)
def test_which_questions_are_about_now(question: str, asks: bool) -> None:
    """By the words for it."""
    assert asks_for_the_newest(question) is asks


def test_a_question_about_now_finds_the_newest_first(library: Library) -> None:
    """And one about anything else does not look at the date, but where two fit alike."""
    race = "Anna Holm won the harbour race. The wind was strong, and nobody was hurt."
    older = "Per Lund won the harbour race and the harbour race cup. The wind was weak."
    collection = library.collection("races")
    list(
        collection.add(
            [
                Article("old", "Harbour race", older, published=date(2020, 6, 1)),
                Article("new", "Harbour news", race, published=date(2026, 3, 1)),
                Article("other", "Bakery news", "The bakery sold bread.", published=date(2026, 3, 2)),
            ]
        )
    )
    for question, first in (("who won the harbour race", "old"), ("who won the harbour race this week", "new")):
        assert collection.search(question, top=3)[0].article.id == first


def test_of_what_is_old_alike_the_newest_comes_first() -> None:
    """From ten years on, age makes no difference to the score, and what is new may have stood between the old ones."""
    index, vector = InMemoryPassageIndex(2), np.array([1.0, 0.0], dtype=np.float32)
    for key, year in enumerate((2010, 2026, 2013)):
        index.add([IndexEntry(str(key), date(year, 1, 1), [key], [["tram"]], vector[None])])
    assert [found.key for found in index.search("which tram runs this week?", vector)] == [1, 2, 0]
