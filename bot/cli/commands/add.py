"""add: sources become articles. What is imported inside functions takes longer than `--help` may take."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bot.cli.adding.storing import dated, reasons, remarks, report_end, report_refused, store, totals
from bot.cli.drawing.terminal import one_line
from bot.cli.session import Session, command
from bot.compose import is_new
from bot.fetching.urls import is_url
from index.errors import ArticlebotError

if TYPE_CHECKING:
    from bot.cli.adding.sources import Refusals
    from index.adding import Added
    from index.extract import DocumentProcess

_MANY = 20
"""Up to so many articles are named one by one; more are counted."""


@command("add")
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("--urls", multiple=True, metavar="FILE", help="A file with one URL a line, or - for standard input.")
def add(session: Session, sources: Sequence[str], urls: Sequence[str]) -> int:
    """Add articles: files, folders, patterns ('news/**/*.html'), URLs, corpus .jsonl[.gz], or - for standard input.

    The same text is not stored twice; a file that has changed refreshes its article. What cannot be read
    is named with the reason, the rest is added all the same, and the exit code is 3. When it was cut off, the same
    command goes on: what is in is neither embedded nor fetched again.
    """
    from bot.cli.adding import sources as named
    from index.extract import DocumentProcess

    if not sources and not urls:
        raise click.UsageError("Missing argument 'SOURCE...'.", click.get_current_context())
    refusals, unread = named.Refusals(), list[tuple[str | None, str]]()
    wanted = [*sources, *(url for file in urls for url in named.urls_in(file, refusals))]
    done: list[Added] = []
    with DocumentProcess() as process:
        if is_new(session.settings) and not named.is_any_there(wanted):
            # No data directory is made for nothing. Each is named with its reason all the same.
            deque(named.articles(wanted, refusals, process), maxlen=0)
        else:
            _add(session, wanted, process, refusals, unread, done)
    refused = reasons(refusals)
    _tell(session, done, refused, unread)
    return 3 if refused else 0


def _add(
    session: Session,
    wanted: Sequence[str],
    process: DocumentProcess,
    refusals: Refusals,
    unread: list[tuple[str | None, str]],
    done: list[Added],
) -> None:
    """Add what the sources hold; what is in `done` is stored, whatever becomes of the rest."""
    from bot.cli.adding import sources as named
    from bot.cli.adding.resuming import resumable

    with (
        session.library(create=True) as library,
        session.pages(library, process) as web,
        resumable(library, session.collection, [each for each in wanted if is_url(each)]) as web.since,
    ):
        ids = named.ids_by_path(library.catalogue.paths(session.collection))
        found = named.with_kept_ids(named.articles(wanted, refusals, process, web.articles), ids)
        collection = library.collection(session.collection)
        try:
            store(collection, dated(found, unread), "adding", lambda: named.count(wanted), web, refusals, done)
        except (KeyboardInterrupt, ArticlebotError):
            if not session.as_json:
                so_far = Counter[str](item.status for item in (*done, *web.unchanged))
                said = f"So far: {totals(so_far)}" if so_far else "Nothing was added yet"
                click.echo(f"Stopped. {said}. The same command goes on from here.", err=True)
            raise
        done += web.unchanged


def _tell(
    session: Session,
    done: Sequence[Added],
    refused: Sequence[dict[str, str]],
    unread: Sequence[tuple[str | None, str]],
) -> None:
    """Say what became of the articles."""
    counts = Counter(item.status for item in done)
    summary = {status: counts[status] for status in ("added", "unchanged", "refreshed")} | {"refused": len(refused)}
    if session.as_json:
        listed = [
            {
                "id": item.article_id,
                "title": item.title,
                "status": item.status,
                "passages": item.passages,
                "copy_of": item.copy_of.id if item.copy_of is not None else None,
            }
            for item in done
        ]
        session.emit({"added": listed, "refused": refused, "remarks": remarks(unread), "summary": summary})
        report_refused(refused, as_json=True)
        return
    if len(done) <= _MANY:
        for item in done:
            copy = f"  (linked to {one_line(item.copy_of.id)} as a copy)" if item.copy_of is not None else ""
            twin = "  (the same text, which is there under this id)" if item.same_text else ""
            click.echo(f"{item.status:9}  {one_line(item.article_id)}  {one_line(item.title)}{copy}{twin}")
    elif copies := sum(item.copy_of is not None for item in done):
        click.echo(f"{copies:,} linked as copies: each story is searched once")
    report_end(refused, unread, summary)
