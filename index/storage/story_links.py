"""Which articles tell one story, as found by `stories`: for the index, for answers, and for whoever adds articles."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from index.article import ArticleName, Copy
from index.storage import schema
from index.storage.rows import json_list, json_values

_a = schema.articles

# Put together once, since every answer and every article that is added asks them.
_NAMED = select(_a.c.id, _a.c.title).order_by(_a.c.key)
_LEADER_OF = _NAMED.where(_a.c.key == select(_a.c.copy_of).where(_a.c.key == bindparam("key")).scalar_subquery())
_COPIES_OF = _NAMED.where(_a.c.copy_of == bindparam("key"))
_ASKED_ABOUT = select(_a.c.id, _a.c.key, _a.c.copy_of).where(
    _a.c.collection == bindparam("collection"), _a.c.id.in_(json_values(bindparam("ids"))), _a.c.current
)
_TELLERS = select(_a.c.key, _a.c.copy_of, _a.c.id, _a.c.title, _a.c.url, _a.c.published, _a.c.site, _a.c.source)
# Two questions, each of which has its index.
_LEADERS = _TELLERS.where(_a.c.key.in_(json_values(bindparam("leaders"))))
_COPIES = _TELLERS.where(_a.c.copy_of.in_(json_values(bindparam("leaders"))))


def place(connection: Connection, key: int) -> tuple[ArticleName | None, tuple[ArticleName, ...]]:
    """Return the article that is searched in place of one, and those in whose place that one is searched."""
    found = connection.execute(_LEADER_OF, {"key": key}).one_or_none()
    copies = connection.execute(_COPIES_OF, {"key": key}).all()
    return ArticleName(*found) if found is not None else None, tuple(ArticleName(*row) for row in copies)


def links(connection: Connection, collection: int | None) -> dict[str, str]:
    """Return, by the id of each copy, the id of the article that is searched in its place."""
    leader = _a.alias()
    rows = connection.execute(
        select(_a.c.key, _a.c.id, leader.c.id.label("leader"))
        .select_from(_a.join(leader, _a.c.copy_of == leader.c.key))
        # "Greater than 0" goes by the index of copies, which "is there" does not.
        .where(_a.c.copy_of > 0, _a.c.collection == collection, _a.c.current)
    )
    return {row.id: row.leader for row in sorted(rows, key=lambda row: row.key)}


def told_also(
    connection: Connection, collection: int | None, article_ids: Iterable[str]
) -> dict[str, tuple[Copy, ...]]:
    """Return, by id, the other articles that tell the same story; ids without any are left out."""
    wanted = {"collection": collection, "ids": json_list(dict.fromkeys(article_ids))}
    mine = connection.execute(_ASKED_ABOUT, wanted).all()
    leaders = {me.copy_of or me.key for me in mine}
    tellers: dict[int, list[tuple[int, Copy]]] = {leader: [] for leader in leaders}
    for statement in (_LEADERS, _COPIES):
        for key, copy_of, *copy in connection.execute(statement, {"leaders": json_list(sorted(leaders))}):
            tellers[copy_of or key].append((key, Copy(*copy)))
    found: dict[str, tuple[Copy, ...]] = {}
    for me in mine:
        leader = me.copy_of or me.key
        others = [each for each in tellers[leader] if each[0] != me.key]
        # The article that is searched for the others first.
        others.sort(key=lambda each: (each[0] != leader, each[0]))
        if others:
            found[me.id] = tuple(copy for _, copy in others)
    return found
