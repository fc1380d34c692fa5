"""Removing articles without an index in memory. Unlike `Collection.remove`, this needs no model.

A snapshot is deleted and not loaded, so a large collection takes no longer than a small one. The next process that
opens the collection makes a new snapshot.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from datetime import datetime

from index.article import ArticleName
from index.errors import Locked, NotFound
from index.retrieval.snapshots import Snapshots
from index.storage.catalogue import Catalogue
from index.storage.database import PAUSE
from index.storage.retention import Retention

_AT_ONCE = 100
"""How many articles are removed in one transaction, in which others wait: 9,000 keep them waiting for a minute, and
whoever waits for ten seconds gives up."""


def remove(catalogue: Catalogue, snapshots: Snapshots, collection: str, article_ids: Sequence[str]) -> None:
    """Remove articles, all or none, delete the snapshot, and compare the copies of the removed articles anew.

    Raises NotFound, and StorageError if the snapshot cannot be deleted.
    """
    catalogue.remove(collection, article_ids)
    snapshots.forget(collection)
    with contextlib.suppress(Locked):  # as in `Collection.remove`
        catalogue.compare_pending(collection)
    catalogue.database.empty_log()


def remove_stale(
    catalogue: Catalogue, snapshots: Snapshots, collection: str, before: datetime
) -> Iterator[list[ArticleName]]:
    """Remove the articles that `Retention.stale` names, the oldest first, a few in each transaction; yield each few.

    Yielded articles are gone, whatever is raised later; those that are refreshed meanwhile stay. Raises as `remove`.
    """
    retention = Retention(catalogue.database)
    while some := retention.stale(collection, before)[:_AT_ONCE]:
        with contextlib.suppress(NotFound):  # another process was faster: look up again what is stale
            remove(catalogue, snapshots, collection, [each.id for each in some])
            yield some
        time.sleep(PAUSE)
