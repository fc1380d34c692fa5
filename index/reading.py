"""Reader: looks at a question and passages together and gives a reading of each.

Two implementations: `CrossEncoderReader` here uses any ranking model twice, on whole passages and then on the
sentences of the best, and rules for the highlight; `span_reading` has one that does all of it in one pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.article import Span
from index.confidence import THRESHOLD, Evidence, confidence
from index.highlight import find_highlight
from index.scoring import PairScorer


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as a reader sees it: the article's title, its words, its sentences as spans of `text`."""

    title: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class QuoteReading:
    """A sentence or two that may answer: a span of the passage's text, its own logit, and what it ranks by.

    `rank` compares quotes of all passages; it also weighs what was made of the passage as a whole. `alone` is the
    relevance (a logit) of these words without the rest of the passage, where the reader looked at them so.
    """

    span: Span
    score: float
    highlight: Span | None
    rank: float
    alone: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one passage: its relevance (a logit), its best quotes, best first, and its rank.

    A passage that was not worth a closer look has no quotes. `rank` compares passages. `answer` is the logit of the
    passage's holding an answer at all, where the reader tells.
    """

    relevance: float
    quotes: tuple[QuoteReading, ...]
    rank: float
    answer: float | None = None


def titled(title: str, text: str) -> str:
    """Put the article's title before a passage, unless the passage begins with it.

    A title that ends in "…" is the cut opening of a text without a headline: before other passages it
    only distracts (on the seed article it lowers the logits of right passages by about 1).
    """
    return text if not title or title.endswith("…") or text.startswith(title) else f"{title}\n{text}"


class Reader(Protocol):
    """Reads passages for a question."""

    @property
    def name(self) -> str:
        """The model's name."""
        ...

    def read(self, question: str, passages: Sequence[PassageText]) -> list[Reading]:
        """Return a reading of each passage, in the order given."""
        ...

    def confidence(self, evidence: Evidence) -> float:
        """Return the calibrated chance (0 to 1) that a quote answers."""
        ...

    @property
    def threshold(self) -> float:
        """The confidence (0 to 1) below which a question is not answered."""
        ...


QUOTES = 4
"""How many quotes of one passage go on: more than an answer shows, as neighbours that overlap fall away."""

_PASSAGE_WEIGHT = 0.5
"""How much of the passage's logit is added to the sentence's for ranking quotes: see docs/decisions.md."""


class CrossEncoderReader:
    """Scores all passages, then every sentence of the best, then pairs of neighbours around the best sentences."""

    def __init__(
        self, scorer: PairScorer, *, look_into: int = 5, pairs_around: int = 3, pair_margin: float = 0.5
    ) -> None:
        """`pair_margin`: by how many logits two sentences must beat the better of them to be quoted together."""
        self._scorer = scorer
        self._look_into = look_into
        self._pairs_around = pairs_around
        self._pair_margin = pair_margin

    @property
    def name(self) -> str:
        """The cross-encoder's name."""
        return self._scorer.name

    @property
    def threshold(self) -> float:
        """The confidence below which a question is not answered."""
        return THRESHOLD

    def confidence(self, evidence: Evidence) -> float:
        """Return the chance that a quote answers, by its own logit and the names it shares with the question."""
        return confidence(evidence)

    def read(self, question: str, passages: Sequence[PassageText]) -> list[Reading]:
        """Return a reading of each passage; the `look_into` most relevant ones have quotes."""
        scores = self._scorer.score(question, [titled(p.title, p.text) for p in passages])
        relevance = [float(score) for score in scores]
        best = sorted(range(len(passages)), key=lambda i: -relevance[i])[: self._look_into]
        quotes = self._quotes(question, [passages[i] for i in best], [relevance[i] for i in best])
        found = dict(zip(best, quotes, strict=True))
        readings = []
        for i, score in enumerate(relevance):
            mine = found.get(i, ())
            readings.append(Reading(score, mine, (score + mine[0].score) / 2 if mine else score))
        return readings

    def _quotes(
        self, question: str, passages: Sequence[PassageText], relevance: Sequence[float]
    ) -> list[tuple[QuoteReading, ...]]:
        singles = [(i, span) for i, passage in enumerate(passages) for span in passage.sentences]
        scored = dict(zip(singles, self._score(question, passages, singles), strict=True))
        top = sorted(singles, key=lambda single: -scored[single])[: self._pairs_around]
        pairs = {}
        for i, span in top:
            sentences = passages[i].sentences
            at = sentences.index(span)
            for first in (at - 1, at):
                if 0 <= first < len(sentences) - 1:
                    pairs[i, Span(sentences[first].start, sentences[first + 1].end)] = max(
                        scored[i, sentences[first]], scored[i, sentences[first + 1]]
                    )
        paired = zip(pairs, self._score(question, passages, list(pairs)), strict=True)
        scored.update((pair, score) for pair, score in paired if score > pairs[pair] + self._pair_margin)
        out: list[tuple[QuoteReading, ...]] = []
        for i, passage in enumerate(passages):
            mine = sorted(((span, s) for (j, span), s in scored.items() if j == i), key=lambda item: -item[1])[:QUOTES]
            out.append(
                tuple(
                    QuoteReading(
                        span, s, find_highlight(question, passage.text, span), s + _PASSAGE_WEIGHT * relevance[i]
                    )
                    for span, s in mine
                )
            )
        return out

    def _score(self, question: str, passages: Sequence[PassageText], spans: Sequence[tuple[int, Span]]) -> list[float]:
        # Copies of one story and the overlap of neighbours hold the same sentence: each text is scored once.
        texts = [span.of(passages[i].text) for i, span in spans]
        unique = list(dict.fromkeys(texts))
        scores = dict(zip(unique, self._scorer.score(question, unique).tolist(), strict=True))
        return [scores[text] for text in texts]
