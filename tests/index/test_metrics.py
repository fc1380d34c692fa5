"""The figures of `eval` are what their names say, on cases worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import metrics


def test_words_are_compared_as_in_squad() -> None:
    """Case, punctuation and articles do not count; a dash parts words."""
    assert metrics.words("The “Indo-Pacific”, a region.") == ["indo", "pacific", "region"]
    assert metrics.exact_match("the US!", ["us", "India"]) == 1.0


def test_f1_is_that_of_the_best_gold() -> None:
    """Two of three words right and one of two gold words missed: the better gold counts."""
    assert metrics.f1("over 1,100 nationals", ["1,100 nationals"]) == pytest.approx(0.8)
    assert metrics.f1("Paris", ["London"]) == 0.0
    assert metrics.f1("", ["London"]) == 0.0


def test_words_are_found_whole_and_in_order() -> None:
    """Part of a word is not the word."""
    assert metrics.holds_words("It is in New York, I think.", ["the New York"])
    assert not metrics.holds_words("It is in New Yorkshire.", ["New York"])
    assert not metrics.holds_words("anything", ["the"])


def test_recall_and_reciprocal_rank() -> None:
    """Right at rank 1, at rank 3, and nowhere."""
    ranked = [[True, False, False], [False, False, True], [False, False, False]]
    assert metrics.recall_at(1, ranked) == pytest.approx(1 / 3)
    assert metrics.recall_at(3, ranked) == pytest.approx(2 / 3)
    assert metrics.reciprocal_rank_at(10, ranked) == pytest.approx((1 + 1 / 3) / 3)
    assert metrics.reciprocal_rank_at(2, ranked) == pytest.approx(1 / 3)
    assert metrics.recall_at(1, []) is None


@given(
    st.lists(st.integers(0, 5).map(float), min_size=1, max_size=20),
    st.lists(st.integers(0, 5).map(float), min_size=1, max_size=20),
)
def test_auroc_is_the_chance_that_a_positive_is_above_a_negative(positive: list[float], negative: list[float]) -> None:
    """The rank sum gives what counting all pairs gives, ties counting half."""
    pairs = [(p > n) + (p == n) / 2 for p in positive for n in negative]
    assert metrics.auroc(positive, negative) == pytest.approx(sum(pairs) / len(pairs))


def test_percentiles_are_values_that_were_measured() -> None:
    """The nearest rank: no value is made up."""
    assert metrics.percentile([30.0, 10.0, 20.0], 0.5) == 20.0
    assert metrics.percentile([10.0], 0.95) == 10.0
    assert metrics.percentile([], 0.5) is None


def test_reliability_bins_answers_by_confidence() -> None:
    """Empty bins are left out, and full certainty falls into the last one."""
    bins = metrics.reliability([0.05, 0.95, 1.0, 0.93], [False, True, True, False])
    assert [(one.count, round(one.confidence, 2), round(one.right, 2)) for one in bins] == [
        (1, 0.05, 0.0),
        (3, 0.96, 0.67),
    ]


def test_calibration_error_is_the_mean_distance_from_the_diagonal() -> None:
    """0 when of the answers given with 0.75 three of four are right; 0.75 when none is."""
    assert metrics.calibration_error([0.75] * 4, [True, True, True, False]) == 0.0
    assert metrics.calibration_error([0.75] * 4, [False] * 4) == 0.75
    assert metrics.calibration_error([], []) is None


def test_a_difference_comes_with_its_interval() -> None:
    """Paired: a small but steady lead is told from chance, one that comes and goes is not."""
    steady = metrics.compare([0.6] * 50, [0.5] * 50)
    assert steady is not None
    assert [steady.first, steady.second] == pytest.approx([0.6, 0.5])
    assert steady.low == pytest.approx(0.1)
    assert steady.high == pytest.approx(0.1)
    erratic = metrics.compare([1.0, 0.0] * 25 + [1.0], [0.0, 1.0] * 25 + [0.0])
    assert erratic is not None
    assert erratic.low < 0 < erratic.high
    assert metrics.compare([], []) is None
