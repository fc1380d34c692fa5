"""What every command has: --data, --json and often --collection; and access to what they name.

Slow imports are inside functions, since `--help` must be fast.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.drawing.terminal import progress
from bot.cli.failing import say_refused
from bot.compose import open_catalogue, open_fetcher, open_library
from bot.wording import some_of
from index.errors import ArticlebotError, NotFound

if TYPE_CHECKING:
    from bot.cli.adding.pages import WebPages
    from bot.fetching.fetcher import Fetcher
    from bot.fetching.network import Network
    from bot.settings import Settings
    from index.extract import DocumentProcess
    from index.library import Library
    from index.storage.catalogue import Catalogue

LOCAL = "local"
"""The collection of the command line."""

_NAMED = 10
"""How many collections are named if another one was meant."""


class Session:
    """One run of a command: its settings are read when they are first needed."""

    def __init__(self, data: Path | None, collection: str, *, as_json: bool, network: Network | None = None) -> None:
        """`network`: how URLs are reached; None is the internet."""
        self.collection = collection
        self._network = network
        self.as_json = as_json
        self._data = data

    @functools.cached_property
    def settings(self) -> Settings:
        """The settings, with `--data` overriding the rest. Raises UsageError."""
        from bot.settings import load

        return load(self._data)

    @contextlib.contextmanager
    def catalogue(self, *, to_read: bool = False) -> Iterator[Catalogue]:
        """Open the catalogue alone, without a model; `to_read`: nothing is written, so a read-only one works as well.

        Raises NotFound if nothing was ever added, or if the collection does not exist.
        """
        with contextlib.closing(open_catalogue(self.settings, to_read=to_read)) as catalogue:
            _check_collection(catalogue, self.collection)
            yield catalogue

    @contextlib.contextmanager
    def library(self, *, create: bool = False, to_read: bool = False) -> Iterator[Library]:
        """Open the library with its models; vectors of another model are replaced first.

        With `create`, the library is made if needed, and a new collection is allowed; `to_read` is as in `catalogue`.
        Articles that the present model cannot embed are reported and not searched; the exit code is still the
        command's.
        """
        if not sys.stderr.isatty():
            # Models loaded through sentence-transformers draw their own progress bars, even when piped.
            os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        opened = open_library(self.settings, create=create, to_read=to_read, damage=self._refused)
        with contextlib.closing(opened) as library:
            if not create:
                _check_collection(library.catalogue, self.collection)
            if library.needs_reembedding():
                click.echo("The embedding model has changed: embedding the articles again.", err=True)
                with progress("embedding again") as advance:
                    refused = library.reembed(lambda done, total: advance(done, f"of {total} articles"))
                for error in refused:
                    self._refused(error)
            yield library

    def fetcher(self) -> Fetcher:
        """Return the fetcher, which opens URLs."""
        return open_fetcher(self.settings, self._network)

    def documents(self) -> DocumentProcess:
        """Return the process that reads documents; a context manager."""
        from index.extract import DocumentProcess

        return DocumentProcess()

    def pages(self, library: Library, process: DocumentProcess) -> WebPages:
        """Return what opens URLs for this run's collection; a context manager."""
        from bot.cli.adding.pages import WebPages

        return WebPages(library, self.collection, process, self.fetcher)

    def _refused(self, error: ArticlebotError) -> None:
        say_refused(error, as_json=self.as_json)

    def emit(self, value: object) -> None:
        """Write one JSON value as one line of standard output."""
        click.echo(json.dumps(value, ensure_ascii=False))


def command(name: str, *, collection: bool = True) -> Callable[[Callable[..., int | None]], click.Command]:
    """Make a function a command that takes a Session first, then its own arguments by name."""

    def make(function: Callable[..., int | None]) -> click.Command:
        @functools.wraps(function)
        def run(data: Path | None, as_json: bool, collection: str = LOCAL, **given: Any) -> int | None:  # noqa: ANN401, FBT001 -- click hands over whatever was declared
            # Set by the caller of `main`; no option and no environment variable can set it.
            network = click.get_current_context().find_root().obj
            return function(Session(data, collection, as_json=as_json, network=network), **given)

        made = click.command(name)(run)
        # Behind the command's own options, which are what its help is read for.
        made.params += _common_options() if collection else _common_options()[1:]
        return made

    return make


def _common_options() -> list[click.Parameter]:
    """Return --collection, --data and --json."""
    return [
        click.Option(
            ["--collection"],
            default=LOCAL,
            show_default=True,
            metavar="NAME",
            help="The collection to use.",
            callback=_named,
        ),
        click.Option(
            ["--data"],
            metavar="DIR",
            callback=_directory,
            help="The data directory.  [default: $ARTICLEBOT_DATA, else ./data]",
        ),
        click.Option(["--json", "as_json"], is_flag=True, help="Write JSON for other programs."),
    ]


def _directory(_context: click.Context, _option: click.Parameter, value: str | None) -> Path | None:
    if value is not None and not value.strip():  # an empty path would be the current folder
        raise click.BadParameter("it is empty: name a directory")
    return None if value is None else Path(value)


def _named(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not value.strip():
        raise click.BadParameter("a collection needs a name")
    if any("\ud800" <= character <= "\udfff" for character in value):  # how Python represents bytes that are not UTF-8
        raise click.BadParameter("its name is not UTF-8 text")
    return value


def _check_collection(catalogue: Catalogue, name: str) -> None:
    """Raise NotFound for a collection that does not exist, if others do: then the name is misspelt.

    The command line's own collection may be used before anything is in it.
    """
    from index.storage.retention import Retention

    if name == LOCAL:
        return
    there = sorted({*catalogue.collections(), *Retention(catalogue.database).kept()})
    if there and name not in there:
        raise NotFound(f"there is no collection {name!r}", f"there are: {some_of(there, _NAMED)}")
