"""What the model's logits are worth: fitted on questions about articles that it was not trained on.

Two regressions (see `index.calibration`): which of the passages found holds the answer, a choice among them, and how
likely the chosen quote is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from index.answering import ReadPassage, weigh
from index.article import Article, Quote, Span
from index.calibration import FACTS, Calibration, Ranking, facts
from index.collection import Collection
from index.confidence import Evidence
from index.depth import READ_DEPTH, passage_texts
from index.span_reading import SpanReader
from index.training.judging import auroc

Numbers = npt.NDArray[np.float64]

PLAIN = Calibration(
    Ranking(margin=0.3, answer=0.1, relevance=0.4, alone=0.4, found=1.5),
    bias=0.0,
    weights=(0.0,) * len(FACTS),
    threshold=0.5,
)
"""Where the fit begins, and what it is drawn to."""

DRAWN = 200.0
"""How strongly: from here to the likeliest weights the right quotes that come first change by less than .01."""

UNANSWERABLE = 1 / 7
"""The share of questions without an answer for which the threshold is set. Two of five are such in the sets, all
written to be nearly answered; people who ask a bot about its articles mostly ask what these tell."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the article that it is about and the answers' places there (none: it has no answer)."""

    id: str
    question: str
    article: Article
    spans: tuple[Span, ...]

    def stands(self, quote: Quote) -> bool:
        """Tell whether a quote stands over an answer in this very article, as the figures of others count it."""
        return quote.article.id == self.article.id and any(
            quote.span.start < span.end and span.start < quote.span.end for span in self.spans
        )

    def is_right(self, quoted: str) -> bool:
        """Tell whether these words, from whichever copy of the article, stand over an answer: what is learned from.

        To whoever asked, the same words in another article are no worse.
        """
        at = self.article.text.find(quoted)
        return at >= 0 and any(at < span.end and span.start < at + len(quoted) for span in self.spans)


def read_all(reader: SpanReader, collection: Collection, questions: Sequence[Question]) -> Iterator[list[ReadPassage]]:
    """Yield what the reader makes of the passages found for each question."""
    for one in questions:
        hits = collection.search(one.question, top=READ_DEPTH)
        texts = passage_texts(hits)
        readings = reader.read(one.question, texts)
        yield [
            ReadPassage(hit.article, hit.passage.span, text, reading)
            for hit, text, reading in zip(hits, texts, readings, strict=True)
        ]


def fit(questions: Sequence[Question], read: Sequence[Sequence[ReadPassage]], aim: float) -> Calibration:
    """Return the calibration; of the answers above its threshold, `aim` (0 to 1) are right on these questions."""
    ranking = fit_rank(questions, read)
    known, right, answerable = evidence(questions, read, ranking)
    regression = LogisticRegression(C=1.0, max_iter=1000).fit(known, right)
    chances = regression.predict_proba(known)[:, 1]
    return Calibration(
        ranking,
        float(regression.intercept_[0]),
        tuple(float(weight) for weight in regression.coef_[0]),
        threshold(chances, right, aim, _usual(answerable)),
    )


def _usual(answerable: npt.NDArray[np.bool_]) -> Numbers:
    """Return weights that make of the questions without an answer the share that they have among people's."""
    share = answerable.mean()
    return np.where(answerable, 1.0, share / (1 - share) * UNANSWERABLE / (1 - UNANSWERABLE) if share < 1 else 1.0)


def fit_rank(questions: Sequence[Question], read: Sequence[Sequence[ReadPassage]]) -> Ranking:
    """Fit the weights that rank: the likelihood that of a question's best quotes one that is right is chosen."""
    sets = []
    for question, passages in zip(questions, read, strict=True):
        quotes = [(p, quote) for p in passages for quote in p.reading.quotes if quote.alone is not None]
        rows = [
            (q.score, p.reading.answer or 0.0, p.reading.relevance, q.alone or 0.0, p.text.found) for p, q in quotes
        ]
        labels = [question.is_right(q.span.of(p.text.text)) for p, q in quotes]
        if any(labels) and not all(labels):
            sets.append((np.array(rows), np.array(labels)))

    plain = PLAIN.ranking
    begin = np.array([plain.margin, plain.answer, plain.relevance, plain.alone, plain.found])

    def loss(weights: Numbers) -> float:
        total = DRAWN * float((weights - begin) @ (weights - begin))
        for rows, labels in sets:
            scores = rows @ weights
            total += float(np.logaddexp.reduce(scores) - np.logaddexp.reduce(scores[labels]))
        return total

    fitted = (float(weight) for weight in minimize(loss, begin, method="Nelder-Mead").x)
    return Ranking(*fitted)


