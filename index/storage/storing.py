"""What storing and removing an article comes to inside a transaction: its revision, its passages, its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from index.article import Article
from index.storage import history, schema, stories
from index.storage.moments import naive_utc
from index.storage.revisions import (
    Prepared,
    Stored,
    Unprepared,
    drop_passages,
    inserted,
    judge,
    known_row,
    packed_pages,
    passages_of,
    put_passages,
    text_hash,
)

_a, _p = schema.articles, schema.passages


def store_article(connection: Connection, collection: int, item: Prepared, model: str, now: datetime) -> Stored:
    """Store one article, as the next revision where it is known. Raises Unprepared."""
    article, moment = item.article, naive_utc(now)
    status, known = judge(connection, collection, article)
    if status == "unchanged" and known is not None:
        _note_seen(connection, known, article, moment)
        return Stored(known.key, known.id, status, (), tuple(passages_of(connection, known.key, known.id)))
    if not item.spans:
        raise Unprepared
    gone: tuple[int, ...] = ()
    freed: list[int] = []
    article_id, revision = article.id, 1
    if known is not None:
        article_id, revision = known.id, known.revision + 1
        gone = drop_passages(connection, known.key)
        freed = stories.withdraw(connection, known.key)
        history.retire(connection, known, now, article.text)
    row = {
        "collection": collection,
        "id": article_id,
        "revision": revision,
        "current": True,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "source": article.source,
        "page_starts": packed_pages(article),
        "text": article.text,
        "text_hash": text_hash(article.text),
        "added_at": moment,
        "author": article.author,
        "site": article.site,
        "path": article.path,
    }
    key = inserted(connection, _a, row)
    put_passages(connection, key, item, model)
    stories.settle(connection, collection, [key])
    stories.settle_freed(connection, collection, freed)
    return Stored(key, article_id, status, gone, tuple(passages_of(connection, key, article_id)))


def _note_seen(connection: Connection, known: Row[Any], article: Article, moment: datetime) -> None:
    """Note that a stored article was found to be still the same, and where its file lies by now."""
    # The same text in another file is one article, which is still read from its own while that is there.
    named = (known.id, known.source) == (article.id, article.source)
    here = article.path is not None and (named or (known.path is not None and _is_gone(known.path)))
    place = {"source": article.source, "path": article.path} if here else {}
    connection.execute(update(_a).where(_a.c.key == known.key).values(seen_at=moment, **place))


def _is_gone(path: str) -> bool:
    try:
        return not Path(path).exists()
    except OSError:  # in a folder that may not be read
        return False


def remove_articles(connection: Connection, collection: int | None, name: str, ids: Sequence[str]) -> list[int]:
    """Remove articles with all their revisions, and return the keys of their passages. Raises NotFound.

    A copy of one that goes is searched from then on.
    """
    gone: list[int] = []
    freed: list[int] = []
    removed: set[int] = set()
    for article_id in dict.fromkeys(ids):
        row = known_row(connection, collection, name, article_id)
        freed += stories.withdraw(connection, row.key)
        removed.add(row.key)
        gone += connection.scalars(select(_p.c.key).where(_p.c.article == row.key))
        connection.execute(delete(_a).where(_a.c.collection == collection, _a.c.id == article_id))
    if collection is not None:
        stories.settle_freed(connection, collection, [key for key in sorted(freed) if key not in removed])
    return gone
