"""Which articles are searched: --article, --since and --until."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from bot.cli.article_ids import article_ids
from bot.cli.session import Session
from bot.days import parse_day
from index.errors import UsageError
from index.filters import Filters

if TYPE_CHECKING:
    from index.collection import Collection
    from index.library import Library


def _day(_context: click.Context, _option: click.Parameter, typed: str | None, *, first: bool) -> date | None:
    """Return the date that was typed; for a month or a year its first or last day. Raises click's usage error.

    An empty one is refused: a script with an empty variable must not search what it meant to exclude.
    """
    if typed is not None and not typed.strip():
        raise click.BadParameter("it is empty: write a day like 2025-01-22, 2025-01 or 2025")
    try:
        return parse_day(typed, first=first)
    except UsageError as error:
        raise click.BadParameter(f"{error.message}: {error.hint}") from None


def options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the three filters to a command."""
    for option in (
        click.option(
            "--until",
            callback=partial(_day, first=False),
            metavar="DATE",
            help="Only articles up to that day, month or year.",
        ),
        click.option(
            "--since",
            callback=partial(_day, first=True),
            metavar="DATE",
            help="Only articles from that day (2025-01-22), month or year on.",
        ),
        click.option(
            "--article",
            "articles",
            multiple=True,
            metavar="ARTICLE",
            help="Only this article, by its id, title or words of its title. Repeatable.",
        ),
    ):
        function = option(function)
    return function


def chosen(
    session: Session, library: Library, articles: Sequence[str], since: date | None, until: date | None
) -> Filters:
    """Return the filters. Raises NotFound for an unknown article, and UsageError if `since` is after `until`."""
    if since is not None and until is not None and since > until:
        raise UsageError(f"--since {since} is later than --until {until}", "exchange them")
    ids = article_ids(library.catalogue, session.collection, articles)
    return Filters(frozenset(ids) if ids else None, since, until)


def admitted(collection: Collection, limits: Filters) -> int:
    """Return how many articles pass the filters."""
    if not limits:
        return collection.count()
    return sum(limits.admit(each.id, each.published) for each in collection.titles())
