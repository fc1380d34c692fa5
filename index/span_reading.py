"""SpanReader: one model that reads (question, passage) once and says where the answer is, and whether there is one.

The best few quotes of all passages are then read by the same model without their surroundings, a twentieth of the work:
a sentence that answers by itself is told from one that only stands near.

The model gives four kinds of logits: how relevant the passage is, whether it answers, and for every word piece whether
the answer begins or ends there; piece 0 stands for "no answer". `index/training` tells how it was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding

from index.article import Span
from index.calibration import Calibration
from index.confidence import Evidence
from index.onnx import OnnxModel
from index.reading import QUOTES, PassageText, QuoteReading, Reading, titled
from index.scene import trim

LONGEST = 40
"""The most word pieces of an answer."""

ACROSS = 1.0
"""By how many logits a span over two sentences must beat those inside one: few answers are such."""

ALONE = 8
"""How many quotes are read alone: more than an answer shows."""

Logits = npt.NDArray[np.float32]


class SpanReader:
    """Reads each passage once; every passage has quotes."""

    def __init__(self, model: OnnxModel, calibration: Calibration, name: str) -> None:
        self._model = model
        self._calibration = calibration
        self.name = name

    def read(self, question: str, passages: Sequence[PassageText]) -> list[Reading]:
        """Return a reading of each passage; quotes are the sentences, or two neighbours, around the likeliest spans."""
        texts = [titled(passage.title, passage.text) for passage in passages]
        encodings = self._model.encode([(question, text) for text in texts], places=True)
        readings: dict[int, Reading] = {}
        for rows, (relevance, answer, start, end) in self._model.batches(encodings):
            for row, i in enumerate(rows):
                pieces = _Pieces.of(encodings[i], len(texts[i]) - len(passages[i].text))
                readings[i] = self._reading(
                    passages[i], pieces, float(relevance[row]), float(answer[row]), start[row], end[row]
                )
        return self._alone(question, passages, [readings[i] for i in range(len(passages))])

    @property
    def threshold(self) -> float:
        """The confidence below which a question is not answered."""
        return self._calibration.threshold

    def confidence(self, evidence: Evidence) -> float:
        """Return the calibrated chance (0 to 1) that the quote answers."""
        return self._calibration.confidence(evidence)

    def _alone(self, question: str, passages: Sequence[PassageText], readings: list[Reading]) -> list[Reading]:
        """Read the best quotes alone and rank again; the others stay behind the worst of them."""
        places = [(i, quote) for i, reading in enumerate(readings) for quote in reading.quotes]
        places.sort(key=lambda place: -place[1].rank)
        # Copies of one story and the overlap of passages hold the same words: each text is read once.
        texts = list(dict.fromkeys(quote.span.of(passages[i].text) for i, quote in places))[:ALONE]
        if not texts:
            return readings
        relevance: dict[str, float] = {}
        encodings = self._model.encode([(question, text) for text in texts])
        for rows, (found, *_) in self._model.batches(encodings):
            relevance |= {texts[i]: float(found[row]) for row, i in enumerate(rows)}
        least = min(relevance.values())
        again = []
        for i, reading in enumerate(readings):
            quotes = []
            for quote in reading.quotes:
                alone = relevance.get(quote.span.of(passages[i].text))
                rank = quote.rank + self._calibration.alone * (least if alone is None else alone)
                quotes.append(replace(quote, rank=rank, alone=alone))
            quotes.sort(key=lambda quote: -quote.rank)
            rank = quotes[0].rank if quotes else reading.rank
            again.append(replace(reading, quotes=tuple(quotes), rank=rank))
        return again

    def _reading(
        self, passage: PassageText, pieces: _Pieces, relevance: float, answer: float, start: Logits, end: Logits
    ) -> Reading:
        none = float(start[0] + end[0])
        groups = pieces.by_sentence(passage.sentences)
        found: list[tuple[float, Span, Span]] = []
        for number, own in enumerate(groups):
            sentence = passage.sentences[number]
            if best := _best_inside(start, end, own):
                found.append((best[0], sentence, pieces.span(*best[1])))
            if number + 1 < len(groups) and (best := _best_across(start, end, own, groups[number + 1])):
                pair = Span(sentence.start, passage.sentences[number + 1].end)
                if "\n" not in pair.of(passage.text).strip():  # what goes over a paragraph's end is no one answer
                    found.append((best[0] - ACROSS, pair, pieces.span(*best[1])))
        found.sort(key=lambda one: -one[0])
        quotes = []
        for logit, quote, span in found[:QUOTES]:
            highlight = trim(passage.text, max(span.start, quote.start), min(span.end, quote.end))
            margin = logit - none
            rank = self._calibration.rank(margin=margin, answer=answer, relevance=relevance)
            quotes.append(QuoteReading(quote, margin, highlight, rank))
        rank = quotes[0].rank if quotes else self._calibration.nothing(relevance)
        return Reading(relevance, tuple(quotes), rank, answer)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The word pieces of the passage itself: the first one's number, and each one's place in the passage's text."""

    first: int
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]

    @classmethod
    def of(cls, encoding: Encoding, title: int) -> _Pieces:
        """Take the pieces behind the question and the first `title` characters of the text."""
        inside = [
            at
            for at, ((_, end), sequence) in enumerate(zip(encoding.offsets, encoding.sequence_ids, strict=True))
            if sequence == 1 and end > title
        ]
        places = np.array([encoding.offsets[at] for at in inside], dtype=np.int64).reshape(-1, 2) - title
        return cls(inside[0] if inside else 0, np.maximum(places[:, 0], 0), places[:, 1])

    def by_sentence(self, sentences: Sequence[Span]) -> list[tuple[int, int]]:
        """Return for each sentence the range of its pieces, as (first, one behind the last)."""
        edges = np.searchsorted(self.starts, [sentence.start for sentence in sentences]) + self.first
        behind = np.searchsorted(self.starts, [sentence.end for sentence in sentences]) + self.first
        return list(zip(edges.tolist(), behind.tolist(), strict=True))

    def span(self, first: int, last: int) -> Span:
        """Return the place in the passage's text of the pieces `first` to `last`."""
        return Span(int(self.starts[first - self.first]), int(self.ends[last - self.first]))


def _best_inside(start: Logits, end: Logits, own: tuple[int, int]) -> tuple[float, tuple[int, int]] | None:
    """Return the likeliest span in a range of pieces: its logit, and its first and last piece."""
    low, high = own
    if low >= high:
        return None
    sums = start[low:high, None] + end[None, low:high]
    length = high - low
    steps = np.arange(length)
    apart = steps[None, :] - steps[:, None]
    return _best(np.where((apart >= 0) & (apart < LONGEST), sums, -np.inf), low, low)


def _best_across(
    start: Logits, end: Logits, own: tuple[int, int], following: tuple[int, int]
) -> tuple[float, tuple[int, int]] | None:
    """Return the likeliest span that begins in one range of pieces and ends in the next."""
    low = max(own[0], own[1] - LONGEST)
    high = min(following[1], following[0] + LONGEST)
    if low >= own[1] or following[0] >= high:
        return None
    sums = start[low : own[1], None] + end[None, following[0] : high]
    apart = np.arange(following[0], high)[None, :] - np.arange(low, own[1])[:, None]
    sums = np.where(apart < LONGEST, sums, -np.inf)
    return _best(sums, low, following[0]) if np.isfinite(sums).any() else None


def _best(sums: Logits, low: int, following: int) -> tuple[float, tuple[int, int]]:
    first, last = divmod(int(sums.argmax()), sums.shape[1])
    return float(sums[first, last]), (low + first, following + last)
