"""The cross-encoder reader: which passages it looks into, when two sentences are one quote, what it scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.article import Span
from index.reading.cross_reading import CrossEncoderReader
from index.reading.reader import PassageText
from index.text import segment
from tests.fakes import WordScorer


class NotingScorer(WordScorer):
    """A WordScorer that keeps what it was asked to score."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """Return a logit for each text."""
        self.calls.append(list(texts))
        return super().score(question, texts)


def passage(text: str, title: str = "") -> PassageText:
    """Cut a passage into its sentences."""
    return PassageText(title, text, tuple(segment.sentences(text)))


def quotes(reader: CrossEncoderReader, question: str, text: str) -> list[str]:
    """Return the words of each quote of one passage, best first."""
    (reading,) = reader.read(question, [passage(text)])
    return [quote.span.of(text) for quote in reading.quotes]


def test_relevance_is_of_the_passage_with_its_title() -> None:
    """A word that stands only in the title counts."""
    reader = CrossEncoderReader(WordScorer())
    readings = reader.read("bridge repairs", [passage("Repairs began.", "Bridge"), passage("Repairs began.")])
    assert [reading.relevance for reading in readings] == [8, 0]


def test_passages_are_ranked_with_their_best_quote() -> None:
    """What was looked into ranks by the mean of its own logit and its best quote's, the rest by its own."""
    reader = CrossEncoderReader(WordScorer())
    texts = ["A ferry sails.", *["The bridge. It is old."] * 5]
    poor, good, *_ = reader.read("old bridge", [passage(text) for text in texts])
    assert poor.rank == poor.relevance == -8
    assert good.relevance == 8
    assert good.rank == (8 + good.quotes[0].logit) / 2


def test_only_the_best_passages_are_looked_into() -> None:
    """Readings come in the order given; beyond the best five they have no quotes."""
    reader = CrossEncoderReader(WordScorer())
    texts = ["A ferry sails.", *["The old bridge fell."] * 5]
    poor, *good = reader.read("old bridge", [passage(text) for text in texts])
    assert (poor.relevance, poor.quotes) == (-8, ())
    assert all(each.relevance == 8 and each.quotes for each in good)


def test_the_best_sentence_is_the_best_quote() -> None:
    """Sentences are weighed one by one, and a quote is a span of the passage."""
    reader = CrossEncoderReader(WordScorer())
    text = "The ferry sails. Repairs of the bridge cost 3 million. It rains."
    assert quotes(reader, "What do bridge repairs cost?", text)[0] == "Repairs of the bridge cost 3 million."


def test_neighbours_are_one_quote_only_when_together_they_answer_better() -> None:
    """Two halves of an answer are quoted together; a sentence that adds nothing is left out."""
    reader = CrossEncoderReader(WordScorer())
    halves = "The bridge fell. Repairs cost 3 million. It rains."
    assert quotes(reader, "bridge repairs", halves)[0] == "The bridge fell. Repairs cost 3 million."
    alone = "The bridge repairs began. Nobody came. It rains."
    assert quotes(reader, "bridge repairs", alone)[0] == "The bridge repairs began."


def test_a_pair_must_win_by_the_margin() -> None:
    """One of forty words more is four tenths of a logit, and half a logit is asked for; two are enough."""
    reader = CrossEncoderReader(WordScorer())
    asked = [f"word{number}" for number in range(40)]
    for apart, pairs in ((1, 0), (2, 1)):
        halves = f"There is {' '.join(asked[apart:])}. There is {' '.join(asked[:apart])}."
        assert quotes(reader, " ".join(asked), halves).count(halves) == pairs


def test_a_sentence_that_comes_twice_is_scored_once() -> None:
    """Copies of one story cost the model nothing."""
    scorer = NotingScorer()
    CrossEncoderReader(scorer).read("old bridge", [passage("The bridge is old."), passage("The bridge is old.")])
    assert all(len(set(texts)) == len(texts) for texts in scorer.calls[1:])
    assert scorer.calls[1] == ["The bridge is old."]


def test_a_highlight_lies_inside_its_quote() -> None:
    """Whatever is highlighted is a part of the sentence it stands in."""
    text = "It rains. The bridge was closed on 4 May 2025."
    (reading,) = CrossEncoderReader(WordScorer()).read("When was the bridge closed?", [passage(text)])
    best = reading.quotes[0]
    assert best.highlight is not None
    assert best.span.holds(best.highlight)
    assert best.highlight.of(text) == "4 May 2025"


def test_nothing_to_read_is_nothing() -> None:
    """No passage, and a passage without a sentence."""
    reader = CrossEncoderReader(WordScorer())
    assert reader.read("old bridge", []) == []
    (reading,) = reader.read("old bridge", [PassageText("", "…", ())])
    assert reading.quotes == ()


def test_a_passage_of_one_sentence_has_one_quote() -> None:
    """There is no neighbour to pair it with."""
    text = "The bridge is old."
    (reading,) = CrossEncoderReader(WordScorer()).read("old bridge", [passage(text)])
    assert [quote.span for quote in reading.quotes] == [Span(0, len(text))]
