"""One article inside a transaction of the catalogue: is it known, and what has to be written for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from index.article import Article, Passage, Span
from index.errors import Damaged, NotFound
from index.storage import schema
from index.storage.page_form import page_form
from index.text import analysis

_a, _p = schema.articles, schema.passages

_RESTORE = "articlebot restore FILE"


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article cut into passages, ready to be stored: a list of terms and a vector for each."""

    article: Article
    spans: tuple[Span, ...]
    sentences: tuple[tuple[Span, ...], ...]
    """Of each passage, as places in the article."""
    terms: tuple[tuple[str, ...], ...]
    vectors: np.ndarray
    """float32, shape (passages, dimension), rows of length 1."""

    @classmethod
    def unchanged(cls, article: Article) -> Prepared:
        """Return an article that is believed to be stored already, so that nothing was made of it."""
        return cls(article, (), (), (), np.empty((0, 0), dtype=np.float32))


class Unprepared(Exception):
    """An article that was believed unchanged has to be stored after all: prepare it and store again."""


@dataclass(frozen=True, slots=True)
class Known:
    """An article by name."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What a transaction did with one article: `gone` and `passages` are what the arms must drop and take.

    `copy_of` is searched in its place, since it tells the same story; or `copies` are not searched because it is.
    """

    key: int
    article_id: str
    status: Literal["added", "unchanged", "refreshed"]
    gone: tuple[int, ...]
    passages: tuple[Passage, ...]
    copy_of: Known | None = None
    copies: tuple[Known, ...] = ()


def packed_pages(article: Article) -> str:
    """Return the places where an article's pages begin as they are stored."""
    return json.dumps(article.page_starts)


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, by which the same text is known again."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def is_sound(text: str, digest: str) -> bool:
    """Tell whether a text is the one that was stored with this hash."""
    return text_hash(text) == digest


def count_change(connection: Connection, collection: int | None) -> None:
    """Count one more change of a collection, by which other processes notice it."""
    c = schema.collections
    connection.execute(update(c).where(c.c.key == collection).values(changes=c.c.changes + 1))


def collection_key(connection: Connection, name: str) -> int | None:
    """Return the key of the collection called `name`, or None."""
    found = connection.scalar(select(schema.collections.c.key).where(schema.collections.c.name == name))
    return None if found is None else int(found)


def current_row(connection: Connection, collection: int | None, article_id: str) -> Row[Any] | None:
    """Return the current revision of an article, or None."""
    return connection.execute(
        select(_a).where(_a.c.collection == collection, _a.c.id == article_id, _a.c.current)
    ).one_or_none()


def known_row(connection: Connection, collection: int | None, name: str, article_id: str) -> Row[Any]:
    """Return the current revision of an article in the collection called `name`. Raises NotFound."""
    row = current_row(connection, collection, article_id)
    if row is None:
        raise not_found(connection, collection, name, article_id)
    return row


def not_found(connection: Connection, collection: int | None, name: str, article_id: str) -> NotFound:
    """Return the error for an id that is not there, with the ids that look like it."""
    some = connection.scalars(
        select(_a.c.id)
        .where(_a.c.collection == collection, _a.c.current, _a.c.id.contains(article_id, autoescape=True))
        .limit(3)
    ).all()
    hint = f"did you mean {', '.join(some)}?" if some else "articlebot list shows the ids"
    return NotFound(f"there is no article {article_id!r} in the collection {name!r}", hint)


def judge(
    connection: Connection, collection: int | None, article: Article
) -> tuple[Literal["added", "unchanged", "refreshed"], Row[Any] | None]:
    """Find the stored article that `article` is: by id, else by URL, else by its text."""
    known = current_row(connection, collection, article.id)
    there = [] if article.url is None else _at_the_url_of(connection, collection, article)
    if known is None and there:
        known = there[0]
    digest = text_hash(article.text)
    if known is not None:
        stored = (known.text_hash, known.title, known.url, known.published, known.author, known.site)
        same = stored == (digest, article.title, article.url, article.published, article.author, article.site)
        # The text too, and not its hash alone: one that was altered since would never be mended.
        same = same and known.text == article.text and known.page_starts == packed_pages(article)
        return ("unchanged" if same else "refreshed"), known
    if article.url is not None:  # the same text at another address is a copy, which is stored to say where it is, too
        return "added", None
    twins = select(_a).where(_a.c.collection == collection, _a.c.text_hash == digest, _a.c.current)
    twin = next((row for row in connection.execute(twins.order_by(_a.c.key)) if row.text == article.text), None)
    return ("unchanged" if twin is not None else "added"), twin


