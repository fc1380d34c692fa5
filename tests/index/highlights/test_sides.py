"""Whom somebody followed is not who followed him."""

from __future__ import annotations

import time

import pytest

from index.article import Span
from index.highlights.sides import done_to


def acts(question: str, text: str, marked: str) -> frozenset[str]:
    """Return the acts that were done to what is marked in a text, where the question asks who did them."""
    at = text.index(marked)
    return done_to(question, text, Span(0, len(text)), Span(at, at + len(marked)))


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("Who followed Ida Holm?", "Ida Holm came in 2014, when she followed Per Lund.", "Per Lund"),
        ("Who will follow Ida Holm as chair?", "Ida Holm followed Per Lund as chair.", "Per Lund"),
        ("who beat the Moss crew", "The Moss crew lost to Orva and beat Ness, who beat Lund.", "Lund"),
        ("Who beat Moss in the final?", "Moss lost to Orva in the final and beat Ness before.", "Ness"),
        ("Which apple replaced the Topaz?", "In 2023 the Topaz replaced the Rubin.", "Rubin"),
        ("What replaced the Topaz?", "The Topaz had replaced the Rubin.", "the Rubin"),
        ("Who bought Orva?", "Orva bought the Ness mill in 2020.", "Ness mill"),
    ],
)
def test_whom_it_was_done_to_is_no_answer_to_who_did_it(question: str, text: str, marked: str) -> None:
    """Where the verb stands before the mark, and its doer before that."""
    assert acts(question, text, marked)


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("Who followed Per Lund?", "Ida Holm followed Per Lund in 2014.", "Ida Holm"),
        ("Whom did Ida Holm follow?", "Ida Holm followed Per Lund in 2014.", "Per Lund"),
        ("Who replaced Berg?", "Holm replaced Dora Gunn, who had replaced Berg.", "Dora Gunn"),
        ("Who followed Ida Holm?", "Ida Holm was followed by Per Lund.", "Per Lund"),
        ("Who married Per Lund?", "Per Lund married Ida Holm in 1990.", "Ida Holm"),
        ("Who said that it was late?", "“It was late,” said Ida Holm.", "Ida Holm"),
        ("Who won the cup?", "The cup was won in 1990; then followed Ida Holm.", "Ida Holm"),
        ("What did the Topaz replace?", "In 2023 the Topaz replaced the Rubin.", "Rubin"),
    ],
)
def test_who_did_it_or_whom_is_asked_for_is(question: str, text: str, marked: str) -> None:
    """And what both do to each other."""
    assert not acts(question, text, marked)


def test_white_space_is_passed_over_at_once() -> None:
    """And not from each place in it anew."""
    question, begin = f"who followed{' ' * 450}a{' ' * 450}\nb", time.process_time()
    assert not acts(question, "Ida Holm followed Per Lund.", "Per Lund")
    assert time.process_time() - begin < 0.5
