"""How likely a quote answers its question: what is known of it, and what the cross-encoder's numbers are worth.

`confidence` is a logistic regression on two of them. It was fitted on what the default reader made of 1,905 questions
(SQuAD 2.0, XQuAD, CLAP NQ; half of them unanswerable, and some put to a wrong passage); on articles that
were left out of the fit its expected calibration error is 0.024. `docs/decisions.md` tells what else was tried.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from index import analysis

THRESHOLD = 0.35
"""Under this confidence a question is not answered. On the same questions 0.35 answers 92 % of the
answerable ones and refuses 53 % of the unanswerable, near misses on purpose among them."""

_BIAS = -2.170
_QUOTE_LOGIT = 0.252
_NAMED = 1.236

NO_RIVAL = -3.0
"""The `answer` of a passage that is beside the point: one in ten best rivals has less, and none counts for less."""

# Capitals and figures: what a question is about, and what near misses change.
_SPECIFIC = re.compile(r"\b(?:[A-Z][\w'’.-]*|\d[\w.,-]*)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one quote: its logit, the words around it (title and passage), and what its reader says of it.

    `answer` is the passage's logit of holding an answer, `rival` the highest one of another passage, `NO_RIVAL` where
    there is none; `alone` is the margin over "no answer" of the quote read alone,
    its own logit until it was. A reader that does not tell of answers has 0.
    """

    question: str
    context: str
    quote_logit: float
    answer: float = 0.0
    rival: float = NO_RIVAL
    alone: float = 0.0

    @property
    def named_share(self) -> float:
        """The share (0 to 1) of the question's names and numbers that stand in the context; 1 if it has none."""
        # Not the first word: its capital says nothing.
        rest = self.question.strip().partition(" ")[2]
        named = set(analysis.terms(" ".join(_SPECIFIC.findall(rest))))
        return len(named & set(analysis.terms(self.context))) / len(named) if named else 1.0


def confidence(evidence: Evidence) -> float:
    """Return the chance (0 to 1) that the quote answers."""
    logit = _BIAS + _QUOTE_LOGIT * evidence.quote_logit + _NAMED * evidence.named_share
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))
