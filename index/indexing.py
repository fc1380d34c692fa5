"""Article -> passages with their terms and vectors; passage -> what the reader sees. Both use the same cut."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.article import Article, Span
from index.errors import ModelError
from index.models.embedding import Embedder
from index.models.vectors import are_unit
from index.reading.reader import PassageText
from index.storage.storing import PreparedArticle
from index.text import analysis, packing, sections, segment
from index.text.shingles import bands
from index.text.subjects import Subject
from index.text.titled import searchable

PASSAGE_TOKENS = 200
"""Word pieces of a passage, without its title: below the embedders' limits, and small enough to point at a place."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage and its sentences, as places in the article's text."""

    span: Span
    sentences: tuple[Span, ...]


class Indexer:
    """Cuts, stems and embeds articles with one embedder."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        # Titles and special tokens need room too.
        self._budget = min(PASSAGE_TOKENS, embedder.max_tokens * 3 // 4)

    def cut(self, text: str) -> list[Cut]:
        """Return the passages of a text, in order."""
        sentences = segment.sentences(text)
        counts = self._embedder.count_tokens([span.of(text) for span in sentences])
        starts = [span.start for span in sentences]
        return [
            Cut(span, tuple(sentences[bisect_left(starts, span.start) : bisect_left(starts, span.end)]))
            for span in packing.passages(text, sentences, counts, budget=self._budget)
        ]

    def prepare(self, articles: Sequence[Article]) -> list[PreparedArticle | ModelError]:
        """Cut, stem and embed articles; all their passages are embedded together.

        The result has a ModelError in place of each article on which the embedder fails, or for which it makes a vector
        whose length is not 1: stored, such a vector would keep the whole collection from being opened.
        """
        try:
            return list(self._prepared(articles))
        except ModelError as error:
            if len(articles) == 1:
                return [error]
        # One by one, to find which article it was.
        return [item for article in articles for item in self.prepare([article])]

    def _prepared(self, articles: Sequence[Article]) -> Iterator[PreparedArticle]:
        cut: list[tuple[list[Cut], tuple[tuple[str, ...], ...], list[int]]] = []

        def texts() -> Iterator[str]:
            # Yielded as soon as an article is cut: the model, which takes ten times as long, embeds these texts while
            # its terms and bands are made, and while the next article is cut.
            for article in articles:
                cuts = self.cut(article.text)
                searched = searchable(article.title, article.text, [each.span for each in cuts])
                yield from searched
                cut.append((cuts, tuple(tuple(analysis.terms(text)) for text in searched), bands(article.text)))

        try:
            vectors = self._embedder.embed_passages(texts())
        except Exception as error:  # what a model raises depends on who made it
            raise self._unfit(articles[0], f" ({type(error).__name__})") from error
        at = 0
        for article, (cuts, terms, its_bands) in zip(articles, cut, strict=True):
            rows = vectors[at : at + len(cuts)]
            if not are_unit(rows):
                raise self._unfit(article)
            spans, sentences = tuple(each.span for each in cuts), tuple(each.sentences for each in cuts)
            yield PreparedArticle(article, spans, sentences, terms, rows, its_bands)
            at += len(cuts)

    def _unfit(self, article: Article, why: str = "") -> ModelError:
        return ModelError(
            f"the embedding model {self._embedder.name} can make nothing of a passage of {article.id!r}{why}",
            "set EMBEDDING_MODEL to another model, or unset it to use the packaged one",
        )


def passage_text(
    article: Article, span: Span, sentences: Sequence[Span], found: float = 0.0, subject: Subject | None = None
) -> PassageText:
    """Return a passage as a reader sees it, its sentences as spans of the passage's own text.

    `sentences` are places in the article; if there are none, they are cut anew. `found`, `subject`: see `PassageText`.
    """
    text = span.of(article.text)
    own = [one.moved(-span.start) for one in sentences] or segment.sentences(text)
    before = article.text[max(0, span.start - sections.WINDOW) : span.start]
    after = article.text[span.end : span.end + sections.WINDOW]
    return PassageText(article.title, text, tuple(own), found, before, after, subject)
