"""A mark holds what turns its statement round, and nothing of a statement beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.highlights.turned import with_what_turns
from index.highlights.yes_no import asked_clause


def marked(question: str, text: str) -> str | None:
    """Return what is marked of a text that is quoted as a whole."""
    found = asked_clause(question, text, Span(0, len(text)))
    return found.of(text) if found else None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Has the red bus a ramp?", "All but the red bus are known to have a ramp"),
        ("Has the judge met Ms Lind?", "It is not so, a clerk of hers wrote, that the judge has met Ms Lind"),
        ("Was the mill sold?", "Two of the papers falsely said on Monday that the mill was sold"),
        ("Was the mill sold?", "The owner of the mill rejected a claim that his mill was sold"),
        ("Was the mill sold?", "It is a myth (and a stubborn one) that the mill was sold"),
        ("Will the pier be ready in May?", "The harbour board now doubts whether the pier will be ready in May"),
        ("Is the drug safe?", "Doctors doubt, as they wrote in May, that the drug is safe"),
        ("Will the tram run?", "Nobody but the mayor believes that the tram will run"),
        ("May I park in zone A?", "Only holders of a permit of the city of Hartwell may park in zone A"),
        ("Do cats like milk?", "Myth: Cats like milk"),
        ("Is there a search by colour?", "Planned: search by colour"),
        ("Will Ada Lind be mayor?", "If Mr Ek retires, Ada Lind will be mayor"),
    ],
)
def test_what_governs_from_ahead_is_marked(question: str, text: str) -> None:
    """Where another clause or a label denies, doubts, excepts or sets a condition."""
    assert marked(question, f"{text}.") == text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Should I salt the dough?", "Others salt the dough; we warn against that"),
        ("Do pupils travel free?", "Pupils were to travel free; the plan was scrapped"),
        ("Was he fined?", "He was fined 40 euros; a court overturned this"),
        ("Has the mill been sold?", "The mill has been sold, the mayor claimed"),
        ("Did he sell shares?", "That he sold shares in May, Mr Ek has always denied"),
        ("Was the mill sold?", "The mill was sold in May, which is not true"),
        ("May ferries enter the port?", "Ferries may enter the port before six, except the Ora"),
        ("Must boots be taken off?", "Boots must be taken off by day, unless a ranger is there"),
        ("Will tolls rise?", "The rise of tolls which was planned on Friday for the hills has been cancelled"),
        ("Did the crane fall?", "The story that the crane fell proved to be a joke of the crew"),
        ("Was the mill sold?", "The mill was sold in May. This has not been confirmed"),
        ("Is a painter a sailor?", "A painter ties up a sailor's boat. It is no sailor"),
        ("Was the mill sold?", "The mill was sold in May. Wrong"),
        ("May I visit the mill?", "Nobody may visit the mill if the wheel is turning fast"),
    ],
)
def test_what_takes_it_back_is_marked(question: str, text: str) -> None:
    """In the clause, in a later one that speaks of it, or in the next sentence."""
    assert marked(question, f"{text}.") == text


@pytest.mark.parametrize(
    ("question", "text", "kept"),
    [
        ("Are tents allowed?", "Tents are allowed on the meadow, cars are not.", "Tents are allowed on the meadow"),
        (
            "Was the mill opened?",
            "After the concert had been cancelled, the mill was opened by the mayor in May.",
            "the mill was opened",
        ),
        (
            "Was the mill opened?",
            "The mayor denied the charges, and the mill was opened in May.",
            "and the mill was opened in May",
        ),
        ("Was the mill opened?", "No fee (but only in May) is due; the mill was opened.", "the mill was opened"),
        ("Was the mill sold?", "The mill was sold in May. He denied having taken money.", "The mill was sold in May"),
        ("Did the firm deny it?", "Its lawyer said in May that the firm denies it.", "the firm denies it"),
        ("Is the mill open?", "The mill is open if one of the five keepers is there.", "The mill is open"),
        ("Is the mill open?", "He said on Monday in Lund that the mill is open again.", "the mill is open again"),
        ("Is the mill open?", "The mill is open. It was built by a rich man who had not been born here at all.", None),
    ],
)
def test_what_turns_another_statement_is_not(question: str, text: str, kept: str | None) -> None:
    """Nor words that the question asks about."""
    assert marked(question, text) == (kept or "The mill is open")


@given(st.text("Amy but if, not it.;:()\n", max_size=80), st.data())
def test_the_mark_grows_in_its_quote(text: str, data: st.DataObject) -> None:
    """Whatever the words."""
    if not text.strip(" .,;:()\n"):
        return
    start = data.draw(st.integers(0, len(text) - 1))
    quote = Span(start, data.draw(st.integers(start + 1, len(text))))
    first = data.draw(st.integers(quote.start, quote.end - 1))
    mark = Span(first, data.draw(st.integers(first + 1, quote.end)))
    assert quote.holds(with_what_turns("is it?", text, quote, mark))
