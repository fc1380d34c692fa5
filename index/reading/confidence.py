"""What is known of a quote, by which each reader says how likely it answers its question."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from index.questions.names import names_and_numbers
from index.text import analysis

NO_RIVAL = -3.0
"""The `answer` of a passage that is beside the point: one in ten best rivals has less, and none counts for less."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one quote: the words around it (title and passage), its `logit`, and what else its reader says.

    `answer` is the passage's logit of holding an answer, `rival` the highest one of another passage, `NO_RIVAL` where
    there is none; `alone` is the margin over "no answer" of the quote read alone, its own logit until it was. A reader
    that does not tell of answers has 0.
    """

    question: str
    context: str
    logit: float
    answer: float = 0.0
    rival: float = NO_RIVAL
    alone: float = 0.0

    @property
    def named_share(self) -> float:
        """The share (0 to 1) of the question's names and numbers that stand in the context; 1 if it has none."""
        named = set(analysis.terms(" ".join(names_and_numbers(self.question))))
        return len(named & set(analysis.terms(self.context))) / len(named) if named else 1.0


def logistic(logit: float) -> float:
    """Return the chance (0 to 1) of a logit: 1 / (1 + e^−logit), which is never wholly 0 or 1."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


class Confidence(Protocol):
    """What a reader says of quotes of one kind of text: how likely each answers, and from when on that is enough."""

    @property
    def threshold(self) -> float:
        """The confidence (0 to 1) below which a question is not answered."""
        ...

    def of(self, evidence: Evidence) -> float:
        """Return the calibrated chance (0 to 1) that a quote answers."""
        ...
