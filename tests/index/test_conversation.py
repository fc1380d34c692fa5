"""A phrase behind a question is asked by itself and below that, and the surest answer is given."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from index.article import Article
from index.collection import Collection
from index.conversation import answer_follow_up
from index.library import Library
from index.reading.cross_reading import CrossEncoderReader
from index.text import analysis
from tests.fakes import WordEmbedder

PRICES = Article("prices", "Prices", "A boat ticket costs 12 euros. A boat ticket for seniors costs 7 euros.")
HOUNDS = Article("hounds", "Hounds", "Large hounds sleep outside.")
ASKED = "how much is a boat ticket?"


class CountScorer:
    """Scores a text by how many of the question's words are in it: a question of one word is answered by none."""

    name = "count"

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """Return a logit for each text."""
        asked = set(analysis.terms(question))
        return np.array([4 * len(asked & set(analysis.terms(text))) - 6 for text in texts], dtype=np.float32)


@pytest.fixture
def told(library: Library) -> Collection:
    """Prices, and something else."""
    collection = Library(library.catalogue, WordEmbedder(), CrossEncoderReader(CountScorer())).collection("local")
    list(collection.add([PRICES, HOUNDS]))
    return collection


def test_a_phrase_is_asked_below_the_question_before(told: Collection) -> None:
    """Where that is the surer way."""
    assert not told.ask("seniors?").answered
    answer = answer_follow_up(told, ASKED, "seniors?")
    assert answer.question == "how much is a boat ticket for seniors?"
    assert answer.quotes[0].text == "A boat ticket for seniors costs 7 euros."


@pytest.mark.parametrize(("phrase", "answered"), [("large hounds", True), ("members?", False)])
def test_an_answer_below_another_question_names_the_phrase(told: Collection, phrase: str, answered: bool) -> None:
    """A change of subject carries no old one, and what nothing is told of is not answered as the question before."""
    assert told.ask(f"{ASKED} {phrase}").answered
    for before in (ASKED, ""):
        answer = answer_follow_up(told, before, phrase)
        assert (answer.question, answer.answered) == (phrase, answered)


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("and seniors?", "how much is a boat ticket for seniors?"),
        ("what do large hounds eat?", "what do large hounds eat?"),
    ],
)
def test_what_leans_for_sure_or_asks_by_itself_is_asked_once(told: Collection, question: str, whole: str) -> None:
    """As it is made whole, or as it was typed."""
    assert answer_follow_up(told, ASKED, question).question == whole
