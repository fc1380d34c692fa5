"""Fusion by rank and by score, against figures worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.retrieval.fusion import Run, mean_of_min_max, reciprocal_rank_fusion

Fusion = Callable[[Sequence[Run]], list[tuple[int, float]]]
BOTH = (reciprocal_rank_fusion, mean_of_min_max)
RUN = st.dictionaries(st.integers(0, 20), st.floats(-10, 100)).map(
    lambda scores: sorted(scores.items(), key=lambda item: (-item[1], item[0]))
)


def test_reciprocal_ranks_are_summed() -> None:
    """Second in both runs beats first in one."""
    fused = reciprocal_rank_fusion([[(1, 9.0), (2, 8.0)], [(3, 0.9), (2, 0.8)]])
    assert [key for key, _ in fused] == [2, 1, 3]
    assert [score for _, score in fused] == pytest.approx([2 / 62, 1 / 61, 1 / 61])


def test_k_sets_how_much_the_first_ranks_lead() -> None:
    """With k = 0 the first rank alone equals two second ranks."""
    assert reciprocal_rank_fusion([[(5, 9.0), (2, 8.0)], [(3, 0.9), (2, 0.8)]], k=0) == [(2, 1.0), (3, 1.0), (5, 1.0)]
    with pytest.raises(ValueError, match="k must be"):
        reciprocal_rank_fusion([], k=-1)


def test_scores_are_stretched_before_the_mean() -> None:
    """BM25's 20 to 10 and the cosine's 0.9 to 0.4 weigh alike; absent counts 0."""
    fused = mean_of_min_max([[(1, 20.0), (2, 15.0), (3, 10.0)], [(2, 0.9), (4, 0.65), (1, 0.4)]])
    assert [key for key, _ in fused] == [2, 1, 4, 3]
    assert [score for _, score in fused] == pytest.approx([0.75, 0.5, 0.25, 0.0])


def test_a_run_of_equal_scores_gives_its_passages_all_of_its_weight() -> None:
    """One passage, or several alike, are not divided by zero; ties go to the lower key."""
    assert mean_of_min_max([[(9, 3.0)]]) == [(9, 1.0)]
    assert mean_of_min_max([[(4, 2.0), (3, 2.0)], []]) == [(3, 0.5), (4, 0.5)]


@pytest.mark.parametrize("fuse", BOTH)
def test_nothing_fuses_to_nothing(fuse: Fusion) -> None:
    """No runs, and runs without passages."""
    assert fuse([]) == fuse([[], []]) == []


@given(st.lists(RUN, max_size=4), st.sampled_from(BOTH))
def test_every_passage_comes_out_once_best_first(runs: list[list[tuple[int, float]]], fuse: Fusion) -> None:
    """The fused run names exactly the passages of the runs, in order, with scores in 0..1."""
    fused = fuse(runs)
    assert sorted(key for key, _ in fused) == sorted({key for run in runs for key, _ in run})
    assert fused == sorted(fused, key=lambda item: (-item[1], item[0]))
    assert all(0 <= score <= 1 + 1e-9 for _, score in fused)


@given(RUN)
def test_one_run_keeps_its_order_by_rank(run: list[tuple[int, float]]) -> None:
    """Beside an empty run, reciprocal rank fusion changes no rank."""
    assert [key for key, _ in reciprocal_rank_fusion([run, []])] == [key for key, _ in run]
