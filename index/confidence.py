"""How likely a quote answers its question: a calibrated number, and the threshold under which we abstain."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from index import analysis
from index.highlight import answer_type_fits

THRESHOLD = 0.5

_BIAS = 0.0
_WEIGHTS: tuple[float, ...] = (0.3, 0.3, 0, 0, 0, 0)

_SPECIFIC = re.compile(r"\b(?:[A-Z][\w'’.-]*|\d[\w.,-]*)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one quote: its words, the words around it (title and passage), and two logits."""

    question: str
    quote: str
    context: str
    quote_logit: float
    passage_logit: float

    def features(self) -> tuple[float, ...]:
        """Return the numbers that `confidence` weighs, in the order of its weights."""
        asked = set(analysis.terms(self.question))
        around = set(analysis.terms(self.context))
        quoted = set(analysis.terms(self.quote))
        # Not the first word: its capital says nothing.
        named = set(analysis.terms(" ".join(_SPECIFIC.findall(self.question.strip().partition(" ")[2]))))
        fits = answer_type_fits(self.question, self.quote)
        return (
            self.quote_logit,
            self.passage_logit,
            _share(asked, around),
            _share(asked, quoted),
            _share(named, around),
            0.0 if fits is None else 1.0 if fits else -1.0,
        )


def confidence(evidence: Evidence) -> float:
    """Return the chance (0 to 1) that the quote answers."""
    logit = _BIAS + sum(w * x for w, x in zip(_WEIGHTS, evidence.features(), strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def _share(wanted: set[str], there: set[str]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 1.0
