"""Fusion by score, against figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.retrieval.fusion import mean_of_min_max

RUN = st.dictionaries(st.integers(0, 20), st.floats(-10, 100)).map(
    lambda scores: sorted(scores.items(), key=lambda item: (-item[1], item[0]))
)


def test_scores_are_stretched_before_the_mean() -> None:
    """BM25's 20 to 10 and the cosine's 0.9 to 0.4 weigh alike; absent counts 0."""
    fused = mean_of_min_max([[(1, 20.0), (2, 15.0), (3, 10.0)], [(2, 0.9), (4, 0.65), (1, 0.4)]])
    assert [key for key, _ in fused] == [2, 1, 4, 3]
    assert [score for _, score in fused] == pytest.approx([0.75, 0.5, 0.25, 0.0])


def test_a_run_of_equal_scores_gives_its_passages_all_of_its_weight() -> None:
    """One passage, or several alike, are not divided by zero; ties go to the lower key."""
    assert mean_of_min_max([[(9, 3.0)]]) == [(9, 1.0)]
    assert mean_of_min_max([[(4, 2.0), (3, 2.0)], []]) == [(3, 0.5), (4, 0.5)]


def test_nothing_fuses_to_nothing() -> None:
    """No runs, and runs without passages."""
    assert mean_of_min_max([]) == mean_of_min_max([[], []]) == []


@given(st.lists(RUN, max_size=4))
def test_every_passage_comes_out_once_best_first(runs: list[list[tuple[int, float]]]) -> None:
    """The fused run names exactly the passages of the runs, in order, with scores in 0..1."""
    fused = mean_of_min_max(runs)
    assert sorted(key for key, _ in fused) == sorted({key for run in runs for key, _ in run})
    assert fused == sorted(fused, key=lambda item: (-item[1], item[0]))
    assert all(0 <= score <= 1 + 1e-9 for _, score in fused)
