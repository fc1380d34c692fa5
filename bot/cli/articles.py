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
@click.option("--revision", type=click.IntRange(1), metavar="N", help="The text as it was in this revision.")
def show(session: Session, article_id: str, revision: int | None) -> None:
    """Show an article, as it is or as it was.

    Revisions that were replaced are kept for 90 days, at most 10 of an article, and never searched.
    """
    # Here: they import the library, which `--help` does not need.
    from bot import wire

    with session.catalogue() as catalogue:
        known_ids(catalogue, session.collection, [article_id])
        article = catalogue.article(session.collection, article_id)
        revisions = catalogue.revisions(session.collection, article_id)
        also_at = catalogue.told_also(session.collection, [article_id]).get(article_id, ())
        passages = catalogue.passages(session.collection, article_id)
        if revision is not None and revision != article.revision:
            article, passages = catalogue.revision(session.collection, article_id, revision), []
    if session.as_json:
        shown = {**wire.corpus_line(article), "passages": wire.passages(passages)}
        session.emit({**shown, "revision": article.revision, "revisions": wire.revisions(revisions),
                      "also_at": [wire.named(copy) for copy in also_at]})  # fmt: skip
    else:
        from bot.cli import draw

        draw.article(article, len(passages), revisions, also_at)


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
