"""Settings -> catalogue -> library: the only place where the parts are put together.

The functions import the parts that they need. Most of a cold start is imports, and most commands need few parts; and
the models can be opened while the rest is imported.
"""

from __future__ import annotations

import contextlib
import gc
import os
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
    """Return the path of the database in the data directory."""
    return settings.articlebot_data / "articlebot.db"


def snapshots_path(settings: Settings) -> Path:
    """Return the folder of the snapshots in the data directory."""
    return settings.articlebot_data / "index"


def is_own_file(settings: Settings, file: str) -> bool:
    """Tell whether a file is one that articlebot itself keeps in the data directory, and not an article put there."""
    path, database = Path(file), database_path(settings).name
    folders = [path.parent.parent] if path.parent.name == snapshots_path(settings).name else []
    if path.name == "chat_history" or path.name.startswith(database) or path.name.endswith(".lock"):
        folders.append(path.parent)  # whatever it is called, also "index"
    try:
        return any(folder.samefile(settings.articlebot_data) for folder in folders)
    except OSError:  # there is no data directory yet
        return False


def open_catalogue(settings: Settings, *, create: bool = False, to_read: bool = False) -> Catalogue:
    """Open the catalogue. `create`: make one if there is none. `to_read`: also open one that is read-only.

    Raises NotFound if there is none and `create` is false, and storage errors.
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
    """Open the catalogue (see `open_catalogue`) and the models. `damage`: see `Library`. May also raise ModelError."""
    # First: if nothing was added yet, say so at once, and not after loading the models.
    if not create:
        _check_something_was_added(settings)
    # In parallel: each model reads, checks and prepares its own file while the rest of the library is imported.
    # This thread imports nothing meanwhile: Ctrl-C is raised in it, and an interrupted import leaves locks behind for
    # which the other threads would wait for ever.
    with ThreadPoolExecutor(3) as beside:
        embedder = beside.submit(open_embedder, settings.embedding_model)
        reader = beside.submit(open_reader, settings.reader_model)
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
    """Switch the garbage collector on again if the start has switched it off, and keep it from the present objects.

    Going through these again and again is an eighth of the processor time of `ask` on one article (1.21 s instead of
    1.39 s).
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _open_rest(settings: Settings, *, create: bool, to_read: bool) -> tuple[Catalogue, type[Library]]:
    """Return what a library needs besides its models: the catalogue, and the class."""
    from index.library import Library

    return open_catalogue(settings, create=create, to_read=to_read), Library


def is_new(settings: Settings) -> bool:
    """Tell whether nothing was ever added.

    False if the data directory is something else, such as a file, or a link to a disk that is not there: opening it
    reports that.
    """
    data = settings.articlebot_data
    return not database_path(settings).exists() and (data.is_dir() or not os.path.lexists(data))


def _check_something_was_added(settings: Settings) -> None:
    if is_new(settings):
        raise NotFound(
            f"nothing has been added to {settings.articlebot_data} yet",
            "articlebot add FILE, or name another directory with --data",
        )


def _check_not_emptied(settings: Settings) -> None:
    """Raise Damaged if the database has become an empty file, before SQLite opens it and deletes its log.

    A database that is just being created is empty too, but has neither snapshots nor a log with contents. An empty file
    without these is taken for a new one.
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


def open_embedder(name: str | None) -> Embedder:
    """Return the embedder of this name, None for the default. Raises ModelError."""
    from index.models import embedding

    return embedding.open_embedder(name)


def open_reader(name: str | None) -> Reader:
    """Return the reader of this name, None for the default. Raises ModelError."""
    from index.reading import readers

    return readers.open_reader(name)


def open_fetcher(settings: Settings, network: Network | None) -> Fetcher:
    """Return the fetcher that opens URLs, named as in the settings. `network` None is the internet."""
    from bot.fetching.fetcher import Fetcher, user_agent

    return Fetcher(network, agent=user_agent(settings.fetch_contact))


def pace_of(settings: Settings) -> Pace:
    """Return how often feeds are polled, and how many articles they may add."""
    return Pace(timedelta(minutes=settings.feed_poll_minutes), settings.feed_articles_per_day)


@contextlib.contextmanager
def open_temporary_library(settings: Settings) -> Iterator[Library]:
    """Open a library with an empty temporary catalogue, which is deleted after the block."""
    with tempfile.TemporaryDirectory(prefix="articlebot-") as folder:
        elsewhere = settings.model_copy(update={"articlebot_data": Path(folder)})
        with contextlib.closing(open_library(elsewhere, create=True)) as library:
            yield library
