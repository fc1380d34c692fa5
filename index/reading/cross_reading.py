"""CrossEncoderReader: runs any ranking model twice, on all passages and on the sentences of the best ones.

The highlight is found by rules.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from index.article import Span
from index.highlights.highlight import find_highlight
from index.models.scoring import PairScorer
from index.questions.amounts import without_amounts
from index.questions.names import names_and_numbers
from index.reading.confidence import Evidence, logistic
from index.reading.reader import QUOTES, EarlyStop, Marks, PassageText, QuoteReading, Reading
from index.text.analysis import terms
from index.text.titled import titled

_PASSAGE_WEIGHT = 0.5
"""The share of the passage's logit that is added to the sentence's to rank quotes: docs/decisions/cross-encoder.md."""

_LOOKED_INTO = 5
"""How many of the most relevant passages have their sentences scored."""

_PAIRS_AROUND = 3
"""How many of the best sentences are also scored together with a neighbour."""

_PAIR_MARGIN = 0.5
"""By how many logits a pair must beat the better of its sentences to be quoted."""

_BIAS, _QUOTE_LOGIT, _NAMED = -2.170, 0.252, 1.236
"""A logistic regression on a quote's logit and the share of names, fitted on the packaged model's results for 1,905
questions (SQuAD 2.0, XQuAD, CLAP NQ; half of them unanswerable, and some put to a wrong passage). On articles held out
of the fit, its expected calibration error is 0.024. What else was tried: docs/decisions/cross-encoder.md."""

_THRESHOLD = 0.35
"""On the same questions this answers 92 % of the answerable ones and refuses 53 % of the unanswerable ones, some of
which are deliberate near misses."""


_Place = tuple[int, Span]
"""The index of a passage, and a span of its text."""


class NamesAndLogit:
    """A `Confidence` by a quote's own logit and the share of the question's names in its context."""

    threshold = _THRESHOLD

    def of(self, evidence: Evidence) -> float:
        """Return the probability (0 to 1) that the quote answers."""
        logit = _BIAS + _QUOTE_LOGIT * evidence.logit + _NAMED * named_share(evidence.question, evidence.context)
        return logistic(logit)


def named_share(question: str, context: str) -> float:
    """Return the share (0 to 1) of the question's names and numbers that the context has; 1 if there are none."""
    named = set(terms(" ".join(names_and_numbers(question))))
    return len(named & set(terms(context))) / len(named) if named else 1.0


class CrossEncoderReader:
    """Scores all passages, then every sentence of the best, then pairs of neighbours around the best sentences."""

    searched = given = NamesAndLogit()
    """One confidence for both: it was fitted on passages that a search found and on given ones."""

    def __init__(self, scorer: PairScorer) -> None:
        self._scorer = scorer
        self.name = scorer.name

    def read(self, question: str, passages: Iterable[PassageText], stop: EarlyStop | None = None) -> list[Reading]:
        """Return a reading of each passage; the `_LOOKED_INTO` most relevant ones have quotes.

        `stop` is ignored: which sentences are scored depends on all passages.
        """
        del stop
        question = without_amounts(question)
        passages = list(passages)
        scores = self._scorer.score(question, [titled(p.title, p.text) for p in passages])
        relevance = [float(score) for score in scores]
        best = sorted(range(len(passages)), key=lambda i: -relevance[i])[:_LOOKED_INTO]
        quotes = self._quotes(question, [passages[i] for i in best], [relevance[i] for i in best])
        found = dict(zip(best, quotes, strict=True))
        readings = []
        for i, score in enumerate(relevance):
            mine = found.get(i, ())
            readings.append(Reading(score, mine, (score + mine[0].logit) / 2 if mine else score))
        return readings

    def _quotes(
        self, question: str, passages: Sequence[PassageText], relevance: Sequence[float]
    ) -> list[tuple[QuoteReading, ...]]:
        """Return the best quotes of each passage, best first: sentences, and pairs that score higher."""
        singles = [(i, span) for i, passage in enumerate(passages) for span in passage.sentences]
        scored = dict(zip(singles, self._score(question, passages, singles), strict=True))
        scored |= self._pairs(question, passages, scored)
        out: list[tuple[QuoteReading, ...]] = []
        for i, passage in enumerate(passages):
            mine = sorted(((span, s) for (j, span), s in scored.items() if j == i), key=lambda item: -item[1])[:QUOTES]
            out.append(
                tuple(
                    QuoteReading(span, s, _marks(question, passage, span), s + _PASSAGE_WEIGHT * relevance[i])
                    for span, s in mine
                )
            )
        return out

    def _pairs(
        self, question: str, passages: Sequence[PassageText], singles: Mapping[_Place, float]
    ) -> dict[_Place, float]:
        """Return the scores of pairs around the best sentences that beat both of their sentences by `_PAIR_MARGIN`."""
        to_beat: dict[_Place, float] = {}
        for i, span in sorted(singles, key=lambda single: -singles[single])[:_PAIRS_AROUND]:
            sentences = passages[i].sentences
            at = sentences.index(span)
            for one, other in pairwise(sentences[max(0, at - 1) : at + 2]):
                to_beat[i, Span(one.start, other.end)] = max(singles[i, one], singles[i, other]) + _PAIR_MARGIN
        scored = zip(to_beat, self._score(question, passages, list(to_beat)), strict=True)
        return {pair: score for pair, score in scored if score > to_beat[pair]}

    def _score(self, question: str, passages: Sequence[PassageText], places: Sequence[_Place]) -> list[float]:
        # Copies of a story and overlapping passages have the same sentences: each text is scored once.
        texts = [span.of(passages[i].text) for i, span in places]
        unique = list(dict.fromkeys(texts))
        scores = dict(zip(unique, self._scorer.score(question, unique).tolist(), strict=True))
        return [scores[text] for text in texts]


def _marks(question: str, passage: PassageText, span: Span) -> Callable[[], Marks]:
    return functools.cache(lambda: Marks(find_highlight(question, passage.text, span)))
