"""The dense arm ranks by the plain dot product and refuses what FAISS would take silently."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.retrieval import dense
from index.retrieval.dense import DenseArm
from tests.index.retrieval.masks import mask

DIMENSION = 6
Vectors = npt.NDArray[np.float32]


def unit(count: int, seed: int) -> Vectors:
    """Draw `count` directions; few enough that some come up twice and tie."""
    rows = np.random.default_rng(seed).integers(-1, 2, size=(count, DIMENSION)).astype(np.float32)
    rows[:, 0] += 3
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@given(
    st.lists(st.one_of(st.integers(1, 12), st.sets(st.integers(0, 60), max_size=10)), max_size=8),
    st.integers(0, 70),
    st.none() | st.sets(st.integers(0, 60)),
    st.integers(1, 4),
)
def test_search_is_the_sorted_head_of_the_dot_products(
    steps: list[int | set[int]], top: int, allowed: set[int] | None, threads: int
) -> None:
    """After any additions and removals, search gives what numpy gives over the live vectors, on one thread or more."""
    arm, live = DenseArm(DIMENSION, share=3, threads=threads), dict[int, Vectors]()
    following = 0
    for seed, step in enumerate(steps):
        if isinstance(step, set):
            arm.remove(sorted(step))
            live = {key: row for key, row in live.items() if key not in step}
        else:
            keys, rows = range(following, following + step), unit(step, seed)
            arm.add(keys, rows)
            live.update(zip(keys, rows.astype(np.float16).astype(np.float32), strict=True))
            following += step
    assert arm.keys().tolist() == sorted(live)
    assert len(arm.keys()) == len(live)
    query = unit(1, 99)[0]
    found = arm.search(query, top, None if allowed is None else mask(allowed))
    choice = [key for key in live if allowed is None or key in allowed]
    assert len(found) == min(top, len(choice))
    for key, score in found:
        assert key in choice
        assert score == pytest.approx(float(live[key] @ query), abs=1e-6)
    assert found == sorted(found, key=lambda item: (-item[1], item[0]))
    left_out = [float(live[key] @ query) for key in set(choice) - {key for key, _ in found}]
    assert not found or max(left_out, default=-2.0) <= found[-1][1] + 1e-6


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("top", [1, 3, 49])
def test_the_lower_keys_win_a_tie_at_the_cut(top: int, threads: int) -> None:
    """Near copies of one story have equal vectors: which of them come back is settled by the key."""
    arm = DenseArm(DIMENSION, share=5, threads=threads)
    arm.add(np.arange(50)[::-1], np.repeat(unit(1, 1), 50, axis=0))
    assert [key for key, _ in arm.search(unit(1, 2)[0], top)] == list(range(top))
    odd = list(range(1, 50, 2))
    assert [key for key, _ in arm.search(unit(1, 2)[0], top, mask(set(odd)))] == odd[:top]


@pytest.mark.parametrize(("left_out", "asked_of_each"), [("some", False), ("the best", True), ("half", True)])
@pytest.mark.parametrize("threads", [1, 3])
def test_whoever_leaves_few_out_gets_the_best_of_the_others(
    left_out: str, asked_of_each: bool, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The best of all without those left out; if these are too many of the best, FAISS asks of each vector."""
    arm, query = DenseArm(DIMENSION, share=50, threads=threads), unit(1, 99)[0]
    rows = np.random.default_rng(1).standard_normal((400, DIMENSION)).astype(np.float32)  # no two tie
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    arm.add(range(400), rows[np.argsort(rows @ query)])  # the best ones are all in the range of the last thread
    best = [key for key, _ in arm.search(query, 400)]
    gone = {"some": set(range(0, 400, 11)), "the best": set(best[:37]), "half": set(range(200))}[left_out]
    asked: list[object] = []
    bits = dense._bits
    monkeypatch.setattr(dense, "_bits", lambda chosen: asked.append(chosen) or bits(chosen))
    found = arm.search(query, 20, mask(set(range(400)) - gone))
    assert [key for key, _ in found] == [key for key in best if key not in gone][:20]
    assert bool(asked) is asked_of_each


