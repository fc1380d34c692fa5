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
from index.errors import Locked
from index.retrieval.snapshots import Snapshots
from index.storage.catalogue import Catalogue
from index.storage.database import PAUSE

_AT_ONCE = 100
"""How many articles are removed in one transaction, in which others wait: 9,000 keep them waiting for a minute, and
whoever waits for ten seconds gives up."""


def remove(catalogue: Catalogue, snapshots: Snapshots, collection: str, article_ids: Sequence[str]) -> None:
    """Remove articles, all or none, delete the snapshot, and compare the copies of the removed articles anew.

    Raises NotFound, and StorageError if the snapshot cannot be deleted.
    """
    catalogue.remove(collection, article_ids)
    _clean_up(catalogue, snapshots, collection)


def remove_stale(
    catalogue: Catalogue, snapshots: Snapshots, collection: str, before: datetime
) -> Iterator[list[ArticleName]]:
    """Remove the articles that `Retention.stale` names, the oldest first, a few in each transaction; yield each few.

    Yielded articles are gone, whatever is raised later, and no others; those that are refreshed meanwhile stay. Raises
    StorageError as `remove`.
    """
    while some := catalogue.remove_stale(collection, before, _AT_ONCE):
        try:
            _clean_up(catalogue, snapshots, collection)
        finally:
            yield some
        time.sleep(PAUSE)


def _clean_up(catalogue: Catalogue, snapshots: Snapshots, collection: str) -> None:
    """Delete the snapshot, which has what was removed, and compare the copies of that anew."""
    snapshots.forget(collection)
    with contextlib.suppress(Locked):  # as in `Collection.remove`
        catalogue.compare_pending(collection)
    catalogue.database.empty_log()
