"""list, show and remove: what is in the collection. They need the catalogue alone, and no model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import click

from bot.cli.session import Session, command, known_ids


@command("list")
def list_articles(session: Session) -> None:
    """List the articles."""
    # Here: it imports the library, which `--help` does not need.
    from index.errors import NotFound

    try:
        with session.catalogue() as catalogue:
            articles = catalogue.articles(session.collection)
    except NotFound:
        articles = []  # nothing was added yet: a list without a line is the right answer
    if session.as_json:
        rows = [
            {
                **asdict(article),
                "published": article.published.isoformat() if article.published else None,
                "added_at": article.added_at.isoformat(),
            }
            for article in articles
        ]
        session.emit({"collection": session.collection, "articles": rows})
    elif articles:
        from bot.cli import draw

        draw.article_list(articles)
    else:
        click.echo("No articles yet. Add some: articlebot add FILE")


@command("show")
@click.argument("article_id", metavar="ID")
def show(session: Session, article_id: str) -> None:
    """Show an article."""
    # Here: they import the library, which `--help` does not need.
    from bot import wire

    with session.catalogue() as catalogue:
        known_ids(catalogue, session.collection, [article_id])
        article = catalogue.article(session.collection, article_id)
        passages = catalogue.passages(session.collection, article_id)
    if session.as_json:
        session.emit({**wire.corpus_line(article), "passages": wire.passages(passages)})
    else:
        from bot.cli import draw

        draw.article(article, len(passages))


@command("remove")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
def remove(session: Session, ids: Sequence[str]) -> None:
    """Remove articles: all that are named, or none when one is not there."""
    with session.catalogue() as catalogue:
        known_ids(catalogue, session.collection, ids)
        catalogue.remove(session.collection, ids)
    removed = list(dict.fromkeys(ids))
    if session.as_json:
        session.emit({"removed": removed})
    else:
        click.echo(f"{len(removed):,} removed")
