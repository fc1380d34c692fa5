"""Reader: looks at a question and passages together and gives a reading of each.

Two implementations: `cross_reading` has one that uses any ranking model twice and rules for the highlight,
`span_reading` one that does all of it in one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index.article import Span
from index.reading.confidence import Confidence
from index.text.sections import lead
from index.text.subjects import Subject

QUOTES = 4
"""How many quotes of one passage go on: more than an answer shows, as neighbours that overlap fall away."""


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as a reader sees it: the article's title, its words, its sentences as spans of `text`.

    `found` is its score in the search that brought it up, 0 where nothing was searched: up to 1, or to
    1 + `recency.WEIGHT` where the newest is asked for. `before` is what stands before it in the article, as far as a
    heading is looked for, and `after` as much of what stands behind it. `subject` is the person whom the article is
    about, where the question names them.
    """

    title: str
    text: str
    sentences: tuple[Span, ...]
    found: float = 0.0
    before: str = ""
    after: str = ""
    subject: Subject | None = None

    @property
    def head(self) -> str:
        """What says what all of it is about: who "she" is, and the lines over its first sentence."""
        if not self.sentences:
            return ""
        meant = self.meant if self.meant not in self.title else ""
        return " – ".join(filter(None, (meant, self._lines_over(self.sentences[0]))))

    @property
    def meant(self) -> str:
        """The name of the person of whom it may speak without the whole name."""
        return self._meant_in(self.text)

    def over(self, span: Span) -> str:
        """Return what says what a span of `text` is about: who "she" is, and the lines over it."""
        return " – ".join(filter(None, (self._meant_in(span.of(self.text)), self._lines_over(span))))

    def _meant_in(self, words: str) -> str:
        return self.subject.name_for(words) if self.subject is not None else ""

    def _lines_over(self, span: Span) -> str:
        return lead(self.before + self.text, span.moved(len(self.before)), self.title)


@dataclass(frozen=True, slots=True)
class Marks:
    """What answers in a quote, as spans of the passage's text.

    `further` are other answers beside the highlight, in the order of the text, where several are asked for.
    """

    highlight: Span | None = None
    further: tuple[Span, ...] = ()

    def inside(self, span: Span) -> Marks:
        """Return those of the marks that lie in a span."""
        highlight = self.highlight if self.highlight and span.holds(self.highlight) else None
        return Marks(highlight, tuple(filter(span.holds, self.further)))


@dataclass(frozen=True, slots=True)
class QuoteReading:
    """A sentence or two that may answer: a span of the passage's text, the `logit` of its answering, and its `rank`.

    `rank` compares quotes of all passages; it also weighs what was made of the passage as a whole. `marks` says what
    answers in it when it is asked: of some 60 quotes that are read, three are shown. `alone` is the margin of their
    likeliest span over "no answer" without the rest of the passage, below the lines that say what they are about, and
    `alone_relevance` (a logit) that of the bare words, where the reader looked at them so.
    """

    span: Span
    logit: float
    marks: Callable[[], Marks] = field(compare=False, repr=False)
    rank: float
    alone: float | None = None
    alone_relevance: float | None = None

    @property
    def highlight(self) -> Span | None:
        """What answers, where that can be told."""
        return self.marks().highlight

    @property
    def further(self) -> tuple[Span, ...]:
        """The other answers beside it, in the order of the text."""
        return self.marks().further


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one passage: its relevance (a logit), its best quotes, best first, and its rank.

    A passage that was not worth a closer look has no quotes. `rank` compares passages. `answer` is the logit of the
    passage's holding an answer at all, where the reader tells.
    """

    relevance: float
    quotes: tuple[QuoteReading, ...]
    rank: float
    answer: float | None = None


@dataclass(frozen=True, slots=True)
class EarlyStop:
    """When reading stops early: behind the `first` passages, where their readings are `enough`."""

    first: int
    enough: Callable[[Sequence[Reading]], bool]


class Reader(Protocol):
    """Reads passages for a question."""

    @property
    def name(self) -> str:
        """The model's name."""
        ...

    def read(self, question: str, passages: Sequence[PassageText], stop: EarlyStop | None = None) -> list[Reading]:
        """Return a reading of each passage, in the order given; of the first ones alone where `stop` says so."""
        ...

    @property
    def searched(self) -> Confidence:
        """The confidence in quotes of the passages that a search found."""
        ...

    @property
    def given(self) -> Confidence:
        """The confidence in quotes of one text that was given, which is mostly near the point, right or wrong."""
        ...
