"""Checks of the catalogue that SQLite cannot make itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, LargeBinary, Select, cast, func, select

from index.storage import history, schema
from index.storage.database import Database

_a, _p = schema.articles, schema.passages


def problems(database: Database, *, quick: bool = False) -> list[str]:
    """Return the problems of the catalogue, one line each; empty if it is sound.

    `quick` skips checks that read every text.
    """
    if found := database.problems(quick=quick):
        return found
    with database.read() as connection:
        altered = [] if quick else _altered(connection)
        counts = [(connection.scalar(wanted), what) for wanted, what in _counted(quick=quick)]
    return [
        *(f"the text of the article {article_id!r} is not what was stored" for article_id in altered),
        *(f"{count} {what}" for count, what in counts if count),
    ]


def _counted(*, quick: bool) -> Iterator[tuple[Select[int], str]]:
    """Yield the counts of faulty rows, and what is wrong with them."""
    v = schema.article_vectors
    passages = select(func.count()).where(_p.c.article == v.c.article).scalar_subquery()
    unfit = select(func.count()).select_from(v).where(func.length(v.c.data) != 4 * v.c.dimension * passages)
    yield unfit, "articles have vectors that do not fit their passages"
    if not quick:
        # SQLite takes a NUL for the end of a text. That none was lost behind it, the hash shows.
        behind = (_p.c.end > func.length(_a.c.text), func.instr(_a.c.text, func.char(0)) == 0)
        yield select(func.count()).select_from(_p.join(_a)).where(*behind), "passages end behind their article's text"
    # What has lost one of the others is told when its collection is opened.
    for table in (_p,) if quick else (_p, v, schema.article_terms):
        lost = select(func.count()).select_from(_a).where(_a.c.current, _a.c.key.not_in(select(table.c.article)))
        yield lost, f"articles have no {table.name.removeprefix('article_')}"


def _altered(connection: Connection) -> list[str]:
    """Return the ids of the articles of which a revision's text is no longer what was stored."""
    # As bytes: a text that was overwritten may not be a text any more.
    o = schema.old_texts
    texts = connection.execute(
        select(_a.c.id, _a.c.text_hash, cast(_a.c.text, LargeBinary).label("text"), o.c.data).select_from(
            _a.outerjoin(o)
        )
    )
    return sorted({row.id for row in texts if not _is_stored(row.text, row.data, row.text_hash)})


def _is_stored(text: bytes, packed: bytes | None, digest: str) -> bool:
    try:
        found = text if packed is None else history.unpacked(packed).encode()
    except ValueError:
        return False
    return hashlib.sha256(found).hexdigest() == digest
