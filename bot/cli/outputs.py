"""Files that commands write: never what articlebot keeps, and beside their place until they are whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.compose import database_path, snapshots_path
from index.errors import SourceError, UsageError

if TYPE_CHECKING:
    from bot.settings import Settings

_COMPANIONS = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by what its name ends in; the first is the database."""


def refuse_kept(file: Path, settings: Settings) -> None:
    """Raise UsageError where writing `file` would harm the database, what SQLite keeps beside it, or the snapshots.

    Links are followed, symbolic and hard ones: a database by another name is one all the same.
    """
    database, snapshots = database_path(settings), snapshots_path(settings)
    target, folder = _real(file), _real(snapshots)
    kept = [database.with_name(database.name + ending) for ending in _COMPANIONS]
    kept += [database.with_name(f".{database.name}.part")]  # where a backup is brought back
    if target in map(_real, kept) or folder in (target, *target.parents):
        raise _kept(file)
    with contextlib.suppress(OSError):  # not there, or in a folder that may not be read: no link of ours
        found = target.stat()
        if any(os.path.samestat(found, each) for each in _stats([*kept, *_inside(snapshots)])):
            raise _kept(file)


def place(file: Path) -> Path:
    """Return where a file is written, which is where a link leads.

    Raises SourceError for what is there and is no file, and where there is no folder for it that may be written.
    """
    if os.path.isdir(file):  # noqa: PTH112 -- here and below: those of a path raise for what may not be looked at
        raise SourceError(f"{file} is a folder", "name a file in it")
    if is_stream(file):
        raise SourceError(f"{file} is not a file", "name a file, or one that is not there yet")
    found = _real(file)
    folder = found.parent if os.path.islink(file) else file.parent  # noqa: PTH114 -- as it was given
    if not os.path.isdir(folder):  # noqa: PTH112
        raise SourceError(f"there is no folder {folder}", "name a file in a folder that exists")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SourceError(f"the folder {folder} may not be written", "name a file in one that you may write")
    return found


def is_stream(file: Path) -> bool:
    """Tell whether there is a pipe or a device, whose place a file would take."""
    return os.path.exists(file) and not os.path.isfile(file) and not os.path.isdir(file)  # noqa: PTH110, PTH112, PTH113


@contextlib.contextmanager
def writing(file: Path) -> Iterator[None]:
    """Turn what the system says of a file that is written inside the block into a SourceError."""
    try:
        yield
    except BrokenPipeError:  # whoever reads it has gone away, which is no fault
        raise
    except OSError as error:
        raise SourceError(
            f"{file} cannot be written: {error.strerror or error}", "make room, or name a file that you may write"
        ) from error


@contextlib.contextmanager
def beside(target: Path, part: Path, *, keep: bool = False) -> Iterator[Path]:
    """Lend `part`, in the folder of `target`, which takes its place at the end of the block.

    When the block fails, `target` is as it was, and `part` goes, unless it is to be kept. Raises SourceError.
    """
    with writing(target):
        part.unlink(missing_ok=True)  # of a run that was cut off; and a link there must not be followed
        try:
            yield part
            part.replace(target)
        finally:
            if not keep:
                part.unlink(missing_ok=True)


def _kept(file: Path) -> UsageError:
    return UsageError(f"{file} belongs to what articlebot keeps its articles in", "name another file")


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises for links that lead in a circle


def _inside(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _stats(paths: list[Path]) -> Iterator[os.stat_result]:
    for path in paths:
        with contextlib.suppress(OSError):
            yield path.stat()
