"""Answers that were given, and what people thought of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, delete, func, insert, select, tuple_

from index.article import Answer, Quote
from index.errors import NotFound
from index.filters import Filters
from index.storage import schema
from index.storage.answer_quotes import quote_row, quotes_of
from index.storage.database import Database
from index.storage.moments import aware_utc, naive_utc
from index.storage.rows import collection_key, inserted, put

_an, _q, _v, _a = schema.answers, schema.answer_quotes, schema.votes, schema.articles

_OLDEST_FIRST = (_v.c.voted_at, _v.c.answer, _v.c.voter)

_AT_ONCE = 100
"""How many votes are read at once for an export."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as it was given, with its quotes cut from the quoted revisions.

    `quotes` holds None if that revision is not kept any more: its article was removed, or changed long ago. For a
    refusal, it holds the nearest passages. `shown` is how many of them were shown at first. `filters` are those of the
    question, without the articles of which the revision of then is not kept any more.
    """

    key: str
    collection: str
    question: str
    asked_at: datetime
    answered: bool
    confidence: float
    quotes: tuple[Quote | None, ...]
    shown: int
    filters: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Statistics:
    """How many questions a collection was asked, how many were answered, and how many votes there are."""

    questions: int
    answered: int
    up: int
    down: int


class Feedback:
    """Keeps answers and votes. An answer keeps the places of its quotes, and never their words."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    def keep(self, answer: Answer, shown: int, filters: Filters = Filters()) -> str:
        """Store an answer whose first `shown` quotes are shown; return its unguessable key (12 characters).

        `filters`: those of the question.
        """
        key = secrets.token_urlsafe(9)
        with self._db.write() as connection:
            collection = collection_key(connection, answer.collection)
            if collection is None:
                collection = inserted(connection, schema.collections, {"name": answer.collection})
            connection.execute(
                insert(_an).values(
                    key=key,
                    collection=collection,
                    question=answer.question,
                    asked_at=self._now(),
                    answered=answer.answered,
                    confidence=answer.confidence,
                    shown=shown,
                    articles=_keys(connection, collection, filters.article_ids),
                    since=filters.since,
                    until=filters.until,
                )
            )
            quotes = [
                quote_row(connection, collection, key, position, quote)
                for position, quote in enumerate(answer.quotes or answer.nearest)
            ]
            if quotes:
                connection.execute(insert(_q), quotes)
        return key

    def given(self, collection: str, key: str) -> GivenAnswer:
        """Return an answer. Raises NotFound, also for an answer of another collection."""
        with self._db.read() as connection:
            row = _answer(connection, collection, key)
            quotes = tuple(quotes_of(connection, key))
            filters = Filters(_ids(connection, row.articles), row.since, row.until)
        asked_at = aware_utc(row.asked_at)
        return GivenAnswer(
            key, collection, row.question, asked_at, row.answered, row.confidence, quotes, row.shown, filters
        )

    def vote(self, collection: str, key: str, voter: str, *, up: bool, reason: str = "") -> None:
        """Count a vote; the last one of a voter counts. Raises NotFound like `given`."""
        said = {"up": up, "reason": reason, "voted_at": self._now()}
        with self._db.write() as connection:
            _answer(connection, collection, key)
            put(connection, _v, {"answer": key, "voter": voter}, said)

    def export(self, collection: str) -> Iterator[dict[str, object]]:
        """Yield every vote of a collection with its question and quotes, oldest first, but without the voter.

        A quote whose revision is not kept any more is None. Votes are read a few at a time, so that no transaction
        stays open while the caller works. Votes withdrawn meanwhile are left out.
        """
        with self._db.read() as connection:
            votes = connection.execute(
                select(_v.c.answer, _v.c.voter)
                .select_from(_an.join(_v))
                .where(_an.c.collection == collection_key(connection, collection))
                .order_by(*_OLDEST_FIRST)
            ).all()
        for first in range(0, len(votes), _AT_ONCE):
            yield from self._exported([(vote.answer, vote.voter) for vote in votes[first : first + _AT_ONCE]])

    def _exported(self, votes: Sequence[tuple[str, str]]) -> list[dict[str, object]]:
        """Return votes, by answer and voter, as they are exported."""
        with self._db.read() as connection:
            rows = connection.execute(
                select(_an, _v.c.up, _v.c.reason)
                .select_from(_an.join(_v))
                .where(tuple_(_v.c.answer, _v.c.voter).in_(votes))
                .order_by(*_OLDEST_FIRST)
            ).all()
            # An answer may have many votes, and its articles may be long.
            quotes = {key: [_quoted(quote) for quote in quotes_of(connection, key)] for key in {r.key for r in rows}}
        return [
            {
                "question": row.question,
                "asked_at": aware_utc(row.asked_at).isoformat(),
                "answered": row.answered,
                "confidence": round(row.confidence, 4),
                "quotes": quotes[row.key],
                "vote": "up" if row.up else "down",
                "reason": row.reason,
            }
            for row in rows
        ]

    def statistics(self, collection: str) -> Statistics:
        """Return the numbers of a collection."""
        with self._db.read() as connection:
            here = _an.c.collection == collection_key(connection, collection)
            questions, answered = connection.execute(
                select(func.count(), func.count(case((_an.c.answered, 1)))).where(here)
            ).one()
            votes, up = connection.execute(
                select(func.count(), func.count(case((_v.c.up, 1)))).select_from(_an.join(_v)).where(here)
            ).one()
        return Statistics(questions, answered, up, votes - up)

    def clear(self, collection: str) -> None:
        """Delete every answer of a collection, with its votes."""
        with self._db.write() as connection:
            connection.execute(delete(_an).where(_an.c.collection == collection_key(connection, collection)))

    def forget(self, voter: str) -> int:
        """Delete every vote of a person, in all collections; return how many there were."""
        with self._db.write() as connection:
            return int(connection.execute(delete(_v).where(_v.c.voter == voter)).rowcount)

    def _now(self) -> datetime:
        return naive_utc(self._clock())


def _keys(connection: Connection, collection: int, ids: frozenset[str] | None) -> list[int] | None:
    if ids is None:
        return None
    current = (_a.c.collection == collection, _a.c.current)
    return list(connection.scalars(select(_a.c.key).where(*current, _a.c.id.in_(sorted(ids)))))


def _ids(connection: Connection, keys: list[int] | None) -> frozenset[str] | None:
    return None if keys is None else frozenset(connection.scalars(select(_a.c.id).where(_a.c.key.in_(keys))))


def _answer(connection: Connection, collection: str, key: str) -> Row[Any]:
    found = connection.execute(
        select(_an).where(_an.c.key == key, _an.c.collection == collection_key(connection, collection))
    ).one_or_none()
    if found is None:
        raise NotFound(f"there is no answer {key!r} in the collection {collection!r}", "ask again")
    return found


def _quoted(quote: Quote | None) -> dict[str, object] | None:
    if quote is None:
        return None
    return {
        "article_id": quote.article.id,
        "title": quote.article.title,
        "text": quote.text,
        "start": quote.span.start,
        "end": quote.span.end,
        "revision": quote.article.revision,
        "as_of": quote.as_of.isoformat() if quote.as_of is not None else None,
    }
