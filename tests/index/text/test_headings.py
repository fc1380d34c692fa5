"""A heading is told by where its line stands; what is a sentence, an item, a row or the whole text is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.text.headings import is_heading
from index.text.segment import sentences

PROSE = "The reading room stays open until 9 p.m. on Thursdays. Bring your card."


def headings(text: str, title: str = "") -> list[str]:
    """Return the words of all headings of a text."""
    return [span.of(text) for span in sentences(text) if is_heading(text, span, title)]


@pytest.mark.parametrize(
    "words", ["Opening hours", "3. Refund policy", "2.1 Scope", "What does it cost?", "how to use /link", "You need:"]
)
def test_a_few_words_alone_over_a_paragraph_are_a_heading(words: str) -> None:
    """Numbered, asking, or ended by a colon."""
    assert headings(f"{PROSE}\n\n{words}\n\n{PROSE}") == [words]


def test_a_heading_may_stand_over_a_list() -> None:
    """Bullets, numbers, or lines without a gap, however short."""
    for items in ("- eggs\n- milk", "- eggs", "1. eggs\n2. milk", "4 eggs\nmilk"):
        assert headings(f"Shopping for the apple cake\n\n{items}") == ["Shopping for the apple cake"]


def test_a_heading_may_be_longer_than_the_sentence_under_it() -> None:
    """An entry that is no sentence is none."""
    words = "Version 2.1, the repair of 4 November"
    assert headings(f"{PROSE}\n\n{words}\n\nSorry, a short one.\n\n{PROSE}") == [words]
    assert headings(f"{PROSE}\n\n{words}\n\nSorry!\n\n{PROSE}") == []


@pytest.mark.parametrize("under", [PROSE, "- eggs\n- milk", "(a) eggs;\n(b) milk.", "The sensor is faulty. Call us."])
def test_a_heading_may_stand_without_a_gap(under: str) -> None:
    """Behind the end of a sentence or an item, and over a sentence or an item: a symptom over its remedy."""
    words = "The lamp blinks red"
    assert headings(f"Push it in.\n{words}\n{under}") == [words]
    assert headings(f"- salt\n{words}\n{under}") == [words]
    assert headings(f"{PROSE}\n\nCosts\nFor two people, in pounds:\nTrains 212\nBeds 531") == ["Costs"]
    assert headings(f"{PROSE}\n\nMosses\nHead: Ada Holm\nRoom: 2") == ["Mosses"], "a record's name"


def test_a_numbered_clause_stands_under_the_section_that_has_its_number() -> None:
    """With a paragraph sign as well as with a full stop."""
    for words in ("§ 5 Keys", "§ 5. Keys", "5. Keys"):
        text = f"House rules\n\n{PROSE}\n\n{words}\n5.1 A lost key must be reported. A new one costs 85 euros."
        assert headings(text) == ["House rules", words]


def test_the_name_of_a_rule_may_end_with_a_full_stop() -> None:
    """Of items that follow one another each says something; so does a longer sentence with a number."""
    rules = "4. Nets and lines.\nNobody leaves a net out at night.\n\n5. Dogs.\nThey stay in the boat house, on a lead."
    assert headings(f"{PROSE}\n\n{rules}") == ["4. Nets and lines.", "5. Dogs."]
    for text in ("1. Open the lid.\n2. Fill in water.\n3. Close it.", "Fishing.\nNobody leaves a net out at night."):
        assert headings(f"{PROSE}\n\n{text}") == []
    assert headings(f"{PROSE}\n\n4. Nets that are left out at night are taken in.\nAsk Ida for yours.") == []


def test_a_chapter_may_stand_over_a_section() -> None:
    """Below the title, two lines are both headings, and three are a list."""
    text = f"Terms\n\nOrders\n\nBy mail\n\n{PROSE}"
    assert headings(text) == ["Terms", "Orders", "By mail"]
    assert headings(f"{PROSE}\n\nsalt\n\nfour eggs\n\nmilk and butter\n\n{PROSE}") == []


def test_the_first_line_is_a_heading_where_it_is_the_title() -> None:
    """A headline may be long, and its text may begin on the next line; a sentence is a sentence."""
    headline = "Rubio raises concerns over irregular migration with Jaishankar in a first talk between the two of them"
    assert headings(f"{headline}\nThey met on Tuesday.", headline) == [headline]
    assert headings(f"{headline}\nThey met on Tuesday.") == []
    assert headings("They met on Tuesday.\nIt rained.", "They met on Tuesday.") == []


def test_the_first_of_several_values_is_no_heading() -> None:
    """Though it gave the article its title: it answers as the others do."""
    assert headings("Gate code: 12\nDoor code: 15\nAsk Ann.", "Gate code: 12") == []
    assert headings("Part 1: the gate\nIt opens at nine.", "Part 1: the gate") == ["Part 1: the gate"]
    assert headings("Codes: north\n\nGate: 12\nDoor: 15", "Codes: north") == ["Codes: north"]


@pytest.mark.parametrize(
    "text",
    [
        "The whole article",
        f"{PROSE}\n\nClosed on Sundays",
        f"{PROSE}\n\nWe are closed.\n\n{PROSE}",
        f"{PROSE}\n\n- Closed on Sundays\n\n{PROSE}",
        f"{PROSE}\n\nAge: 59\n\n{PROSE}",
        f"{PROSE}\n\nlarch restore latest --target /tmp/test\n\n{PROSE}",
        f"{PROSE}\n\nMonday | closed\n\n{PROSE}",
        f"{PROSE}\n\n“Shall we go?”\n\n{PROSE}",
        f"{PROSE}\n\n1. Denver\n\n2. Houston\n\n3. Chicago",
        f"{PROSE}\n\n4 eggs\n200 g flour\nA pinch of salt\n\n{PROSE}",
        f"{PROSE}\nmonday to friday\n{PROSE}",
        f"He met the mayor and\nAda Holm\n{PROSE}",
        f"{PROSE}\n2 September 2025\n{PROSE}",
        f"{PROSE}\n\nEverybody who lives near the river came to hear about the plan for the bridge\n\n{PROSE}",
    ],
)
def test_what_is_no_heading(text: str) -> None:
    """The text itself, its end, sentences, bullets, values, rows, commands, speech, lists, lines inside a paragraph."""
    assert headings(text) == []


@given(st.lists(st.sampled_from(["Opening hours", "We are closed.", "- one", "1.", "?", "\n", "\n\n", " ", "\t", "é"])))
def test_any_place_of_any_text_may_be_looked_at(parts: list[str]) -> None:
    """It is total, and nothing at the end of a text is a heading."""
    text = "".join(parts)
    spans = sentences(text)
    assert all(is_heading(text, span) in (True, False) for span in spans)
    assert not spans or not is_heading(text, spans[-1])


def test_only_what_stands_around_a_line_is_looked_at() -> None:
    """A book of headings takes time by its length."""
    text = f"Opening hours\n\n{PROSE}\n\n" * 3_000
    assert len(headings(text)) == 3_000
    assert not is_heading("a" * 1_000_000, Span(10, 20))


def test_short_lines_far_apart_are_no_heading_without_an_end() -> None:
    """Each of them sees but one other above it: thousands may stand so, and what is under them is never reached."""
    text = ("Alpha\n" + "\n" * 300) * 2_000
    assert not is_heading(text, Span(0, 5))
