"""Files that commands write: never articlebot's own, and under another name until they are complete."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.compose import database_path, snapshots_path
from index.errors import Locked, SourceError, UsageError

if TYPE_CHECKING:
    from bot.settings import Settings


_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


class FileName(click.Path):
    """The name of a file to write or read, as a string: as a path, ``./-`` would be the dash of standard output.

    Refused are an empty one, which as a path is the current folder, and a folder that is not there (``new/``), since a
    path loses its slash.
    """

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Return the name as a `click.Path` does. Raises click's usage error."""
        name = os.fspath(value)
        if not name:
            self.fail("the name of a file is empty", param, ctx)
        if name.endswith(_SEPARATORS) and not os.path.isdir(name):  # noqa: PTH112 -- Path.is_dir raises for a name too long
            self.fail(f"{name} is the name of a folder, and a file is needed", param, ctx)
        return super().convert(value, param, ctx)


def file_or_stream(_context: click.Context, _option: click.Parameter, given: str | None) -> Path | None:
    """Return the path of a `FileName`; None if it is ``-``, standard output, or not given."""
    return None if given is None or given == "-" else Path(given)


_COMPANIONS = ("", "-wal", "-shm", "-journal")
"""The endings of the files that SQLite keeps beside a database; the first is the database itself."""


def refuse_own_files(file: Path, settings: Settings) -> None:
    """Raise UsageError if writing `file` would harm the database, its companion files or the snapshots.

    Symbolic and hard links are followed: the database under another name is protected as well.
    """
    database, snapshots = database_path(settings), snapshots_path(settings)
    target, folder = _real(file), _real(snapshots)
    own = [database.with_name(database.name + ending) for ending in _COMPANIONS]
    own += [database.with_name(f".{database.name}.part")]  # where a backup is restored
    if target in map(_real, own) or folder in (target, *target.parents):
        raise _own_file(file)
    with contextlib.suppress(OSError):  # missing or unreadable, so not a link to our files
        found = target.stat()
        if any(os.path.samestat(found, each) for each in _stats([*own, *_inside(snapshots)])):
            raise _own_file(file)


def write_target(file: Path) -> Path:
    """Return the path to write to for `file`: itself, absolute, or the target of a link.

    Raises SourceError if something other than a file is there, or if there is no writable folder for it.
    """
    if os.path.isdir(file):  # noqa: PTH112 -- here and below: Path's raise if access is denied
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
    """Tell whether a pipe or a device is there, which a file must not replace."""
    return os.path.exists(file) and not os.path.isfile(file) and not os.path.isdir(file)  # noqa: PTH110, PTH112, PTH113


def is_standard_output(file: Path) -> bool:
    """Tell whether a pipe or a device is where this process writes its output: ``/dev/stdout``."""
    try:
        return is_stream(file) and os.path.samestat(file.stat(), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):  # there is none, or it is no file
        return False


@contextlib.contextmanager
def writing(file: Path) -> Iterator[None]:
    """Turn an OSError about a file that the block writes into a SourceError."""
    try:
        yield
    except BrokenPipeError:  # the reader has gone away, which is not an error
        raise
    except OSError as error:
        is_long = error.errno == errno.ENAMETOOLONG  # or becomes it, with the ending that it has until it is complete
        raise SourceError(
            f"{file} cannot be written: {error.strerror or error}",
            "choose a shorter one" if is_long else "make room, or name a file that you may write",
        ) from error


@contextlib.contextmanager
def replacing(target: Path, part: Path, *, keep: bool = False) -> Iterator[Path]:
    """Yield `part`, a path in the folder of `target`, to be written in the block; at its end, it replaces `target`.

    So nobody ever finds half a file there. If the block fails, `target` is unchanged, and `part` is deleted unless
    `keep` is set. Raises SourceError, and Locked if another process is writing to `target`.
    """
    with writing(target), _alone(target):
        part.unlink(missing_ok=True)  # left by an interrupted run; a link there must not be followed
        try:
            yield part
            part.replace(target)
        finally:
            if not keep:
                part.unlink(missing_ok=True)


@contextlib.contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Keep other processes of this machine from writing to `target` in the block. Raises Locked if one is doing so.

    Otherwise who begins later would delete what the other one has written, and who ends first would put half of the
    other's file into place.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl
    import tempfile

    # A file of its own: on a Windows share, one that is locked cannot be written by its name (flock(2)).
    name = f"articlebot-{hashlib.sha256(os.fsencode(_real(target))).hexdigest()[:32]}.lock"
    with contextlib.ExitStack() as stack:
        try:
            path = Path(tempfile.gettempdir()) / name
            lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            stack.callback(os.close, lock)
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            stack.callback(path.unlink, missing_ok=True)
        except BlockingIOError:
            raise Locked(f"another process is writing {target}", "let it finish, or name another file") from None
        except OSError:
            pass  # no lock can be had here: the file is written without
        yield


def _own_file(file: Path) -> UsageError:
    return UsageError(f"{file} belongs to what articlebot keeps its articles in", "name another file")


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises for links in a loop


def _inside(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _stats(paths: list[Path]) -> Iterator[os.stat_result]:
    for path in paths:
        with contextlib.suppress(OSError):
            yield path.stat()
