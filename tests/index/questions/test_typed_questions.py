"""Training questions as people type them: other spellings, and near misses that the passage does not tell of."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.training import typed
from index.training.examples import Example

TEXT = "Captain Keller took over the ferry in 1931. The third pier cost 40 crowns and was opened by Mayor Novak."
QUESTION = "When did Captain Keller take over the ferry?"
EXAMPLE = Example(
    "1",
    "own",
    "answer",
    "The ferry of Wangen",
    QUESTION,
    TEXT,
    (Span(TEXT.index("1931"), TEXT.index("1931") + 4),),
    True,
)
OTHERS = ("Anton Kiesel", "Keller")


def chance(seed: int) -> random.Random:
    """Return a source of chance that gives the same again."""
    return random.Random(seed)  # noqa: S311 -- for sampling


def asked(question: str) -> Example:
    """Return the example with another question."""
    return replace(EXAMPLE, question=question)


@given(st.integers(0, 10_000))
def test_a_slip_leaves_names_and_the_number_of_words_alone(seed: int) -> None:
    """Who writes a name otherwise may mean somebody else."""
    slipped = typed.mistyped(QUESTION, chance(seed))
    assert len(slipped.split()) == len(QUESTION.split())
    assert "Captain Keller" in slipped
    assert slipped.startswith("When did")


def test_most_slips_change_a_word() -> None:
    """A slip that is none teaches nothing."""
    slipped = [typed.mistyped(QUESTION, chance(seed)).rstrip("?") for seed in range(100)]
    assert sum(one != QUESTION.rstrip("?") for one in slipped) > 95


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What is the speed limit in the harbour?", "speed limit harbour"),
        ("How many people does the mill employ?", "How many people mill employ"),
        ("Who left?", "Who left?"),
    ],
)
def test_key_words_still_say_what_is_asked(question: str, left: str) -> None:
    """Too few words would be no question any more."""
    assert typed.key_words(question) == left


@pytest.mark.parametrize(
    "question",
    [
        QUESTION,
        "Who ran the ferry in 1931?",
        "What did the third pier cost?",
        "What was sold for 40 crowns?",
        "What did Mayor Novak open?",
    ],
)
def test_a_near_miss_asks_for_what_the_passage_does_not_tell_of(question: str) -> None:
    """Otherwise a right answer would be taught to be wrong."""
    for seed in range(30):
        miss = typed.nearly(asked(question), OTHERS, chance(seed))
        if miss is None:
            continue
        new = set(re.findall(r"\w+", miss)) - set(re.findall(r"\w+", question))
        assert new - {"in"}, miss
        assert not any(word in f"{EXAMPLE.title} {TEXT}" for word in new - {"in"}), miss


def test_no_year_is_added_where_one_is_asked_for() -> None:
    """It would ask for nothing: "when did it sink in 1933?"."""
    nothing_to_change = asked("When was the boat built?")
    assert {typed.nearly(nothing_to_change, OTHERS, chance(seed)) for seed in range(30)} == {None}


def test_answers_keep_their_places_and_near_misses_have_none() -> None:
    """The passage stays as it is, whatever is asked about it."""
    elsewhere = replace(EXAMPLE, id="other", kind="mined", text="In the west, Anton Kiesel had a mill.", spans=())
    made = list(typed.as_typed([*(replace(EXAMPLE, id=str(n)) for n in range(200)), elsewhere], seed=1))
    kept, missed = [one for one in made if one.kind == "answer"], [one for one in made if one.kind == "swapped"]
    assert [one.id for one in kept] == [str(n) for n in range(200)]
    assert all(one.spans == EXAMPLE.spans and one.answerable for one in kept)
    assert missed
    assert not any(one.spans or one.answerable for one in missed)
    assert 40 < sum(one.question != QUESTION for one in kept) < 100
