"""Quotes that are read alone, without the text around them: each text once for a question.

Some are begun early, as soon as a core has nothing else to do, since most of them will be wanted. As each text is read
by itself, the results are the same as later.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import NamedTuple

from index.highlights.spans import Logits, best_inside
from index.models.onnx import OnnxModel, Outputs
from index.reading.quotables import Pieces

NO_SPAN = -100.0
"""The margin of a text in which no span is possible."""


class QuoteText(NamedTuple):
    """What is read of a quote, for a question as it is put to its passage.

    `lead`: how many characters of the words precede the part that may be marked.
    """

    question: str
    words: str
    lead: int


@dataclass(frozen=True, slots=True)
class QuoteAlone:
    """The model's results for a quote read alone: logits, and those of the word pieces that may be marked, (n,)."""

    relevance: float
    margin: float
    start: Logits
    end: Logits


class QuotesAlone:
    """Reads quotes of one question. Close it at the end, so that the model does no more for this question."""

    def __init__(self, model: OnnxModel) -> None:
        self._model = model
        self._begun: dict[QuoteText, Future[Outputs]] = {}

    def begin(self, texts: Iterable[QuoteText], most: int) -> None:
        """Begin to read the first of these texts, until `most` of all that were begun are not done."""
        running = sum(not run.done() for run in self._begun.values())
        for text in texts:
            if running >= most:
                break
            if text not in self._begun:
                self._begin(text)
                running += 1

    def read(self, texts: Iterable[QuoteText]) -> dict[QuoteText, QuoteAlone]:
        """Return the results for each of the texts."""
        wanted = list(dict.fromkeys(texts))
        for text in self._begun.keys() - set(wanted):
            self._begun[text].cancel()
        # The longest first, since what is left for the end is then small.
        for text in sorted(wanted, key=lambda text: -len(text.words)):
            if text not in self._begun:
                self._begin(text)
        return {text: _result(self._begun[text].result(), text.lead) for text in wanted}

    def close(self) -> None:
        """Cancel what was begun and does not run yet."""
        for run in self._begun.values():
            run.cancel()

    def _begin(self, text: QuoteText) -> None:
        self._begun[text] = self._model.begin((text.question, text.words), places=True)


def _result(outputs: Outputs, lead: int) -> QuoteAlone:
    encoding, (relevance, _, start, end) = outputs
    pieces = Pieces.of(encoding, lead)
    inside = slice(pieces.first, pieces.first + len(pieces.places))
    best = best_inside(start, end, (inside.start, inside.stop))
    margin = best[0] - float(start[0] + end[0]) if best else NO_SPAN
    return QuoteAlone(float(relevance), margin, start[inside], end[inside])
