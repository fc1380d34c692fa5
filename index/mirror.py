"""Mirror: the index of one collection, kept equal to the catalogue, whichever process changes it.

For each article, it knows what the index holds (the article's fingerprint, see `index.storage.fingerprints`). If
another process has written, or a snapshot is out of date, only the articles whose fingerprint differs are replaced.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import islice

from index.errors import ModelError, StorageError
from index.gc_pause import gc_paused
from index.retrieval.entry import IndexEntry
from index.retrieval.passage_index import InMemoryPassageIndex, PassageIndex
from index.retrieval.snapshots import Snapshots
from index.storage.catalogue import Catalogue
from index.storage.fingerprints import fingerprint
from index.storage.storing import PreparedArticle, StoredArticle

WORTH_A_SNAPSHOT = 1000
"""Passages: fewer are loaded from the catalogue in about a tenth of a second, and have no snapshot."""

_BEHIND = 0.05
"""A snapshot is written again if more than this share of the passages is not in it."""

LOADED_AT_ONCE = 256
"""How many articles are loaded from the catalogue into the index at once."""


class Mirror:
    """Owns the index of a collection: loads it when it is needed, and keeps it and its snapshot up to date.

    Which passages of an article have to leave the index, only the index knows: another process may have replaced the
    article unseen, and the catalogue no longer has what is held here.
    """

    def __init__(
        self,
        collection: str,
        catalogue: Catalogue,
        model: str,
        dimension: int,
        snapshots: Snapshots | None,
        unfit: AbstractSet[tuple[str, str]],
    ) -> None:
        """`model` made the vectors, whose length is `dimension`. `snapshots` None: none are kept.

        `unfit`: articles (collection, id) that the model cannot embed. They keep the vectors of another model and are
        not searched; the rest can be opened.
        """
        self._collection = collection
        self._catalogue = catalogue
        self._model = model
        self._dimension = dimension
        self._snapshots = snapshots
        self._unfit = unfit
        self._index: InMemoryPassageIndex | None = None
        self._fingerprints: dict[str, int] = {}
        self.changes_held = -1
        """Up to which change of the collection (`Catalogue.changes`) the index holds it."""
        self._unsaved = 0  # passages that no snapshot has
        self._stale = False  # whether a snapshot would hold what has been taken out
        self._lock = threading.RLock()

    @property
    def loaded(self) -> bool:
        """Whether the index is in memory."""
        return self._index is not None

    def open(self) -> InMemoryPassageIndex:
        """Return the index, equal to the catalogue as it is now.

        Raises ModelError if vectors of another model are stored (`Library.reembed` makes them anew).
        """
        with self._lock:
            index = self._index
            if index is None:
                with gc_paused():
                    index = self._load()
            elif self.changes_held != self._catalogue.changes(self._collection):
                self._unsaved += self._catch_up(index)
            return index

    def store(self, items: Sequence[PreparedArticle], now: datetime) -> list[StoredArticle]:
        """Store articles in the catalogue and, if it is loaded, in the index. Raises ModelError and Unprepared."""
        with self._lock:
            index = self._index
            if index is None:
                self._check_model()
            stored = self._catalogue.store(self._collection, items, self._model, now)
            changed = [(item, done) for item, done in zip(items, stored, strict=True) if done.status != "unchanged"]
            self._unsaved += sum(len(done.passages) for _, done in changed)
            self._stale |= any(done.status == "refreshed" for _, done in changed)
            if index is not None:
                for item, done in changed:
                    index.remove(index.keys_of([done.article_id]))
                    published = item.article.published
                    index.add([IndexEntry(done.article_id, published, done.passages, item.terms, item.vectors)])
                    self._fingerprints[done.article_id] = fingerprint(done, item.article)
                if changed:
                    self._note_own_change(index)
            return stored

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles from the catalogue and the index, all or none. Raises NotFound."""
        if not article_ids:
            return
        with self._lock:
            if self._snapshots is not None and self._snapshots.has(self._collection):
                # While it can be read from there. If it cannot be opened, that may be because of what is removed here.
                with contextlib.suppress(StorageError, ModelError):
                    self.open()
            self._catalogue.remove(self._collection, article_ids)
            if self._snapshots:
                # Who removes an article wants its words gone now, and not when the process ends; and another holder of
                # this collection may be writing them at this moment.
                self._snapshots.forget(self._collection)
                self._stale = True
            if self._index is not None:
                self._index.remove(self._index.keys_of(article_ids))
                for article_id in article_ids:
                    self._fingerprints.pop(article_id, None)
                self._note_own_change(self._index)

    def save_snapshot(self) -> None:
        """Write a snapshot if the present one lacks much, or holds removed articles."""
        with self._lock:
            if self._snapshots is None or not (self._stale or self._unsaved):
                return
            there = self._snapshots.has(self._collection)
            # An index that is not in memory is only opened for much that is new, or to get removed articles out.
            if self._index is None and self._unsaved < WORTH_A_SNAPSHOT and not (there and self._stale):
                return
            self._write(self._snapshots, self.open())

    def _write(self, snapshots: Snapshots, index: InMemoryPassageIndex) -> None:
        if len(index) < WORTH_A_SNAPSHOT:
            snapshots.forget(self._collection)
        elif self._stale or not snapshots.has(self._collection) or self._unsaved > _BEHIND * len(index):
            snapshots.write(self._collection, self._model, self._dimension, index, self._fingerprints)
            # Whoever removes an article does so in the catalogue first, and deletes the snapshot then: either it is
            # deleted after it was written here, or the removal is seen here.
            self._unsaved, self._stale = 0, self._holds_removed()
            if self._stale:
                snapshots.forget(self._collection)

    def _holds_removed(self) -> bool:
        """Tell whether somebody has removed an article that is in the index."""
        if self.changes_held == self._catalogue.changes(self._collection):
            return False
        return not self._fingerprints.keys() <= self._catalogue.fingerprints(self._collection)[1].keys()

    def _load(self) -> InMemoryPassageIndex:
        found = self._snapshots and self._snapshots.read(self._collection, self._model, self._dimension)
        index, written = found or (InMemoryPassageIndex(self._dimension), {})
        self._fingerprints = written
        # Set, and not added to: what was counted before is loaded again here, or is in the snapshot.
        self._unsaved = self._catch_up(index)
        # The snapshot holds a removed article if whoever removed it was killed before deleting the snapshot.
        has_removed = not written.keys() <= self._fingerprints.keys()
        if self._snapshots and (has_removed or self._unsaved > _BEHIND * len(index)):
            with contextlib.suppress(StorageError):  # who asks is not kept from an answer by a snapshot
                self._write(self._snapshots, index)
        return index

    def _catch_up(self, index: InMemoryPassageIndex) -> int:
        """Bring an index that holds what the fingerprints say up to date; return how many passages were added."""
        self._check_model()
        changes, current = self._catalogue.fingerprints(self._collection)
        self._index = None  # until all is done: what fails halfway is not gone on with, but loaded anew
        gone = [each for each, old in self._fingerprints.items() if current.get(each) != old]
        new = [each for each, present in current.items() if self._fingerprints.get(each) != present]
        # At once: to take out one passage costs FAISS as much as to take out many.
        index.remove(index.keys_of(gone))
        everything = len(new) == len(current)
        loaded = self._catalogue.load(self._collection, self._model, None if everything else new)
        # What has come in since they were read has no fingerprint: held without one, it would never be taken out again.
        known = (entry for entry in loaded if entry.article_id in current)
        added = 0
        # A few at a time: the words of all articles at once would take several times as much memory as the index.
        while entries := list(islice(known, LOADED_AT_ONCE)):
            index.add(entries)
            added += sum(len(entry.keys) for entry in entries)
        index.relink(self._catalogue.links(self._collection))
        self._index, self.changes_held, self._fingerprints = index, changes, current
        self._stale |= bool(gone)
        return added

    def _check_model(self) -> None:
        if set(self._catalogue.foreign_vectors(self._model, self._collection)) - self._unfit:
            raise ModelError(
                f"the stored vectors were made by another embedding model than {self._model}",
                "set EMBEDDING_MODEL back, or let articlebot embed the articles again at its next start",
            )

    def _note_own_change(self, index: PassageIndex) -> None:
        index.relink(self._catalogue.links(self._collection))
        # Exactly one step further: nobody else wrote in between, the index in memory is up to date.
        if self._catalogue.changes(self._collection) == self.changes_held + 1:
            self.changes_held += 1
