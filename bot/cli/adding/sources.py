"""Sources as people name them -> files -> articles. What cannot be read is refused, and the rest is still read."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from pathlib import Path

from bot.cli.adding.files import STANDARD_INPUT, as_given, called, content, files_of, is_there
from bot.fetching.urls import is_url
from index.article import Article
from index.errors import ArticlebotError, NotText, SourceError, UsageError
from index.extract import DocumentProcess, articles_from
from index.extract.counting import count_articles
from index.extract.naming import id_from_name
from index.extract.words import without_surrogates

_MAX_URLS = 64 * 2**20
"""The most bytes of a list of URLs: enough for half a million."""


Refused = tuple[str, ArticlebotError]
"""A source that could not be added, and the error that explains why."""


@dataclass(slots=True)
class Refusals:
    """What could not be added."""

    errors: list[Refused] = field(default_factory=list)

    def note(self, source: str, error: ArticlebotError) -> None:
        """Record a refusal."""
        self.errors.append((source, error))


Web = Callable[[Sequence[str], Refusals], Iterator[Article]]
"""Reads the articles at some URLs, in order."""


def articles(
    sources: Sequence[str],
    refusals: Refusals,
    process: DocumentProcess,
    web: Web | None = None,
    is_own: Callable[[str], bool] = lambda _file: False,
) -> Iterator[Article]:
    """Read every article of the sources, in order; `refusals` notes each source that fails.

    `web` reads URLs, consecutive ones together; without it URLs are refused. `is_own` tells which files of a folder or
    pattern are passed over, since articlebot keeps them.
    """
    for are_urls, some in groupby(sources, is_url):
        if are_urls and web is not None:
            yield from web(list(some), refusals)
            continue
        for source in some:
            yield from _articles(source, refusals, process, is_own)


def _articles(
    source: str, refusals: Refusals, process: DocumentProcess, is_own: Callable[[str], bool]
) -> Iterator[Article]:
    try:
        if is_url(source):
            raise UsageError(f"{source} is a URL, and a file is needed here", "save it and name the file")
        files = list(files_of(source, refusals.note))
        if files != [source]:
            files = [file for file in files if not is_own(file)]
    except RecursionError:
        refusals.note(source, SourceError(f"{source} holds folders in folders without end", "name one further inside"))
        return
    except ArticlebotError as error:
        refusals.note(source, error)
        return
    for file in files:
        try:
            yield from read(file, refusals, process)
        except ArticlebotError as error:
            refusals.note(file, error)


def all_or_error(source: str, process: DocumentProcess, most: int | None = None) -> Iterator[Article]:
    """Yield the first `most` articles of a source that is no URL (None: all), then raise the first error, if any."""
    refusals = Refusals()
    yield from islice(articles([source], refusals, process), most)
    for _, error in refusals.errors:
        raise error


def urls_in(file: str, refusals: Refusals) -> list[str]:
    """Return the URLs of a file, one per line, without repetition; empty lines and those that begin with # are skipped.

    A line that is not a URL is noted in `refusals`. Raises SourceError, NotText and ExtractError.
    """
    try:
        lines = content(file, _MAX_URLS, pipe=True).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise NotText(f"{called(file)} is not UTF-8 text", "write one URL on each line") from error
    found: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        url = line.strip()
        if is_url(url):
            found[url] = None
        elif url and not url.startswith("#"):
            refusals.note(
                file,
                UsageError(f"{called(file)}, line {number} is no URL: {url[:80]}", "write it whole, with https://"),
            )
    return list(found)


def is_any_there(sources: Iterable[str]) -> bool:
    """Tell whether there may be anything to read: a page, standard input, or a file."""
    for source in sources:
        if source == STANDARD_INPUT or is_url(source):
            return True
        with contextlib.suppress(ArticlebotError, RecursionError):
            if any(map(is_there, files_of(source))):
                return True
    return False


def count(sources: Sequence[str]) -> int | None:
    """Return the most articles that the sources can hold, for a progress bar; None if that cannot be known.

    A faulty source counts as nothing here; it is refused, with the reason, when it is read.
    """
    total = 0
    for source in sources:
        if source == STANDARD_INPUT:
            return None
        if is_url(source):
            total += 1
            continue
        with contextlib.suppress(ArticlebotError, RecursionError):
            for file in files_of(source):
                with contextlib.suppress(ArticlebotError, OSError, ValueError), Path(file).open("rb") as stream:
                    total += count_articles(stream, file)
    return total


def read(file: str, refusals: Refusals, process: DocumentProcess, path: str | None = None) -> Iterator[Article]:
    """Read the articles of one file; their source is the name as it was given.

    An id is made from the absolute path: two files of the same name in two folders are two articles, and one file named
    in two ways is one. `path` is the absolute path stored with the source; if nothing is there any more, SourceError is
    raised, since another file of that name may be a different one. An article stored without a path is read by its
    source. Messages name the file as it was given.
    """
    place = file if path is None else path
    whole = None if place == STANDARD_INPUT else str(Path(place).absolute())
    name = whole or place

    # The extraction knows a file by one name only, from which its id is made.
    def refuse(error: ArticlebotError) -> None:
        error.message = as_given(error.message, name, file)
        refusals.note(file, error)

    try:
        for article in articles_from(content(place), name, refuse, process):
            named = replace(article, unread_date=article.unread_date and as_given(article.unread_date, name, file))
            is_file = article.source == without_surrogates(name)  # not a line of a corpus that has a source of its own
            yield replace(named, source=without_surrogates(file), path=whole) if is_file else named
    except ArticlebotError as error:
        error.message = as_given(error.message, name, file)
        raise


def ids_by_path(paths: Mapping[str, str]) -> dict[str, str]:
    """Return, by path, the id of each article that is the only one of its file; `paths` are the stored ones, by id."""
    articles = Counter(paths.values())
    return {path: article_id for article_id, path in paths.items() if articles[path] == 1}


def with_kept_ids(articles: Iterable[Article], ids: Mapping[str, str]) -> Iterator[Article]:
    """Yield the articles; one whose file was moved keeps its stored id instead of that of its new path.

    `ids` comes from `ids_by_path`. Lines of a corpus and members of an archive are left alone.
    """
    for article in articles:
        stored = ids.get(article.path or "")
        is_its_file = article.path is not None and article.id == id_from_name(article.path, article.text)
        yield replace(article, id=stored) if stored is not None and is_its_file else article
