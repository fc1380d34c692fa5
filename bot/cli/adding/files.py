"""What a source names (a file, a folder, a pattern, or standard input), and the bytes of its files."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import click

from index.errors import ExtractError, SourceError, UsageError

STANDARD_INPUT = "-"

_DASH = re.compile(r'(?:^|(?<=" in ))-(?=[ ,:/]|$)')
"""Standard input as "-" in a message: at the start, or after an unread date. Other dashes may mean anything."""

_PATTERN = re.compile(r"[*?\[]")

_SCHEME = re.compile(r"(?:https?|ftp|file|data|javascript|mailto):", re.IGNORECASE)
"""The start of what is meant as an address. A file may have such a name, so it is looked for first."""

_PAGE = re.compile(r"https?://", re.IGNORECASE)
"""The start of a page's address: `add` opens it; commands that read a file do not."""

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:]|\Z)")
"""The start of an address as typed into a browser. Most file names match as well."""

_MAX_FILE = 2 * 2**30
"""The most bytes of a file that are read into memory: enough for a large corpus, too little for a disk image."""
_PIECE = 2**20


def files_of(source: str, refuse: Callable[[str, SourceError], None] = lambda _name, _error: None) -> Iterator[str]:
    """Yield the files of a source: itself, or those in a folder or of a pattern, sorted and without hidden ones.

    A pattern is one that the shell did not expand, such as ``'news/**/*.html'``; an existing file of that name is not a
    pattern. `refuse` gets the name and the error of each unreadable folder. Raises SourceError if there is no file.
    """
    if source != STANDARD_INPUT and _PATTERN.search(source) and not is_there(source):
        yield from _matching(source, refuse)
        return
    if source == STANDARD_INPUT or not os.path.isdir(source):  # noqa: PTH112 -- Path.is_dir raises for a name too long
        yield source
        return

    found = False

    def skip(error: OSError) -> None:
        nonlocal found
        found = True
        refuse(str(error.filename), _unreadable(str(error.filename), error))

    for folder, folders, names in os.walk(source, onerror=skip):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                found = True
                yield str(Path(folder) / name)
    if not found:
        raise SourceError(f"there is no file in the folder {source}", "name a folder that holds articles")


def content(file: str, most: int = _MAX_FILE, *, pipe: bool = False) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``, `most` at most. Raises SourceError, ExtractError.

    `pipe`: it may be one, such as a shell's ``<(command)``. One in a folder would be waited for without end.
    """
    if not file:
        raise SourceError("the name of a file is empty", "name a file or a folder of files")
    too_large = ExtractError(f"{called(file)} is over {most // 2**20:,} MiB", "split it into several files")
    try:
        path = Path(file)
        if file == STANDARD_INPUT or (pipe and path.is_fifo()):
            if file == STANDARD_INPUT and sys.stdin.isatty():
                click.echo("Type or paste it here; Ctrl-D on a new line ends it.", err=True)
            data = bytearray()
            with nullcontext(sys.stdin.buffer) if file == STANDARD_INPUT else path.open("rb") as stream:
                while piece := stream.read(_PIECE):
                    data += piece
                    if len(data) > most:
                        raise too_large
                    if len(piece) < _PIECE:  # the end: asked again, a terminal waits for a second Ctrl-D
                        break
            return bytes(data)
        if path.is_dir():
            raise SourceError(f"{file} is a folder", "name a file in it")
        if path.exists() and not path.is_file():
            raise SourceError(f"{file} is not a file", "name a file, or - for standard input")
        if path.stat().st_size > most:
            raise too_large
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        raise _unreadable(file, error) from error


def is_gone(error: SourceError) -> bool:
    """Tell whether an error of `content` says that no file is there, and not that one cannot be read."""
    cause = error.__cause__
    return not isinstance(cause, OSError) or isinstance(cause, FileNotFoundError | NotADirectoryError)


def check_read_once(*sources: str | None) -> None:
    """Raise UsageError if standard input is named twice: the second time, nothing would be left of it."""
    if sources.count(STANDARD_INPUT) > 1:
        raise UsageError("standard input (-) is named twice, and can be read only once", "name files for the others")


def called(file: str) -> str:
    """Return how messages name a file: a dash alone would be unclear."""
    return "standard input" if file == STANDARD_INPUT else file


def as_given(words: str, name: str, file: str) -> str:
    """Return a message with the file named as the user gave it, instead of by `name`."""
    return _DASH.sub(called(file), words) if file == STANDARD_INPUT else words.replace(name, file)


def is_there(source: str) -> bool:
    """Tell whether a file or folder exists, or might."""
    try:
        return Path(source).exists()
    except (OSError, ValueError):  # a name with a NUL, or too long: reading it reports that
        return True


def _unreadable(file: str, error: OSError | ValueError) -> SourceError:
    """Return the error for a file that could not be read."""
    if isinstance(error, FileNotFoundError):
        if os.path.islink(file):  # noqa: PTH114 -- Path.is_symlink raises for a name too long
            return SourceError(f"{file} is a link to what is not there", "mend the link, or name the file itself")
        if _PAGE.match(file):
            return SourceError(f"{file} is a web page, and not a file", "save the page, or add it and ask the articles")
        if _SCHEME.match(file):
            return SourceError(f"{file} is no file and no web address", "write an address whole, with https://")
        page = "; for a page, begin with https://" if _HOST.match(file) else ""
        return SourceError(f"there is no file {file}", f"check the name{page}")
    if isinstance(error, PermissionError):
        return SourceError(f"{file} may not be read", "give yourself the right to read it")
    return SourceError(
        f"{called(file)} cannot be read: {getattr(error, 'strerror', None) or error}", "check the name and the disk"
    )


def _matching(pattern: str, refuse: Callable[[str, SourceError], None]) -> Iterator[str]:
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if _PATTERN.search(part))
    # As in a shell, ** has a meaning of its own only as a whole part of the path; elsewhere it equals *.
    rest = [part if part == "**" else re.sub(r"\*\*+", "*", part) for part in parts[fixed:]]
    if rest[-1] == "**":
        rest.append("*")
    base = Path(*parts[:fixed])
    try:
        # Path.glob does not follow links for **, since they may form a loop; the glob module does.
        matched = sorted(base.glob("/".join(rest)))
    except OSError as error:  # a name too long
        raise _unreadable(pattern, error) from error
    only_folders = pattern.endswith("/")
    hidden = _names_hidden(rest)
    found: dict[str, None] = {}
    for each in matched:
        is_folder = each.is_dir()
        if (not hidden and _names_hidden(each.relative_to(base).parts)) or (only_folders and not is_folder):
            continue
        if is_folder and each.is_symlink() and "**" in rest:
            continue
        with contextlib.suppress(SourceError):  # a folder without files, among others
            found |= dict.fromkeys(files_of(str(each), refuse) if is_folder else (str(each),))
    if not found:
        raise SourceError(f"nothing matches {pattern}", "check the pattern; ** stands for folders in folders")
    yield from found


def _names_hidden(parts: Sequence[str]) -> bool:
    """Tell whether a part of a path or pattern begins with a dot, which marks hidden files and folders."""
    return any(part.startswith(".") and part not in (".", "..") for part in parts)
