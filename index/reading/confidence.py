"""What is known of a quote: from this, each reader computes how likely the quote answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

NO_RIVAL = -3.0
"""The least that a rival counts as: the `answer` of an irrelevant passage. One in ten best rivals has less."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one quote, for a reader's `Confidence`."""

    question: str
    context: str
    """The title of its article, the name of the person whom its passage may be about, and the words of the passage."""
    logit: float
    """That it answers, by its reader; of a trained reader, its margin (see `index.reading.calibration`)."""
    answer: float = 0.0
    """The logit that its passage has an answer at all; 0 if the reader does not give it."""
    rival: float = NO_RIVAL
    """The highest `answer` of any other passage, at least `NO_RIVAL`."""
    alone: float = 0.0
    """Its margin when it is read without its passage; its own `logit` if it was not."""


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
