"""refresh: articles are read from their sources again.

What is imported inside functions takes longer than `--help` may take.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import click

from bot.cli.adding.files import STANDARD_INPUT
from bot.cli.adding.storing import AddResult, UnreadDate, reasons, remarks, report_end, report_refused, store
from bot.cli.drawing.terminal import one_line
from bot.cli.session import Session, check_ids, command
from bot.fetching.urls import is_url
from index.errors import ArticlebotError, PageGone, SourceError

if TYPE_CHECKING:
    from bot.cli.adding.pages import WebPages
    from bot.cli.adding.sources import Refusals
    from index.article import Article
    from index.extract import DocumentProcess
    from index.storage.listing import ArticleSummary

_MISSING = "What is missing keeps its text. Add it again from where it is now, or remove it."


@command("refresh")
@click.argument("ids", nargs=-1, metavar="[ID...]")
def refresh(session: Session, ids: Sequence[str]) -> int:
    """Read articles from their files and pages again: those named, or all.

    An article whose file or page has gone keeps its text and is named as missing; the exit code is then 3.
    """
    from bot.cli.adding import sources as named
    from index.extract import DocumentProcess

    refusals, result = named.Refusals(), AddResult(named.Refusals())
    with session.library() as library, DocumentProcess() as process, session.pages(library, process) as web:
        collection = library.collection(session.collection)
        check_ids(library.catalogue, session.collection, ids)
        paths = library.catalogue.paths(session.collection)
        wanted = _wanted(collection.articles(), ids)
        pages, files = _by_source(wanted, paths)
        there: set[str] = set()
        missing: list[str] = []
        # Each is stored as it comes: what was read when the run is cut off is not read in vain.
        again = chain(
            _again_from_pages(web, pages, refusals, there),
            _again_from_files(files, named.ids_by_path(paths), refusals, process, missing),
        )
        store(collection, again, "refreshing", lambda: len(wanted), web, result)
        missing += _gone(pages, there | {item.article_id for item in web.unchanged}, refusals)
        refusals.errors += result.refusals.errors
        done = [*result.done, *web.unchanged]
    outcome: dict[str, list[str]] = {"refreshed": [], "unchanged": [], "missing": missing}
    for item in done:
        outcome["unchanged" if item.status == "unchanged" else "refreshed"].append(item.article_id)
    titles = {stored.id: stored.title for stored in wanted} | {item.article_id: item.title for item in done}
    _tell(session, outcome, titles, reasons(refusals), result.unread)
    return 3 if refusals.errors or missing else 0


def _wanted(articles: Sequence[ArticleSummary], ids: Sequence[str]) -> list[ArticleSummary]:
    """Return the articles of these ids or, of none, all that can be read again."""
    if ids:
        return [stored for stored in articles if stored.id in ids]
    # Standard input, or a text that was handed in: there is nothing to read again.
    return [stored for stored in articles if stored.source not in (None, "", STANDARD_INPUT)]


def _by_source(
    articles: Sequence[ArticleSummary], paths: Mapping[str, str]
) -> tuple[dict[str, list[str]], dict[tuple[str, str | None], list[str]]]:
    """Return the ids of articles by their URL, and of all others by source and path."""
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
    refused: Sequence[dict[str, str]],
    unread: Sequence[UnreadDate],
) -> None:
    """Say what became of the articles, whose ids `outcome` has by the word for it."""
    summary = {name: len(article_ids) for name, article_ids in outcome.items()} | {"refused": len(refused)}
    if session.as_json:
        session.emit({**outcome, "refused": refused, "remarks": remarks(unread), "summary": summary})
        report_refused(refused, as_json=True)
        return
    for name in ("refreshed", "missing"):
        for article_id in outcome[name]:
            click.echo(f"{name:9}  {one_line(article_id)}  {one_line(titles[article_id])}")
    if outcome["missing"]:
        click.echo(_MISSING, err=True)
    report_end(refused, unread, summary)


def _again_from_pages(
    web: WebPages, wanted: Mapping[str, Sequence[str]], refusals: Refusals, there: set[str]
) -> Iterator[Article]:
    """Read the wanted articles of these URLs; the ids of those that were read go into `there`."""
    ids = {article_id for article_ids in wanted.values() for article_id in article_ids}
    for article in web.articles(list(wanted), refusals):
        if article.id in ids:
            there.add(article.id)
            yield article


def _gone(pages: Mapping[str, Sequence[str]], there: set[str], refusals: Refusals) -> list[str]:
    """Return the ids of the articles whose pages are gone, which are no refusals, or do not hold them any more."""
    gone = {url for url, error in refusals.errors if isinstance(error, PageGone)}
    # What else an archive holds was not asked for, and what is wrong with it was said when it was added.
    whole = {url for url, ids in pages.items() if there.issuperset(ids)}
    refusals.errors = [(url, error) for url, error in refusals.errors if url not in gone | whole]
    failed = {url for url, _ in refusals.errors}
    return [each for url in pages if url not in failed for each in pages[url] if each not in there]


def _again_from_files(
    wanted: Mapping[tuple[str, str | None], Sequence[str]],
    ids: Mapping[str, str],
    refusals: Refusals,
    process: DocumentProcess,
    missing: list[str],
) -> Iterator[Article]:
    """Read the wanted articles of these files, by source and path; the ids of those that are gone go into `missing`.

    `ids` are those of `ids_by_path`.
    """
    from bot.cli.adding import sources as named

    for (source, path), article_ids in wanted.items():
        if source in ("", STANDARD_INPUT):
            missing += article_ids
            continue
        own = named.Refusals()
        try:
            read = named.with_kept_ids(named.read(source, own, process, path), ids)
            there = {article.id: article for article in read}
        except SourceError:
            missing += article_ids
        except ArticlebotError as error:
            refusals.note(source, error)
        else:
            lost = [article_id for article_id in article_ids if article_id not in there]
            if lost:  # else what is wrong with the rest of an archive is no news
                refusals.errors += own.errors
            missing += lost
            yield from (there[article_id] for article_id in article_ids if article_id in there)
