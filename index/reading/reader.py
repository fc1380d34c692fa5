"""Reader: reads passages for a question, and returns a reading of each.

Two implementations: the one in `cross_reading` runs any ranking model twice, with rules for the highlight; the one in
`span_reading` runs a model that finds the highlight, too, and says whether there is an answer at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index.article import Span
from index.reading.confidence import Confidence
from index.text.sections import lead, leading_lines
from index.text.subjects import Subject

QUOTES = 4
"""How many quotes of one passage are kept: more than an answer shows, since overlapping ones are dropped later."""


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as a reader sees it: the article's title, its words, its sentences as spans of `text`.

    `found` is its score in the search: up to 1, or up to 1 + `recency.WEIGHT` if the newest is asked for; 0 if nothing
    was searched, or the search left no passage out. `before` is the text before it in the article, as far as headings
    are searched, and `after` the same amount of text after it. `subject` is the person the article is about, if the
    question names them.
    """

    title: str
    text: str
    sentences: tuple[Span, ...]
    found: float = 0.0
    before: str = ""
    after: str = ""
    subject: Subject | None = None

    @property
    def unwrapped(self) -> str:
        """Its words with blanks for the line breaks inside its sentences, which only wrap them; offsets stay."""
        text = self.text
        for span in self.sentences:
            if "\n" in (words := span.of(text)):
                text = text[: span.start] + words.replace("\n", " ") + text[span.end :]
        return text

    @property
    def head(self) -> str:
        """What the passage is about: who "she" is, and the lines above its first sentence; "" if not known."""
        if not self.sentences:
            return ""
        meant = self.meant if self.meant not in self.title else ""
        return " – ".join(filter(None, (meant, self._lines_over(self.sentences[0]))))

    @property
    def meant(self) -> str:
        """The full name of the person it may refer to without that name, else ""."""
        return self._meant_in(self.text)

    def over(self, span: Span) -> str:
        """Return what a span of `text` is about: who "she" is, and the lines above it; "" if not known."""
        return " – ".join(filter(None, (self._meant_in(span.of(self.text)), self._lines_over(span))))

    def lines_over(self, span: Span) -> list[str]:
        """Return the lines above a span of `text` that say what it is about, in their order."""
        text = self.before + self.text
        return [line.of(text) for line in leading_lines(text, span.moved(len(self.before)), self.title)]

    def _meant_in(self, words: str) -> str:
        return self.subject.name_for(words) if self.subject is not None else ""

    def _lines_over(self, span: Span) -> str:
        return lead(self.before + self.text, span.moved(len(self.before)), self.title)


@dataclass(frozen=True, slots=True)
class Marks:
    """The answers in a quote, as spans of the passage's text.

    `further` are other answers besides the highlight, in the order of the text, if the question asks for several.
    """

    highlight: Span | None = None
    further: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteReading:
    """A sentence or two that may answer: a span of the passage's text, the `logit` that it answers, and its `rank`.

    `rank` compares quotes of all passages, and includes how the whole passage was rated. `marks` finds the highlight
    when it is called, since of some 60 quotes that are read, three are shown. If the reader read the quote alone,
    `alone` is the margin of its likeliest span over "no answer", below the lines that say what it is about, and
    `alone_relevance` the relevance (a logit) of the quote without these lines.
    """

    span: Span
    logit: float
    marks: Callable[[], Marks] = field(compare=False, repr=False)
    rank: float
    alone: float | None = None
    alone_relevance: float | None = None

    @property
    def highlight(self) -> Span | None:
        """The words that answer, or None if they are not known."""
        return self.marks().highlight


@dataclass(frozen=True, slots=True)
class Reading:
    """The result for one passage: its relevance (a logit), its best quotes, best first, and its rank.

    A passage that was not examined closely has no quotes. `rank` compares passages. `answer` is the logit that the
    passage has an answer at all; None if the reader does not give it.
    """

    relevance: float
    quotes: tuple[QuoteReading, ...]
    rank: float
    answer: float | None = None


@dataclass(frozen=True, slots=True)
class EarlyStop:
    """When reading stops early: after each of these numbers of passages, if the readings so far are `enough`.

    `after` ascends. `enough` gets exactly that many readings, and is not asked if there are fewer passages.
    """

    after: tuple[int, ...]
    enough: Callable[[Sequence[Reading]], bool]


class Reader(Protocol):
    """Reads passages for a question."""

    @property
    def name(self) -> str:
        """The model's name."""
        ...

    def read(self, question: str, passages: Iterable[PassageText], stop: EarlyStop | None = None) -> list[Reading]:
        """Return a reading of each passage, in the given order; only of the first ones if `stop` says so.

        `passages` may prepare each one when it is taken: a reader takes no more than it reads.
        """
        ...

    @property
    def searched(self) -> Confidence:
        """The confidence in quotes of the passages that a search found."""
        ...

    @property
    def given(self) -> Confidence:
        """The confidence in quotes of one given text, which is mostly about the subject even if it does not answer."""
        ...
