"""Quizzes: a question with answers to choose from tells none of them."""

from __future__ import annotations

import pytest

from index.text.choices import choices

QUIZ = """How closely did you follow the week in Lornholm? Find out.

1. Which animal was seen in the harbour?

A seal

A walrus

An otter

2. Divers have found what in the old mill pond?

A safe

A bell

A bicycle

3. Who opened the new ferry line?

The mayor

A schoolgirl

Nobody, as it rained"""


def _said(text: str) -> list[str]:
    return [line.of(text) for line in choices(text)]


def test_questions_with_as_many_answers_each_are_a_quiz() -> None:
    """All of its questions and answers are found, and not what stands before."""
    said = _said(QUIZ)
    assert len(said) == 12
    assert said[0] == "1. Which animal was seen in the harbour?"
    assert said[-1] == "Nobody, as it rained"


def test_a_part_that_begins_and_ends_inside_is_one_too() -> None:
    """A passage of a quiz begins with answers to a question that is not in it."""
    part = QUIZ[QUIZ.index("A walrus") :] + "\n\n4. How many boats came?\n\n12\n\n4"
    assert _said(part) == [line for line in part.split("\n") if line]


def test_what_stands_behind_the_last_answer_is_none() -> None:
    """A sentence is nothing to choose."""
    assert "The answers are on page 4." not in _said(QUIZ + "\n\nThe answers are on page 4.")


def test_two_questions_are_enough_where_letters_stand_before_the_answers() -> None:
    """Nobody letters one answer."""
    lettered = "Who rang the bell?\na) Ida\nb) Per\nWho stopped it?\na) Nils\nb) Ida"
    assert len(_said(lettered)) == 6


@pytest.mark.parametrize(
    "text",
    [
        "What should I bring?\nTowel\nLock\nShoes\nWhat is not allowed?\nFood\nGlass\nPhones\n",  # answers, not choices
        "What is the fee?\nIt is 5 euros.\nWho pays it?\nThe guest does.\nWhen is it due?\nIt is due on arrival.\n",
        "What is the fee?\n5 euros\nWho pays it?\nThe guest\nWhen?\nOn arrival\n",
        "Is it far?\nIs it dear?\nIs it open?\n",
        "No question at all.\n",
        "",
    ],
)
def test_questions_that_are_answered_are_no_quiz(text: str) -> None:
    """Answers are sentences, of different numbers, or what several are asked for."""
    assert choices(text) == []
