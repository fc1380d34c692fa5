"""Removing articles where no index is in memory, as `Collection.remove` does it with one: it takes no model.

A snapshot is deleted and not loaded, so that it takes as long for a large collection as for a small one.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.retrieval.snapshots import Snapshots
from index.storage.catalogue import Catalogue


def remove(catalogue: Catalogue, snapshots: Snapshots, collection: str, article_ids: Sequence[str]) -> None:
    """Remove articles, all or none, with what a snapshot holds of them; their copies find another place.

    Whoever opens the collection next makes the snapshot anew. Raises NotFound, and StorageError where the snapshot
    cannot be deleted.
    """
    catalogue.remove(collection, article_ids)
    snapshots.forget(collection)
    catalogue.compare_pending(collection)
    catalogue.database.empty_log()
