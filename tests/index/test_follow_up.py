"""A follow-up takes its subject from the question before; a question of its own is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.follow_up import standalone

RAISED = "what did Rubio raise?"


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        (RAISED, "and when?", "when did Rubio raise?"),
        (RAISED, "When?", "When did Rubio raise?"),
        (RAISED, "where exactly?", "where did Rubio raise?"),
        ("Who met Jaishankar in Washington?", "And why?", "why met Jaishankar in Washington?"),
        ("How many Indians were deported?", "from where?", "from where?"),
        ("How many Indians were deported?", "and by whom?", "by whom were Indians deported?"),
        (RAISED, "what about Modi?", "what did Modi raise?"),
        (RAISED, "and Jaishankar?", "what did Jaishankar raise?"),
        (RAISED, "how about the Indian minister", "what did the Indian minister raise?"),
        ("when is the next meeting?", "and the summit?", "when is the next meeting the summit?"),
        ("what did Trump say about Modi in May?", "and about Rubio?", "what did Trump say about Rubio in May?"),
        (RAISED, "did he meet Modi?", "did Rubio meet Modi?"),
        (RAISED, "did Modi say that he agrees?", "did Modi say that he agrees?"),
        (RAISED, "who did he meet?", "who did Rubio meet?"),
        (RAISED, "what is his office?", "what is Rubio's office?"),
        ("Where did Marco Rubio meet S Jaishankar?", "and when did he say so?", "when did Marco Rubio say so?"),
    ],
)
def test_what_is_left_out_comes_from_before(previous: str, question: str, whole: str) -> None:
    """Question words alone, names alone, and pronouns."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("What was Ada Lind's job?", "and what did she do?", "what did Ada Lind do?"),
        ("who was Ada Lind’s husband?", "what did he do?", "what did Ada Lind’s husband do?"),
        ("who was Ada Lind's husband?", "when did she die?", "when did Ada Lind die?"),
        ("who was Bo Ek's wife?", "who met him?", "who met Bo Ek?"),
        ("who was Bo Ek's wife?", "who met her?", "who met Bo Ek's wife?"),
        ("who was Ada Lind's husband?", "what was his name?", "what was Ada Lind's husband's name?"),
        ("who was Ada Lind's husband?", "and Bo Ek?", "who was Bo Ek's husband?"),
        ("what did Dr. Lind find?", "when did she say so?", "when did Dr. Lind say so?"),
        ("what did Dr. Lind find?", "who disagreed with her?", "who disagreed with Dr. Lind?"),
        ("what did Dr. Lind find?", "who met her in Bonn?", "who met Dr. Lind in Bonn?"),
        ("what did Dr. Lind find?", "what is her office?", "what is Dr. Lind's office?"),
        ("what did Dr. Lind find?", "when did her Aunt Eva die?", "when did Dr. Lind's Aunt Eva die?"),
    ],
)
def test_a_pronoun_means_the_person_by_the_whole_name(previous: str, question: str, whole: str) -> None:
    """With the title before it and without the possessive, except where the question is about a relative."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("what is the limit in Kestrel DB 4.2?", "and in version 4.1?", "what is the limit in version 4.1?"),
        ("when is the office open on Mondays?", "what about on Saturdays?", "when is the office open on Saturdays?"),
        ("what is a permit for the first car?", "and for the second car?", "what is a permit for the second car?"),
        ("who scored for Wexley?", "and in 1998?", "who scored for Wexley in 1998?"),
    ],
)
def test_a_phrase_takes_the_place_of_one_with_its_preposition(previous: str, question: str, whole: str) -> None:
    """Or follows the question where there is none."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("in which year did Ada marry?", "and where?", "where did Ada marry?"),
        ("What year was the bridge opened?", "by whom?", "by whom was the bridge opened?"),
        ("which day of the week is the office closed?", "why?", "why is the office closed?"),
        ("which country won the cup?", "when?", "when country won the cup?"),
        (
            "which offer for the lights did the council accept?",
            "why?",
            "why did the council accept offer for the lights?",
        ),
        ("which offer will the council accept?", "when?", "when will the council accept offer?"),
        ("how many books may be borrowed?", "and where?", "where may books be borrowed?"),
        ("which of the offers did the council accept?", "why?", "why did the council accept the offers?"),
        ("whose car was stolen?", "when?", "when was car stolen?"),
        ("how much did the bridge cost?", "why?", "why did the bridge cost?"),
    ],
)
def test_another_question_word_takes_the_place_of_what_was_asked_for(previous: str, question: str, whole: str) -> None:
    """A year goes with its question word; another noun goes behind the verb."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    "question",
    [
        "how many Indian nationals were deported?",
        "when did Rubio meet Jaishankar?",
        "and how many flights were there?",
        "is it raining?",
    ],
)
def test_a_question_of_its_own_is_left_alone(question: str) -> None:
    """Whatever was asked before."""
    assert standalone("what is the capital of france?", question) == question


def test_white_space_inside_a_name_does_not_matter() -> None:
    """A name is found again however it was typed."""
    assert standalone("who is  Ada   Lind?", "did she meet Bo  Ek?") == "did Ada Lind meet Bo Ek?"


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_is_ever_lost(previous: str, question: str) -> None:
    """Any two texts make one, and never less than what was asked."""
    assert standalone(previous, question) or not question
