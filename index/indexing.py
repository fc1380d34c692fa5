"""Article -> passages with their terms and vectors; passage -> what the reader sees. One place cuts for both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.article import Article, Span
from index.errors import ModelError
from index.models.embedding import Embedder
from index.models.vectors import are_unit
from index.reading.reader import PassageText
from index.storage.storing import PreparedArticle
from index.text import analysis, sections, segment
from index.text.subjects import Subject
from index.text.titled import searchable

PASSAGE_TOKENS = 200
"""Word pieces of a passage, without its title: well below what the embedders take, small enough to point."""

_BATCH_CHARACTERS = 64 * PASSAGE_TOKENS * 4
"""Text that is embedded and committed together: about 64 full passages, at about 4 characters a token."""


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
            for span in segment.passages(text, sentences, counts, budget=self._budget)
        ]

    def prepare(self, articles: Sequence[Article]) -> list[PreparedArticle | ModelError]:
        """Cut, stem and embed articles; all their passages are embedded together.

        In the place of an article stands ModelError where the embedder fails, or makes no vector of length 1 of a
        passage: stored, it would keep the whole collection from being opened.
        """
        try:
            return list(self._prepared(articles))
        except ModelError as error:
            if len(articles) == 1:
                return [error]
        # One by one: nobody else knows which of them it was.
        return [item for article in articles for item in self.prepare([article])]

    def _prepared(self, articles: Sequence[Article]) -> Iterator[PreparedArticle]:
        found: list[tuple[list[Cut], list[tuple[str, ...]]]] = []
        try:
            vectors = self._embedder.embed_passages(self._texts(articles, found))
        except Exception as error:  # what a model raises depends on who made it
            raise self._unfit(articles[0], f" ({type(error).__name__})") from error
        at = 0
        for article, (cuts, terms) in zip(articles, found, strict=True):
            spans, sentences = tuple(one.span for one in cuts), tuple(one.sentences for one in cuts)
            rows = vectors[at : at + len(cuts)]
            if not are_unit(rows):
                raise self._unfit(article)
            yield PreparedArticle(article, spans, sentences, tuple(terms), rows)
            at += len(cuts)

    def _texts(
        self, articles: Sequence[Article], found: list[tuple[list[Cut], list[tuple[str, ...]]]]
    ) -> Iterator[str]:
        """Yield the texts of all passages, each article's as soon as it is cut; `found` gets passages and terms.

        Cutting takes a tenth of the time that a model takes: it goes on with what is cut while the next one is.
        """
        for article in articles:
            cuts = self.cut(article.text)
            texts = searchable(article.title, article.text, [one.span for one in cuts])
            yield from texts
            found.append((cuts, [tuple(analysis.terms(text)) for text in texts]))

    def _unfit(self, article: Article, why: str = "") -> ModelError:
        return ModelError(
            f"the embedding model {self._embedder.name} can make nothing of a passage of {article.id!r}{why}",
            "set EMBEDDING_MODEL to another model, or unset it to use the packaged one",
        )


def passage_text(
    article: Article, span: Span, sentences: Sequence[Span], found: float = 0.0, subject: Subject | None = None
) -> PassageText:
    """Return a passage as a reader sees it, its sentences as spans of the passage's own text.

    `sentences`: as places in the article; they are cut anew where there are none. `found`, `subject`: see
    `PassageText`.
    """
    text = span.of(article.text)
    own = [one.moved(-span.start) for one in sentences] or segment.sentences(text)
    before = article.text[max(0, span.start - sections.WINDOW) : span.start]
    after = article.text[span.end : span.end + sections.WINDOW]
    return PassageText(article.title, text, tuple(own), found, before, after, subject)


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield articles in batches of about `_BATCH_CHARACTERS`; when reading them fails, what was read comes first."""
    batch: list[Article] = []
    characters = 0
    failure: Exception | None = None
    reading = iter(articles)
    while failure is None:
        try:
            batch.append(next(reading))
            characters += len(batch[-1].text)
        except StopIteration:
            break
        except Exception as error:  # noqa: BLE001 -- raised again below, behind what was read before it
            failure = error
        if characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
    if failure is not None:
        raise failure
