"""Sources as people name them -> files -> articles; what cannot be read is refused, and the rest goes on."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from bot.fetching.urls import is_url
from index.article import Article
from index.errors import ArticlebotError, ExtractError, NotText, SourceError, UsageError
from index.extract import DocumentProcess, articles_from
from index.extract.survey import count_articles
from index.extract.text import id_from_name

STANDARD_INPUT = "-"

_PATTERN = re.compile(r"[*?\[]")

_SCHEME = re.compile(r"(?:https?|ftp|file|data|javascript|mailto):", re.IGNORECASE)
"""How what is meant for an address begins. A file may be called so: it is looked for first."""

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:]|\Z)")
"""How an address begins that was typed as a browser takes it. So do the names of most files."""

_MAX_FILE = 2 * 2**30
"""Bytes of a file that are taken into memory: a corpus may be large, a disk image named by mistake may not."""
_MAX_URLS = 64 * 2**20
"""Bytes of a list of URLs: half a million of them and more."""
_PIECE = 2**20


@dataclass(slots=True)
class Refusals:
    """What could not be added, with the error that says why."""

    errors: list[tuple[str, ArticlebotError]] = field(default_factory=list)

    def note(self, source: str, error: ArticlebotError) -> None:
        """Remember a refusal."""
        self.errors.append((source, error))


Web = Callable[[Sequence[str], Refusals], Iterator[Article]]
"""Reads the articles at some URLs, in order."""


def articles(
    sources: Sequence[str], refusals: Refusals, process: DocumentProcess, web: Web | None = None
) -> Iterator[Article]:  # fmt: skip
    """Read every article of the sources, in order; a source that fails is noted in `refusals`.

    `web` reads URLs, those that follow each other together; without it they are refused.
    """
    for are_urls, some in groupby(sources, is_url):
        if are_urls and web is not None:
            yield from web(list(some), refusals)
            continue
        for source in some:
            yield from _articles(source, refusals, process)


def _articles(source: str, refusals: Refusals, process: DocumentProcess) -> Iterator[Article]:
    try:
        if is_url(source):
            raise UsageError(f"{source} is a URL, and a file is needed here", "save it and name the file")
        files = list(_files(source))
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


def urls_in(file: str, refusals: Refusals) -> list[str]:
    """Return the URLs of a file, one a line, each once; empty lines and those that begin with # say nothing.

    A line that is no URL is noted in `refusals`. Raises SourceError, NotText and ExtractError.
    """
    try:
        lines = content(file, _MAX_URLS).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise NotText(f"{file} is not UTF-8 text", "write one URL on each line") from error
    found: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        url = line.strip()
        if is_url(url):
            found[url] = None
        elif url and not url.startswith("#"):
            refusals.note(
                file, UsageError(f"{file}, line {number} is no URL: {url[:80]}", "write it whole, with https://")
            )
    return list(found)


def is_any_there(sources: Iterable[str]) -> bool:
    """Tell whether there may be anything to read: a page, standard input, or a file."""
    for source in sources:
        if source == STANDARD_INPUT or is_url(source):
            return True
        with contextlib.suppress(ArticlebotError, RecursionError):
            if any(map(_is_there, _files(source))):
                return True
    return False


def count(sources: Sequence[str]) -> int | None:
    """Return how many articles the sources hold at most, for a progress bar; None when that cannot be known.

    Whatever is wrong with a source counts as nothing here: it is refused, with its reason, when it is read.
    """
    total = 0
    for source in sources:
        if source == STANDARD_INPUT:
            return None
        if is_url(source):
            total += 1
            continue
        with contextlib.suppress(ArticlebotError, RecursionError):
            for file in _files(source):
                with contextlib.suppress(ArticlebotError, OSError, ValueError), Path(file).open("rb") as stream:
                    total += count_articles(stream, file)
    return total


def read(file: str, refusals: Refusals, process: DocumentProcess, path: str | None = None) -> Iterator[Article]:
    """Read the articles of one file; their source is the name as it was given.

    An id comes from the whole path, so that two files of one name in two folders are two articles and one
    file named in two ways is one. `path` is the whole path that was stored with the source: where nothing is there any
    more, SourceError is raised, for another file of that name may be another one. What was stored without a path is
    read by its name. What is said of a file names it as it was given.
    """
    place = file if path is None else path
    whole = None if place == STANDARD_INPUT else str(Path(place).absolute())
    name = whole or place

    def refuse(error: ArticlebotError) -> None:
        error.message = error.message.replace(name, file)
        refusals.note(file, error)

    try:
        for article in articles_from(content(place), name, refuse, process):
            dated = article
            if article.unread_date is not None:
                dated = replace(article, unread_date=article.unread_date.replace(name, file))
            yield replace(dated, source=file, path=whole) if article.source == name else dated
    except ArticlebotError as error:
        error.message = error.message.replace(name, file)
        raise


def ids_by_path(paths: Mapping[str, str]) -> dict[str, str]:
    """Return the id of each article that is alone in its file, by the path; `paths` are what is stored, by id."""
    articles = Counter(paths.values())
    return {path: article_id for article_id, path in paths.items() if articles[path] == 1}


def with_kept_ids(articles: Iterable[Article], ids: Mapping[str, str]) -> Iterator[Article]:
    """Pass articles on; one whose file was moved keeps the id that it was stored with, and not that of its new path.

    `ids` are those of `ids_by_path`. Lines of a corpus and members of an archive are left alone.
    """
    for article in articles:
        stored = ids.get(article.path or "")
        is_its_file = article.path is not None and article.id == id_from_name(article.path, article.text)
        yield replace(article, id=stored) if stored is not None and is_its_file else article


def content(file: str, most: int = _MAX_FILE) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``, at most so many. Raises SourceError, ExtractError."""
    if not file:
        raise SourceError("the name of a file is empty", "name a file or a folder of files")
    too_large = ExtractError(f"{file} is over {most // 2**20:,} MiB", "split it into several files")
    try:
        if file == STANDARD_INPUT:
            data = bytearray()
            while piece := sys.stdin.buffer.read(_PIECE):
                data += piece
                if len(data) > most:
                    raise too_large
            return bytes(data)
        path = Path(file)
        if path.exists() and not path.is_file():
            raise SourceError(f"{file} is not a file", "name a file or a folder of files")
        if path.stat().st_size > most:
            raise too_large
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise unreadable(file, error) from error


