"""What people type short in a chat is read as the words that it stands for, unless the articles have it themselves."""

from __future__ import annotations

import pytest

from index.questions.short_forms import written_out
from index.text.analysis import terms

TEXTS = "The kiln holds twelve people. Its health check is in May. Paper of the size B4 is in the shed."


def in_texts(term: str) -> bool:
    """Tell whether the texts have a term."""
    return term in terms(TEXTS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("how many ppl fit in", "how many people fit in"),
        ("can u bring ur dog", "can you bring your dog"),
        ("R dogs allowed?", "are dogs allowed?"),
        ("is the kiln hot rn?", "is the kiln hot right now?"),
        ("what dmg does an axe do, and at what lvl", "what damage does an axe do, and at what level"),
        ("does it have 2FA", "does it have two factor authentication"),
        ("who are the mods", "who are the moderators"),
        ("Wen does it open, and wich day", "when does it open, and which day"),
        ("can U come", "can you come"),
        ("why didnt it fire, and wont it", "why didn't it fire, and won't it"),
    ],
)
def test_short_forms_are_written_out(typed: str, read: str) -> None:
    """A small reader knows the words, and hardly the short forms."""
    assert written_out(typed, in_texts) == read


@pytest.mark.parametrize(
    "question",
    [
        "where is the b4 paper",  # the texts have it
        "who is u/kilnmaster, and what is #ppl",
        "what does the --pw option do",
        "does ppl.example open",
        "is R&D here? what's R-2?",
        "how old is Wen Li, and who found Ur",
        "İsnt the pool open",  # from a Turkish keyboard
    ],
)
def test_what_may_mean_something_else_stays(question: str) -> None:
    """What the articles have is theirs, and so is a part of a name, an option or an address."""
    assert written_out(question, in_texts) == question


def test_a_short_form_is_looked_for_once() -> None:
    """However often it stands in the question: in one long text, each look goes through all of it."""
    looked: list[str] = []

    def is_known(term: str) -> bool:
        looked.append(term)
        return False

    assert written_out("ppl, PPL, ppl?", is_known) == "people, people, people?"
    assert looked == terms("ppl")
