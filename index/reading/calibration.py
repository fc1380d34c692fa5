"""The calibration of a trained reader, which combines its logits. It is stored with the reader's weights.

A margin is the logit of a span (of its start plus of its end) less that of the null span, which means "no answer", as
in Devlin et al. 2019, section 4.3, https://arxiv.org/abs/1810.04805. Above 0, the span is likelier than no answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import ModelError
from index.questions.question import asks_yes_no
from index.reading.confidence import Evidence, logistic

MOST_MARGIN = 15.0
"""The most (±) that a margin over "no answer" counts, as a logit, so that it does not drown out the rest."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The weights that rank quotes, fitted on questions that the model was not trained on.

    The rank is a weighted sum: of what the passage gives (`rank`) and, if the quote was read alone too, of what that
    gives (`rank_alone`).
    """

    margin: float
    """Of the quote's margin in its passage."""
    answer: float
    """Of the logit that the passage has an answer at all."""
    relevance: float
    """Of the passage's relevance, a logit."""
    alone: float
    """Of the margin of the quote read alone, limited by `bounded`."""
    alone_relevance: float
    """Of the relevance of the quote read alone, a logit."""
    found: float
    """Of the passage's score in the search, see `PassageText.found`."""

    def rank(self, *, margin: float, answer: float, relevance: float, found: float) -> float:
        """Return the logit that ranks a quote before it is read alone; the arguments are what the fields weigh."""
        return self.margin * margin + self.answer * answer + self.relevance * relevance + self.found * found

    def rank_alone(self, margin: float, relevance: float) -> float:
        """Return what the margin and relevance of a quote read alone add to its rank."""
        return self.alone * bounded(margin) + self.alone_relevance * relevance


@dataclass(frozen=True, slots=True)
class LogisticConfidence:
    """A `Confidence` by logistic regression: 1 / (1 + e^−(bias + weights · facts))."""

    bias: float
    weights: tuple[float, ...]
    """One for each of `FACTS`, in their order."""
    threshold: float
    """The confidence (0 to 1) below which a question is refused."""

    def of(self, evidence: Evidence) -> float:
        """Return the probability (0 to 1) that the quote answers."""
        logit = self.bias + sum(weight * fact for weight, fact in zip(self.weights, facts(evidence), strict=True))
        return logistic(logit)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How quotes are ranked, and the confidence in those that a search found and in those of one given text.

    The two differ: a search has chosen among all passages, while a given text is mostly about the subject even if it
    does not answer.
    """

    ranking: Ranking
    searched: LogisticConfidence
    given: LogisticConfidence


FACTS = ("answer", "rival", "margin", "yes_no")
"""The inputs of a `LogisticConfidence`, by their names in the file."""


def facts(evidence: Evidence) -> tuple[float, ...]:
    """Return the inputs of the confidence, in the order of `FACTS`.

    "margin" is the lower one of the quote's margins in its passage and alone: a quote that fails in either is no
    answer. "yes_no" is 1 for a yes-or-no question, else 0: there, a reader overrates whatever is about the subject.
    """
    margin = min(evidence.logit, evidence.alone)
    yes_no = float(asks_yes_no(evidence.question))
    return evidence.answer, evidence.rival, bounded(margin), yes_no


def bounded(margin: float) -> float:
    """Return a margin over "no answer" limited to ±`MOST_MARGIN`."""
    return max(-MOST_MARGIN, min(MOST_MARGIN, margin))


def write_calibration(calibration: Calibration, path: Path) -> None:
    """Write a calibration as JSON."""
    ranking = calibration.ranking
    written = {
        "ranking": {name: round(getattr(ranking, name), 4) for name in Ranking.__dataclass_fields__},
        "searched": _written(calibration.searched),
        "given": _written(calibration.given),
    }
    path.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")


def load_calibration(path: Path) -> Calibration:
    """Read a calibration from its JSON file. Raises ModelError if it is not one."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        ranking = Ranking(**{name: float(fields["ranking"][name]) for name in Ranking.__dataclass_fields__})
        return Calibration(ranking, _confidence(fields["searched"]), _confidence(fields["given"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{path.name} beside the reader's weights is not a calibration: {type(error).__name__} {error}",
            "put back the file that came with the weights",
        ) from error


def _written(confidence: LogisticConfidence) -> dict[str, float]:
    weights = {name: round(weight, 4) for name, weight in zip(FACTS, confidence.weights, strict=True)}
    return {"bias": round(confidence.bias, 4), **weights, "threshold": confidence.threshold}


def _confidence(fields: Mapping[str, float]) -> LogisticConfidence:
    return LogisticConfidence(
        float(fields["bias"]), tuple(float(fields[name]) for name in FACTS), float(fields["threshold"])
    )
