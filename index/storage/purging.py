"""Deleting a collection for good, a few rows in each transaction, so that others can write in between."""

from __future__ import annotations

import time

from sqlalchemy import Delete, delete, func, select

from index.storage import schema
from index.storage.database import PAUSE, Database
from index.storage.rows import collection_key, count_change

_AT_ONCE = 100
"""How many articles or answers are deleted in one transaction: some hundredths of a second, in which others wait."""


def purge(database: Database, name: str) -> int:
    """Delete everything of a collection and return how many articles it had.

    Deletes articles with all revisions, passages, vectors, answers, votes, preferences and feeds, also from the file's
    free space and its log. A few go in each transaction, since others have to write meanwhile; each article is there
    completely or not at all. If this is cut off, the next call finishes it: the note that the collection was left, and
    who may purge it, go last. The bare name stays, with its count of changes, so that another process notices that its
    index is out of date.
    """
    a, n = schema.articles, schema.answers
    with database.read() as connection:
        key = collection_key(connection, name)
        articles = connection.scalar(select(func.count()).where(a.c.collection == key, a.c.current))
    answers = select(n.c.key).where(n.c.collection == key)
    # What was replaced goes before what has replaced it: an old revision alone would be in the way of a new article.
    revisions = select(a.c.key).where(a.c.collection == key).order_by(a.c.id, a.c.revision)
    for table, rows in ((n, answers), (a, revisions)):
        some = delete(table).where(table.c.key.in_(rows.limit(_AT_ONCE)))
        while _deleted(database, some, key):
            time.sleep(PAUSE)
    with database.write() as connection:
        for table in (n, a):  # what has come in meanwhile
            connection.execute(delete(table).where(table.c.collection == key))
        for table in (schema.preferences, schema.feeds, schema.feed_days, schema.departures):
            connection.execute(delete(table).where(table.c.collection == name))
        count_change(connection, key)
    database.empty_log()
    return int(articles or 0)


def _deleted(database: Database, some: Delete, collection: int | None) -> bool:
    """Delete some rows of a collection in one transaction, and tell whether there were any."""
    with database.write() as connection:
        gone = connection.execute(some).rowcount
        if gone:
            count_change(connection, collection)
        return bool(gone)
