"""Signs of what is left open: blanks to fill in, and what is marked as right."""

from __future__ import annotations

import pytest

from index.text.options import is_right, is_unfilled


@pytest.mark.parametrize(
    "sentence",
    [
        "Name: ______________",
        "The winner was King ______ .",
        "Who treated you? ____________",
        "Name of the nurse (if known): ...............",
        "Date of issue: ____   Valid until: ____",
        "Choose from: 1212, 1356, Harald, Olaf.",
    ],
)
def test_a_blank_says_nothing(sentence: str) -> None:
    """What it asks for is not there yet."""
    assert is_unfilled(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The tenant ________ pays a rent of 400 euros a month to the landlord, on the third day of each.",
        "He won the race.\n___",
        "Call __init__ and some_long__name first.",
        "Wait.....",
        "Rye loaf ..... 5.20",
    ],
)
def test_what_says_more_than_its_blank_is_filled(sentence: str) -> None:
    """A contract, a line drawn below a sentence, names in code, dots."""
    assert not is_unfilled(sentence)


@pytest.mark.parametrize(
    ("words", "right"),
    [("b) Emu (correct)", True), ("[x] Emu", True), ("Emu ✓", True), ("[ ] Emu", False), ("The correct form", False)],
)
def test_what_is_right_is_marked_so(words: str, right: bool) -> None:
    """By a word in brackets, a cross in a box, or a tick."""
    assert is_right(words) is right
