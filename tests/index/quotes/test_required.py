"""What a passage must name to answer a yes-or-no question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Span
from index.models.files import ModelFiles
from index.quotes.ordering import DOUBTED_SHARE
from index.quotes.read_quotes import ReadPassage
from index.quotes.required import holds_what_is_asked, names_what_is_priced
from index.quotes.weighing import weigh
from index.reading.calibration import load_calibration
from index.reading.confidence import Evidence
from index.reading.reader import Marks, PassageText, QuoteReading, Reading
from index.weights import CALIBRATION, READERS

OPENED = "The old bridge, which cost 3 million euros, was opened by Mayor Ada Lind in May, the U.S. Embassy said."


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("are dogs allowed?", True),
        ("are service dogs allowed in the hall?", True),
        ("are kids allowed?", True),
        ("are they allowed?", True),
        ("is anyone allowed?", True),
        ("is smoking permitted?", True),
        ("are photos allowed?", True),
        ("are cats allowed?", False),
        ("is alcohol allowed in the hall?", False),
    ],
)
def test_who_may_is_named_in_the_text(question: str, held: bool) -> None:
    """Or what is like it: dogs are no cats."""
    text = "Dogs may come in, but not into the hall. Children must hold a hand. Smokers stay outside. No photography."
    assert holds_what_is_asked(question, text) is held


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("was the bridge opened in May?", True),
        ("did Lind inaugurate the tunnel?", True),  # in other words, for all that is known
        ("was the bridge opened in June?", False),  # a name
        ("did the bridge cost 4 million euros?", False),  # a number
        ("did the US Embassy open the bridge?", True),
        ("did the UN Embassy open the bridge?", False),
        ("did the mayor open the bridge before June?", False),
        ("did the mayor open the bridge until May came?", True),
    ],
)
def test_what_is_asked_about_must_stand_there(question: str, held: bool) -> None:
    """All names and numbers; other words may be said otherwise."""
    assert holds_what_is_asked(question, OPENED) is held


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("is 2.1.0 out?", "Version 2.1.0 is out.", True),
        ("does Kestrel v2 run on Windows?", "Kestrel v3 runs on Windows.", False),
        ("does version 3.12 run on Windows?", "Version 31.2 runs on Windows.", False),
    ],
)
def test_another_version_is_another_number(question: str, text: str, held: bool) -> None:
    """By all of its figures."""
    assert holds_what_is_asked(question, text) is held


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("is it open on Wednesday?", "Open Tuesday to Sunday.", True),
        ("is it open on Wednesdays?", "Open Mon–Fri, 9 to 5.", True),
        ("is it open on Wednesday?", "Open Mon thru Fri.", True),
        ("is it open on Saturday?", "Mon-Fri 9-17, Sat. 9-12.", True),
        ("is it open on Sunday?", "Open Fri. - Mon.", True),
        ("is it open on Sunday?", "Open daily.", True),
        ("is it open on Monday?", "Open Tuesday to Sunday.", False),
        ("is it open on Wednesday?", "Open on Tuesdays and Fridays.", False),
        ("is it open on Friday?", "Friends may come at any time.", False),
        ("is it open on Sunday?", "The Sun wrote of it.", False),
        ("is it open on Sunday?", "Books are lent for seven days.", False),
        ("is it open on Sunday?", "Open seven days a week.", True),
        ("is the Orr open on Sunday?", "Open daily.", False),
        ("is it open on sunday?", "Open Tuesday to Friday.", False),
        ("is it open on wednesdays?", "Open Tuesday to Friday.", True),
        ("can I march in?", "Come in.", True),
        ("is it open on 27 December?", "Closed from 24 December to 2 January.", True),
        ("is it open on December 27th?", "Closed from Thu 24 Dec 2026 until Sat 2 Jan 2027.", True),
        ("is it open on 1 january?", "Closed from 24 December to 2 January.", True),
        ("is it open on 27 of July?", "Closed 24–28 July.", True),
        ("is it open on July 3?", "Closed July 1 – 15.", True),
        ("is it open on 3 January?", "Closed from 24 December to 2 January.", False),
        ("is it open on 23 December?", "Closed from 24 December to 2 January.", False),
        ("is it open on 27 August?", "Closed 24–28 July.", False),
        ("is it open on 27 December?", "In December, from 24 to 28.", False),
        ("is room 7 open on 27 December?", "Closed from 24 December to 2 January.", False),
        ("is it open on 27?", "Closed from 24 December to 2 January.", False),
    ],
)
def test_a_day_may_be_named_among_several(question: str, text: str, held: bool) -> None:
    """Or in short."""
    assert holds_what_is_asked(question, text) is held


FARES = "Ferry\nTicket: Bicycle | Price: €4\nTicket: Child under 14 | Price: €3"


@pytest.mark.parametrize(
    ("question", "row", "named"),
    [
        ("how much is a motorbike on the ferry?", "Ticket: Bicycle | Price: €4", False),
        ("how much is it for a motorbike?", "Ticket: Bicycle | Price: €4", False),
        ("how much does a motorbike cost?", "Ticket: Bicycle | Price: €4", False),
        ("how much is a senior ticket?", "Ticket: Bicycle | Price: €4", False),
        ("how much is a motorbike?", "Bicycle | €4", False),
        ("how much is a bike on the ferry?", "Ticket: Bicycle | Price: €4", True),
        ("how much is a place for bicycles?", "Ticket: Bicycle | Price: €4", True),
        ("how much for kids?", "Ticket: Child under 14 | Price: €3", True),
        ("how much for a 12 year old?", "Ticket: Child under 14 | Price: €3", True),
        ("how much is entry?", "Ticket: Child under 14 | Price: €3", True),
        ("how much is the ferry?", "Ticket: Bicycle | Price: €4", True),
        ("how much is it?", "Ticket: Bicycle | Price: €4", True),
        ("how much is a motorbike?", "- Bicycle: €4 one way", False),
        ("how much is a motorbike?", "Prices:\nBicycle: 4.50", False),
        ("how much is a bike?", "- Bicycle: €4 one way", True),
        ("how much is a motorbike?", "A bicycle is €4.", True),
        ("how much is a motorbike?", "Please note: bicycles are taken for the small sum of €4.", True),
        ("who takes a motorbike?", "Ticket: Bicycle | Price: €4", True),
    ],
)
def test_a_price_is_that_of_what_is_asked(question: str, row: str, named: bool) -> None:
    """A row about something else has another price; a sentence says what it is about by itself."""
    assert names_what_is_priced(question, row, FARES) is named


@given(st.text("Añ 中.,é\u0301🙂bn't-", max_size=80), st.text("Añ 中.b n't", max_size=30))
def test_no_text_stops_the_rule(text: str, words: str) -> None:
    """Whatever the words."""
    assert holds_what_is_asked(f"is {words}?", text) in (True, False)


def read(name: str, text: str, rank: float) -> ReadPassage:
    """Make a reading of an article of one sentence."""
    span = Span(0, len(text))
    quote = QuoteReading(span, rank, Marks, rank)
    return ReadPassage(Article(name, name, text), span, PassageText("", text, (span,)), Reading(rank, (quote,), rank))


def test_what_does_not_hold_it_is_no_evidence() -> None:
    """It keeps its place, with little confidence; a question of another kind is not touched."""
    bus, tram = read("bus", "Orrby will raise fares.", 3.0), read("tram", "Moss will raise tariffs.", 1.0)

    def chance(_: Evidence) -> float:
        return 0.8

    weighed = weigh("will the town of Moss raise fares?", [bus, tram], chance)
    assert [(each.quote.article.id, each.confidence) for each in weighed] == [
        ("bus", 0.8 * DOUBTED_SHARE),
        ("tram", 0.8),
    ]
    weighed = weigh("what will the town raise?", [bus, tram], chance)
    assert [(each.quote.article.id, each.confidence) for each in weighed] == [("bus", 0.8), ("tram", 0.8)]


@pytest.mark.parametrize("files", READERS.values(), ids=READERS)
def test_what_does_not_hold_what_is_asked_answers_by_no_reader(files: ModelFiles) -> None:
    """However sure it was of the quote."""
    calibration = load_calibration(files.path(CALIBRATION))
    assert min(calibration.searched.threshold, calibration.given.threshold) > DOUBTED_SHARE
