"""The case that a question is about, and lines about the same or another one."""

from __future__ import annotations

import pytest

from index.questions.asked_case import asked_case


def is_met(question: str, line: str, *above: str) -> bool | None:
    """Tell what a line below some others says of the question's case."""
    case = asked_case(question)
    assert case is not None
    return case.is_met(line, lambda: above)


@pytest.mark.parametrize("question", ["who came?", "what happened in 2024?", "how much is a parcel?", "sun or shade?"])
def test_most_questions_are_about_no_case(question: str) -> None:
    """They have no day, no amount and no end of anything."""
    assert asked_case(question) is None


@pytest.mark.parametrize(
    ("line", "above", "met"),
    [
        ("Tue, Thu  8.00 - 22.00", (), False),
        ("Sat  9.00 - 19.00", (), True),
        ("SAT-SUN 9-19", (), True),
        ("MON-FRI 9-19", (), False),
        ("- Weekends: 9-19", (), True),
        ("Monday to Friday 9-17", (), False),
        ("Fri to Sun 9-17", (), True),
        ("Monday: closed", (), False),
        ("- Saturday: 9-19", (), True),
        ("Day: Monday | Hours: 9-17", (), False),
        ("Hour: 9 | Monday: Yoga | Saturday: Spin", (), True),
        ("Open daily from 9", (), True),
        ("It was full on Monday.", (), None),  # it does not begin with the day
        ("On Mondays it is full.", (), False),
        ("From the harbour: 18:10", ("Monday to Friday",), False),
        ("From the harbour: 17:15", ("Saturday",), True),
        ("From the harbour: 17:15", ("Monday to Friday", "Saturday"), True),  # the nearest counts
        ("Sat 17:15", ("Monday to Friday",), True),  # its own words count most
        ("From the harbour: 18:10", ("Timetable",), None),
    ],
)
def test_days_of_the_week(line: str, above: tuple[str, ...], met: bool | None) -> None:
    """In each form, by the line's own words or those above it."""
    assert is_met("when is the last boat on saturday?", line, *above) is met


@pytest.mark.parametrize(
    ("question", "line", "met"),
    [
        ("what if I cancel 10 days before?", "7 to 14 days before: half is returned", True),
        ("what if I cancel 10 days before?", "Less than 7 days: nothing is returned", False),
        ("what if I cancel 10 days before?", "Please pay the rest.", None),
        ("what if I cancel 10 days before?", "The course lasts 5 days.", None),  # no limit
        ("what if I cancel two weeks before?", "14 days before: half is returned", True),
        ("what does my 70 year old aunt pay?", "Senior (67+): 6.00", True),
        ("what does my 70 year old aunt pay?", "Child 4–15: 4.20", False),
        ("what does my 70 kg dog pay?", "Senior (67+): 6.00", None),  # another kind
        ("who signs for over 2000 euros?", "Up to 2,000 euros: the head", False),
        ("who signs for over 2000 euros?", "Above 1,000 euros: the director", True),
    ],
)
def test_amounts(question: str, line: str, met: bool | None) -> None:
    """A line with limits is about the amounts between them."""
    assert is_met(question, line) is met


def test_amounts_by_a_heading() -> None:
    """The nearest line above that tells limits counts."""
    question = "what do 9 year olds do?"
    assert is_met(question, "They swim with a teacher.", "Children", "Aged 6 to 8") is False
    assert is_met(question, "They swim alone.", "Aged 6 to 8", "Aged 9 to 12") is True
    assert asked_case("may 9 year olds swim?") is None  # where another age may answer


@pytest.mark.parametrize(
    ("line", "above", "met"),
    [
        ("The first bus leaves at 8:12.", (), False),
        ("The last buses leave at 22:01.", (), True),
        ("The first bus leaves at 8:12, the last bus at 22:01.", (), True),
        ("Its first driver was Jo Ash.", (), None),
        ("Buses leave at 8:12.", (), None),
        ("Station: 8:12", ("The first bus",), False),
        ("Station: 22:01", ("The first bus", "The last bus"), True),
    ],
)
def test_another_kind(line: str, above: tuple[str, ...], met: bool | None) -> None:
    """What is said of the first bus is not said of the last."""
    assert is_met("when does the last bus leave?", line, *above) is met


@pytest.mark.parametrize(
    ("question", "text", "there"),
    [
        ("on saturday?", "Mon 9-12\nFri to Sun 9-14", True),
        ("on saturday?", "Mon 9-12", False),
        ("for 10 days?", "up to 14 days", True),
        ("for 10 days?", "up to 7 days", False),
        ("when is the last bus?", "The last bus leaves at 22:01.", True),
        ("when is the last bus?", "The first bus leaves at 8:12.", False),
    ],
)
def test_a_text_has_the_case(question: str, text: str, there: bool) -> None:
    """If not, it need not be looked at line by line."""
    case = asked_case(question)
    assert case is not None
    assert case.is_in(text) is there
