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
_FOUND = (
    select(_p.c.key.label("passage"), _p.c.start, _p.c.end, _p.c.sentences, _a)
    .select_from(_p.join(_a))
    .where(
        _p.c.key.in_(json_values(bindparam("passages"))),
        # A sum is in no index: else SQLite goes through all articles of the collection, and not from the
        # passages to theirs.
        _a.c.collection + 0 == bindparam("collection"),
        _a.c.current,
    )
)


def fetch(
    connection: Connection,
    collection: int | None,
    passage_keys: Sequence[int],
    refuse: Callable[[Damaged], None],
) -> dict[int, tuple[Passage, Article]]:
    """Return the passages that are in the collection, with their articles; see `Catalogue.fetch`."""
    wanted = {"passages": json_list(map(int, passage_keys)), "collection": collection}
    rows = connection.execute(_FOUND, wanted).all()
    found: dict[int, tuple[Passage, Article]] = {}
    articles: dict[int, Article] = {}  # read once, and not with each passage: the hash of the text is looked at
    faults: dict[int, Damaged] = {}
    for row in rows:
        try:
            if row.key not in articles:
                articles[row.key] = article_from_row(row)
            found[row.passage] = passage_from_row(row, row.passage, row.id), articles[row.key]
        except Damaged as error:
            faults.setdefault(row.key, error)
    for fault in faults.values():
        if not found:
            raise fault
        refuse(fault)
    return found
