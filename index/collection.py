"""Collection: the articles of one server, or of the command line, and everything that can be done with them.

Work of several steps has its own file: `index.asking` for a question, `index.adding` for an article.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Literal

from index.adding import Added, Adder
from index.article import Answer, Article, Copy, Hit, Passage, Quote, Span
from index.asking import Asker
from index.errors import Damaged, Locked, ModelError, NotFound, StorageError, UsageError
from index.filters import Filters
from index.indexing import Indexer
from index.mirror import Mirror
from index.models.embedding import Embedder
from index.questions.spelling import Respelling
from index.questions.validation import checked_question
from index.reading.reader import Reader
from index.reading_depth import READ_DEPTH, passage_texts
from index.retrieval.passage_index import Arm, PassageIndex
from index.retrieval.snapshots import Snapshots
from index.searching import Searcher
from index.storage.catalogue import Catalogue
from index.storage.history import Revision
from index.storage.listing import ArticleSummary
from index.text.surroundings import surroundings
from index.titles import TitledArticle, Titles

COMPARED_PER_QUESTION = 100
"""How many articles of an earlier version are compared with the others at each question: about half a second."""


@dataclass(frozen=True, slots=True)
class CollectionParts:
    """What all collections of one library share."""

    catalogue: Catalogue
    embedder: Embedder
    reader: Reader
    clock: Callable[[], datetime]
    """Returns the present time, with its time zone."""
    threshold: float
    """The confidence (0 to 1) below which a question is refused."""
    snapshots: Snapshots | None
    """None: none are kept."""
    unfit: set[tuple[str, str]]
    """Articles (collection, id) that keep the vectors of another model: `Library.reembed` could not embed them."""
    damage: Callable[[Damaged], None]
    """Called once for each article that a search leaves out because it is damaged."""


class Collection:
    """The articles of one server, or of the command line. Made by `Library.collection`."""

    def __init__(self, name: str, parts: CollectionParts) -> None:
        self.name = name
        catalogue, embedder, reader = parts.catalogue, parts.embedder, parts.reader
        self._catalogue = catalogue
        self._reader = reader
        self._titles = Titles(name, catalogue)
        self._mirror = Mirror(name, catalogue, embedder.name, embedder.dimension, parts.snapshots, parts.unfit)
        self._adder = Adder(name, catalogue, Indexer(embedder), self._mirror, parts.clock)
        self._searcher = Searcher(name, catalogue, embedder, parts.damage)
        self._asker_of = partial(Asker, name, catalogue, self._searcher, reader, parts.threshold)
        self._compared_at = -1  # the change of the collection (`Mirror.changes_held`) up to which nothing waits

    def add(
        self, articles: Iterable[Article], refuse: Callable[[Article, ModelError], None] | None = None
    ) -> Iterator[Added]:
        """Add articles, lazily and in order. Yielded articles are committed and searched from then on.

        The same text is not stored twice, unless it has another URL. Another text with a known id or URL becomes a new
        revision. Articles that tell the same story are linked, and only one of them is searched.

        If the embedder cannot embed an article, `refuse` gets it with the error, before the other articles of its batch
        are yielded. Without `refuse`, the error is raised after them.
        """
        return self._adder.add(articles, refuse)

    def remove(self, article_ids: Sequence[str]) -> int:
        """Remove articles, all or none, also from the disk, and return how many. Raises NotFound."""
        self._mirror.remove(article_ids)
        # If somebody else is writing, the next question compares: the articles are gone all the same.
        with contextlib.suppress(Locked):
            self._catalogue.compare_pending(self.name)
        self._catalogue.database.empty_log()
        return len(set(article_ids))

    def search(
        self,
        question: str,
        *,
        arm: Arm | Literal["read"] = "fused",
        top: int = 20,
        filters: Filters = Filters(),
    ) -> list[Hit]:
        """Return the best `top` passages (1 or more), best first. The arm `read` is `fused` in the reader's order.

        Raises UsageError for an unfit question or `top`.
        """
        asked = checked_question(question)
        if top < 1:
            raise UsageError("at least one passage is needed", "give --top 1 or more")
        index = self.open()
        if arm != "read":
            return self._searcher.search(index, asked, arm, top, filters)
        hits = self._searcher.search(index, asked, "fused", max(top, READ_DEPTH), filters)
        readings = self._reader.read(asked, passage_texts(asked, hits))
        ranked = sorted(zip((r.rank for r in readings), hits, strict=True), key=lambda pair: -pair[0])
        return [replace(hit, score=score) for score, hit in ranked[:top]]

    def ask(self, question: str, *, filters: Filters = Filters(), quotes: int = 3, explain: bool = False) -> Answer:
        """Answer a question with up to `quotes` quotes, or refuse it with as many of the nearest passages.

        A refusal offers the respelled question if the articles answer it, under the same filters. If the articles only
        answer for another name, one letter away from the name in the question, the question is refused too, and the
        refusal offers the question with that name.

        A damaged article is not quoted: the others answer. Raises Damaged if nothing else was found, and UsageError for
        a question without a word or over `MAX_QUESTION` characters.
        """
        asked = checked_question(question)
        if quotes < 1:
            raise UsageError("at least one quote is needed", "give --quotes 1 or more")
        answer = self._asker_of(self.open()).ask(asked, filters, quotes, explain=explain)
        return replace(answer, question=question)  # as it was typed

    def respelled(self, question: str) -> Respelling | None:
        """Return the question with its unknown words spelt as the articles spell the nearest ones, or None.

        See `index.questions.spelling`. Raises UsageError as `ask` does.
        """
        return self._asker_of(self._mirror.open()).respelled(checked_question(question))

    def articles(self) -> list[ArticleSummary]:
        """Return the current articles, in the order in which they were added."""
        return self._catalogue.articles(self.name)

    def titles(self) -> Sequence[TitledArticle]:
        """Return the current articles without their texts, in the order in which they were added; kept in memory."""
        return self._titles.all()

    def passage_counts(self, keys: Sequence[int] | None = None) -> dict[int, int]:
        """Return the number of passages by article key, for the current articles in `keys`, or all. No text is read."""
        return self._catalogue.passage_counts(self.name, keys)

    def find(self, text: str) -> TitledArticle:
        """Return the article that somebody means: `text` is its id, its key ("#12"), its title or words of the title.

        Raises NotFound, and Ambiguous if several articles match.
        """
        return self._titles.find(text)

    def context(self, quote: Quote) -> Span:
        """Return the sentences around a quote, about 1,500 characters, in the revision that was quoted."""
        try:
            current = self.article(quote.article.id).revision == quote.article.revision
            passages = self.passages(quote.article.id) if current else []
        except NotFound:
            passages = []
        return surroundings(quote.article.text, quote.span, [passage.span for passage in passages])

    def count(self) -> int:
        """Return how many articles there are."""
        return self._catalogue.count(self.name)

    def has(self, article_id: str) -> bool:
        """Tell whether an article is stored, also one that was altered: a refresh repairs it."""
        return self._catalogue.has(self.name, article_id)

    def article(self, article_id: str) -> Article:
        """Return an article. Raises NotFound."""
        return self._catalogue.article(self.name, article_id)

    def told_also(self, article_id: str) -> tuple[Copy, ...]:
        """Return the other articles that tell the same story as an article; empty if there are none."""
        return self._catalogue.told_also(self.name, [article_id]).get(article_id, ())

    def revisions(self, article_id: str) -> list[Revision]:
        """Return the revisions of an article that are kept, oldest first. Raises NotFound."""
        return self._catalogue.revisions(self.name, article_id)

    def passages(self, article_id: str) -> list[Passage]:
        """Return the passages of an article, in the order of its text. Raises NotFound."""
        return self._catalogue.passages(self.name, article_id)

    def indexed_keys(self) -> tuple[list[int], list[int]]:
        """Return the passage keys that the BM25 arm and the FAISS arm hold: for checks and tests."""
        self.open()
        return self._mirror.open().keys()

    @property
    def loaded(self) -> bool:
        """Whether the index is in memory."""
        return self._mirror.loaded

    def open(self) -> PassageIndex:
        """Return the index. Loads it the first time, and updates it if another process has changed the collection.

        Articles that wait to be compared for copies (`Catalogue.compare_pending`) are compared, about
        `COMPARED_PER_QUESTION` at each call, so that a large collection does not block.

        Raises ModelError if vectors of another model are stored (`Library.reembed` makes them anew).
        """
        index = self._mirror.open()
        changes = self._mirror.changes_held
        if changes != self._compared_at:
            if self._catalogue.has_pending(self.name):
                # If somebody else is writing, the question is answered all the same.
                with contextlib.suppress(StorageError):
                    self._catalogue.compare_pending(self.name, COMPARED_PER_QUESTION)
                return self._mirror.open()
            self._compared_at = changes
        return index

    def save_snapshot(self) -> None:
        """Write a snapshot if much has changed."""
        self._mirror.save_snapshot()
