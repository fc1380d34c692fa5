"""What was not done is no answer to who did it, when, or with what."""

from __future__ import annotations

import pytest

from index.article import Span
from index.quotes.negation import is_undone


@pytest.mark.parametrize(
    ("question", "text", "marked", "undone"),
    [
        ("When did Holm win the cup?", "Holm, later a judge, was put up in 1994 and did not receive it.", "1994", True),
        ("Who received the cup?", "Ida Holm was put up for the cup and never got it.", "Ida Holm", True),
        ("How much did Orva get?", "Orva asked for £90,000 in 2016, and was not given it.", "£90,000", True),
        ("What does the policy cover?", "The policy doesn't cover bicycles; ask at the desk.", "bicycles", True),
        ("Who owned the bell?", "The library has never owned the bell.", "The library", True),
        ("when did Holm get the cup?", "Holm turned down the cup in 1994, and took a medal.", "1994", True),
        ("Who won the cup?", "Per Lund declined the silver cup.", "Per Lund", True),
        ("When did Holm get the cup?", "Holm refused the cup in 1994, and did not receive it.", "1994", True),
        ("What did Holm win after turning down the cup?", "Turning down the cup, he took a vase.", "a vase", False),
        ("When did Holm get the medal?", "Holm refused the cup in 1994, and took a medal in 1996.", "1996", False),
        ("When did Holm get the cup?", "Holm turned down the cup in 1994, but was given it in 1996.", "1996", False),
        ("Who turned down the cup?", "Per Lund turned down the cup.", "Per Lund", False),
        ("Who was given the cup?", "Ida Holm, whose bid was rejected by the cup's jury.", "Ida Holm", False),
        ("Who did not get the cup?", "Ida Holm was put up for the cup and never got it.", "Ida Holm", False),
        ("What was Holm put up for?", "Holm was put up for the cup and did not receive it.", "the cup", False),
        ("When did Holm win?", "Holm did not win in 1994, but won in 1996.", "1996", False),
        ("When did the bell stop ringing?", "On 3 May the bell did not ring.", "3 May", False),
        ("How long may I keep it?", "Books may not be kept longer than four weeks.", "four weeks", False),
        ("When were women admitted?", "Women were not admitted until 1967.", "1967", False),
        (
            "What law sets who may sit?",
            "A judge may not sit if he is a party under the Bench Act.",
            "the Bench Act",
            False,
        ),
        ("By when must I collect it?", "If it is not collected by Friday, it is sold.", "Friday", False),
        ("How long do I have to collect it?", "What is not collected within a week is sold.", "a week", False),
        ("How much is a lamp?", "Bulbs cost £3, but not lamps.", "£3", False),
        ("How many were hurt?", "They were not hurt; nobody was.", "nobody", False),
        ("Who painted it?", "The town did not paint it, Per Lund painted it.", "Per Lund", False),
        ("Who won the cup?", "Per Lund did not win; Ida Holm has the cup.", "Ida Holm", False),
        ("How often did Holm win?", "Holm did not win once.", "not win once", False),
        ("is the hall open on Mondays?", "The hall is not open on Mondays.", "The hall", False),
    ],
)
def test_what_is_marked_beside_an_act_that_was_not_done_is_no_answer(
    question: str, text: str, marked: str, undone: bool
) -> None:
    """If it is the act that is asked about, and neither the "not" itself nor when it is done is told."""
    at = text.index(marked)
    assert is_undone(question, text, Span(0, len(text)), Span(at, at + len(marked))) is undone
