"""Fingerprints: a number for the state of an article, to compare index and catalogue without reading texts."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, func, select

from index.article import Article
from index.storage import schema
from index.storage.rows import text_hash
from index.storage.storing import StoredArticle

_a, _p = schema.articles, schema.passages


def fingerprint(stored: StoredArticle, article: Article) -> int:
    """Return the fingerprint of an article that was just stored, perhaps under another id than its own."""
    first, count = stored.passages[0], len(stored.passages)
    hashed = text_hash(article.text)
    return _fingerprint(stored.key, stored.article_id, article.title, article.published, hashed, first, count)


def fingerprints(connection: Connection, collection: int | None) -> dict[str, int]:
    """Return the fingerprints of the current articles of a collection, by id."""
    # Looked up for each article: to join and group them takes SQLite twice as long.
    own = _p.c.article == _a.c.key
    first = select(func.min(_p.c.key)).where(own).scalar_subquery()
    count = select(func.count()).where(own).scalar_subquery()
    rows = connection.execute(
        select(_a.c.key, _a.c.id, _a.c.title, _a.c.published, _a.c.text_hash, first, count).where(
            _a.c.collection == collection, _a.c.current
        )
    )
    return {row.id: _fingerprint(*row) for row in rows}


def _fingerprint(*facts: object) -> int:
    # Keys of passages are given in a row, and never again: the first and their number tell all of them.
    known = "\0".join(map(str, facts))
    return int.from_bytes(hashlib.blake2b(known.encode(), digest_size=8).digest(), "big", signed=True)
