"""A trained reader's own numbers: what its logits are worth together. They lie beside its weights."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

from index.confidence import Evidence
from index.errors import ModelError


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of two logistic regressions, fitted on questions that the model was not trained on.

    The first makes of one passage's logits the chance that its best span answers, which ranks quotes over all
    passages. The second makes of the best quote's rank, its lead and the quotes that agree with it the confidence.
    """

    margin: float
    answer: float
    relevance: float
    alone: float
    bias: float
    score: float
    lead: float
    agreeing: float
    named: float
    threshold: float

    def rank(self, *, margin: float, answer: float, relevance: float) -> float:
        """Return the logit that ranks a quote before it is read alone. `margin`: of its span over "no answer"."""
        return self.margin * margin + self.answer * answer + self.relevance * relevance

    def nothing(self, relevance: float) -> float:
        """Return the rank of a passage in which no span could be read: below those with one, by relevance."""
        return relevance - 100.0

    def facts(self, evidence: Evidence) -> tuple[float, float, float, float]:
        """Return what the confidence is made of: rank, lead, agreement and shared names, each within bounds."""
        lead = max(-3.0, min(3.0, evidence.lead))
        return evidence.rank, lead, float(min(2, evidence.agreeing)), evidence.named_share

    def confidence(self, evidence: Evidence) -> float:
        """Return the chance (0 to 1) that the quote answers."""
        weights = (self.score, self.lead, self.agreeing, self.named)
        logit = self.bias + sum(weight * fact for weight, fact in zip(weights, self.facts(evidence), strict=True))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def load_calibration(path: Path) -> Calibration:
    """Read a calibration from its JSON file. Raises ModelError when it is not one."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return Calibration(**{name: float(fields[name]) for name in Calibration.__dataclass_fields__})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{path.name} beside the reader's weights is not a calibration: {type(error).__name__} {error}",
            "put back the file that came with the weights",
        ) from error
