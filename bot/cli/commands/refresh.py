"""refresh: reads articles from their sources again.

Slow imports are inside functions, since `--help` must be fast.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import click

from bot.cli.adding.files import STANDARD_INPUT, is_gone
from bot.cli.adding.storing import StoreResult, reasons, remarks, report_end, report_refused, store
from bot.cli.article_ids import check_ids
from bot.cli.drawing.terminal import one_line
from bot.cli.session import Session, command
from bot.fetching.urls import is_url
from bot.wording import counted
from index.errors import ArticlebotError, NotFound, PageGone, SourceError

if TYPE_CHECKING:
    from bot.cli.adding.pages import WebPages
    from bot.cli.adding.sources import Refused
    from index.article import Article
    from index.collection import Collection
    from index.extract import DocumentProcess
    from index.titles import TitledArticle

_NOWHERE = (None, "", STANDARD_INPUT)
"""The sources of articles that cannot be read again."""

_MISSING = "What is missing keeps its text. Add it again from where it is now, or remove it."


@command("refresh")
@click.argument("ids", nargs=-1, metavar="[ID...]")
def refresh(session: Session, ids: Sequence[str]) -> int:
    """Read articles from their files and pages again.

    Without an ID, all are read. What came from standard input cannot be, and is left out.

    An article whose file or page has gone keeps its text and is named as missing; the exit code is then 3.
    """
    from bot.cli.adding import sources as named

    result = StoreResult(named.Refusals())
    with session.library() as library, session.documents() as process, session.pages(library, process) as web:
        collection = library.collection(session.collection)
        check_ids(library.catalogue, session.collection, ids)
        paths = library.catalogue.paths(session.collection)
        wanted, left_out = _wanted(collection.titles(), ids)
        pages, files = _by_source(wanted, paths)
        reading = _Rereading(web, process, named.ids_by_path(paths))
        # Each is stored as it comes, so an interrupted run loses nothing that it has read. What another process has
        # removed since the start, which may be hours ago, does not come back.
        read = chain(reading.from_pages(pages), reading.from_files(files))
        again = (article for article in read if collection.has(article.id))
        try:
            store(collection, again, "refreshing", lambda: len(wanted), web, result)
        finally:
            _remove_added(collection, result)
        reading.look_for_gone_pages(pages)
        refusals = [*reading.refusals.errors, *result.refusals.errors]
        missing = [article_id for article_id in reading.missing if collection.has(article_id)]
        done = [*result.done, *web.unchanged]
    outcome: dict[str, list[str]] = {"refreshed": [], "unchanged": [], "missing": missing}
    for item in done:
        outcome["unchanged" if item.status == "unchanged" else "refreshed"].append(item.article_id)
    titles = {stored.id: stored.title for stored in wanted} | {item.article_id: item.title for item in done}
    _tell(session, outcome, titles, left_out, refusals, result)
    return 3 if refusals or missing else 0


def _wanted(articles: Sequence[TitledArticle], ids: Sequence[str]) -> tuple[list[TitledArticle], list[str]]:
    """Return the articles with these ids or, without ids, all that can be read again; and the ids of those that cannot.

    Those are from standard input, or were handed in as a text. One that was named is wanted, and then missing.
    """
    if ids:
        return [stored for stored in articles if stored.id in ids], []
    left_out = [stored.id for stored in articles if stored.source in _NOWHERE]
    return [stored for stored in articles if stored.source not in _NOWHERE], left_out


def _remove_added(collection: Collection, result: StoreResult) -> None:
    """Remove what was not there when it was stored: another process has removed it since it was read.

    Many small articles are stored together, which may be minutes after the first of them was read.
    """
    for item in [each for each in result.done if each.status == "added"]:
        with contextlib.suppress(NotFound):  # removed there once more
            collection.remove([item.article_id])
        result.done.remove(item)


def _by_source(
    articles: Sequence[TitledArticle], paths: Mapping[str, str]
) -> tuple[dict[str, list[str]], dict[tuple[str, str | None], list[str]]]:
    """Return the ids of articles: of pages by URL, of all others by source and path."""
    pages: dict[str, list[str]] = {}
    files: dict[tuple[str, str | None], list[str]] = {}
    for stored in articles:
        source = stored.source or ""
        if is_url(source):
            pages.setdefault(source, []).append(stored.id)
        else:
            files.setdefault((source, paths.get(stored.id)), []).append(stored.id)
    return pages, files


def _tell(
    session: Session,
    outcome: Mapping[str, Sequence[str]],
    titles: Mapping[str, str],
    left_out: Sequence[str],
    refused: Sequence[Refused],
    result: StoreResult,
) -> None:
    """Report what became of the articles; `outcome` has their ids by status."""
    summary = {name: len(article_ids) for name, article_ids in outcome.items()} | {"refused": len(refused)}
    if session.as_json:
        told = {"refused": reasons(refused), "remarks": remarks(result), "summary": summary}
        session.emit({**outcome, "left_out": left_out, **told})
        report_refused(refused, as_json=True)
        return
    for name in ("refreshed", "missing"):
        for article_id in outcome[name]:
            click.echo(f"{name:9}  {one_line(article_id)}  {one_line(titles[article_id])}")
    if outcome["missing"]:
        click.echo(_MISSING, err=True)
    if left_out:
        what = "which came from standard input or as a text, and cannot be read again"
        click.echo(f"Left out: {counted(len(left_out), 'article')}, {what}.", err=True)
    report_end(refused, result, summary)


class _Rereading:
    """Reads articles again. Afterwards, `missing` and `refusals` say what was not found and what failed."""

    def __init__(self, web: WebPages, process: DocumentProcess, ids: Mapping[str, str]) -> None:
        """`ids` comes from `ids_by_path`."""
        from bot.cli.adding import sources as named

        self.missing: list[str] = []
        self.refusals = named.Refusals()
        self._there: set[str] = set()
        self._web = web
        self._process = process
        self._ids = ids

    def from_pages(self, wanted: Mapping[str, Sequence[str]]) -> Iterator[Article]:
        """Read articles from pages; `wanted` maps URLs to the ids wanted from each."""
        ids = {article_id for article_ids in wanted.values() for article_id in article_ids}
        for article in self._web.articles(list(wanted), self.refusals):
            if article.id in ids:
                self._there.add(article.id)
                yield article

    def from_files(self, wanted: Mapping[tuple[str, str | None], Sequence[str]]) -> Iterator[Article]:
        """Read articles from files; `wanted` maps source and path to the ids wanted from each."""
        from bot.cli.adding import sources as named

        for (source, path), article_ids in wanted.items():
            if source in _NOWHERE:
                self.missing += article_ids
                continue
            own = named.Refusals()
            try:
                read = named.with_kept_ids(named.read(source, own, self._process, path), self._ids)
                there = {article.id: article for article in read}
            except SourceError as error:
                if is_gone(error):
                    self.missing += article_ids
                else:
                    self.refusals.note(source, error)
            except ArticlebotError as error:
                self.refusals.note(source, error)
            else:
                lost = [article_id for article_id in article_ids if article_id not in there]
                if lost:  # errors in the rest of an archive are not of interest
                    self.refusals.errors += own.errors
                self.missing += lost
                yield from (there[article_id] for article_id in article_ids if article_id in there)

    def look_for_gone_pages(self, wanted: Mapping[str, Sequence[str]]) -> None:
        """Note articles as missing, not as refused, if their page is gone or no longer holds them."""
        there = self._there | {item.article_id for item in self._web.unchanged}
        gone = {url for url, error in self.refusals.errors if isinstance(error, PageGone)}
        # Nobody asked for the rest of an archive, and its errors were reported when it was added.
        whole = {url for url, ids in wanted.items() if there.issuperset(ids)}
        self.refusals.errors = [(url, error) for url, error in self.refusals.errors if url not in gone | whole]
        failed = {url for url, _ in self.refusals.errors}
        self.missing += [each for url in wanted if url not in failed for each in wanted[url] if each not in there]
