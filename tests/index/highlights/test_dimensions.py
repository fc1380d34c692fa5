"""An amount of one dimension does not answer a question for another."""

from __future__ import annotations

import pytest

from index.article import Span
from index.highlights.dimensions import asked_dimension, is_of_another


def another(question: str, text: str, marked: str) -> bool:
    """Tell whether what is marked in a text is of another dimension than the question asks for."""
    asked = asked_dimension(question)
    at = text.index(marked)
    return asked is not None and is_of_another(asked, text, Span(0, len(text)), Span(at, at + len(marked)))


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("how wide is the hall?", "The hall is 14 metres long and seats 120.", "14 metres long"),
        ("how wide is the hall?", "The hall is 14 metres long and seats 120.", "14 metres"),
        ("how high is the hall", "The 14-metre-long hall seats 120.", "14-metre-long"),
        ("What is the width of the bridge?", "The bridge has a length of 1.2 km.", "1.2 km"),
        ("How deep is the lake?", "The lake is about 3 km across.", "about 3 km"),
        ("how long is the wall?", "The wall is 4 m in height.", "4 m"),
        ("How long is the whale?", "The whale weighs some 40 tonnes.", "40 tonnes"),
        ("How deep is the canal?", "The canal climbs 84 metres by 21 locks.", "84 metres"),
        ("How long is the tower?", "The tower rises 90 metres above the harbour.", "90 metres"),
        ("How long is the new dam?", "It is built two hundred metres further east.", "two hundred metres further"),
        ("How high is the dam?", "The dam lies about 3 km away.", "about 3 km"),
        ("What is the weight of the boat?", "The boat is 9 metres long.", "9 metres long"),
    ],
)
def test_an_amount_of_another_dimension(question: str, text: str, marked: str) -> None:
    """The text says which it is of."""
    assert another(question, text, marked)


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("how long is the hall?", "The hall is 14 metres long.", "14 metres long"),
        ("how wide is the hall?", "The hall is 14 metres long and 9 wide.", "9"),
        ("how wide is the hall?", "At 14 metres long, the hall has a width of 9 metres.", "9 metres"),
        ("how wide is the crater?", "The crater is 3 km across.", "3 km"),
        ("how wide is the dome?", "The dome has a diameter of 30 metres.", "30 metres"),
        ("how deep is the snow?", "The snow lies 40 cm high.", "40 cm"),
        ("how tall is the tower?", "The tower rises 90 metres above the harbour.", "90 metres"),
        ("how high does the road climb?", "The road climbs 84 metres.", "84 metres"),
        ("how long did they climb?", "They climbed 6 hours.", "6 hours"),
        ("how tall is she?", "She is 1.82 m.", "1.82 m"),
        ("how long is the ride?", "Orrby is 20 minutes away.", "20 minutes"),
        ("how long did the strike last?", "The strike lasted 14 days.", "14 days"),
        ("how heavy is the bell?", "The bell weighs 4 tonnes.", "4 tonnes"),
        ("how long and how wide is the hall?", "The hall is 14 metres long.", "14 metres long"),
        ("how wide is the hall?", "The hall took 14 months of long work.", "14 months"),
        ("how many people does it seat?", "The hall is 14 metres long and seats 120.", "120"),
    ],
)
def test_an_amount_of_the_same_or_of_none(question: str, text: str, marked: str) -> None:
    """Or one of which the text does not say what it is of, or that stands beside the one asked for."""
    assert not another(question, text, marked)
