"""Which articles a question is put to: --article, --since and --until."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from bot.cli.session import Session, known_ids

if TYPE_CHECKING:
    from index.collection import Collection
    from index.library import Library
    from index.passages import Filters


def iso_date(value: str) -> date:
    """Return the day written as 2025-01-22. Raises a usage error for anything else."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date such as 2025-01-22") from None


def options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the three filters."""
    for option in (
        click.option("--until", type=iso_date, metavar="DATE", help="Only articles published up to that day."),
        click.option("--since", type=iso_date, metavar="DATE", help="Only articles published from that day on."),
        click.option("--article", "articles", multiple=True, metavar="ID", help="Only this article. Repeatable."),
    ):
        function = option(function)
    return function


def chosen(
    session: Session, library: Library, articles: Sequence[str], since: date | None, until: date | None
) -> Filters:
    """Return the filters. Raises NotFound for an unknown article and UsageError for dates the wrong way round."""
    # Here: it imports the library, which `--help` does not need.
    from index.errors import UsageError
    from index.passages import Filters

    if since is not None and until is not None and since > until:
        raise UsageError(f"--since {since} is later than --until {until}", "exchange them")
    known_ids(library.catalogue, session.collection, articles)
    return Filters(frozenset(articles) if articles else None, since, until)


def admitted(collection: Collection, limits: Filters) -> int:
    """Return how many articles pass the filters."""
    if not limits:
        return collection.count()
    return sum(limits.admit(article.id, article.published) for article in collection.articles())
