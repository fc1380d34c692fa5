"""Which stored article a new one is (by id, URL or text), and whether its text is unchanged."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import Connection, Row, select

from index.article import Article
from index.storage import schema
from index.storage.page_form import page_form
from index.storage.rows import current_row, packed_pages, text_hash

_a = schema.articles


def match(
    connection: Connection, collection: int | None, article: Article
) -> tuple[Literal["added", "unchanged", "refreshed"], Row[Any] | None]:
    """Find the stored article that `article` is: by id, else by URL, else by its text."""
    known = current_row(connection, collection, article.id)
    if known is None and article.url is not None:
        known = _at_the_url_of(connection, collection, article)
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


def _at_the_url_of(connection: Connection, collection: int | None, article: Article) -> Row[Any] | None:
    """Return the first stored article at the URL of one, without those that another page of their site has led there.

    If a site leads all its pages to one consent or login page, they do not become one article.
    """
    rows = connection.execute(
        select(_a).where(_a.c.collection == collection, _a.c.url == article.url, _a.c.current).order_by(_a.c.key)
    ).all()
    end, mine = page_form(article.url), page_form(article.source)
    return next((row for row in rows if not _both_led(mine, page_form(row.source), end)), None)


def _both_led(one: str | None, other: str | None, end: str | None) -> bool:
    """Tell whether two pages of one site both led to a third place; the arguments are page forms."""
    if one is None or other is None or len({one, other, end}) < 3:
        return False
    return one.partition("/")[0] == other.partition("/")[0]
