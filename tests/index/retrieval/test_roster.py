"""The roster chooses by arrays what the filters admit one by one, whatever came and went before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.filters import Filters
from index.retrieval.roster import Roster, admits
from tests.index.retrieval.masks import mask

DAYS = st.none() | st.integers(0, 5).map(lambda days: date(2026, 3, 1) + timedelta(days))
NAMES = st.sampled_from("abcdef")
# Each step adds passages of an article, or removes the passages at some places.
STEPS = st.lists(st.tuples(NAMES, DAYS, st.integers(1, 4)) | st.sets(st.integers(0, 20), max_size=6), max_size=12)
FILTERS = st.builds(Filters, st.none() | st.frozensets(NAMES, max_size=3), DAYS, DAYS)
LINKS = st.dictionaries(NAMES, NAMES, max_size=4).map(lambda links: {a: b for a, b in links.items() if b not in links})


def expected(articles: dict[str, tuple[date | None, list[int]]], links: dict[str, str], filters: Filters) -> set[int]:
    """Choose article by article: of each story the first that is admitted."""
    admitted = {name for name, (day, _) in articles.items() if filters.admit(name, day)}
    told = {name for name in admitted if name not in links}
    chosen = set(told)
    for copy, leader in links.items():
        if copy in admitted and leader not in told:
            told.add(leader)
            chosen.add(copy)
    return {key for name in chosen for key in articles[name][1]}


@given(STEPS, LINKS, st.lists(FILTERS, max_size=3))
def test_what_is_chosen_is_what_the_filters_admit(
    steps: list[tuple[str, date | None, int] | set[int]], links: dict[str, str], filters: list[Filters]
) -> None:
    """Also where rows have become free and were taken again, and whatever was asked before."""
    roster, following = Roster(), 0
    articles: dict[str, tuple[date | None, list[int]]] = {}
    roster.relink(links)
    for step in steps:
        roster.chosen(Filters())
        if isinstance(step, set):
            roster.remove(sorted(step))
            left = {name: (day, [key for key in keys if key not in step]) for name, (day, keys) in articles.items()}
            articles = {name: (day, keys) for name, (day, keys) in left.items() if keys}
        else:
            name, day, count = step
            keys = list(range(following, following + count))
            following += count
            roster.add(name, day, keys)
            articles[name] = (articles[name][0], articles[name][1] + keys) if name in articles else (day, keys)
    every = {key: day for day, keys in articles.values() for key in keys}
    assert len(roster) == len(every)
    for name in "abcdef":
        assert roster.keys_of([name]) == sorted(articles.get(name, (None, []))[1])
    assert roster.keys_of("fabx") == sorted(key for name in "abf" if name in articles for key in articles[name][1])
    for key in range(following):
        day = every.get(key)
        assert roster.day(key) == (day.toordinal() if day else 0)
    for limits in [Filters(), *filters]:
        chosen = roster.chosen(limits)
        found = set(every) if chosen is None else set(np.flatnonzero(chosen).tolist())
        assert found == expected(articles, links, limits)
        assert roster.undated(limits) == sum(limits.lacks_date(name, day) for name, (day, _) in articles.items())
    roster.relink({})
    assert roster.chosen(Filters()) is None


@given(st.sets(st.integers(0, 40)), st.lists(st.integers(0, 80)))
def test_a_mask_lets_through_what_it_holds(chosen: set[int], keys: list[int]) -> None:
    """A key behind its end came later and is not let through."""
    found = admits(mask(chosen), np.array(keys, dtype=np.int64))
    assert found.tolist() == [key in chosen for key in keys]


def test_parts_that_do_not_fit_together_are_refused() -> None:
    """Whichever is too short, and where a passage is of an article that is not there."""
    roster = Roster()
    roster.add("a", None, [0, 1])
    roster.add("b", None, [2])
    parts = roster.parts()
    cut = [(name, parts[name][:1]) for name in ("days", "keys", "owners")]
    for name, wrong in [*cut, ("owners", parts["owners"] + 1)]:
        with pytest.raises(ValueError, match="fit together"):
            Roster.of({**parts, name: wrong})


def test_it_can_be_asked_while_it_changes() -> None:
    """What is chosen is always whole articles; and it has no more rows than it ever held at once."""
    roster = Roster()
    since = Filters(since=date(2026, 1, 1))

    def change() -> None:
        for number in range(400):
            roster.add(f"a{number}", date(2026, 3, 1), [2 * number, 2 * number + 1])
            if number >= 5:
                roster.remove([2 * (number - 5), 2 * (number - 5) + 1])

    with ThreadPoolExecutor(1) as pool:
        changing = pool.submit(change)
        while not changing.done():
            chosen = roster.chosen(since)
            assert chosen is not None
            keys = np.flatnonzero(chosen)
            assert (keys[::2] + 1 == keys[1::2]).all()
        changing.result()
    assert len(roster) == 10
    assert (len(roster._keys), len(roster._ids)) == (12, 6)
