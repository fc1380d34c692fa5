"""A sentence that tells what comes of a thing does not say why it is."""

from __future__ import annotations

import pytest

from index.article import Span
from index.highlights.causes import explains_another

JO = "Jo was absent, so Kim stayed at the inn."
KETTLE = "The firm recalls the kettle because its handle may come off."


def of_another(question: str, text: str, marked: str) -> bool:
    """Tell whether a text says what comes of the thing that is asked about."""
    at = text.index(marked)
    return explains_another(question, text, Span(0, len(text)), Span(at, at + len(marked)))


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("why was Jo absent?", JO, "Kim stayed at the inn"),
        ("why did the handle come off?", KETTLE, "its handle may come off"),
        ("why is the lift broken", "The lift is broken, and therefore the show is cancelled.", "the show is cancelled"),
    ],
)
def test_what_comes_of_it_is_no_reason(question: str, text: str, marked: str) -> None:
    """Nor is what the question says itself."""
    assert of_another(question, text, marked)


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("why did Kim stay at the inn?", JO, "Jo was absent"),
        ("why was the kettle recalled?", KETTLE, "its handle may come off"),
        ("why was the bridge closed?", "Buses ran late because the bridge was closed for repairs.", "for repairs"),
        ("why is it late?", "It is late because it is always late.", "it is always late"),
        ("why did she leave?", "She was ill. She left because of her back, so they chose Bo.", "because of her back"),
        ("why?", JO, "Kim stayed at the inn"),
    ],
)
def test_a_reason_is_one(question: str, text: str, marked: str) -> None:
    """Also one that stands inside the cause of something else."""
    assert not of_another(question, text, marked)
