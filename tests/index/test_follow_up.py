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
        ("How many Indians were deported?", "and by whom?", "by whom Indians were deported?"),
        (RAISED, "what about Modi?", "what did Modi raise?"),
        (RAISED, "and Jaishankar?", "what did Jaishankar raise?"),
        (RAISED, "how about the Indian minister", "what did the Indian minister raise?"),
        ("when is the next meeting?", "and the summit?", "when is the next meeting the summit?"),
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


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_is_ever_lost(previous: str, question: str) -> None:
    """Any two texts make one, and never less than what was asked."""
    assert standalone(previous, question) or not question
