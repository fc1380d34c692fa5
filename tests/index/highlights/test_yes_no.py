"""The statement that answers a yes-or-no question."""

from __future__ import annotations

import pytest

from index.article import Span
from index.highlights.yes_no import statement


@pytest.mark.parametrize(
    ("question", "text", "marked", "answer"),
    [
        ("Is the bridge open or closed?", "As of May, the bridge is closed to cars.", "closed", "closed"),
        ("Is the bridge closed?", "As of May, the bridge is closed to cars.", "closed", "the bridge is closed to cars"),
        ("Is it closed or not?", "As of May, it is closed to cars.", "closed", "it is closed to cars"),
        ("Is it open or closed?", "As of May, it is not open to cars.", "open", "it is not open to cars"),
        ("Is it open or closed?", "As of May, it is under repair.", "repair", "it is under repair"),
        ("Was it rebuilt?", "The pier fell, and it was never rebuilt.", "never rebuilt", "it was never rebuilt"),
        ("Was anyone hurt?", "The pier fell, so far no one was hurt.", "no one", "so far no one was hurt"),
        ("Is it safe?", "Honestly: no, except on Sundays, when it is shut.", "no", "no, except on Sundays"),
        ("Is it safe?", "No. It is shut.", "No", "No"),
        ("May I bring a cat?", "We like dogs, but not cats or goats.", "but not cats", "not cats or goats"),
    ],
)
def test_one_of_two_that_are_offered_answers_by_itself(question: str, text: str, marked: str, answer: str) -> None:
    """To anything else a clause does, and where something is denied; without what joins it to the one before."""
    at = text.index(marked)
    assert statement(question, text, Span(0, len(text)), Span(at, at + len(marked))).of(text) == answer
