"""Sources as people name them -> files -> articles; what cannot be read is refused, and the rest goes on."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.fetch import articles_at, is_url
from index.article import Article
from index.errors import ArticlebotError, ExtractError, SourceError
from index.extract import DocumentProcess, articles_from
from index.extract.survey import count_articles

STANDARD_INPUT = "-"

_MAX_FILE = 2 * 2**30
"""Bytes of a file that are taken into memory: a corpus may be large, a disk image named by mistake may not."""


@dataclass(slots=True)
class Refusals:
    """What could not be added, with the error that says why."""

    errors: list[tuple[str, ArticlebotError]] = field(default_factory=list)

    def note(self, source: str, error: ArticlebotError) -> None:
        """Remember a refusal."""
        self.errors.append((source, error))


def articles(sources: Sequence[str], refusals: Refusals, process: DocumentProcess) -> Iterator[Article]:
    """Read every article of the sources, in order; a source that fails is noted in `refusals`."""
    for source in sources:
        try:
            files = list(_files(source))
        except ArticlebotError as error:
            refusals.note(source, error)
            continue
        for file in files:
            try:
                yield from read(file, refusals, process)
            except ArticlebotError as error:
                refusals.note(file, error)


def count(sources: Sequence[str]) -> int | None:
    """Return how many articles the sources hold at most, for a progress bar; None when that cannot be known.

    Whatever is wrong with a source counts as nothing here: it is refused, with its reason, when it is read.
    """
    total = 0
    for source in sources:
        if source == STANDARD_INPUT:
            return None
        with contextlib.suppress(ArticlebotError):
            for file in _files(source):
                with contextlib.suppress(ArticlebotError, OSError, ValueError), Path(file).open("rb") as stream:
                    total += count_articles(stream, file)
    return total


def read(file: str, refusals: Refusals, process: DocumentProcess) -> Iterator[Article]:
    """Read the articles of one file or URL; their source is the name as it was given.

    An id comes from the whole path, so that two files of one name in two folders are two articles and one
    file named in two ways is one.
    """
    if is_url(file):
        yield from articles_at(file)
        return
    whole = file if file == STANDARD_INPUT else str(Path(file).absolute())
    for article in articles_from(content(file), whole, lambda error: refusals.note(file, error), process):
        yield replace(article, source=file) if article.source == whole else article


def content(file: str) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``. Raises SourceError, ExtractError."""
    try:
        if file == STANDARD_INPUT:
            return sys.stdin.buffer.read()
        path = Path(file)
        if path.exists() and not path.is_file():
            raise SourceError(f"{file} is not a file", "name a file or a folder of files")
        if path.stat().st_size > _MAX_FILE:
            raise ExtractError(f"{file} is over {_MAX_FILE // 2**30} GiB", "split it into several files")
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise unreadable(file, error) from error


def unreadable(file: str, error: OSError | ValueError) -> SourceError:
    """Return the error for a file that the system does not give."""
    if isinstance(error, FileNotFoundError):
        return SourceError(f"there is no file {file}", "check the name")
    if isinstance(error, PermissionError):
        return SourceError(f"{file} may not be read", "give yourself the right to read it")
    return SourceError(
        f"{file} cannot be read: {getattr(error, 'strerror', None) or error}", "check the name and the disk"
    )


def _files(source: str) -> Iterator[str]:
    """Yield what a source names: itself, or the files in a folder, sorted, hidden ones left out."""
    if is_url(source) or source == STANDARD_INPUT or not Path(source).is_dir():
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