def evidence(
    questions: Sequence[Question], read: Sequence[Sequence[ReadPassage]], ranking: Ranking
) -> tuple[Numbers, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return what the confidence is made of, (n, facts), whether the best quote is right, and if one can be, (n,)."""
    rows, right, answerable = [], [], []
    for question, passages in zip(questions, read, strict=True):
        noted: list[Evidence] = []
        again = [reranked(passage, ranking) for passage in passages]
        weighed = weigh(question.question, again, lambda fact, noted=noted: noted.append(fact) or 0.5)  # type: ignore[misc]
        if not weighed:
            continue
        rows.append(facts(noted[0]))
        right.append(question.is_right(weighed[0][0].text))
        answerable.append(bool(question.spans))
    return np.array(rows), np.array(right), np.array(answerable)


def reranked(passage: ReadPassage, ranking: Ranking) -> ReadPassage:
    """Return the same reading with the ranks that `ranking` gives; only quotes that were read alone are kept."""
    reading = passage.reading
    quotes = []
    for quote in reading.quotes:
        if quote.alone is not None:
            rank = ranking.rank(
                margin=quote.score, answer=reading.answer or 0.0, relevance=reading.relevance, found=passage.text.found
            )
            quotes.append(replace(quote, rank=rank + ranking.alone * quote.alone))
    return replace(passage, reading=replace(reading, quotes=tuple(quotes)))


def threshold(chances: Numbers, right: npt.NDArray[np.bool_], aim: float, weights: Numbers | None = None) -> float:
    """Return the lowest confidence above which at least `aim` of the answers are right; each counts by its weight."""
    order = np.argsort(-chances)
    weight = np.ones(len(chances)) if weights is None else weights
    share = np.cumsum((right * weight)[order]) / np.cumsum(weight[order])
    enough = np.flatnonzero(share >= aim)
    return float(round(chances[order][enough[-1]], 3)) if len(enough) else 0.9


def calibration_error(chances: Numbers, right: npt.NDArray[np.bool_], bins: int = 10) -> float:
    """Return the expected calibration error over `bins` of equal width (Guo et al. 2017)."""
    which = np.minimum((chances * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(chances[which == number].mean() - right[which == number].mean()) * (which == number).mean()
            for number in range(bins)
            if (which == number).any()
        )
    )


Half = tuple[Sequence[Question], Sequence[Sequence[ReadPassage]]]


def parted(questions: Sequence[Question], read: Sequence[Sequence[ReadPassage]]) -> tuple[Half, Half]:
    """Part what was read in two, by article."""
    titles = sorted({question.article.title for question in questions})
    parts: list[tuple[list[Question], list[Sequence[ReadPassage]]]] = [([], []), ([], [])]
    for question, passages in zip(questions, read, strict=True):
        part = parts[titles.index(question.article.title) % 2]
        part[0].append(question)
        part[1].append(passages)
    return parts[0], parts[1]


def crossed(halves: tuple[Half, Half], aim: float) -> tuple[dict[str, float], Numbers, npt.NDArray[np.bool_]]:
    """Fit on one half and measure on the other, both ways: figures, all chances, and whether each was right."""
    chances, right, answerable, kept = [], [], [], []
    first, thirds, first_of_copies = [], [], []
    for fitted_on, (questions, read) in ((halves[1], halves[0]), (halves[0], halves[1])):
        calibration = fit(*fitted_on, aim)
        for question, passages in zip(questions, read, strict=True):
            again = [reranked(passage, calibration.ranking) for passage in passages]
            weighed = weigh(question.question, again, calibration.confidence)
            if not weighed:
                continue
            best = weighed[0][0]
            chances.append(best.confidence)
            right.append(question.is_right(best.text))
            answerable.append(bool(question.spans))
            kept.append(chances[-1] >= calibration.threshold)
            if question.spans:
                first.append(question.stands(best))
                thirds.append(any(question.stands(quote) for quote, _ in weighed[:3]))
                first_of_copies.append(right[-1])
    numbers, truth, answers, given = np.array(chances), np.array(right), np.array(answerable), np.array(kept)
    figures = {
        "questions": len(numbers),
        "quote@1": float(np.mean(first)),
        "quote@3": float(np.mean(thirds)),
        "quote@1 with copies": float(np.mean(first_of_copies)),
        "auroc": auroc(chances, answerable),
        "ece": calibration_error(numbers, truth),
        "answered": float(given[answers].mean()),
        "refused": float((~given)[~answers].mean()),
        "right when answered": float(truth[given].mean()),
    }
    return {name: round(value, 4) for name, value in figures.items()}, numbers, truth
