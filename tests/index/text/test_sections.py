"""What stands over a sentence and says what it is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.text.sections import WINDOW, lead
from index.text.segment import sentences

MANUAL = (
    "Troubleshooting\n\nThe lamp is orange\nThe air filter needs cleaning. Then hold the button.\nThe lamp is red\n"
    "The tank is missing or crooked.\n\nRent\n\n2.2 The rent includes:\n(a) cold water;\n(b) cleaning.\n"
    "2.3 The rent does not include gas.\n\nCarbon Flux\nHead: Ada Holm\nRoom: 1.20\nPhone: 120\n"
)


@pytest.mark.parametrize(
    ("words", "over"),
    [
        ("The air filter needs cleaning.", "The lamp is orange"),
        ("Then hold the button.", "The lamp is orange"),
        ("The tank is missing or crooked.", "The lamp is red"),
        ("(b) cleaning.", "Rent – 2.2 The rent includes:"),
        ("2.3 The rent does not include gas.", "Rent"),
        ("Phone: 120", "Carbon Flux – Head: Ada Holm"),
        ("Troubleshooting", ""),
    ],
)
def test_a_sentence_is_about_what_stands_over_it(words: str, over: str) -> None:
    """Its heading; of an item the line above its list, too; of a record the lines that it begins with."""
    at = MANUAL.index(words)
    assert lead(MANUAL, Span(at, at + len(words))) == over


def test_a_clause_does_not_stand_over_the_next() -> None:
    """However it is announced: over both is the one that is numbered with less."""
    text = (
        "Be well.\n\n9. Ending\n9.1 The tenancy may end.\n9.2 They may leave early only if\n(a) they are ill;\n"
        "(b) they are posted.\nIn either case a fee is due.\n9.3 Notice is given by letter.\n"
    )
    at = text.index("9.3")
    assert lead(text, Span(at, len(text) - 1)) == "9. Ending"


def test_a_chapter_stands_over_its_first_section() -> None:
    """Where nothing stands between both headings."""
    text = "Release 4.1\n\nAdded\n\nSwiss francs are new, as is the Icelandic one. They came late.\n"
    at = text.index("They")
    assert lead(text, Span(at, len(text) - 1)) == "Release 4.1 – Added"


@pytest.mark.parametrize("version", ["2.3", "2.3 – 11 February 2026", "[2.3.0] - 2026-02-11", "Version 2.3"])
def test_a_version_stands_over_each_section_of_its_release(version: str) -> None:
    """The first one is right below it."""
    text = f"Changes\n\n2.4\n\nFixed\n\n- Tea.\n\n{version}\n\nAdded\n\n- Oats.\n\nFixed\n\n- Soup.\n- Rice.\n"
    for item, over in (("Tea", "2.4 – Fixed"), ("Oats", f"{version} – Added"), ("Rice", f"{version} – Fixed")):
        at = text.index(f"- {item}")
        assert lead(text, Span(at, at + len(item) + 3), "Changes") == over


def test_a_figure_over_other_sections_is_no_version() -> None:
    """Nor is a version that no section is right below of."""
    for chapter in ("Prices 2026", "It is 2.3 m wide."):
        text = f"Help\n\n{chapter}\n\nBoats\n\n- Tea for two.\n\nFood\n\n- Soup for two.\n"
        at = text.index("- Soup")
        assert lead(text, Span(at, len(text) - 1), "Help") == "Food"


@pytest.mark.parametrize(
    ("text", "words", "over"),
    [
        ("Help\n\nIt leaks.\nTighten the nut.\n\nIt hums.\nOil the hub. Wait.\n", "Wait.", "Help – It hums."),
        ("Help\n\nIt leaks.\nIt drips.\nTighten the nut.\n", "Tighten", "Help"),
        (f"Help\n\n{'It leaks. ' * 20}\nTighten the nut.\n", "Tighten", "Help"),
    ],
)
def test_what_is_wrong_stands_over_what_helps(text: str, words: str, over: str) -> None:
    """A short sentence that begins a block is what the lines below it are about; of several, none is."""
    at = text.index(words)
    assert lead(text, Span(at, at + len(words))) == over


EVENING = (
    "Harbour   Dep.    Fare\nSkarvik   07:10  120\nLundoya   09:30   95\n\n"
    "Evening\n\nGreat Hall\n17:00 Opening\n17:30 Lightning in a bottle\n\n18:00 Supper\n19:00 Music\n\n"
    "For the topping:\n1.5 kg plums\na pinch of salt\n"
)


@pytest.mark.parametrize(
    ("words", "over"),
    [
        ("17:30 Lightning in a bottle", "Great Hall"),
        ("Lundoya   09:30   95", "Harbour   Dep.    Fare"),
        ("19:00 Music", "Evening – Great Hall"),
        ("a pinch of salt", "Evening – Great Hall – For the topping:"),
    ],
)
def test_the_entry_before_does_not_stand_over_the_next(words: str, over: str) -> None:
    """In a timetable or among ingredients each line is its own, below the one that names them all."""
    at = EVENING.index(words)
    assert lead(EVENING, Span(at, at + len(words))) == over


LEASE = (
    "AGREEMENT\n\nWe agree as follows.\n\n1. Repairs\n   The owner keeps roof and walls in repair; the tenant pays for"
    " windows,\n"
    "   doors and slips. Damage is to be reported.\n\n2. Use\n   The tenant may\n   (a) store up to thirty boats,\n"
    "   (b) use the workshop.\n\nMembers | One child: 240 | Two: 430\nOthers | One child: 290 | Two: 520\n"
)


@pytest.mark.parametrize(
    ("words", "over"),
    [
        ("Damage is to be reported.", "1. Repairs"),
        ("(b) use the workshop.", "2. Use – The tenant may"),
        ("Others | One child: 290 | Two: 520", "2. Use"),
    ],
)
def test_lines_are_read_as_they_are_meant(words: str, over: str) -> None:
    """What is indented is an item all the same, what is wrapped is one line, and a row is of no other row."""
    at = LEASE.index(words)
    assert lead(LEASE, Span(at, at + len(words))) == over


@pytest.mark.parametrize(
    ("heading", "over"),
    [("Hours", "Visit"), ("Fees", ""), ("4.2 Groups", "4 Prices"), ("Contact", "")],
)
def test_a_heading_stands_under_its_chapter_and_not_under_its_neighbour(heading: str, over: str) -> None:
    """Its chapter is right above it, or numbered with less."""
    text = (
        "Visit\n\nHours\n\nWe open at nine.\n\nFees\n\nA card costs 12 euros.\n\n4 Prices\n\n4.1 Adults\n\n"
        "They pay 9 euros.\n\n4.2 Groups\n\nThey pay 7 euros each.\n\nContact\n\nWrite to us.\n"
    )
    at = text.index(heading)
    assert lead(text, Span(at, at + len(heading))) == over


def test_prose_without_headings_has_nothing_over_it() -> None:
    """However long it is; and what is further up than a screen is not looked for."""
    prose = "The mayor came by boat, and everybody waved to her from the bridge.\n\n" * 90
    assert {lead(prose, sentence) for sentence in sentences(prose)} == {""}
    far = f"Opening hours\n\n{'The reading room is open. ' * (WINDOW // 20)}\n\nIt is closed."
    assert lead(far, Span(len(far) - 13, len(far))) == ""


@given(st.lists(st.sampled_from(["Hours", "- one", "(a) two", "3. We open.", "A: b", "\n", "\n\n", " ", "é", "."])))
def test_any_place_of_any_text_may_be_asked(parts: list[str]) -> None:
    """It is total, and says nothing that does not stand before the place."""
    text = "".join(parts)
    for sentence in sentences(text):
        assert all(line in text[: sentence.start] for line in lead(text, sentence).split(" – "))
