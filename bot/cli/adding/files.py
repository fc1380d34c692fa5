"""What a source names: a file, the files in a folder or of a pattern, or standard input; and the bytes in them."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from index.errors import ExtractError, SourceError

STANDARD_INPUT = "-"

_DASH = re.compile(r'(?:^|(?<=" in ))-(?=[ ,:/]|$)')
"""Standard input in what is said of it: at the front, or behind a date that was not read. Others may be anything."""

_PATTERN = re.compile(r"[*?\[]")

_SCHEME = re.compile(r"(?:https?|ftp|file|data|javascript|mailto):", re.IGNORECASE)
"""How what is meant for an address begins. A file may be called so: it is looked for first."""

_PAGE = re.compile(r"https?://", re.IGNORECASE)
"""How a page's address begins: `add` opens it, and whoever else reads a file does not."""

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:]|\Z)")
"""How an address begins that was typed as a browser takes it. So do the names of most files."""

_MAX_FILE = 2 * 2**30
"""Bytes of a file that are taken into memory: a corpus may be large, a disk image named by mistake may not."""
_PIECE = 2**20


def files_of(source: str, refuse: Callable[[str, SourceError], None] = lambda _name, _error: None) -> Iterator[str]:
    """Yield what a source names: itself, or the files in a folder or of a pattern, sorted, hidden ones left out.

    A pattern is what the shell was kept from filling in: ``'news/**/*.html'``. A file that is called so is no pattern.
    A folder that may not be read is told to `refuse`, by its name. Raises SourceError where there is no file.
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


def content(file: str, most: int = _MAX_FILE) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``, at most so many. Raises SourceError, ExtractError."""
    if not file:
        raise SourceError("the name of a file is empty", "name a file or a folder of files")
    too_large = ExtractError(f"{called(file)} is over {most // 2**20:,} MiB", "split it into several files")
    try:
        if file == STANDARD_INPUT:
            data = bytearray()
            while piece := sys.stdin.buffer.read(_PIECE):
                data += piece
                if len(data) > most:
                    raise too_large
            return bytes(data)
        path = Path(file)
        if path.is_dir():
            raise SourceError(f"{file} is a folder", "name a file in it")
        if path.exists() and not path.is_file():
            raise SourceError(f"{file} is not a file", "name a file")
        if path.stat().st_size > most:
            raise too_large
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise _unreadable(file, error) from error


def called(file: str) -> str:
    """Return how a file is spoken of: a dash alone would say nothing."""
    return "standard input" if file == STANDARD_INPUT else file


def as_given(words: str, name: str, file: str) -> str:
    """Return `words` that speak of a file by `name`, with the file as it was given."""
    return _DASH.sub(called(file), words) if file == STANDARD_INPUT else words.replace(name, file)


def is_there(source: str) -> bool:
    """Tell whether a file or a folder is there, or may be."""
    try:
        return Path(source).exists()
    except (OSError, ValueError):  # a name with a NUL in it, or too long: whoever reads it says so
        return True


def _unreadable(file: str, error: OSError | ValueError) -> SourceError:
    """Return the error for a file that the system does not give."""
    if isinstance(error, FileNotFoundError):
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
    # As in a shell, ** is a part of its own, and stands for one * elsewhere.
    rest = [part if part == "**" else re.sub(r"\*\*+", "*", part) for part in parts[fixed:]]
    if rest[-1] == "**":
        rest.append("*")
    base = Path(*parts[:fixed])
    try:
        # Path.glob does not go through links for **, which may lead round in circles; the glob module does.
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
        with contextlib.suppress(SourceError):  # a folder without a file, beside others
            found |= dict.fromkeys(files_of(str(each), refuse) if is_folder else (str(each),))
    if not found:
        raise SourceError(f"nothing matches {pattern}", "check the pattern; ** stands for folders in folders")
    yield from found


def _names_hidden(parts: Sequence[str]) -> bool:
    """Tell whether a part of a path or a pattern begins with a dot, as hidden files and folders do."""
    return any(part.startswith(".") and part not in (".", "..") for part in parts)