@pytest.mark.parametrize(("held", "wanted"), [(5, 1), (9, 1), (10, 2), (14, 2), (15, 3), (500, 3)])
@pytest.mark.parametrize("step", [1, 2])
def test_a_search_takes_a_thread_for_each_share(
    held: int, wanted: int, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many threads as there are whole shares, three at most here, all at once; each compares about as many."""
    arm, keys = DenseArm(DIMENSION, share=5, threads=3), range(0, 2 * held, 2)
    arm.add(keys, np.repeat(unit(1, 1), held, axis=0))
    chosen = None if step == 1 else mask(set(keys[held - held // step :]))
    choice = held // step
    at_once = threading.Barrier(max(1, min(3, choice // 5)))
    compared: list[int] = []
    within = arm._with_ties

    def watched(query: Vectors, top: int, selector: Any) -> list[tuple[int, float]]:
        at_once.wait(60)
        compared.append(sum(selector is None or selector.is_member(key) for key in keys))
        return within(query, top, selector)

    monkeypatch.setattr(arm, "_with_ties", watched)
    assert len(arm.search(unit(1, 2)[0], held, chosen)) == choice
    assert len(compared) == (wanted if step == 1 else at_once.parties)
    assert sum(compared) == choice
    assert max(compared) - min(compared) <= 1


@pytest.mark.parametrize(("held", "wanted"), [(49_999, 1), (50_000, 2), (74_999, 2), (75_000, 3), (200_000, 4)])
def test_a_thread_is_worth_25_000_vectors(held: int, wanted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With fewer, starting it takes as long as it saves; and there are no more threads than cores."""
    monkeypatch.setattr(dense, "available_cores", lambda: 4)
    ranges = DenseArm(DIMENSION)._ranges(np.ones(held, dtype=np.bool_), held)
    assert len(ranges) == wanted


def test_a_failure_in_one_range_is_heard_and_leaves_the_arm_usable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever thread fails, the caller hears of it, and the next search works."""
    arm = DenseArm(DIMENSION, share=5, threads=3)
    arm.add(range(20), unit(20, 1))
    within = arm._with_ties
    for first in (0, 6, 13):

        def failing(query: Vectors, top: int, selector: Any, first: int = first) -> list[tuple[int, float]]:
            if selector.is_member(first):
                raise MemoryError
            return within(query, top, selector)

        monkeypatch.setattr(arm, "_with_ties", failing)
        with pytest.raises(MemoryError):
            arm.search(unit(1, 2)[0], 3)
        monkeypatch.setattr(arm, "_with_ties", within)
        assert len(arm.search(unit(1, 2)[0], 3)) == 3


@pytest.mark.parametrize(("share", "threads"), [(0, 1), (5, 0), (5, -1)])
def test_shares_and_threads_are_at_least_one(share: int, threads: int) -> None:
    """A wrong number is named at once, and not at the first search."""
    with pytest.raises(ValueError, match="at least 1"):
        DenseArm(DIMENSION, share=share, threads=threads)


def test_more_than_there_is_gives_what_there_is() -> None:
    """No placeholder comes back from an empty arm, from a large `top`, or from keys that are not there."""
    arm, query = DenseArm(DIMENSION), unit(1, 0)[0]
    assert arm.search(query, 5) == []
    arm.add([4, 9], unit(2, 1))
    assert sorted(key for key, _ in arm.search(query, 1000)) == [4, 9]
    assert [key for key, _ in arm.search(query, 5, mask({9, 123}))] == [9]
    assert arm.search(query, 5, mask(set())) == []


@pytest.mark.parametrize(
    ("keys", "vectors"),
    [
        ([1], unit(1, 0)),
        ([2, 2], unit(2, 0)),
        ([-1], unit(1, 0)),
        ([2**63 - 1], unit(1, 0)),
        ([2], unit(2, 0)),
        ([2], unit(1, 0)[:, :3]),
        ([2], unit(1, 0) * 1.01),
        ([2], np.zeros((1, DIMENSION), dtype=np.float32)),
        ([2], np.full((1, DIMENSION), np.nan, dtype=np.float32)),
        ([2], np.full((1, DIMENSION), np.inf, dtype=np.float32)),
    ],
)
def test_an_unfit_addition_changes_nothing(keys: list[int], vectors: Vectors) -> None:
    """A key that is known, repeated or negative, and vectors of a wrong shape or length, are refused whole."""
    arm = DenseArm(DIMENSION)
    arm.add([1], unit(1, 5))
    with pytest.raises(ValueError, match=r"held|keys|vectors"):
        arm.add(keys, vectors)
    assert arm.keys().tolist() == [1]


@pytest.mark.parametrize("query", [np.full(DIMENSION, np.nan), np.ones(DIMENSION), unit(1, 0)[0][:3], unit(1, 0)])
def test_an_unfit_query_is_refused(query: Vectors) -> None:
    """FAISS would answer a NaN with nothing, and a wrong dimension with a bare assertion."""
    arm = DenseArm(DIMENSION)
    arm.add([1], unit(1, 5))
    with pytest.raises(ValueError, match=r"query|vectors"):
        arm.search(query, 3)


def test_a_removed_key_can_come_back_with_another_vector() -> None:
    """One row a key: the old vector is gone."""
    arm, rows = DenseArm(DIMENSION), unit(2, 3)
    arm.add([1], rows[:1])
    arm.remove([1, 77])
    assert arm.keys().tolist() == []
    arm.add([1], rows[1:])
    [(key, score)] = arm.search(rows[1], 5)
    assert key == 1
    assert score == pytest.approx(1, abs=1e-3)  # half precision


@pytest.mark.parametrize(
    ("keys", "vectors"),
    [
        ([1, 2], np.zeros((3, DIMENSION), np.float16)),
        ([1, 2], np.zeros((2, DIMENSION + 1), np.float16)),
        ([1, 2], np.zeros((2, DIMENSION), np.float32)),
        ([1, 1], np.zeros((2, DIMENSION), np.float16)),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(keys: list[int], vectors: npt.NDArray[np.generic]) -> None:
    """FAISS would take any bytes for vectors, and a key twice."""
    with pytest.raises(ValueError, match="fit together"):
        DenseArm.of({"keys": np.array(keys), "vectors": vectors}, DIMENSION)


def test_an_arm_made_of_parts_is_changed_as_any_other() -> None:
    """Its keys are known, and its vectors are those that were given."""
    whole = DenseArm(DIMENSION)
    whole.add(range(5), unit(5, 1))
    again = DenseArm.of(whole.parts(), DIMENSION)
    with pytest.raises(ValueError, match="already held"):
        again.add([3], unit(1, 2))
    for arm in (whole, again):
        arm.remove([0, 3])
        arm.add([9], unit(1, 2))
    query = unit(1, 99)[0]
    assert again.search(query, 9) == whole.search(query, 9)
    assert again.keys().tolist() == [1, 2, 4, 9]
