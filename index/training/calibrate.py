"""What the model's logits are worth: fitted on questions about articles that it was not trained on.

Three regressions (see `index.reading.calibration`): which of the found passages holds the answer, a choice among them;
how likely the chosen quote is right; and how likely it is if the model was given only the paragraph that was asked
about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from index.metrics import calibration_error
from index.quotes.read_quotes import ReadPassage
from index.quotes.weighing import weigh
from index.reading.calibration import FACTS, Calibration, LogisticConfidence, Ranking, bounded, facts
from index.reading.confidence import Evidence
from index.training.judging import auroc
from index.training.reads import Passages, Question, Read
from index.training.sources import HARD

Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

PLAIN = Calibration(
    Ranking(margin=0.25, answer=0.2, relevance=0.3, alone=0.2, alone_relevance=0.15, found=1.0),
    searched=LogisticConfidence(0.0, (0.0,) * len(FACTS), 0.5),
    given=LogisticConfidence(0.0, (0.0,) * len(FACTS), 0.5),
)
"""The start of the fit, towards which it is regularised."""

PENALTIES = Ranking(margin=20.0, answer=20.0, relevance=20.0, alone=20.0, alone_relevance=1e6, found=20.0)
"""How strongly each weight is regularised. `alone_relevance` is held at its start: it tells the lines of a record
apart, of which the questions of the fit have too few to choose it (from 0 to .2, as many have a right quote first)."""

UNANSWERABLE = 1 / 7
"""The share of questions without an answer for which the threshold is set. In the sets it is two in five, all
written to be nearly answered; people who ask a bot about its articles mostly ask what these say."""


LIKELIER = 0.5
"""A given text answers from this confidence on: it is more likely right than not. Who gives a text has chosen it, and
how often such a text has no answer is not known."""


_SIGNS = (1.0, -1.0, 1.0, -1.0)
"""The sign of each of `FACTS`: a rival and a yes-or-no question lower the confidence, the others raise it."""

Pair = tuple[Question, Passages]
"""A question and what was read for it."""


def fit(reads: Sequence[Read], aim: float) -> Calibration:
    """Return the calibration; of the answers above its threshold, `aim` (0 to 1) are right on these questions.

    Questions that were written to be hard show how sure the model may be, but not how often such questions are asked:
    the threshold is fitted on the others.
    """
    pairs = [(one.question, one.searched) for one in reads]
    ranking = fit_rank(pairs)
    known, right, answerable, usual = evidence(pairs, ranking)
    chances, bias, weights = _regressed(known, right)
    searched = LogisticConfidence(
        bias, weights, threshold(chances[usual], right[usual], aim, _usual(answerable[usual]))
    )
    known, right, _, _ = evidence([(one.question, one.given) for one in reads], ranking)
    _, bias, weights = _regressed(known, right)
    return Calibration(ranking, searched, LogisticConfidence(bias, weights, LIKELIER))


def _regressed(known: Numbers, right: Truths) -> tuple[Numbers, float, tuple[float, ...]]:
    """Return the chances (n,) of a logistic regression, its bias and its weights.

    A fact with a weight of the wrong sign is left out: it would fit only these questions. For example, if all
    paragraphs are from the article that was asked about, those that name more of the question are the near misses.
    """
    used = list(range(len(FACTS)))
    while True:
        regression = LogisticRegression(C=1.0, max_iter=1000).fit(known[:, used], right)
        weights = dict(zip(used, regression.coef_[0].tolist(), strict=True))
        wrong = [fact for fact, weight in weights.items() if weight * _SIGNS[fact] < 0.0]
        if not wrong or len(wrong) == len(used):
            break
        used = [fact for fact in used if fact not in wrong]
    chances = regression.predict_proba(known[:, used])[:, 1]
    return chances, float(regression.intercept_[0]), tuple(weights.get(fact, 0.0) for fact in range(len(FACTS)))


def _usual(answerable: Truths) -> Numbers:
    """Return weights that give the questions without an answer the share that they have among people's questions."""
    share = answerable.mean()
    return np.where(answerable, 1.0, share / (1 - share) * UNANSWERABLE / (1 - UNANSWERABLE) if share < 1 else 1.0)


def fit_rank(pairs: Sequence[Pair]) -> Ranking:
    """Fit the ranking weights by the likelihood that a right quote is chosen among a question's best quotes."""
    sets = []
    for question, passages in pairs:
        quotes = [(p, quote) for p in passages for quote in p.reading.quotes if quote.alone is not None]
        rows = [
            (  # what the fields of `Ranking` weigh, in their order
                q.logit,
                p.reading.answer or 0.0,
                p.reading.relevance,
                bounded(q.alone or 0.0),
                q.alone_relevance or 0.0,
                p.text.found,
            )
            for p, q in quotes
        ]
        labels = [question.answered_by_words(q.span.of(p.text.text)) for p, q in quotes]
        if any(labels) and not all(labels):
            sets.append((np.array(rows), np.array(labels)))

    begin, penalties = np.array(astuple(PLAIN.ranking)), np.array(astuple(PENALTIES))

    def loss(weights: Numbers) -> float:
        total = float(penalties @ (weights - begin) ** 2)
        for rows, labels in sets:
            scores = rows @ weights
            total += float(np.logaddexp.reduce(scores) - np.logaddexp.reduce(scores[labels]))
        return total

    fitted = (float(weight) for weight in minimize(loss, begin, method="Nelder-Mead").x)
    return Ranking(*fitted)


