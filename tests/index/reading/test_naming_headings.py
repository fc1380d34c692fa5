"""Which headings may be the name that a question asks for."""

from __future__ import annotations

import pytest

from index.reading.headed_lines import MOST
from index.reading.naming_headings import named_sections
from index.reading.reader import PassageText
from index.text.segment import sentences

STAFF = """Our staff

Moira Lang
Head teacher. She runs the chess club on Thursdays.

Imran Siddiqui
Came to us from Leeds and looks after the greenhouse.
"""


def named(question: str, text: str) -> dict[str, dict[str, int]]:
    """Return the lines of each section by its heading, with the number of words shared."""
    spans = tuple(sentences(text))
    found = named_sections(question, PassageText("Our staff", text, spans))
    return {spans[one.heading].of(text): {spans[i].of(text): shared for i, shared in one.lines} for one in found}


@pytest.mark.parametrize("question", ["Who runs the chess club?", "which teacher runs the chess club", "chess club"])
def test_a_heading_may_name_who_is_asked_for(question: str) -> None:
    """With a line below it that has words of the question, and how many; the kind that is asked for is none of them."""
    line = "She runs the chess club on Thursdays."
    assert named(question, STAFF) == {"Moira Lang": {line: 3 - (question == "chess club")}}


@pytest.mark.parametrize("question", ["When is the chess club?", "How many clubs are there?", "Does she run it?"])
def test_other_questions_want_no_name(question: str) -> None:
    """A time, a number, yes or no."""
    assert not named(question, STAFF)


def test_a_heading_that_the_question_has_is_not_what_it_asks_for() -> None:
    """Whoever asks about Moira Lang does not ask for her name."""
    assert list(named("Who came from Leeds after Moira Lang?", STAFF)) == ["Imran Siddiqui"]
    assert not named("Who is the head above Moira Lang?", STAFF)


@pytest.mark.parametrize("heading", ["Who looks after what?", "A few words about those who look after the greenhouse"])
def test_no_name_is_a_question_or_long(heading: str) -> None:
    """Such headings are not quoted for what they name."""
    assert named("Who is from Leeds?", STAFF)
    assert not named("Who is from Leeds?", STAFF.replace("Imran Siddiqui", heading))


def test_a_name_need_not_look_like_a_heading() -> None:
    """If it stands below a blank line, right above another one."""
    text = "Our servers\n\nfrost.example\nPvP. Wiped each month.\n\noak.example\nPeaceful.\n"
    assert list(named("which server is wiped", text)) == ["frost.example"]


def test_a_line_far_below_is_not_quoted_with_the_heading() -> None:
    """A quote stays short."""
    for times, is_near in ((40, True), (60, False)):
        far = STAFF.replace("She runs", "She is kind. " * times + "She runs")
        assert (far.index("Thursdays") - far.index("Moira") < MOST) is is_near
        assert bool(named("Who runs the chess club?", far)) is is_near
