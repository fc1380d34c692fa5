"""Collection: adding, removing, searching and asking, each in the order in which it happens.

A question travels: embed -> search both arms -> fuse -> read -> weigh -> answer or abstain, and where a word of it may
be misspelt and is a name, or nothing was answered, once more with that word respelled.
An article travels: judge -> cut -> terms and vectors -> one transaction -> the index.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from typing import Literal

import numpy as np

from index.adding import Added, Adder
from index.answering import doubted, shown
from index.article import Answer, Article, Candidate, Copy, Explanation, Hit, Passage, Quote, Span
from index.errors import Damaged, ModelError, NotFound, StorageError, UsageError
from index.filters import Filters
from index.indexing import Indexer
from index.mirror import Mirror
from index.models.embedding import Embedder
from index.questions.spelling import Respelling, respelled
from index.questions.validation import MAX_QUESTION, checked_question
from index.reading.reader import Reader
from index.reading_depth import READ_DEPTH, passage_texts, read_and_weigh
from index.retrieval.passages import Arm, PassageIndex
from index.retrieval.snapshots import Snapshots
from index.stopwatch import Stopwatch
from index.storage.catalogue import Catalogue
from index.storage.history import Revision
from index.storage.listing import ArticleSummary
from index.text.surroundings import surroundings
from index.titles import TitledArticle, Titles

COMPARED_PER_QUESTION = 100
"""Articles of an earlier version that one question has compared with the others: about half a second."""


class Collection:
    """The articles of one server, or of the command line. Made by `Library.collection`."""

    def __init__(
        self,
        name: str,
        catalogue: Catalogue,
        embedder: Embedder,
        reader: Reader,
        *,
        clock: Callable[[], datetime],
        threshold: float,
        snapshots: Snapshots | None,
        unfit: AbstractSet[tuple[str, str]],
        damage: Callable[[Damaged], None],
    ) -> None:
        """Put the parts together.

        `threshold`: the confidence (0 to 1) below which a question is not answered. `snapshots` None: none are kept.
        `unfit`: articles (collection, id) of which the embedder can make nothing; the library adds to them.
        `damage`: is told, once, of each article that is left out of a search since it is damaged.
        """
        self.name = name
        self._catalogue = catalogue
        self._embedder = embedder
        self._reader = reader
        self._threshold = threshold
        self._titles = Titles(name, catalogue)
        self._mirror = Mirror(name, catalogue, embedder.name, embedder.dimension, snapshots, unfit)
        self._adder = Adder(name, catalogue, Indexer(embedder), self._mirror, clock)
        self._is_compared = False
        self._damage = damage
        self._damage_reported: set[str] = set()

    def add(
        self, articles: Iterable[Article], refuse: Callable[[Article, ModelError], None] | None = None
    ) -> Iterator[Added]:
        """Add articles, lazily and in order. What has been yielded is committed and can be asked for.

        The same text is not stored twice, unless under another URL; another text under a known id or URL becomes a
        new revision. What tells a story that is there is linked to it, and searched in its place or not at all.

        An article of which the embedder makes nothing is handed to `refuse`, before those that came with it; without
        `refuse` it is raised, behind them.
        """
        return self._adder.add(articles, refuse)

    def remove(self, article_ids: Sequence[str]) -> int:
        """Remove articles, all or none, and return how many; their words go from the disk, too. Raises NotFound."""
        self._mirror.remove(article_ids)
        self._catalogue.compare_pending(self.name)
        self._catalogue.database.empty_log()
        return len(set(article_ids))

    def search(
        self,
        question: str,
        *,
        arm: Literal["bm25", "dense", "fused", "read"] = "fused",
        top: int = 20,
        filters: Filters = Filters(),
    ) -> list[Hit]:
        """Return the best passages, best first; `read` is the fused run in the reader's order."""
        asked = checked_question(question)
        if top < 1:
            raise UsageError("at least one passage is needed", "give --top 1 or more")
        index = self.open()
        if arm != "read":
            return self._search(index, asked, arm, top, filters)
        hits = self._search(index, asked, "fused", max(top, READ_DEPTH), filters)
        readings = self._reader.read(asked, passage_texts(asked, hits))
        ranked = sorted(zip((r.rank for r in readings), hits, strict=True), key=lambda pair: -pair[0])
        return [replace(hit, score=score) for score, hit in ranked[:top]]

    def ask(self, question: str, *, filters: Filters = Filters(), quotes: int = 3, explain: bool = False) -> Answer:
        """Answer a question with up to `quotes` quotes, or abstain with as many of the nearest passages.

        An abstention offers the respelled question where the articles answer that, under the same filters. A name that
        no article has is not taken for one that is a letter from it, where the articles answer for that: then it is
        abstained, and that one offered.

        An article that is damaged is not quoted: the others answer. Raises Damaged where it is all that was found, and
        UsageError for a question without a word or over `MAX_QUESTION` characters.
        """
        asked = checked_question(question)
        if quotes < 1:
            raise UsageError("at least one quote is needed", "give --quotes 1 or more")
        index = self.open()
        watch = Stopwatch()
        hits, weighed = self._read(index, asked, filters, None if explain else quotes, watch)
        answered = self._is_answer(weighed)
        tried = self._other_question(index, asked, answered=answered) if hits else None
        # Asked first: what would be refused as well is not worth offering.
        did_you_mean = tried if tried is not None and self._would_answer(index, tried, filters) else None
        watch.lap("respell")
        if answered and did_you_mean is not None:
            answered, weighed = False, [doubted(*each) for each in weighed]
        best = self._with_copies(shown(weighed, quotes, answered=answered))
        explanation = Explanation(tuple(hits), tuple(each for _, each in weighed), self._threshold, tried)
        return Answer(
            question=question,
            collection=self.name,
            answered=answered,
            confidence=best[0].confidence if best else 0.0,
            quotes=best if answered else (),
            nearest=() if answered else best,
            timings_ms=watch.timings(),
            explanation=explanation if explain else None,
            undated=index.undated(filters),
            did_you_mean=did_you_mean,
        )

    def respelled(self, question: str) -> Respelling | None:
        """Return the question with its unknown words spelt as the articles spell the nearest ones, or None.

        See `index.questions.spelling`. Raises UsageError as `ask` does.
        """
        return self._respelled(self._mirror.open(), checked_question(question))

    def articles(self) -> list[ArticleSummary]:
        """Return the current articles, in the order in which they came."""
        return self._catalogue.articles(self.name)

    def titles(self) -> Sequence[TitledArticle]:
        """Return the current articles without their texts, in the order in which they came; kept in memory."""
        return self._titles.all()

    def passage_counts(self, keys: Sequence[int] | None = None) -> dict[int, int]:
        """Return how many passages current articles have, by key: those of `keys`, or all. No text is read."""
        return self._catalogue.passage_counts(self.name, keys)

    def find(self, text: str) -> TitledArticle:
        """Return an article by its id, its key ("#12"), its title or words of that, as somebody typed it.

        Raises NotFound, and Ambiguous for what several have.
        """
        return self._titles.find(text, by_words=True)

    def context(self, quote: Quote) -> Span:
        """Return the sentences around a quote in the very revision that was quoted, about 1,500 characters."""
        try:
            current = self.article(quote.article.id).revision == quote.article.revision
            passages = self.passages(quote.article.id) if current else []
        except NotFound:
            passages = []
        return surroundings(quote.article.text, quote.span, [passage.span for passage in passages])

    def count(self) -> int:
        """Return how many articles there are."""
        return self._catalogue.count(self.name)

    def article(self, article_id: str) -> Article:
        """Return an article. Raises NotFound."""
        return self._catalogue.article(self.name, article_id)

    def told_also(self, article_id: str) -> tuple[Copy, ...]:
        """Return the other articles that tell the story of an article; none where it is the only one."""
        return self._catalogue.told_also(self.name, [article_id]).get(article_id, ())

    def revisions(self, article_id: str) -> list[Revision]:
        """Return the revisions of an article that are kept, oldest first. Raises NotFound."""
        return self._catalogue.revisions(self.name, article_id)

    def passages(self, article_id: str) -> list[Passage]:
        """Return the passages of an article, in the order of its text. Raises NotFound."""
        return self._catalogue.passages(self.name, article_id)

    def indexed_keys(self) -> tuple[list[int], list[int]]:
        """Return the passage keys that the BM25 arm and the FAISS arm hold: for checks and tests."""
        self._compare()
        return self._mirror.open().keys()

    @property
    def loaded(self) -> bool:
        """Whether the index is in memory."""
        return self._mirror.loaded

    def open(self) -> PassageIndex:
        """Return the index, loaded at first, and brought up to date when another process changed the collection.

        What an earlier version has compared (`index.text.shingles.VERSION`) is compared anew, about
        `COMPARED_PER_QUESTION` articles each time until none is left: a large collection is not waited for.

        Raises ModelError when vectors of another model are stored (`Library.reembed` makes them anew).
        """
        self._compare()
        return self._mirror.open()

    def _compare(self) -> None:
        if not self._is_compared:
            with contextlib.suppress(StorageError):  # somebody else writes: who asks is not kept from an answer by that
                self._is_compared = self._catalogue.compare_pending(self.name, COMPARED_PER_QUESTION)

    def keep(self) -> None:
        """Write what opens faster than the catalogue, where much has changed."""
        self._mirror.keep()

    def _read(
        self, index: PassageIndex, question: str, filters: Filters, most: int | None, watch: Stopwatch
    ) -> tuple[list[Hit], list[tuple[Quote, Candidate]]]:
        """Return the passages that were found, and what reading has made of them, best first: `most`, or all."""
        vector = self._embedder.embed_question(question)
        watch.lap("embed")
        hits = self._search(index, question, "fused", READ_DEPTH, filters, vector)
        watch.lap("search")
        weighed = read_and_weigh(question, hits, self._reader, most, self._threshold)
        watch.lap("read")
        return hits, weighed

    def _is_answer(self, weighed: Sequence[tuple[Quote, Candidate]]) -> bool:
        return bool(weighed) and weighed[0][0].confidence >= self._threshold

    def _would_answer(self, index: PassageIndex, question: str, filters: Filters) -> bool:
        """Tell whether the articles answer another question than the one that was asked."""
        return self._is_answer(self._read(index, question, filters, 1, Stopwatch())[1])

    def _other_question(self, index: PassageIndex, question: str, *, answered: bool) -> str | None:
        """Return the respelled question that is worth asking: of one that is answered, only for another name in it."""
        other = self._respelled(index, question, renaming=answered)
        return other.question if other is not None and (other.renames or not answered) else None

    def _with_copies(self, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
        """Return quotes with the other articles that tell the stories of theirs."""
        also = self._catalogue.told_also(self.name, [quote.article.id for quote in quotes])
        return tuple(replace(quote, also_at=also.get(quote.article.id, ())) for quote in quotes)

    def _respelled(self, index: PassageIndex, question: str, *, renaming: bool = False) -> Respelling | None:
        def texts_with(word: str) -> list[str]:
            """Return the texts of some passages that have the terms of a word, with their titles, which count, too."""
            found = self._search(index, word, "bm25", READ_DEPTH, Filters())
            return [f"{hit.article.title}\n{hit.text}" for hit in found]

        found = respelled(question, index.passages_with, texts_with, renaming=renaming)
        return found if found is None or len(found.question) <= MAX_QUESTION else None

    def _search(
        self,
        index: PassageIndex,
        question: str,
        arm: Arm,
        top: int,
        filters: Filters,
        vector: np.ndarray | None = None,
    ) -> list[Hit]:
        if vector is None:
            # The BM25 arm does not look at it: no need to wait for a model.
            needed = arm != "bm25"
            vector = self._embedder.embed_question(question) if needed else np.zeros(self._embedder.dimension)
        ranked = index.search(question, vector, arm=arm, top=top, filters=filters)
        found = self._catalogue.fetch(self.name, [item.key for item in ranked], self._left_out)
        return [
            Hit(*found[r.key], r.score, r.bm25_rank, r.dense_rank, r.bm25_score, r.dense_score)
            for r in ranked
            if r.key in found
        ]

    def _left_out(self, error: Damaged) -> None:
        """Say once that an article is damaged: it may be among what every other question finds."""
        if error.message not in self._damage_reported:
            self._damage_reported.add(error.message)
            self._damage(error)
