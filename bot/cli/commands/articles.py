"""list, show and remove: what is in the collection. They need only the catalogue, and no model.

Slow imports are inside functions, since `--help` must be fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from bot import wire
from bot.cli.article_ids import article_ids, check_ids
from bot.cli.drawing.terminal import one_line
from bot.cli.session import Session, command
from bot.compose import is_new, snapshots_path
from index.article import ArticleName

if TYPE_CHECKING:
    from index.storage.listing import ArticleSummary


@command("list")
def list_articles(session: Session) -> None:
    """List the articles."""
    articles: list[ArticleSummary] = []
    if not is_new(session.settings):  # otherwise the list is rightly empty
        with session.catalogue(to_read=True) as catalogue:
            articles = catalogue.articles(session.collection)
    if session.as_json:
        session.emit(wire.article_list(session.collection, articles))
    elif articles:
        from bot.cli.drawing import articles as draw_articles

        draw_articles.article_list(articles)
    else:
        click.echo("No articles yet. Add some: articlebot add FILE", err=True)  # not a result


@command("show")
@click.argument("article_id", metavar="ID")
@click.option("--revision", type=click.IntRange(min=1), metavar="N", help="The text as it was in this revision.")
def show(session: Session, article_id: str, revision: int | None) -> None:
    """Show an article, as it is or as it was.

    ID may also be its title, or words of its title.

    Revisions that were replaced are kept for 90 days, at most 10 of an article, and never searched.
    """
    with session.catalogue(to_read=True) as catalogue:
        (article_id,) = article_ids(catalogue, session.collection, [article_id])
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
        from bot.cli.drawing import articles as draw_articles

        draw_articles.article(article, len(passages), revisions, also_at)


@command("remove")
@click.argument("ids", nargs=-1, metavar="ID...")
@click.option(
    "--older-than",
    type=click.IntRange(1, 36_500),
    metavar="DAYS",
    help="Instead of IDs: all not added, refreshed or found unchanged for this many days.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
def remove(session: Session, ids: Sequence[str], older_than: int | None, dry_run: bool) -> None:  # noqa: FBT001 -- click hands it over by name
    """Remove articles: all those named, or none if one does not exist.

    If a removed article has a copy, that copy is searched from then on.
    """
    if bool(ids) == (older_than is not None):
        raise click.UsageError("give the IDs of articles, or --older-than DAYS", click.get_current_context())
    from index import removing
    from index.retrieval.snapshots import Snapshots
    from index.storage.retention import Retention

    gone: list[ArticleName] = []
    try:
        with session.catalogue(to_read=dry_run) as catalogue:
            snapshots, name = Snapshots(snapshots_path(session.settings)), session.collection
            if older_than is None:
                wanted = [ArticleName(*each) for each in check_ids(catalogue, name, ids).items()]
                if not dry_run:
                    removing.remove(catalogue, snapshots, name, [each.id for each in wanted])
                gone += wanted
            else:
                before = datetime.now(UTC) - timedelta(days=older_than)
                if dry_run:
                    gone += Retention(catalogue.database).stale(name, before)
                else:
                    for some in removing.remove_stale(catalogue, snapshots, name, before):
                        gone += some
    except BaseException:
        if gone:  # cut off: to be called again, the command would find nothing to name
            _name(session, gone, dry_run=dry_run)
        raise
    _name(session, gone, dry_run=dry_run)
    if not session.as_json:
        click.echo(f"{len(gone):,} would be removed" if dry_run else f"{len(gone):,} removed")


def _name(session: Session, gone: Sequence[ArticleName], *, dry_run: bool) -> None:
    """Name the articles that were removed or, in a dry run, would be."""
    if session.as_json:
        session.emit({"would_remove" if dry_run else "removed": [each.id for each in gone]})
        return
    for each in gone:
        click.echo(f"{one_line(each.id)}  {one_line(each.title)}")