def unreadable(file: str, error: OSError | ValueError) -> SourceError:
    """Return the error for a file that the system does not give."""
    if isinstance(error, FileNotFoundError):
        if _SCHEME.match(file):
            return SourceError(f"{file} is no file and no web address", "write an address whole, with https://")
        page = "; for a page, begin with https://" if _HOST.match(file) else ""
        return SourceError(f"there is no file {file}", f"check the name{page}")
    if isinstance(error, PermissionError):
        return SourceError(f"{file} may not be read", "give yourself the right to read it")
    return SourceError(
        f"{file} cannot be read: {getattr(error, 'strerror', None) or error}", "check the name and the disk"
    )


def _is_there(source: str) -> bool:
    try:
        return Path(source).exists()
    except (OSError, ValueError):  # a name with a NUL in it, or too long: whoever reads it says so
        return True


def _matching(pattern: str) -> Iterator[str]:
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if _PATTERN.search(part))
    # As in a shell, ** is a part of its own, and stands for one * elsewhere.
    rest = [part if part == "**" else re.sub(r"\*\*+", "*", part) for part in parts[fixed:]]
    if rest[-1] == "**":
        rest.append("*")
    base = Path(*parts[:fixed])
    try:
        # Path.glob does not go through links for **, which may lead round in circles; the glob module does.
        matched = sorted(base.glob("/".join(rest)))
    except OSError as error:  # a name too long
        raise unreadable(pattern, error) from error
    only_folders = pattern.endswith("/")
    hidden = _names_hidden(rest)
    found: dict[str, None] = {}
    for each in matched:
        is_folder = each.is_dir()
        if (not hidden and _names_hidden(each.relative_to(base).parts)) or (only_folders and not is_folder):
            continue
        if is_folder and each.is_symlink() and "**" in rest:
            continue
        with contextlib.suppress(SourceError):  # a folder without a file, beside others
            found |= dict.fromkeys(_files(str(each)) if is_folder else (str(each),))
    if not found:
        raise SourceError(f"nothing matches {pattern}", "check the pattern; ** stands for folders in folders")
    yield from found


def _names_hidden(parts: Sequence[str]) -> bool:
    """Tell whether a part of a path or a pattern begins with a dot, as hidden files and folders do."""
    return any(part.startswith(".") and part not in (".", "..") for part in parts)


def _files(source: str) -> Iterator[str]:
    """Yield what a source names: itself, or the files in a folder or of a pattern, sorted, hidden ones left out.

    A pattern is what the shell was kept from filling in: ``'news/**/*.html'``. A file that is called so is no pattern.
    """
    if source != STANDARD_INPUT and _PATTERN.search(source) and not _is_there(source):
        yield from _matching(source)
        return
    if source == STANDARD_INPUT or not os.path.isdir(source):  # noqa: PTH112 -- Path.is_dir raises for a name too long
        yield source
        return

    def fail(error: OSError) -> None:
        raise unreadable(str(error.filename), error)

    found = False
    for folder, folders, names in os.walk(source, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                found = True
                yield str(Path(folder) / name)
    if not found:
        raise SourceError(f"there is no file in the folder {source}", "name a folder that holds articles")
