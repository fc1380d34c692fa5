"""What a reader hands to an answer: a passage with its reading, and one quote of it."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Article, Quote, Span
from index.quotes.factuality import is_stated
from index.quotes.negation import is_undone
from index.reading.reader import PassageText, QuoteReading, Reading
from index.text import analysis


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage of an article with what the reader made of it; `span` is the passage's place in the article."""

    article: Article
    span: Span
    text: PassageText
    reading: Reading


@dataclass(frozen=True, slots=True)
class ReadQuote:
    """A quote that a reader found in a passage, on its way to an answer.

    Its confidence is that of its evidence times `share_left` (0 to 1).
    """

    passage: ReadPassage
    quote: QuoteReading
    share_left: float = 1.0

    @property
    def words(self) -> str:
        """The words of the quote."""
        return self.quote.span.of(self.passage.text.text)

    @property
    def context(self) -> str:
        """The words of the passage with its title, and the name of the person whom they may be about."""
        passage = self.passage.text
        return "\n".join(filter(None, (passage.title, passage.meant, passage.text)))

    def states(self, question: str) -> bool:
        """Tell whether the quote states its highlight, and does not deny, allege or suppose it."""
        return is_stated(question, self.passage.text.text, self.quote.span, self.quote.highlight)

    def denies(self, question: str) -> bool:
        """Tell whether the quote says at its highlight that the act in the question was not done."""
        mark = self.quote.highlight
        return mark is not None and is_undone(question, self.passage.text.text, self.quote.span, mark)

    def quoted(self, chance: float) -> Quote:
        """Return the quote as it stands in its article."""
        marks, at = self.quote.marks(), self.passage.span.start
        highlight = marks.highlight.moved(at) if marks.highlight else None
        further = tuple(each.moved(at) for each in marks.further)
        return Quote(self.passage.article, self.quote.span.moved(at), chance, highlight, further=further)

    def mark(self) -> frozenset[str]:
        """Return the terms of the highlight; none if the quote has no highlight."""
        highlight = self.quote.highlight
        return frozenset(analysis.terms(highlight.of(self.passage.text.text))) if highlight else frozenset()


def mark_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether all terms of one mark are among those of the other: "3 May", "on 3 May"."""
    return bool(one and other) and (one <= other or other <= one)
