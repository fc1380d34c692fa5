"""add: sources become articles. Slow imports are inside functions, since `--help` must be fast."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from bot.cli.adding.files import STANDARD_INPUT, check_read_once
from bot.cli.adding.storing import StoreResult, reasons, remarks, report_end, report_refused, store, totals
from bot.cli.drawing.terminal import one_line
from bot.cli.session import Session, command
from bot.compose import is_new, is_own_file
from bot.fetching.urls import is_url
from index.errors import ArticlebotError

if TYPE_CHECKING:
    from index.extract import DocumentProcess

_MANY = 20
"""Up to this many articles are named one by one; more are counted."""


@command("add")
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("--urls", multiple=True, metavar="FILE", help="A file with one URL a line, or - for standard input.")
def add(session: Session, sources: Sequence[str], urls: Sequence[str]) -> int:
    """Add articles from files, folders, web pages and corpora.

    A SOURCE is a file, a folder, a pattern ('news/**/*.html'), a URL, a corpus .jsonl[.gz], or - for standard input.

    The same text is not stored twice; a file that has changed refreshes its article. If
    something cannot be read, it is named with the reason, the rest is added, and the exit code is 3. If the command
    was cut off, give it again and it goes on: stored articles are neither embedded nor fetched again.
    """
    from bot.cli.adding import sources as named

    if not sources and not urls:
        raise click.UsageError("Missing argument 'SOURCE...'.", click.get_current_context())
    check_read_once(*sources, *urls)
    result = StoreResult(named.Refusals())
    wanted = [*sources, *(url for file in urls for url in named.urls_in(file, result.refusals))]
    with session.documents() as process:
        if is_new(session.settings) and not named.is_any_there(wanted):
            # Make no data directory if there is nothing to add, but report why each source failed.
            deque(named.articles(wanted, result.refusals, process), maxlen=0)
        else:
            _add(session, wanted, process, result)
    _tell(session, result)
    return 3 if result.refusals.errors else 0


def _add(session: Session, wanted: Sequence[str], process: DocumentProcess, result: StoreResult) -> None:
    """Add the articles of the sources."""
    from bot.cli.adding import sources as named
    from bot.cli.adding.resuming import resumable

    with (
        session.library(create=True) as library,
        session.pages(library, process) as web,
        resumable(library, session.collection, [each for each in wanted if is_url(each)]) as web.since,
    ):
        ids = named.ids_by_path(library.catalogue.paths(session.collection))
        own = partial(is_own_file, session.settings)
        found = named.with_kept_ids(named.articles(wanted, result.refusals, process, web.articles, own), ids)
        collection = library.collection(session.collection)
        try:
            typed = STANDARD_INPUT in wanted and sys.stdin.isatty()
            store(collection, found, "adding", lambda: named.count(wanted), web, result, typed=typed)
        except (KeyboardInterrupt, ArticlebotError):
            if not session.as_json:
                so_far = Counter[str](item.status for item in (*result.done, *web.unchanged))
                said = f"So far: {totals(so_far)}" if so_far else "Nothing was added yet"
                click.echo(f"Stopped. {said}. The same command goes on from here.", err=True)
            raise
        result.done += web.unchanged


def _tell(session: Session, result: StoreResult) -> None:
    """Report what became of the articles."""
    done, refused = result.done, result.refusals.errors
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
        told = {"refused": reasons(refused), "remarks": remarks(result), "summary": summary}
        session.emit({"added": listed, **told})
        report_refused(refused, as_json=True)
        return
    if len(done) <= _MANY:
        for item in done:
            copy = f"  (linked to {one_line(item.copy_of.id)} as a copy)" if item.copy_of is not None else ""
            twin = "  (the same text, which is there under this id)" if item.same_text else ""
            click.echo(f"{item.status:9}  {one_line(item.article_id)}  {one_line(item.title)}{copy}{twin}")
    else:
        # An earlier article becomes a copy as well, if a later one says more.
        copies = {item.article_id for item in done if item.copy_of is not None}
        copies |= {copy.id for item in done for copy in item.copies} & {item.article_id for item in done}
        if copies:
            click.echo(f"linked as copies: {len(copies):,}; each story is searched once")
    report_end(refused, result, summary)
