"""Library: the collections of one catalogue, and the models that read them. The front door of `index`."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from index.collection import Collection
from index.errors import Damaged, ModelError, NotFound, StorageError
from index.given_text import ReadAnswer, read_text
from index.indexing import Indexer
from index.models.embedding import Embedder
from index.reading.reader import Reader
from index.retrieval.snapshots import Snapshots
from index.storage.catalogue import Catalogue
from index.storage.feedback import Feedback
from index.storage.feeds import Feeds
from index.storage.journal import Journal
from index.storage.pages import Pages
from index.storage.preferences import Preferences
from index.storage.purging import purge
from index.storage.retention import Retention
from index.storage.storing import PreparedArticle

MAX_LOADED = 20
"""Collections whose index is kept in memory; the one that was not used for longest leaves first."""

MAX_KNOWN = 200
"""Collections that are kept in memory at all: those without an index only know titles."""


_log = logging.getLogger(__name__)


class Library:
    """Everything articlebot knows. Safe to use from several threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        embedder: Embedder,
        reader: Reader,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        threshold: float | None = None,
        snapshots: Path | None = None,
        damage: Callable[[Damaged], None] | None = None,
    ) -> None:
        """Put the parts together.

        `threshold`: the confidence (0 to 1) below which a question is not answered; None leaves it to the reader, who
        has one for collections and one for a text that is given.
        `snapshots`: the folder for what opens large collections fast; None keeps none.
        `damage`: is told, once, of each article that is left out of a search since it is damaged; None: it is logged.
        """
        self.catalogue = catalogue
        self.feedback = Feedback(catalogue.database, clock)
        self.feeds = Feeds(catalogue.database, clock)
        self.journal = Journal(catalogue.database, clock)
        self.pages = Pages(catalogue.database, clock)
        self.preferences = Preferences(catalogue.database)
        self.retention = Retention(catalogue.database)
        self._embedder = embedder
        self._reader = reader
        self._clock = clock
        self._threshold = threshold
        self._snapshots = Snapshots(snapshots) if snapshots else None
        self._damage = damage or _logged
        self._loaded: OrderedDict[str, Collection] = OrderedDict()
        self._lock = threading.Lock()
        # Writing a snapshot may take seconds, and who asks for a collection may be an event loop.
        self._keeper = ThreadPoolExecutor(1, thread_name_prefix="keeper")
        # Articles (collection, id) whose vectors stay those of another model: the present one makes none of them.
        self._unfit: set[tuple[str, str]] = set()

    @property
    def reader_name(self) -> str:
        """The name of the model that reads."""
        return self._reader.name

    def with_reader(self, reader: Reader) -> Library:
        """Return a library on the same catalogue, with the same embedder, that reads with another model."""
        return Library(self.catalogue, self._embedder, reader, self._clock, self._threshold, damage=self._damage)

    def collection(self, name: str) -> Collection:
        """Return the collection called `name`; one that nothing was added to is empty."""
        with self._lock:
            threshold = self._reader.searched.threshold if self._threshold is None else self._threshold
            found = self._loaded.pop(name, None) or Collection(
                name,
                self.catalogue,
                self._embedder,
                self._reader,
                clock=self._clock,
                threshold=threshold,
                snapshots=self._snapshots,
                unfit=self._unfit,
                damage=self._damage,
            )
            self._loaded[name] = found
            indexed = [each.name for each in self._loaded.values() if each.loaded]
            leaving = [self._loaded.pop(old) for old in indexed[:-MAX_LOADED]]
            while len(self._loaded) > MAX_KNOWN:
                leaving.append(self._loaded.popitem(last=False)[1])
        for collection in leaving:
            self._keeper.submit(_keep, collection)
        return found

    def purge(self, name: str) -> int:
        """Delete everything of a collection for good: articles, answers, votes, preferences, feeds.

        Returns how many articles it had.
        """
        with self._lock:
            self._loaded.pop(name, None)
        try:
            return purge(self.catalogue.database, name)
        finally:
            # Behind it: who opens the collection from here on finds nothing that a snapshot could hold. Also where it
            # was cut off halfway: what is gone by then must not stay in a file.
            if self._snapshots:
                self._snapshots.forget(name)

    def read(self, question: str, text: str, title: str = "") -> ReadAnswer:
        """Answer from one text, without an index. Raises UsageError for an unfit question or an empty text."""
        return read_text(question, text, title, Indexer(self._embedder), self._reader, self._threshold)

    def needs_reembedding(self) -> bool:
        """Tell whether some stored vectors were made by another model than the present one."""
        return bool(self.catalogue.foreign_vectors(self._embedder.name))

    def reembed(self, progress: Callable[[int, int], None]) -> list[ModelError | Damaged]:
        """Make those vectors anew that another model made; `progress` is told (done, total) articles.

        Each article is replaced in a transaction of its own: when it is interrupted, the rest follows
        the next time. Returns why some were not: these stay as they were, and this library does not search them.
        """
        refused: list[ModelError | Damaged] = []
        indexer = Indexer(self._embedder)
        foreign = self.catalogue.foreign_vectors(self._embedder.name)
        for done, (name, article_id) in enumerate(foreign, 1):
            with contextlib.suppress(NotFound):  # removed in the meantime
                item: PreparedArticle | ModelError | Damaged
                try:
                    (item,) = indexer.prepare([self.catalogue.article(name, article_id)])
                except Damaged as error:
                    item = error
                if isinstance(item, ModelError | Damaged):
                    refused.append(item)
                    self._unfit.add((name, article_id))
                else:
                    self.catalogue.replace(name, item, self._embedder.name)
            progress(done, len(foreign))
        return refused

    def close(self) -> None:
        """Keep what opens faster than the catalogue, and close that."""
        self._keeper.shutdown()
        for collection in list(self._loaded.values()):
            _keep(collection)
        self.catalogue.close()


def _logged(error: Damaged) -> None:
    _log.error("%s: %s", error.message, error.hint)


def _keep(collection: Collection) -> None:
    """Let a collection write its snapshot, which can be done without."""
    try:
        collection.keep()
    except (StorageError, ModelError):
        return
    except Exception:  # noqa: BLE001 -- nobody looks at what comes of it
        _log.exception("the snapshot of a collection was not written")
