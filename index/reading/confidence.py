"""What is known of a quote: from this, each reader computes how likely the quote answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

NO_RIVAL = -3.0
"""The least that a rival counts as: the `answer` of an irrelevant passage. One in ten best rivals has less."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one quote: the `context` (title and passage), its `logit`, and further results of its reader.

    `answer` is the logit that the passage has an answer (0 if the reader does not give it), and `rival` the highest one
    of any other passage, at least `NO_RIVAL`. `alone` is the margin over "no answer" of the quote read alone; if it was
    not, its own logit.
    """

    question: str
    context: str
    logit: float
    answer: float = 0.0
    rival: float = NO_RIVAL
    alone: float = 0.0


def logistic(logit: float) -> float:
    """Return the probability of a logit: 1 / (1 + e^−logit), never exactly 0 or 1."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


class Confidence(Protocol):
    """The confidence of a reader in quotes of one kind of text, and the threshold for an answer."""

    @property
    def threshold(self) -> float:
        """The confidence (0 to 1) below which a question is not answered."""
        ...

    def of(self, evidence: Evidence) -> float:
        """Return the calibrated probability (0 to 1) that a quote answers."""
        ...
