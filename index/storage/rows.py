"""Rows of the catalogue's tables -> values, and back; finding the row of a collection or an article; putting one in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, Table, bindparam, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from index.article import Article, Passage, Span
from index.errors import Damaged, NotFound
from index.storage import schema

_a, _p = schema.articles, schema.passages

_RESTORE = "articlebot restore FILE"

# What every question or article asks of the catalogue is put together once: that takes longer than SQLite takes to
# answer.
_KEY = select(schema.collections.c.key).where(schema.collections.c.name == bindparam("name"))
_CHANGES = select(schema.collections.c.changes).where(schema.collections.c.name == bindparam("name"))
_CURRENT = select(_a).where(_a.c.collection == bindparam("collection"), _a.c.id == bindparam("id"), _a.c.current)


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, which identifies it."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def is_sound(text: str, digest: str) -> bool:
    """Tell whether a text is the one that was stored with this hash."""
    return text_hash(text) == digest


def count_change(connection: Connection, collection: int | None) -> None:
    """Count one more change of a collection, so that other processes notice it."""
    c = schema.collections
    connection.execute(update(c).where(c.c.key == collection).values(changes=c.c.changes + 1))


def change_count(connection: Connection, name: str) -> int:
    """Return how often the collection called `name` has changed."""
    return int(connection.scalar(_CHANGES, {"name": name}) or 0)


def collection_key(connection: Connection, name: str) -> int | None:
    """Return the key of the collection called `name`, or None."""
    found = connection.scalar(_KEY, {"name": name})
    return None if found is None else int(found)


def current_row(connection: Connection, collection: int | None, article_id: str) -> Row[Any] | None:
    """Return the current revision of an article, or None."""
    return connection.execute(_CURRENT, {"collection": collection, "id": article_id}).one_or_none()


def known_row(connection: Connection, collection: int | None, name: str, article_id: str) -> Row[Any]:
    """Return the current revision of an article in the collection called `name`. Raises NotFound."""
    row = current_row(connection, collection, article_id)
    if row is None:
        raise not_found(connection, collection, name, article_id)
    return row


def not_found(connection: Connection, collection: int | None, name: str, article_id: str) -> NotFound:
    """Return the error for an unknown id, with similar ids."""
    some = connection.scalars(
        select(_a.c.id)
        .where(_a.c.collection == collection, _a.c.current, _a.c.id.contains(article_id, autoescape=True))
        .limit(3)
    ).all()
    hint = f"did you mean {', '.join(some)}?" if some else "articlebot list shows the ids"
    return NotFound(f"there is no article {article_id!r} in the collection {name!r}", hint)


def json_values(listed: str | BindParameter[str]) -> Select[Any]:
    """Return the values of a JSON list (see `json_list`), or of a parameter that is given one, for `in_`."""
    return select(func.json_each(listed).table_valued("value").c.value)


def json_list(values: Iterable[int] | Iterable[str]) -> str:
    """Return values as one parameter of a statement: SQLite limits the number of parameters."""
    return json.dumps(list(values))


def inserted(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    """Insert a row and return its key."""
    result = connection.execute(insert(table).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]  # one row went in: its key is known


def put(connection: Connection, table: Table, place: dict[str, Any], values: dict[str, Any]) -> None:
    """Insert a row, or change the one in its place: `place` are the columns of the table's key."""
    row = upsert(table).values(**place, **values)
    connection.execute(row.on_conflict_do_update(index_elements=list(place), set_=values))


def article_columns(article: Article) -> dict[str, Any]:
    """Return the columns of an article's row that `article_from_row` reads, and its path."""
    return {
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "source": article.source,
        "page_starts": packed_pages(article),
        "text": article.text,
        "text_hash": text_hash(article.text),
        "author": article.author,
        "site": article.site,
        "path": article.path,
    }


def article_from_row(row: Row[Any], text: str | None = None) -> Article:
    """Return a row of the articles as a value. Raises Damaged if it cannot be one, or its text does not match the hash.

    `text`: the text of a revision that is not current, since its row does not hold it.
    """
    try:
        text = row.text if text is None else text
        if not is_sound(text, row.text_hash):
            raise altered(row)
        return Article(
            id=row.id,
            title=row.title,
            text=text,
            url=row.url,
            published=row.published,
            source=row.source,
            page_starts=tuple(json.loads(row.page_starts)),
            revision=row.revision,
            author=row.author,
            site=row.site,
        )
    except ValueError as error:
        raise damaged(row.id) from error


def packed_pages(article: Article) -> str:
    """Return the offsets at which an article's pages begin, in the form in which they are stored."""
    return json.dumps(article.page_starts)


def passages_of(connection: Connection, article: int, article_id: str) -> list[Passage]:
    """Return the passages of an article, in the order of its text."""
    rows = connection.execute(select(_p).where(_p.c.article == article).order_by(_p.c.key))
    return [passage_from_row(row, article_id) for row in rows]


def passage_from_row(row: Row[Any], article_id: str) -> Passage:
    """Return a row of the passages as a value. Raises Damaged if it cannot be one."""
    try:
        ends = json.loads(row.sentences) if row.sentences else []
        sentences = tuple(Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=True))
        return Passage(row.key, article_id, Span(row.start, row.end), sentences)
    except (TypeError, ValueError) as error:
        raise damaged(article_id) from error


def packed_sentences(sentences: Sequence[Span]) -> str:
    """Return the places of a passage's sentences as they are stored and as `passage_from_row` reads them."""
    return json.dumps([end for span in sentences for end in (span.start, span.end)], separators=(",", ":"))


def damaged(article_id: str) -> Damaged:
    """Return the error for an article whose rows do not fit together."""
    return Damaged(
        f"the stored article {article_id!r} is damaged", "remove it and add it again, or restore a backup: " + _RESTORE
    )


def altered(row: Row[Any]) -> Damaged:
    """Return the error for a revision whose text is no longer the stored one."""
    again = "add it again, or refresh it, or " if row.current else ""
    return Damaged(f"the text of the article {row.id!r} is not what was stored", f"{again}restore a backup: {_RESTORE}")
