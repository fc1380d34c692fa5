"""Near copies of one story: finding, inside the catalogue's transactions, which article is searched for all of them.

Every current article either is searched, or names the article that is searched in its place (`copy_of`) and says
everything that it says. Links have one step: a copy of a copy is compared only with the article that is searched.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Row, delete, func, insert, select, union_all, update

from index.storage import schema
from index.storage.page_form import page_form
from index.storage.rows import is_sound, json_list, json_values
from index.text.likeness import ComparedText, is_copy, is_same_page, is_whole
from index.text.shingles import VERSION, bands

_a, _b = schema.articles, schema.article_bands

_COMPARED = 20
"""With how many articles one is compared: those that share most bands with it. A true copy shares almost all bands;
articles that only share a template share a few."""

AT_ONCE = 100
"""How many articles are settled in the transaction that stores or removes one: a few ms each."""

_SETTLED = 2
"""How often an article is settled in one go: it may lose its place to a new article, and then once more."""


def settle(connection: Connection, collection: int, keys: Iterable[int], most: int | None = None) -> None:
    """Decide for current articles, by key, whether they are searched or are copies of one that is.

    An article that says more than the searched one replaces it; the copies of the latter are settled again.

    `most`: after how many articles to stop (None: never). `compare_pending` settles the rest: hundreds of pages that
    hold only one form would keep everybody else from writing for seconds.
    """
    waiting = deque(dict.fromkeys(keys))
    looked: Counter[int] = Counter()
    while waiting and looked.total() != most:
        key = waiting.popleft()
        looked[key] += 1
        if looked[key] <= _SETTLED:
            waiting.extend(_settle(connection, collection, key))
    if waiting:
        connection.execute(
            update(_a).where(_a.c.key.in_(json_values(json_list(sorted(waiting))))).values(compared=None)
        )


def _settle(connection: Connection, collection: int, key: int) -> list[int]:
    """Settle one article, and return the keys of those that have lost their place."""
    row = _compared(connection, collection, key)
    candidates = _candidates(connection, collection, row)
    mine = ComparedText.of(row.text if candidates else "")  # a tenth of what it takes to store an article of its own
    gives_way: list[int] = []
    leader: int | None = None
    for other in candidates:
        theirs = ComparedText.of(other.text)
        winner = _winner(row, mine, other, theirs)
        if winner == other.key:
            leader = other.key
            break
        if winner == key:
            gives_way.append(other.key)
    if leader is not None:
        gives_way = []
        homeless = _copies_of(connection, [key])  # they were its own until now
    else:
        homeless = _copies_of(connection, gives_way)
    _link(connection, [key], leader)
    _link(connection, gives_way, key)
    _link(connection, homeless, None)
    return homeless


def _winner(row: Row[Any], mine: ComparedText, other: Row[Any], theirs: ComparedText) -> int | None:
    """Return the key of the article that is searched for both, or None if both are searched.

    It is the one that says more; if they say as much, the older one. If they are two states of a web page, it is the
    later one, unless it only shows the beginning.
    """
    key, other_key = int(row.key), int(other.key)
    # The smaller key was there first.
    mine_wins = (len(mine.shingles), -key) > (len(theirs.shingles), -other_key)
    shorter, longer = (theirs, mine) if mine_wins else (mine, theirs)
    if is_copy(shorter, longer):
        return key if mine_wins else other_key
    if row.page_form is not None and row.page_form == other.page_form and is_same_page(mine, theirs):
        later, earlier = (mine, theirs) if key > other_key else (theirs, mine)
        return (max if is_whole(later, earlier) else min)(key, other_key)
    return None


def _candidates(connection: Connection, collection: int, row: Row[Any]) -> Sequence[Row[Any]]:
    """Return the searched articles that may tell the story of `row`, the likeliest first."""
    mine = select(_b.c.band).where(_b.c.article == row.key).scalar_subquery()
    # A copy stands for the article that is searched in its place.
    leader = func.coalesce(_a.c.copy_of, _a.c.key)
    met = (
        select(leader.label("key"), func.count().label("shared"))
        .select_from(_b.join(_a, _b.c.article == _a.c.key))
        .where(_b.c.collection == collection, _b.c.band.in_(mine), _a.c.current, _a.c.key != row.key)
        .group_by(_b.c.article)
        .order_by(func.count().desc(), _b.c.article)
        .limit(_COMPARED)
    )
    likely = [each.key for each in connection.execute(met)]
    if row.page_form is not None:
        same_page = select(leader).where(
            _a.c.collection == collection, _a.c.page_form == row.page_form, _a.c.current, _a.c.key != row.key
        )
        likely += connection.scalars(same_page.order_by(_a.c.key.desc()).limit(_COMPARED))
    order = [key for key in dict.fromkeys(likely) if key != row.key]
    if not order:
        return []
    rows = connection.execute(select(_a).where(_a.c.key.in_(order), _a.c.copy_of.is_(None))).all()
    # One that was altered is not quoted: nothing may be searched in its place alone.
    return sorted(
        (each for each in rows if is_sound(each.text, each.text_hash)), key=lambda each: order.index(each.key)
    )


def _compared(connection: Connection, collection: int, key: int) -> Row[Any]:
    """Return an article with everything that the comparison needs, which is computed if it is missing."""
    row = connection.execute(select(_a).where(_a.c.key == key)).one()
    if row.compared == VERSION:
        return row
    connection.execute(delete(_b).where(_b.c.article == key))
    put_bands(connection, collection, key, row.url, bands(row.text))
    return connection.execute(select(_a).where(_a.c.key == key)).one()


def put_bands(connection: Connection, collection: int, key: int, url: str | None, found: Sequence[int]) -> None:
    """Store the bands of an article that has none, and what else is compared."""
    if found:
        rows = [{"collection": collection, "band": band, "article": key} for band in sorted(set(found))]
        connection.execute(insert(_b), rows)
    connection.execute(update(_a).where(_a.c.key == key).values(compared=VERSION, page_form=page_form(url)))


def _link(connection: Connection, keys: Sequence[int], leader: int | None) -> None:
    if keys:
        connection.execute(update(_a).where(_a.c.key.in_(keys)).values(copy_of=leader))


def _copies_of(connection: Connection, keys: Sequence[int]) -> list[int]:
    """Return the keys of the copies of some articles, in the order in which they were added."""
    return list(connection.scalars(select(_a.c.key).where(_a.c.copy_of.in_(keys)).order_by(_a.c.key))) if keys else []


def withdraw(connection: Connection, key: int) -> list[int]:
    """Take an article out of the comparison before it is removed or replaced; return the keys of its copies."""
    freed = _copies_of(connection, [key])
    _link(connection, [key, *freed], None)
    connection.execute(delete(_b).where(_b.c.article == key))
    return freed


def compare_pending(connection: Connection, collection: int, most: int) -> int:
    """Settle at most `most` waiting articles (see `has_pending`); return how many there were."""
    pending = _pending(collection)
    keys = list(connection.scalars(pending.order_by(pending.selected_columns.key).limit(most)))
    settle(connection, collection, keys)
    return len(keys)


def has_pending(connection: Connection, collection: int | None) -> bool:
    """Tell whether articles wait to be compared: an earlier version stored them, or `settle` left them."""
    return connection.execute(_pending(collection).limit(1)).first() is not None


def _pending(collection: int | None) -> CompoundSelect[int]:
    mine = select(_a.c.key).where(_a.c.collection == collection, _a.c.current)
    # Two lookups in the index: with one condition for both, SQLite goes through all articles of the collection.
    return union_all(mine.where(_a.c.compared.is_(None)), mine.where(_a.c.compared < VERSION))
