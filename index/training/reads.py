"""A trained model's readings of questions about articles: of what a search finds, and of one paragraph alone."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.article import Article, Hit, Quote, Span
from index.collection import Collection
from index.filters import Filters
from index.given_text import hits_of
from index.indexing import Indexer
from index.quotes.read_quotes import ReadPassage
from index.reading.reader import Marks, Reading
from index.reading.span_reading import SpanReader
from index.reading_depth import READ_DEPTH, passage_texts
from index.training.sources import Document

Passages = Sequence[ReadPassage]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its article, its answers' positions there (none: no answer), and the paragraph that it is about."""

    id: str
    question: str
    article: Article
    spans: tuple[Span, ...]
    place: Span

    def answered_by(self, quote: Quote) -> bool:
        """Tell whether a quote overlaps an answer in this very article, as others compute their figures."""
        return quote.article.id == self.article.id and any(map(quote.span.overlaps, self.spans))

    def answered_by_words(self, quoted: str) -> bool:
        """Tell whether these words, from any copy of the article, overlap an answer: this is what is learned from.

        For the person who asks, the same words in another article are as good.
        """
        at = self.article.text.find(quoted)
        return at >= 0 and any(at < span.end and span.start < at + len(quoted) for span in self.spans)


@dataclass(frozen=True, slots=True)
class Read:
    """A question, and a model's readings of the passages found for it and of its own paragraph alone."""

    question: Question
    searched: Passages
    given: Passages


def questions(document: Document, collection: Collection) -> list[Question]:
    """Return what was asked about a document that is in the collection.

    A question about the whole text is assigned to the passage that holds its answer, or without one to the passage that
    a search finds first.
    """
    article = collection.article(document.id)
    passages = [passage.span for passage in collection.passages(article.id)]
    only = Filters(article_ids=frozenset({article.id}))
    found = []
    for one in document.asked:
        place = one.place
        if place.end - place.start == len(article.text):
            holding = [passage for passage in passages if one.spans and passage.holds(one.spans[0])]
            best = collection.search(one.question, top=1, filters=only)
            place = [*holding, *(hit.passage.span for hit in best), place][0]
        found.append(Question(one.id, one.question, article, one.spans, place))
    return found


def read(reader: SpanReader, collection: Collection, indexer: Indexer, question: Question) -> Read:
    """Return the reader's results for a question; its paragraph has no title, since a given text may have none."""
    searched = collection.search(question.question, top=READ_DEPTH)
    paragraph = Article(id=question.article.id, title="", text=question.place.of(question.article.text))
    given = hits_of(paragraph, indexer)
    return Read(question, _read(reader, question.question, searched), _read(reader, question.question, given))


def _read(reader: SpanReader, question: str, hits: Sequence[Hit]) -> Passages:
    texts = passage_texts(question, hits)
    return [
        ReadPassage(hit.article, hit.passage.span, text, _marked(reading))
        for hit, text, reading in zip(hits, texts, reader.read(question, texts), strict=True)
    ]


def _marked(reading: Reading) -> Reading:
    """Return a reading in which everything is marked, so that it can be written to a file."""
    marked = [(quote, quote.marks()) for quote in reading.quotes]
    quotes = (replace(quote, marks=functools.partial(Marks, it.highlight, it.further)) for quote, it in marked)
    return replace(reading, quotes=tuple(quotes))
