"""The passages that a search has found, with their articles, whose texts are checked before they are quoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, bindparam, select

from index.article import Article, Passage
from index.errors import Damaged
from index.storage import schema
from index.storage.rows import article_from_row, json_list, json_values, passage_from_row

_a, _p = schema.articles, schema.passages

# Put together once: that takes a fifth of a call for twenty passages, and more. docs/decisions/speed.md has the times.
_PASSAGES = select(_p).where(_p.c.key.in_(json_values(bindparam("passages"))))
_ARTICLES = select(_a).where(
    _a.c.key.in_(json_values(bindparam("articles"))),
    # A sum is in no index: else SQLite goes through all articles of the collection.
    _a.c.collection + 0 == bindparam("collection"),
    _a.c.current,
)


def fetch(
    connection: Connection,
    collection: int | None,
    passage_keys: Sequence[int],
    refuse: Callable[[Damaged], None],
) -> dict[int, tuple[Passage, Article]]:
    """Return the passages that are in the collection, with their articles; see `Catalogue.fetch`."""
    rows = connection.execute(_PASSAGES, {"passages": json_list(map(int, passage_keys))}).all()
    # Read once, and not with each passage: all of a text is read, and its hash is looked at.
    wanted = {"articles": json_list({row.article for row in rows}), "collection": collection}
    articles: dict[int, Article] = {}
    found: dict[int, tuple[Passage, Article]] = {}
    faults: dict[int, Damaged] = {}
    for row in connection.execute(_ARTICLES, wanted):
        try:
            articles[row.key] = article_from_row(row)
        except Damaged as error:
            faults[row.key] = error
    for row in rows:
        if (article := articles.get(row.article)) is not None:
            try:
                found[row.key] = passage_from_row(row, article.id), article
            except Damaged as error:
                faults[row.article] = error
    for fault in faults.values():
        if not found:
            raise fault
        refuse(fault)
    return found