def evidence(pairs: Sequence[Pair], ranking: Ranking) -> tuple[Numbers, Truths, Truths, Truths]:
    """Return the facts behind the confidence, (n, facts), and three booleans for each question, (n,).

    These are whether its best quote is right, whether it has an answer, and whether it was asked as people ask and not
    to be hard. Questions for which nothing is quoted are left out.
    """
    rows, right, answerable, usual = [], [], [], []
    for question, passages in pairs:
        noted: list[Evidence] = []
        again = [reranked(passage, ranking) for passage in passages]
        weighed = weigh(question.question, again, lambda fact, noted=noted: noted.append(fact) or 0.5)  # type: ignore[misc]
        if not weighed:
            continue
        rows.append(facts(noted[0]))
        right.append(question.answered_by_words(weighed[0].quote.text))
        answerable.append(bool(question.spans))
        usual.append(not question.id.startswith(f"{HARD}/"))
    return np.array(rows), np.array(right), np.array(answerable), np.array(usual)


def reranked(passage: ReadPassage, ranking: Ranking) -> ReadPassage:
    """Return the same reading with the ranks of `ranking`; only quotes that were read alone are kept."""
    reading = passage.reading
    quotes = []
    for quote in reading.quotes:
        if quote.alone is not None:
            rank = ranking.rank(
                margin=quote.logit, answer=reading.answer or 0.0, relevance=reading.relevance, found=passage.text.found
            )
            quotes.append(replace(quote, rank=rank + ranking.rank_alone(quote.alone, quote.alone_relevance or 0.0)))
    return replace(passage, reading=replace(reading, quotes=tuple(quotes)))


def threshold(chances: Numbers, right: Truths, aim: float, weights: Numbers | None = None) -> float:
    """Return the lowest confidence above which at least `aim` of the answers (weighted) are right; .9 if none."""
    order = np.argsort(-chances)
    weight = np.ones(len(chances)) if weights is None else weights
    share = np.cumsum((right * weight)[order]) / np.cumsum(weight[order])
    enough = np.flatnonzero(share >= aim)
    return float(round(chances[order][enough[-1]], 3)) if len(enough) else 0.9


def parted(whole: Sequence[Read]) -> tuple[list[Read], list[Read]]:
    """Split the readings in two, by article."""
    titles = sorted({one.question.article.title for one in whole})
    parts: tuple[list[Read], list[Read]] = ([], [])
    for one in whole:
        parts[titles.index(one.question.article.title) % 2].append(one)
    return parts


def crossed(halves: Sequence[Sequence[Read]], aim: float) -> tuple[dict[str, float], Numbers, Truths]:
    """Fit on one half and measure on the other, both ways: figures, all chances, and whether each was right."""
    chances, right, answerable, kept = [], [], [], []
    first, thirds, first_of_copies = [], [], []
    for fitted_on, half in ((halves[1], halves[0]), (halves[0], halves[1])):
        calibration = fit(fitted_on, aim)
        for one in half:
            question, passages = one.question, one.searched
            again = [reranked(passage, calibration.ranking) for passage in passages]
            weighed = weigh(question.question, again, calibration.searched.of)
            if not weighed:
                continue
            best = weighed[0].quote
            chances.append(best.confidence)
            right.append(question.answered_by_words(best.text))
            answerable.append(bool(question.spans))
            kept.append(chances[-1] >= calibration.searched.threshold)
            if question.spans:
                first.append(question.answered_by(best))
                thirds.append(any(question.answered_by(each.quote) for each in weighed[:3]))
                first_of_copies.append(right[-1])
    numbers, truth, answers, given = np.array(chances), np.array(right), np.array(answerable), np.array(kept)
    figures = {
        "questions": len(numbers),
        "quote@1": float(np.mean(first)),
        "quote@3": float(np.mean(thirds)),
        "quote@1 with copies": float(np.mean(first_of_copies)),
        "auroc": auroc(chances, answerable),
        "ece": calibration_error(chances, right) or 0.0,
        "answered": float(given[answers].mean()),
        "refused": float((~given)[~answers].mean()),
        "right when answered": float(truth[given].mean()),
    }
    return {name: round(value, 4) for name, value in figures.items()}, numbers, truth
