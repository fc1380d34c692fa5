"""The quotes of given answers: stored as places without words, and cut again from the quoted revision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from index.article import Article, Copy, Quote, Span
from index.storage import history, schema, story_links
from index.storage.rows import article_from_row, text_hash

_a, _q = schema.articles, schema.answer_quotes


def quote_row(connection: Connection, collection: int, answer: str, position: int, quote: Quote) -> dict[str, Any]:
    """Return the row of a quote of an answer, `position` counted from 0."""
    article = quote.article
    # By its text, too: if it was removed and added anew since, another one has its id and number.
    mine = (_a.c.id == article.id, _a.c.revision == article.revision, _a.c.text_hash == text_hash(article.text))
    return {
        "answer": answer,
        "position": position,
        "article": connection.scalar(select(_a.c.key).where(_a.c.collection == collection, *mine)),
        "start": quote.span.start,
        "end": quote.span.end,
        "confidence": quote.confidence,
        "highlight_start": quote.highlight.start if quote.highlight else None,
        "highlight_end": quote.highlight.end if quote.highlight else None,
        "further": [[span.start, span.end] for span in quote.further] or None,
    }


def quotes_of(connection: Connection, answer: str) -> Iterator[Quote | None]:
    """Yield the quotes of an answer, in order, from the quoted revisions; None for one that is not kept any more."""
    places = connection.execute(select(_q).where(_q.c.answer == answer).order_by(_q.c.position)).all()
    keys = {place.article for place in places}
    rows = {row.key: row for row in connection.execute(select(_a).where(_a.c.key.in_(keys)))}
    articles = {key: article_from_row(row, history.text_of(connection, row)) for key, row in rows.items()}
    changed = history.changed_since(connection, rows.values())
    elsewhere = {
        key: story_links.told_also(connection, row.collection, [row.id]).get(row.id, ())
        for key, row in rows.items()
        if not changed[key]
    }
    for place in places:
        key = place.article
        if key not in articles:
            yield None
            continue
        as_of = rows[key].added_at.date() if changed[key] else None
        yield _quote(place, articles[key], as_of, elsewhere.get(key, ()))


def _quote(place: Row[Any], article: Article, as_of: date | None, also_at: tuple[Copy, ...]) -> Quote:
    marked = place.highlight_start is not None
    return Quote(
        article,
        Span(place.start, place.end),
        place.confidence,
        Span(place.highlight_start, place.highlight_end) if marked else None,
        as_of=as_of,
        also_at=also_at,
        further=tuple(Span(*each) for each in place.further or ()),
    )
