"""A refusal shows a channel passages that may be about what was asked, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.tasks.nearest import without_unrelated
from index.article import Article, Quote
from tests.bot.carded import FREE, ICE, abstained, quote

PIER = Article(
    "pier",
    "The old pier",
    f"Bo Lind built the pier. It is long.{' Nobody knows more.' * 40} It is shut. Ida Roth has the key.",
)
LONG, SHUT = quote(PIER, "It is long."), quote(PIER, "It is shut.")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("what is the capital of Peru?", ()),
        ("how thick is the hull of the ferry?", (FREE, ICE)),  # by the title and the words around it
        ("who was Bo Lind's wife?", (LONG,)),  # the other stands too far from him
        ("who was Ida Roth's aunt?", (SHUT,)),
        ("when was the pier shut?", (LONG, SHUT)),
        ("how much ice was sold in Lima, Oslo and Bern?", ()),  # one word of it is there
        ("what is it?", ()),
    ],
)
def test_what_has_hardly_a_word_of_the_question_is_no_near_passage(question: str, left: tuple[Quote, ...]) -> None:
    """How sure a reader is says nothing of that: it is asked which words answer, and takes the likeliest."""
    refused = replace(abstained(FREE, ICE, LONG, SHUT), question=question)
    assert without_unrelated(refused) == replace(refused, nearest=left)
