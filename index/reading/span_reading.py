"""SpanReader: one model that reads (question, passage) once, and finds where the answer is and whether there is one.

The same model then reads the best few quotes of all passages without their surroundings, a fifth of its work. This
tells a sentence that answers by itself from one that is only near the answer.

The model gives four kinds of logits: how relevant the passage is, whether it answers, and for every word piece whether
the answer begins or ends there; piece 0 means "no answer". `index/training` has the training.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from index.article import Span
from index.highlights.cells import asked_cell
from index.highlights.clauses import whole
from index.highlights.matter import find_matter
from index.highlights.several import first_item, further_answers, whole_item
from index.highlights.spans import Logits, Places, best_inside
from index.highlights.yes_no import statement
from index.models.onnx import OnnxModel
from index.questions.question import asks_yes_no
from index.questions.several import asks_several
from index.reading.calibration import Calibration
from index.reading.other_cases import other_cases
from index.reading.quotables import Pieces, Quotable, quotables
from index.reading.quotes_alone import QuoteAlone, QuotesAlone, QuoteText
from index.reading.reader import QUOTES, EarlyStop, Marks, PassageText, QuoteReading, Reading
from index.reading.wording import put_to
from index.text.titled import titled

NOTHING = 100.0
"""By how much a passage without any possible span ranks below the others."""

ALONE = 6
"""How many different quotes are read alone: more than an answer shows at first. docs/decisions/reader.md has what was
measured."""


class SpanReader:
    """Reads each passage once, and the best quotes of all of them once more alone."""

    def __init__(self, model: OnnxModel, calibration: Calibration, name: str) -> None:
        self._model = model
        self._ranking = calibration.ranking
        self.searched, self.given = calibration.searched, calibration.given
        self.name = name

    def read(self, question: str, passages: Iterable[PassageText], stop: EarlyStop | None = None) -> list[Reading]:
        """Return a reading of each passage, or only of the first ones. Quotes are sentences, two neighbours, or lists.

        `stop` is asked before quotes are read alone, so that this is done once.
        """
        with closing(QuotesAlone(self._model)) as quotes_alone:
            read = self._drafted(question, passages, stop, quotes_alone)
            alone = _read_alone(quotes_alone, _best(read))
        ranked = (self._ranking.rank_alone(one.margin, one.relevance) for one in alone.values())
        least = min(ranked, default=None)
        return [self._reading(question, one, alone, least) for one in read]

    def _drafted(
        self, question: str, passages: Iterable[PassageText], stop: EarlyStop | None, quotes_alone: QuotesAlone
    ) -> list[_PassageDrafts]:
        """Read the passages, or only as many of the first ones as are enough."""
        coming = iter(passages)
        read: list[_PassageDrafts] = []
        once: list[Reading] = []
        if stop is not None:
            for end in stop.after:
                before = len(read)
                read += self._passages(question, list(islice(coming, end - before)), read, quotes_alone)
                once = [*once, *(self._reading(question, one, {}) for one in read[before:])]
                if len(read) < end or stop.enough(once):
                    return read
        return read + self._passages(question, list(coming), read, quotes_alone)

    def _reading(
        self, question: str, read: _PassageDrafts, alone: Mapping[_Draft, QuoteAlone], least: float | None = None
    ) -> Reading:
        """Return the reading of a passage. A quote that was not read alone ranks like the `least` of those that were.

        If none was, the results of each quote in its passage count as those alone.
        """
        quoted = [
            (draft, self._quote(question, draft, alone.get(draft), read.relevance, least)) for draft in read.drafts
        ]
        quotes = [_with_items(quote, quoted) if draft.quotable.is_list else quote for draft, quote in quoted]
        quotes.sort(key=lambda quote: -quote.rank)
        rank = quotes[0].rank if quotes else read.relevance - NOTHING
        return Reading(read.relevance, tuple(quotes), rank, read.answer)

    def _passages(
        self,
        question: str,
        passages: Sequence[PassageText],
        before: Sequence[_PassageDrafts],
        quotes_alone: QuotesAlone,
    ) -> list[_PassageDrafts]:
        """Read passages; `before` is what was read before.

        Meanwhile, cores without a passage read the best quotes so far alone. So does each core after the last passage,
        while the caller sees whether these are enough.
        """
        texts = [titled(passage.title, passage.text, passage.head) for passage in passages]
        read: dict[int, _PassageDrafts] = {}
        others = [other_cases(question, passage) for passage in passages]
        wordings = [put_to(question, *each) for each in zip(passages, others, strict=True)]
        outputs = self._model.outputs(list(zip(wordings, texts, strict=True)), places=True)
        for i, encoding, logits in outputs:
            pieces = Pieces.of(encoding, len(texts[i]) - len(passages[i].text))
            read[i] = self._drafts(question, wordings[i], passages[i], others[i], pieces, logits)
            left = len(passages) - len(read)
            if left < self._model.threads:
                best = _best([*before, *read.values()])[:ALONE]
                likely = (text for draft in best for text in (draft.text, draft.text_with_context))
                quotes_alone.begin(likely, self._model.threads + 1)
        return [read[i] for i in range(len(passages))]

    def _drafts(
        self,
        question: str,
        wording: str,
        passage: PassageText,
        others: AbstractSet[int],
        pieces: Pieces,
        logits: Sequence[np.ndarray],
    ) -> _PassageDrafts:
        """Return the best `QUOTES` quotes of a passage by the logit of their likeliest span.

        `wording`: the question as it was put to the passage. `others`: the indexes of the sentences for other cases.

        `logits` are the model's four outputs; the last two, (n,), have all word pieces, piece 0 for "no answer".
        """
        relevance, answer = map(float, logits[:2])
        start, end = logits[2:]
        no_answer = float(start[0] + end[0])
        found = quotables(question, passage, others, pieces, start, end)
        drafts = []
        for one in sorted(found, key=lambda one: -one.logit)[:QUOTES]:
            margin, (low, high) = one.logit - no_answer, one.own
            rank = self._ranking.rank(margin=margin, answer=answer, relevance=relevance, found=passage.found)
            places = pieces.places[low - pieces.first : high - pieces.first]
            drafts.append(_Draft(wording, passage, one, margin, rank, start[low:high], end[low:high], places))
        return _PassageDrafts(relevance, answer, tuple(drafts))

    def _quote(
        self, question: str, draft: _Draft, alone: QuoteAlone | None, relevance: float, least: float | None
    ) -> QuoteReading:
        """Return a quote with its rank; `least` as in `_reading`."""
        marks = functools.cache(functools.partial(_marks, question, draft, alone))
        if alone is None:
            more = self._ranking.rank_alone(draft.margin, relevance) if least is None else least
            return QuoteReading(draft.span, draft.margin, marks, draft.rank + more)
        rank = draft.rank + self._ranking.rank_alone(alone.margin, alone.relevance)
        return QuoteReading(draft.span, draft.margin, marks, rank, alone.margin, alone.relevance)


def _best(read: Iterable[_PassageDrafts]) -> list[_Draft]:
    """Return the quotes of all passages, best first."""
    return sorted((draft for one in read for draft in one.drafts), key=lambda draft: -draft.rank)


def _read_alone(quotes_alone: QuotesAlone, drafts: Sequence[_Draft]) -> dict[_Draft, QuoteAlone]:
    """Read the best of `drafts` (best first) without their surroundings, and return the result of each.

    If lines above a quote say what it is about, its margin is that of the quote below them; its relevance is that
    of its own words, which tells the lines of a record apart. Copies of a story and overlapping passages have the
    same words: each text is read once.
    """
    best: list[_Draft] = []
    chosen: set[QuoteText] = set()
    for draft in drafts:
        if len(chosen) < ALONE or draft.text in chosen:
            best.append(draft)
            chosen.add(draft.text)
    read = quotes_alone.read([*(draft.text for draft in best), *(draft.text_with_context for draft in best)])
    return {draft: replace(read[draft.text], margin=read[draft.text_with_context].margin) for draft in best}


def _marks(question: str, draft: _Draft, alone: QuoteAlone | None) -> Marks:
    """Return the highlight of a quote, and if the question asks for several things, the further answers."""
    text, start, end = draft.passage.unwrapped, draft.start, draft.end
    if alone is not None and alone.start.shape == start.shape:
        # Two results for the same word pieces: their sum marks the answer better than either.
        start, end = start + alone.start, end + alone.end
    highlight = _highlight(question, text, draft, start, end)
    if highlight is None or not (draft.quotable.is_list or asks_several(question)):
        return Marks(highlight)
    highlight = whole_item(text, draft.span, first_item(text, draft.span, highlight))
    return Marks(highlight, further_answers(question, text, draft.span, highlight, start, end, draft.places))


def _highlight(question: str, text: str, draft: _Draft, start: Logits, end: Logits) -> Span | None:
    """Return what a rule marks, else the likeliest span by these logits, with no half of a bracket, figure or cell.

    `text` is that of the passage, with no line break inside a sentence.
    """
    quote = draft.span
    mark = draft.quotable.mark or asked_cell(question, text, quote) or find_matter(question, text, quote)
    best = best_inside(start, end, (0, len(start)))
    if mark is None and best is not None:
        first, last = best[1]
        mark = whole(text, int(draft.places[first][0]), int(draft.places[last][1]), quote)
    if mark is not None and asks_yes_no(question):
        return statement(question, text, quote, mark)
    return mark


def _with_items(whole: QuoteReading, others: Sequence[tuple[_Draft, QuoteReading]]) -> QuoteReading:
    """Return a list, ranked as high as the best quote inside it."""
    return replace(whole, rank=max(other.rank for _, other in others if whole.span.holds(other.span)))


@dataclass(frozen=True, eq=False)  # without slots, which leave no room for what is found once
class _Draft:
    """A quote before it is read alone: its margin over "no answer", and the word pieces that may be marked.

    `wording`: the question as it was put to its passage. Drafts are keys by their identity, since arrays cannot be
    compared.
    """

    wording: str
    passage: PassageText
    quotable: Quotable
    margin: float
    rank: float
    start: Logits
    end: Logits
    places: Places

    @property
    def span(self) -> Span:
        """Its place in the passage."""
        return self.quotable.quote

    @property
    def text(self) -> QuoteText:
        """The words that are read of the quote alone."""
        parts = self.quotable.parts or (self.span,)
        words = "\n".join(part.of(self.passage.text) for part in parts)
        return QuoteText(self.wording, words, self.quotable.lead)

    @functools.cached_property
    def text_with_context(self) -> QuoteText:
        """Return the quote below the lines that say what it is about; alone, if it begins with a question."""
        over = "" if self.quotable.lead else self.passage.over(self.span)
        return QuoteText(self.wording, f"{over}\n{self.text.words}", len(over) + 1) if over else self.text


@dataclass(frozen=True, slots=True)
class _PassageDrafts:
    """The model's results for one passage, and its best quotes, which are not read alone yet."""

    relevance: float
    answer: float
    drafts: tuple[_Draft, ...]
