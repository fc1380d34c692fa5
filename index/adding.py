"""Adding articles to a collection, batch after batch: judge, cut and embed, store in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from index.article import Article, ArticleName
from index.errors import ModelError
from index.indexing import PASSAGE_TOKENS, Indexer
from index.mirror import Mirror
from index.storage.catalogue import Catalogue
from index.storage.storing import PreparedArticle, Unprepared

_BATCH_CHARACTERS = 64 * PASSAGE_TOKENS * 4
"""Text that is embedded and committed together: about 64 full passages, at about 4 characters a token."""

_BATCH_ARTICLES = 64
"""The most articles that are embedded and committed together. Of short ones, 700 would be before the first is stored:
half a minute without progress, which Ctrl-C would lose."""


@dataclass(frozen=True, slots=True)
class Added:
    """The result for one article; `passages` is how many it has now.

    `copy_of` is the article that tells the same story and is searched in its place; or `copies` are those that are not
    searched because this one is. `same_text`: the text is already stored under another id, and is not stored again.
    """

    article_id: str
    title: str
    status: Literal["added", "unchanged", "refreshed"]
    passages: int
    copy_of: ArticleName | None = None
    copies: tuple[ArticleName, ...] = ()
    same_text: bool = False


class Adder:
    """Adds the articles of one collection; see `Collection.add`."""

    def __init__(
        self, collection: str, catalogue: Catalogue, indexer: Indexer, mirror: Mirror, clock: Callable[[], datetime]
    ) -> None:
        self._collection = collection
        self._catalogue = catalogue
        self._indexer = indexer
        self._mirror = mirror
        self._clock = clock

    def add(self, articles: Iterable[Article], refuse: Callable[[Article, ModelError], None] | None) -> Iterator[Added]:
        """Add articles, lazily and in order; yielded articles are committed. See `Collection.add`."""
        self._catalogue.compare_pending(self._collection)
        for batch in _batches(articles):
            items, added = self._add(batch)
            unfit = [(each, item) for each, item in zip(batch, items, strict=True) if isinstance(item, ModelError)]
            if refuse is not None:
                for article, error in unfit:
                    refuse(article, error)
            yield from added
            if refuse is None and unfit:
                raise unfit[0][1]
            self._catalogue.compare_pending(self._collection)

    def _add(self, batch: Sequence[Article]) -> tuple[list[PreparedArticle | ModelError], list[Added]]:
        # Articles that are already stored are not embedded again. If they change meanwhile (another process, or the
        # same id twice in one batch), everything is prepared, and judged inside the transaction.
        known = [self._catalogue.status(self._collection, article) == "unchanged" for article in batch]
        try:
            items = self._prepare(batch, known)
            return items, self._store(items)
        except Unprepared:
            items = self._prepare(batch, [False] * len(batch))
            return items, self._store(items)

    def _prepare(self, batch: Sequence[Article], known: Sequence[bool]) -> list[PreparedArticle | ModelError]:
        new = iter(self._indexer.prepare([a for a, is_known in zip(batch, known, strict=True) if not is_known]))
        return [
            PreparedArticle.unchanged(article) if is_known else next(new)
            for article, is_known in zip(batch, known, strict=True)
        ]

    def _store(self, items: Sequence[PreparedArticle | ModelError]) -> list[Added]:
        fit = [item for item in items if isinstance(item, PreparedArticle)]
        stored = self._mirror.store(fit, self._clock()) if fit else []
        return [
            Added(
                done.article_id,
                item.article.title,
                done.status,
                len(done.passages),
                done.copy_of,
                done.copies,
                same_text=done.status == "unchanged" and done.article_id != item.article.id,
            )
            for item, done in zip(fit, stored, strict=True)
        ]


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield articles in batches of about `_BATCH_CHARACTERS`. If reading fails, raise after what was read."""
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
        if characters >= _BATCH_CHARACTERS or len(batch) >= _BATCH_ARTICLES:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
    if failure is not None:
        raise failure
