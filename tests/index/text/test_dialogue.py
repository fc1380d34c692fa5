"""Questions that a text asks itself, and what answers them."""

from __future__ import annotations

import pytest

from index.article import Span
from index.text.dialogue import answer_to, asks
from index.text.segment import sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Do you deliver to islands?",
        "## How can I cancel?",
        "3. Can I bring a dog?",
        "Reporter: When did you start?",
        "Dr. Inga Tveit: Why not?",
        "Q: What does it cost?",
        "Q12. Which days are you closed?",
        "And who pays for that?",
        "At what time do the gates open?",
        "Isn’t that expensive?",
        "[2026-03-02 18:07] mia: and who has the projector?",
        "[2/3/26, 18:03:11] <pete> ok, which one can I use until then?",
        "18:03 jo: hey, is the printer still broken?",
    ],
)
def test_a_question_is_told_by_its_first_word_and_its_mark(sentence: str) -> None:
    """Behind a heading's mark, a number or the name of who speaks."""
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Not yet.",
        "He asked: Who pays for that?",
        "“Who pays for that?” she asked.",
        "The council wants to know who pays?",
        "When it rains, the gates stay shut.",
        "Will Smith won the race.",
        "Opening hours",
        "18:03 jo: they asked who pays?",
        "mia: who has the projector?",
    ],
)
def test_what_tells_something_is_no_question(sentence: str) -> None:
    """Also where a question is told of."""
    assert not asks(sentence)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Can I pause?\nYes. You can skip eight weeks.\nNo fee is due.", "Yes. You can skip eight weeks."),
        ("What does it cost?\nThe small box is 38 euros. The large one is 61.", "The small box is 38 euros."),
        ("A: When was that?\nB: In 1983.\nA: Why?", "B: In 1983."),
        ("9:01 mia: is it free?\n9:02 jo: No. It costs 4.50.\n9:03 mia: thx", "9:02 jo: No. It costs 4.50."),
        ("Who is there? Who calls? Nobody.", None),
        ("Who is there?", None),
    ],
)
def test_a_curt_answer_goes_on_in_its_line(text: str, answer: str | None) -> None:
    """And what is asked behind it is no part of it."""
    cut = sentences(text)
    found = answer_to(text, cut, 0)
    assert (found and Span(cut[found[0]].start, cut[found[1]].end).of(text)) == answer
