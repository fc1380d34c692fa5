"""Removing articles without an index in memory. Unlike `Collection.remove`, this needs no model.

A snapshot is deleted and not loaded, so a large collection takes no longer than a small one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from index.errors import Locked
from index.retrieval.snapshots import Snapshots
from index.storage.catalogue import Catalogue


def remove(catalogue: Catalogue, snapshots: Snapshots, collection: str, article_ids: Sequence[str]) -> None:
    """Remove articles, all or none, delete the snapshot, and compare the copies of the removed articles anew.

    The next process that opens the collection makes a new snapshot. Raises NotFound, and StorageError if the snapshot
    cannot be deleted.
    """
    catalogue.remove(collection, article_ids)
    snapshots.forget(collection)
    with contextlib.suppress(Locked):  # as in `Collection.remove`
        catalogue.compare_pending(collection)
    catalogue.database.empty_log()
