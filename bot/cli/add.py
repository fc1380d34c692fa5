"""add and refresh: sources become articles, and articles are read from their sources again."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import click

from bot.cli.failing import say_refused
from bot.cli.session import Session, command, known_ids
from bot.cli.terminal import one_line, progress

if TYPE_CHECKING:
    from bot.cli.pages import WebPages
    from bot.cli.sources import Refusals
    from index.adding import Added
    from index.article import Article
    from index.collection import Collection
    from index.errors import ModelError
    from index.extract import DocumentProcess

_DATE = "write it as 2020-12-31"

_MISSING = "What is missing keeps its text. Add it again from where it is now, or remove it."

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
    # Here: it imports the library, which `--help` does not need.
    from bot.cli import sources as named
    from bot.compose import is_new
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
    refused = _refused(refusals)
    counts = Counter(item.status for item in done)
    summary = {status: counts[status] for status in ("added", "unchanged", "refreshed")}
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
        counted = {**summary, "refused": len(refused)}
        session.emit({"added": listed, "refused": refused, "remarks": _remarks(unread), "summary": counted})
        _report(refused, as_json=True)
    else:
        if len(done) <= _MANY:
            for item in done:
                copy = f"  (linked to {one_line(item.copy_of.id)} as a copy)" if item.copy_of is not None else ""
                twin = "  (the same text, which is there under this id)" if item.same_text else ""
                click.echo(f"{item.status:9}  {one_line(item.article_id)}  {one_line(item.title)}{copy}{twin}")
        elif copies := sum(item.copy_of is not None for item in done):
            click.echo(f"{copies:,} linked as copies: each story is searched once")
        _report(refused, as_json=False)
        _report_dates(unread)
        click.echo(_counted({**summary, "refused": len(refused)}))
    return 3 if refused else 0


def _add(
    session: Session, wanted: Sequence[str], process: DocumentProcess, refusals: Refusals,
    unread: list[tuple[str | None, str]], done: list[Added],
) -> None:  # fmt: skip
    """Add what the sources hold; what is in `done` is stored, whatever becomes of the rest."""
    # Here: it imports the library, which `--help` does not need.
    from bot.cli import sources as named
    from bot.cli.resuming import resumable
    from bot.fetching.urls import is_url

    with (
        session.library(create=True) as library, session.pages(library, process) as web,
        resumable(library, session.collection, [each for each in wanted if is_url(each)]) as web.since,
    ):  # fmt: skip
        ids = named.ids_by_path(library.catalogue.paths(session.collection))
        found = named.with_kept_ids(named.articles(wanted, refusals, process, web.articles), ids)
        collection = library.collection(session.collection)
        try:
            _store(collection, _dated(found, unread), "adding", lambda: named.count(wanted), web, refusals, done)
        except KeyboardInterrupt:
            if not session.as_json:
                so_far = Counter[str](item.status for item in (*done, *web.unchanged))
                said = f"So far: {_counted(so_far)}" if so_far else "Nothing was added yet"
                click.echo(f"Stopped. {said}. The same command goes on from here.", err=True)
            raise
        done += web.unchanged


@command("refresh")
@click.argument("ids", nargs=-1, metavar="[ID...]")
def refresh(session: Session, ids: Sequence[str]) -> int:
    """Read articles from their files and pages again: those named, or all.

    An article whose file or page has gone keeps its text and is named as missing; the exit code is then 3.
    """
    # Here: it imports the library, which `--help` does not need.
    from bot.cli import sources as named
    from bot.fetching.urls import is_url
    from index.extract import DocumentProcess

    refusals, unfit = named.Refusals(), named.Refusals()
    unread: list[tuple[str | None, str]] = []
    with session.library() as library, DocumentProcess() as process, session.pages(library, process) as web:
        collection = library.collection(session.collection)
        known_ids(library.catalogue, session.collection, ids)
        paths = library.catalogue.paths(session.collection)
        titles: dict[str, str] = {}
        pages: dict[str, list[str]] = {}
        files: dict[tuple[str, str | None], list[str]] = {}
        for stored in collection.articles():
            source = stored.source or ""
            # Standard input, or a text that was handed in: there is nothing to read again.
            if stored.id not in ids and (ids or source in ("", named.STANDARD_INPUT)):
                continue
            titles[stored.id] = stored.title
            if is_url(source):
                pages.setdefault(source, []).append(stored.id)
            else:
                files.setdefault((source, paths.get(stored.id)), []).append(stored.id)
        there: set[str] = set()
        missing: list[str] = []
        done: list[Added] = []
        # Each is stored as it comes: what was read when the run is cut off is not read in vain.
        again = chain(
            _again_from_pages(web, pages, refusals, there),
            _again_from_files(files, named.ids_by_path(paths), refusals, process, missing),
        )
        total = sum(map(len, (*pages.values(), *files.values())))
        _store(collection, _dated(again, unread), "refreshing", lambda: total, web, unfit, done)
        missing += _gone(pages, there | {item.article_id for item in web.unchanged}, refusals)
        refusals.errors += unfit.errors
        done += web.unchanged
    refused = _refused(refusals)
    outcome: dict[str, list[str]] = {"refreshed": [], "unchanged": [], "missing": missing}
    for item in done:
        outcome["unchanged" if item.status == "unchanged" else "refreshed"].append(item.article_id)
    summary = {name: len(article_ids) for name, article_ids in outcome.items()} | {"refused": len(refused)}
    if session.as_json:
        session.emit({**outcome, "refused": refused, "remarks": _remarks(unread), "summary": summary})
        _report(refused, as_json=True)
    else:
        for name in ("refreshed", "missing"):
            for article_id in outcome[name]:
                click.echo(f"{name:9}  {one_line(article_id)}  {one_line(titles[article_id])}")
        if missing:
            click.echo(_MISSING, err=True)
        _report(refused, as_json=False)
        _report_dates(unread)
        click.echo(_counted(summary))
    return 3 if refused or missing else 0


def _dated(articles: Iterable[Article], unread: list[tuple[str | None, str]]) -> Iterator[Article]:
    """Pass articles on; the dates that could not be read go into `unread`, each with the source of its article."""
    for article in articles:
        if article.unread_date is not None and article.published is None:
            unread.append((article.source, article.unread_date))
        yield article


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
    from index.errors import PageGone

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
    from bot.cli import sources as named
    from index.errors import ArticlebotError, SourceError

    for (source, path), article_ids in wanted.items():
        if source in ("", named.STANDARD_INPUT):
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


def _store(
    collection: Collection, articles: Iterable[Article], label: str, total: Callable[[], int | None], web: WebPages,
    refusals: Refusals, done: list[Added],
) -> None:  # fmt: skip
    """Store articles; what is in `done` is stored, whatever becomes of the rest."""
    passages = 0
    given: deque[Article] = deque()

    def noted() -> Iterator[Article]:
        for article in articles:
            given.append(article)
            yield article

    def refuse(article: Article, error: ModelError) -> None:
        given.remove(article)
        refusals.note(article.source or article.id, error)

    with progress(label, total) as advance:
        for item in collection.add(noted(), refuse):
            web.stored(given.popleft(), item)
            done.append(item)
            passages += item.passages
            advance(len(done) + len(web.unchanged), f"{passages:,} passages")


def _refused(refusals: Refusals) -> list[dict[str, str]]:
    return [
        {"source": source, "code": error.code, "message": error.message, "hint": error.hint}
        for source, error in refusals.errors
    ]


def _report(refused: Sequence[dict[str, str]], *, as_json: bool) -> None:
    """Say on standard error what was refused, a line each."""
    for item in refused:
        say_refused(item["code"], item["message"], item["hint"], as_json=as_json)


def _remarks(unread: Sequence[tuple[str | None, str]]) -> list[dict[str, str | None]]:
    return [
        {"source": source, "code": "unread_date", "message": f"{words} is no date", "hint": _DATE}
        for source, words in unread
    ]


def _report_dates(unread: Sequence[tuple[str | None, str]]) -> None:
    """Say on standard error, in one line, of how many articles the date could not be read."""
    if unread:
        # Here: it imports the library, which `--help` does not need.
        from bot.wording import unread_dates

        click.echo(f"{unread_dates(len(unread), one_line(unread[0][1]))}; {_DATE}", err=True)


def _counted(summary: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in summary.items() if count) or "nothing to do"
