"""Library: the collections of one catalogue, and the models that read them. The entry point of `index`."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from index.collection import Collection, CollectionParts
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
"""How many collections keep their index in memory; the least recently used one is dropped first."""

MAX_KNOWN = 200
"""How many collections are kept in memory at all: those without an index only hold titles."""


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

        `clock`: returns the present time, with its time zone.
        `threshold`: the confidence (0 to 1) below which a question is refused. None leaves it to the reader, which has
        one threshold for collections and one for a given text.
        `snapshots`: the folder of the snapshots, which open large collections fast; None keeps none.
        `damage`: called once for each article that a search leaves out because it is damaged; None logs it.
        """
        self.catalogue = catalogue
        self.feedback = Feedback(catalogue.database, clock)
        self.feeds = Feeds(catalogue.database, clock)
        self.journal = Journal(catalogue.database, clock)
        self.pages = Pages(catalogue.database, clock)
        self.preferences = Preferences(catalogue.database)
        self.retention = Retention(catalogue.database)
        self._threshold = threshold
        self._parts = CollectionParts(
            catalogue,
            embedder,
            reader,
            clock,
            threshold=reader.searched.threshold if threshold is None else threshold,
            snapshots=Snapshots(snapshots) if snapshots else None,
            unfit=set(),
            damage=damage or _logged,
        )
        self._loaded: OrderedDict[str, Collection] = OrderedDict()
        self._lock = threading.Lock()
        # Writing a snapshot may take seconds, and the caller of `collection` may be an event loop.
        self._snapshot_writer = ThreadPoolExecutor(1, thread_name_prefix="snapshots")

    @property
    def reader_name(self) -> str:
        """The name of the model that reads."""
        return self._parts.reader.name

    def with_reader(self, reader: Reader) -> Library:
        """Return a library with the same catalogue and embedder, and another reader."""
        parts = self._parts
        return Library(self.catalogue, parts.embedder, reader, parts.clock, self._threshold, damage=parts.damage)

    def collection(self, name: str) -> Collection:
        """Return the collection called `name`. It is empty if nothing was added to it."""
        with self._lock:
            found = self._loaded.pop(name, None) or Collection(name, self._parts)
            self._loaded[name] = found
            indexed = [each.name for each in self._loaded.values() if each.loaded]
            leaving = [self._loaded.pop(old) for old in indexed[:-MAX_LOADED]]
            while len(self._loaded) > MAX_KNOWN:
                leaving.append(self._loaded.popitem(last=False)[1])
        for collection in leaving:
            self._snapshot_writer.submit(_save_snapshot, collection)
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
            # After the purge: whoever opens the collection from here on finds nothing to put into a snapshot. Also if
            # the purge was cut off: what it has deleted must not stay in a file.
            if self._parts.snapshots:
                self._parts.snapshots.forget(name)

    def read(self, question: str, text: str, title: str = "") -> ReadAnswer:
        """Answer from one text, without an index. Raises UsageError for an unfit question or an empty text."""
        return read_text(question, text, title, Indexer(self._parts.embedder), self._parts.reader, self._threshold)

    def needs_reembedding(self) -> bool:
        """Tell whether another model than the present one made some of the stored vectors."""
        return bool(self.catalogue.foreign_vectors(self._parts.embedder.name))

    def reembed(self, progress: Callable[[int, int], None]) -> list[ModelError | Damaged]:
        """Embed again all articles whose vectors another model made; `progress` gets (done, total) articles.

        Each article has its own transaction: after an interruption, the rest follows the next time. Returns an error
        for each article that could not be embedded. These stay as they were, and this library does not search them.
        """
        refused: list[ModelError | Damaged] = []
        indexer = Indexer(self._parts.embedder)
        foreign = self.catalogue.foreign_vectors(self._parts.embedder.name)
        for done, (name, article_id) in enumerate(foreign, 1):
            with contextlib.suppress(NotFound):  # removed in the meantime
                item: PreparedArticle | ModelError | Damaged
                try:
                    (item,) = indexer.prepare([self.catalogue.article(name, article_id)])
                except Damaged as error:
                    item = error
                if isinstance(item, ModelError | Damaged):
                    refused.append(item)
                    self._parts.unfit.add((name, article_id))
                else:
                    self.catalogue.replace(name, item, self._parts.embedder.name)
            progress(done, len(foreign))
        return refused

    def close(self) -> None:
        """Write the snapshots, and close the catalogue."""
        self._snapshot_writer.shutdown()
        for collection in list(self._loaded.values()):
            _save_snapshot(collection)
        self.catalogue.close()


def _logged(error: Damaged) -> None:
    _log.error("%s: %s", error.message, error.hint)


def _save_snapshot(collection: Collection) -> None:
    """Let a collection write its snapshot. A failure does no harm: nothing needs a snapshot."""
    try:
        collection.save_snapshot()
    except (StorageError, ModelError):
        return
    except Exception:  # noqa: BLE001 -- nobody looks at what comes of it
        _log.exception("the snapshot of a collection was not written")