def _at_the_url_of(connection: Connection, collection: int | None, article: Article) -> list[Row[Any]]:
    """Return the stored articles at the URL of one, but for those that another page of their site has led there.

    A site that leads all its pages to one, of consent or to log in, makes no single article of them.
    """
    rows = connection.execute(
        select(_a).where(_a.c.collection == collection, _a.c.url == article.url, _a.c.current).order_by(_a.c.key)
    ).all()
    end, mine = page_form(article.url), page_form(article.source)
    return [row for row in rows if not _both_led(mine, page_form(row.source), end)]


def _both_led(one: str | None, other: str | None, end: str | None) -> bool:
    """Tell whether two pages of one site have both led to a third place; the arguments are page forms."""
    if one is None or other is None or len({one, other, end}) < 3:
        return False
    return one.partition("/")[0] == other.partition("/")[0]


def inserted(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    """Insert a row and return its key."""
    result = connection.execute(insert(table).values(row))
    return int(result.inserted_primary_key[0])  # type: ignore[index]  # one row went in: its key is known


def put_passages(connection: Connection, article: int, item: Prepared, model: str) -> None:
    """Put in the passages of an article with their vectors and terms."""
    rows = [
        {"article": article, "start": span.start, "end": span.end, "sentences": _packed(sentences)}
        for span, sentences in zip(item.spans, item.sentences, strict=True)
    ]
    connection.execute(insert(_p), rows)
    vectors = np.ascontiguousarray(item.vectors, dtype="<f4")
    connection.execute(
        insert(schema.article_vectors).values(
            article=article, model=model, dimension=vectors.shape[1], data=vectors.tobytes()
        )
    )
    lines = "\n".join(" ".join(terms) for terms in item.terms)
    connection.execute(insert(schema.article_terms).values(article=article, analysis=analysis.VERSION, data=lines))


def drop_passages(connection: Connection, article: int) -> tuple[int, ...]:
    """Take out the passages of an article with all that belongs to them; return their keys."""
    gone = tuple(connection.scalars(select(_p.c.key).where(_p.c.article == article)))
    for table in (_p, schema.article_vectors, schema.article_terms):
        connection.execute(delete(table).where(table.c.article == article))
    return gone


def passages_of(connection: Connection, article: int, article_id: str) -> list[Passage]:
    """Return the passages of an article, in the order of its text."""
    rows = connection.execute(select(_p).where(_p.c.article == article).order_by(_p.c.key))
    return [passage_of(row, row.key, article_id) for row in rows]


def passage_of(row: Row[Any], key: int, article_id: str) -> Passage:
    """Return a row of the passages as a value. Raises Damaged for a row that cannot be one."""
    try:
        ends = json.loads(row.sentences) if row.sentences else []
        sentences = tuple(Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=True))
        return Passage(key, article_id, Span(row.start, row.end), sentences)
    except (TypeError, ValueError) as error:
        raise damaged(article_id) from error


def _packed(sentences: Sequence[Span]) -> str:
    return json.dumps([end for span in sentences for end in (span.start, span.end)], separators=(",", ":"))


def article_of(row: Row[Any], text: str | None = None) -> Article:
    """Return a row of the articles as a value. Raises Damaged for one that cannot be, or has not the text of its hash.

    `text`: that of a revision which is not current, whose row does not hold it.
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


def damaged(article_id: str) -> Damaged:
    """Return the error for an article whose rows do not fit together."""
    return Damaged(
        f"the stored article {article_id!r} is damaged", "remove it and add it again, or restore a backup: " + _RESTORE
    )


def altered(row: Row[Any]) -> Damaged:
    """Return the error for a revision whose text is not the one that was stored."""
    again = "add it again, or refresh it, or " if row.current else ""
    return Damaged(f"the text of the article {row.id!r} is not what was stored", f"{again}restore a backup: {_RESTORE}")
