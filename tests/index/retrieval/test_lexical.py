"""The BM25 arm scores as rank-bm25 does, whatever was added and removed before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.retrieval.lexical import BLOCK, LexicalArm
from index.retrieval.okapi import LuceneOkapi, PostingsOkapi
from tests.index.retrieval.masks import mask

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=12)
# What a life of an arm looks like: each step adds documents, or removes the passages at some places.
STEPS = st.lists(st.one_of(st.lists(WORDS, max_size=5), st.sets(st.integers(0, 30), max_size=6)), max_size=10)


def live_through(steps: list[list[list[str]] | set[int]]) -> tuple[LexicalArm, dict[int, list[str]]]:
    """Take an arm and a plain dict through the same changes."""
    arm, live, following = LexicalArm(), dict[int, list[str]](), 0
    for step in steps:
        if isinstance(step, set):
            arm.remove(sorted(step))
            live = {key: words for key, words in live.items() if key not in step}
        else:
            keys = range(following, following + len(step))
            arm.add(keys, step)
            live.update(zip(keys, step, strict=True))
            following += len(step)
    return arm, live


def scores(arm: LexicalArm, query: list[str]) -> dict[int, float]:
    """Return the score of every passage by its key, ascending: what a search sorts."""
    by_slot = arm._okapi.get_scores(query)
    return {key: float(by_slot[arm._slot_of[key]]) for key in arm.keys().tolist()}


@given(STEPS, WORDS)
def test_scores_equal_rank_bm25_built_from_scratch(steps: list[list[list[str]] | set[int]], query: list[str]) -> None:
    """After any changes, keys, scores and matches are those of a fresh LuceneOkapi over what is live."""
    arm, live = live_through(steps)
    scored = scores(arm, query)
    assert list(scored) == sorted(live)
    assert len(arm.keys()) == len(live)
    assert [score > 0.0 for score in scored.values()] == [bool(set(query) & set(live[key])) for key in sorted(live)]
    if any(live.values()):  # rank-bm25 divides by zero where no document has a word
        expected = LuceneOkapi([live[key] for key in sorted(live)]).get_scores(query)
        np.testing.assert_allclose(list(scored.values()), expected, atol=1e-9)
    else:
        assert not any(scored.values())


@given(STEPS, WORDS, st.integers(0, 8), st.none() | st.sets(st.integers(0, 30)), st.sampled_from([1, 3, BLOCK]))
def test_search_is_the_sorted_head_of_the_scores(
    steps: list[list[list[str]] | set[int]], query: list[str], top: int, allowed: set[int] | None, block: int
) -> None:
    """Search returns matching and allowed passages only, best first, ties by the lower key, in blocks of any size."""
    arm, _ = live_through(steps)
    scored = scores(arm, query).items()
    expected = [(key, score) for key, score in scored if score > 0.0 and (allowed is None or key in allowed)]
    expected.sort(key=lambda item: (-item[1], item[0]))
    with patch("index.retrieval.lexical.BLOCK", block):
        assert arm.search(query, top, None if allowed is None else mask(allowed)) == expected[:top]


def test_what_may_come_back_is_found_however_many_better_ones_may_not() -> None:
    """Of a hundred passages that a term is ever rarer in, a filter lets the last few through."""
    arm = LexicalArm()
    arm.add(range(100), [["ferry"] + ["harbour"] * length for length in range(100)])
    with patch("index.retrieval.lexical.BLOCK", 1):
        found = arm.search(["ferry"], 3, mask({40, 97, 98, 99}))
    assert [key for key, _ in found] == [40, 97, 98]


def test_a_collection_of_one_passage_can_be_searched() -> None:
    """The only passage scores above 0, where rank-bm25's own idf gives less than 0."""
    arm = LexicalArm()
    arm.add([7], [["rubio", "rais", "tariff"]])
    [(key, score)] = arm.search(["rubio"], 5)
    assert key == 7
    assert score == pytest.approx(np.log(4 / 3))


def test_a_repeated_query_word_counts_twice() -> None:
    """As in rank-bm25."""
    arm = LexicalArm()
    arm.add([1, 2], [["tax", "cut"], ["tax"]])
    once, twice = arm.search(["cut"], 1), arm.search(["cut", "cut"], 1)
    assert twice[0][1] == pytest.approx(2 * once[0][1])


def test_a_passage_without_terms_is_held_and_never_found() -> None:
    """It counts as a passage, and no query matches it."""
    arm = LexicalArm()
    arm.add([1, 2], [[], ["tax"]])
    assert arm.keys().tolist() == [1, 2]
    assert [key for key, _ in arm.search(["tax", ""], 5)] == [2]


@pytest.mark.parametrize(
    ("keys", "documents"), [([3, 1], [["new"], ["b"]]), ([4, 4], [["new"], ["new"]]), ([5], []), ([5], ["new"])]
)
def test_an_unfit_addition_changes_nothing(keys: list[int], documents: list[list[str]]) -> None:
    """A known key, a key given twice, a missing document or a bare text: refused whole."""
    arm = LexicalArm()
    arm.add([1], [["old"]])
    with pytest.raises(ValueError, match=r"held|once|documents|terms"):
        arm.add(keys, documents)
    assert arm.keys().tolist() == [1]
    assert arm.search(["new"], 5) == []


def test_a_removed_key_can_come_back_with_other_words() -> None:
    """A refreshed passage is found by its new words alone."""
    arm = LexicalArm()
    arm.add([1, 2], [["old"], ["other"]])
    arm.remove([1, 99])
    arm.add([1], [["fresh"]])
    assert arm.search(["old"], 5) == []
    assert [key for key, _ in arm.search(["fresh"], 5)] == [1]


@given(STEPS)
def test_passages_are_counted_by_term(steps: list[list[list[str]] | set[int]]) -> None:
    """After any changes; a term that was repeated counts once a passage, one that is gone not at all."""
    arm, live = live_through(steps)
    assert {term: arm.passages_with(term) for term in "abcdefghz"} == {
        term: sum(term in words for words in live.values()) for term in "abcdefghz"
    }


def test_coming_and_going_leaves_nothing_behind() -> None:
    """Slots and terms of removed passages are used again: a hundred refreshes do not grow the arm."""
    okapi = PostingsOkapi([])
    for revision in range(100):
        slot = okapi.insert([f"word{revision}", "same"])
        okapi.delete(slot)
    assert len(okapi.get_scores(["same"])) == 1
    assert len(okapi._terms) == 2


def test_rank_bm25s_other_readings_agree() -> None:
    """get_scores and get_batch_scores of the postings are those of LuceneOkapi."""
    corpus = [["a", "b"], ["b", "c", "c"], ["d"]]
    whole, postings = LuceneOkapi(corpus), PostingsOkapi(corpus)
    np.testing.assert_allclose(postings.get_scores(["c", "b"]), whole.get_scores(["c", "b"]), atol=1e-9)
    np.testing.assert_allclose(postings.get_batch_scores(["b"], [2, 1]), whole.get_batch_scores(["b"], [2, 1]))


def test_questions_are_answered_while_passages_come_and_go() -> None:
    """A search in another thread never meets a half-made change."""
    arm = LexicalArm()
    arm.add([0], [["tax", "cut"]])

    def change() -> None:
        for key in range(1, 300):
            arm.add([key], [["tax", f"w{key}"]])
            arm.remove([key])

    with ThreadPoolExecutor(3) as pool:
        changing = pool.submit(change)
        asking = [pool.submit(arm.search, ["tax"], 5) for _ in range(300)]
        changing.result()
        assert all(0 in dict(found.result()) for found in asking)
