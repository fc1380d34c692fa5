"""What was not done is no answer to who did it, when, or with what."""

from __future__ import annotations

import pytest

from index.article import Span
from index.highlights.undone import undone_at


def undone(question: str, text: str, marked: str) -> frozenset[str]:
    """Return the acts that were not done where some words of a text are marked."""
    at = text.index(marked)
    return undone_at(question, text, Span(0, len(text)), Span(at, at + len(marked)))


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("When did Holm win the cup?", "Holm was put up for the cup in 1994 and did not receive it.", "1994"),
        ("Who received the cup?", "Ida Holm was put up for the cup and never got it.", "Ida Holm"),
        ("How much did Orva get?", "Orva asked for £90,000 in 2016, but was not given it.", "£90,000"),
        ("What does the policy cover?", "The policy doesn't cover bicycles; ask at the desk.", "bicycles"),
        ("Who owned the bell?", "The library has never owned the bell.", "The library"),
        ("When was a rower hurt?", "No rower was hurt when the boat sank in 1983.", "1983"),
        ("Which boat did he buy?", "He did not buy the Petrel, as it leaked.", "the Petrel"),
    ],
)
def test_what_is_marked_beside_an_act_that_was_not_done_is_no_answer(question: str, text: str, marked: str) -> None:
    """If it is the act that is asked about."""
    assert undone(question, text, marked)


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("Who did not get the cup?", "Ida Holm was put up for the cup and never got it.", "Ida Holm"),
        ("What was Holm put up for?", "Holm was put up for the cup in 1994 and did not receive it.", "the cup"),
        ("When did Holm win?", "Holm did not win in 1994, but won in 1996.", "1996"),
        ("How long may I keep it?", "Books may not be kept longer than four weeks.", "four weeks"),
        ("When were women admitted?", "Women were not admitted until 1967.", "1967"),
        ("Who may enter the vault?", "Nobody may enter the vault except Ida Holm.", "Ida Holm"),
        ("How many were hurt?", "Nobody was hurt when the boat sank.", "Nobody"),
        ("Who bought the boat?", "The town did not buy the boat; Per Lund bought it.", "Per Lund"),
        ("When did the lights stop?", "The lights could not be lit on 3 May.", "3 May"),
        ("is the hall open on Mondays?", "The hall is not open on Mondays.", "The hall is not open on Mondays"),
    ],
)
def test_a_not_that_is_asked_for_or_is_of_something_else_denies_nothing(question: str, text: str, marked: str) -> None:
    """Nor one that says until when, or in which case alone, something is not done."""
    assert not undone(question, text, marked)
