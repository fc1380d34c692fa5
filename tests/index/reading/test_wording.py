"""The question as it is put to a passage."""

from __future__ import annotations

import pytest

from index.reading.reader import PassageText
from index.reading.wording import put_to
from index.text import segment


def put(question: str, text: str) -> str:
    """Return the question as it is put to a passage with this text."""
    return put_to(question, PassageText("Title", text, tuple(segment.sentences(text))), frozenset())


PARCELS = """Weight: up to 2 kg | Price: 5.90
Weight: up to 5 kg | Price: 7.90
Weight: up to 10 kg | Price: 11.50

Parcels over 20 kg are not accepted."""
TRIPS = "Up to 400 euros: the lead. From 400 to 2,000 euros: the head."
KENNEL = "No puppies under four months. More than 14 days before arrival, all is returned."


@pytest.mark.parametrize(
    ("question", "text", "worded"),
    [
        ("how much is a 4 kg parcel?", PARCELS, "how much is a up to 5 kg parcel?"),
        ("can I send 25 kg?", PARCELS, "can I send over 20 kg?"),
        ("how much is a 15 kg parcel?", PARCELS, "how much is a 15 kg parcel?"),
        ("how much for a 12 year old?", "Child (3–15): 4\nAdult (16–64): 8", "how much for a 3–15 year old?"),
        ("who signs for 1500 euros?", TRIPS, "who signs for 400 to 2,000 euros?"),
        ("what if I cancel 3 weeks before arrival?", KENNEL, "what if I cancel More than 14 days before arrival?"),
        ("can we keep 30 hens?", "You may keep twelve.", "can we keep so many hens?"),
        ("can we stay for 3 days?", "Guests stay for 5 days.", "can we stay for so many days?"),
        ("who came?", PARCELS, "who came?"),
        ("who pays for up to 3 kg?", PARCELS, "who pays for up to 3 kg?"),
    ],
)
def test_an_amount_in_the_words_of_the_passage(question: str, text: str, worded: str) -> None:
    """The right range replaces it; without one, it stays, or is any amount in a yes-or-no question."""
    assert put(question, text) == worded


def test_the_longest_scale_counts() -> None:
    """A single sentence with more words of the question is not it."""
    text = "15–29 minutes: 25%\n30–59 minutes: 50%\n\nWith a pass, 2 euros for a delay of 30 minutes or more."
    assert put("a delay of 40 minutes?", text) == "a delay of 30–59 minutes?"
