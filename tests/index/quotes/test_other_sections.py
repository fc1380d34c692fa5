"""Sections that are named after another thing than the one in the question."""

from __future__ import annotations

import pytest

from index.article import Article, Span
from index.quotes.other_sections import sections_by_name

HIRE = """Bicycles for hire

City Loop
Seven gears and a basket. 14 euros a day.

Volta E
Electric, range 90 km. 38 euros a day, deposit 200 euros.

Getting here
The bus stops at the door. Any bicycle may be left at the quay.

Ysmene
A cargo bike with a bench, like the Volta E.
"""


def is_other(question: str, quoted: str, text: str = HIRE, title: str = "Bicycles for hire") -> bool:
    """Tell whether a quote stands in the section of another thing."""
    at = text.index(quoted)
    article = Article("hire", title, text)
    return sections_by_name(question, article).is_other(Span(at, at + len(quoted)), quoted)


@pytest.mark.parametrize(
    ("question", "quoted", "other"),
    [
        ("what is the deposit for the city loop?", "deposit 200 euros", True),
        ("what is the deposit for the Volta E?", "deposit 200 euros", False),
        ("what is the Volta E's deposit?", "14 euros a day", True),
        ("which has a deposit?", "deposit 200 euros", False),  # no name
        ("is ysmene electric?", "Electric, range 90 km.", True),
        ("is the volta e a cargo bike?", "A cargo bike with a bench, like the Volta E.", False),  # named in the quote
        ("where do I leave the volta e?", "Any bicycle may be left at the quay.", False),  # below no other name
        ("is getting here easy?", "Seven gears", False),  # no name either
        ("are bicycles for hire electric?", "Seven gears", False),  # the title
    ],
)
def test_what_is_said_of_one_thing_is_not_said_of_another(question: str, quoted: str, other: bool) -> None:
    """If both have sections of their own, by a name with capitals, a figure, or no common word."""
    assert is_other(question, quoted) is other


def test_names_with_figures_and_numbered_headings() -> None:
    """A code is a name; the number before a heading makes none."""
    text = "Codes\n\nE02\nGrinder blocked. Clean it.\n\nE05\nToo hot. Wait for it.\n\n1. Descaling\nUse citric acid.\n"
    assert is_other("what do I do at E02?", "Wait for it.", text, "Codes")
    assert not is_other("what do I do at E02?", "Clean it.", text, "Codes")
    assert not is_other("how is descaling done?", "Clean it.", text, "Codes")
