"""What a trained model makes of questions about articles: of what a search finds, and of one paragraph alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.answering import ReadPassage
from index.article import Article, Quote, Span
from index.collection import Collection
from index.depth import READ_DEPTH, passage_texts
from index.indexing import Indexer, passage_text
from index.reading.reader import PassageText
from index.reading.span_reading import SpanReader

Passages = Sequence[ReadPassage]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its article, the answers' places there (none: it has no answer), and the paragraph it is about."""

    id: str
    question: str
    article: Article
    spans: tuple[Span, ...]
    place: Span

    def stands(self, quote: Quote) -> bool:
        """Tell whether a quote stands over an answer in this very article, as the figures of others count it."""
        return quote.article.id == self.article.id and any(map(quote.span.overlaps, self.spans))

    def is_right(self, quoted: str) -> bool:
        """Tell whether these words, from whichever copy of the article, stand over an answer: what is learned from.

        To whoever asked, the same words in another article are no worse.
        """
        at = self.article.text.find(quoted)
        return at >= 0 and any(at < span.end and span.start < at + len(quoted) for span in self.spans)


@dataclass(frozen=True, slots=True)
class Read:
    """A question, and what a model made of the passages that were found for it, and of its own paragraph alone."""

    question: Question
    searched: Passages
    given: Passages


def read(reader: SpanReader, collection: Collection, indexer: Indexer, question: Question) -> Read:
    """Return what the reader makes of a question; its paragraph has no title: a text that is given may have none."""
    hits = collection.search(question.question, top=READ_DEPTH)
    searched = [(hit.article, hit.passage.span, text) for hit, text in zip(hits, passage_texts(hits), strict=True)]
    paragraph = Article(id=question.article.id, title="", text=question.place.of(question.article.text))
    cuts = indexer.cut(paragraph.text)
    given = [(paragraph, one.span, passage_text(paragraph, one.span, one.sentences)) for one in cuts]
    return Read(question, _read(reader, question, searched), _read(reader, question, given))


def _read(reader: SpanReader, question: Question, found: Sequence[tuple[Article, Span, PassageText]]) -> Passages:
    readings = reader.read(question.question, [text for _, _, text in found])
    return [ReadPassage(*place, reading) for place, reading in zip(found, readings, strict=True)]
