"""Settings -> catalogue -> library: the one place where the parts are put together.

The parts are imported inside the functions: most of a cold start is imports, most commands need few parts, and the
models are opened while the rest is imported.
"""

from __future__ import annotations

import contextlib
import gc
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.feeds.pace import Pace
from index.errors import Damaged, NotFound

if TYPE_CHECKING:
    from bot.fetching.fetcher import Fetcher
    from bot.fetching.network import Network
    from bot.settings import Settings
    from index.library import Library
    from index.models.embedding import Embedder
    from index.reading.reader import Reader
    from index.storage.catalogue import Catalogue


def database_path(settings: Settings) -> Path:
    """Return where the database of the data directory lies."""
    return settings.articlebot_data / "articlebot.db"


def snapshots_path(settings: Settings) -> Path:
    """Return the folder of the data directory in which the snapshots lie."""
    return settings.articlebot_data / "index"


def open_catalogue(settings: Settings, *, create: bool = False, to_read: bool = False) -> Catalogue:
    """Open the catalogue; only `create` makes one, and only `to_read` opens one that may not be written.

    Raises NotFound where there is none, and storage errors.
    """
    if not create:
        _check_something_was_added(settings)
    _check_not_emptied(settings)
    from index.storage.catalogue import Catalogue

    return Catalogue.open(database_path(settings), to_read=to_read)


def open_library(
    settings: Settings,
    *,
    create: bool = False,
    to_read: bool = False,
    damage: Callable[[Damaged], None] | None = None,
) -> Library:
    """Open the catalogue, as `open_catalogue` does, and the models; `damage` is `Library`'s. Raises ModelError, too."""
    # First: that nothing was added yet is said at once, and not after the models are loaded.
    if not create:
        _check_something_was_added(settings)
    # Side by side: each model reads, checks and prepares a file of its own, while the rest of the library is imported.
    # Nothing is imported on this thread meanwhile: Ctrl-C is raised in it, and an import that is cut off inside leaves
    # locks behind for which the other threads would wait for ever.
    with ThreadPoolExecutor(3) as beside:
        embedder = beside.submit(_open_embedder, settings.embedding_model)
        reader = beside.submit(_open_reader, settings.reader_model)
        rest = beside.submit(_open_rest, settings, create=create, to_read=to_read)
        try:
            catalogue, library = rest.result()
            return library(
                catalogue,
                embedder.result(),
                reader.result(),
                threshold=settings.answer_confidence,
                snapshots=snapshots_path(settings),
                damage=damage,
            )
        except BaseException:
            if rest.exception() is None:
                rest.result()[0].close()
            raise
        finally:
            _end_start()


def _end_start() -> None:
    """Let garbage be collected from here on, where the command's start has put that off, and not among what is there.

    Going through all of that again and again is an eighth of what `ask` takes the processor on one article (1.21 s for
    1.39 s; 1.32 s where nothing is collected, but the end of Python looks through it).
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _open_rest(settings: Settings, *, create: bool, to_read: bool) -> tuple[Catalogue, type[Library]]:
    """Return what a library is made of besides its models."""
    from index.library import Library

    return open_catalogue(settings, create=create, to_read=to_read), Library


def is_new(settings: Settings) -> bool:
    """Tell whether nothing was ever added. A data directory that is a file is no empty one: opening says so."""
    return not database_path(settings).exists() and not settings.articlebot_data.is_file()


def _check_something_was_added(settings: Settings) -> None:
    if is_new(settings):
        raise NotFound(
            f"nothing has been added to {settings.articlebot_data} yet",
            "articlebot add FILE, or name another directory with --data",
        )


def _check_not_emptied(settings: Settings) -> None:
    """Raise Damaged for an empty file where a database was, before SQLite opens it, which deletes the log of one.

    One that is just being made has neither a log with something in it nor snapshots. Without these, an empty file
    cannot be told from it, and is taken for it.
    """
    path = database_path(settings)
    try:
        is_empty = path.stat().st_size == 0
        log = path.with_name(path.name + "-wal")
        was_one = is_empty and (
            (log.exists() and log.stat().st_size > 0) or any(snapshots_path(settings).glob("*.npz"))
        )
    except OSError:  # opening says why
        return
    if was_one:
        raise Damaged(
            f"the database {path} is an empty file now, and held articles before",
            "restore a backup: articlebot restore FILE; to begin anew, delete the data directory",
        )


def _open_embedder(name: str | None) -> Embedder:
    from index.models.embedding import open_embedder

    return open_embedder(name)


def _open_reader(name: str | None) -> Reader:
    from index.reading.readers import open_reader

    return open_reader(name)


def open_fetcher(settings: Settings, network: Network | None = None) -> Fetcher:
    """Return what opens URLs, under the name that the settings give it; `network` None is the internet."""
    from bot.fetching.fetcher import Fetcher, user_agent

    return Fetcher(network, agent=user_agent(settings.fetch_contact))


def pace_of(settings: Settings) -> Pace:
    """Return how often feeds are asked, and how much they may bring."""
    return Pace(timedelta(minutes=settings.feed_poll_minutes), settings.feed_articles_per_day)


@contextlib.contextmanager
def open_temporary_library(settings: Settings) -> Iterator[Library]:
    """Open a library with an empty catalogue of its own, which is gone after the block."""
    with tempfile.TemporaryDirectory(prefix="articlebot-") as folder:
        elsewhere = settings.model_copy(update={"articlebot_data": Path(folder)})
        with contextlib.closing(open_library(elsewhere, create=True)) as library:
            yield library
