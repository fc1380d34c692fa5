"""Settings -> catalogue -> library: the one place where the parts are put together."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings
from index.errors import NotFound
from index.library import Library
from index.models.embedding import open_embedder
from index.reading.readers import open_reader
from index.storage.catalogue import Catalogue

if TYPE_CHECKING:
    from bot.feeds.pace import Pace
    from bot.fetch import Fetcher
    from bot.fetching.network import Network


def database_path(settings: Settings) -> Path:
    """Return where the database of the data directory lies."""
    return settings.articlebot_data / "articlebot.db"


def snapshots_path(settings: Settings) -> Path:
    """Return the folder of the data directory in which the snapshots lie."""
    return settings.articlebot_data / "index"


def open_catalogue(settings: Settings, *, create: bool = False) -> Catalogue:
    """Open the catalogue; only `create` makes one. Raises NotFound where there is none, and storage errors."""
    path = database_path(settings)
    # A data directory that is a file is no empty one: opening says so.
    if not create and not path.exists() and not settings.articlebot_data.is_file():
        raise NotFound(
            f"nothing has been added to {settings.articlebot_data} yet",
            "articlebot add FILE, or name another directory with --data",
        )
    return Catalogue.open(path)


def open_library(settings: Settings, *, create: bool = False) -> Library:
    """Open the catalogue and the models. Raises what `open_catalogue` does, and ModelError."""
    # The catalogue first: that nothing was added yet is said at once, and not after the models are loaded.
    catalogue = open_catalogue(settings, create=create)
    try:
        # Side by side: each reads, checks and prepares a file of its own.
        with ThreadPoolExecutor(1) as beside:
            reader = beside.submit(open_reader, settings.reader_model)
            embedder = open_embedder(settings.embedding_model)
            return Library(
                catalogue,
                embedder,
                reader.result(),
                threshold=settings.answer_confidence,
                snapshots=snapshots_path(settings),
            )
    except BaseException:
        catalogue.close()
        raise


def open_fetcher(settings: Settings, network: Network | None = None) -> Fetcher:
    """Return what opens URLs, under the name that the settings give it; `network` None is the internet."""
    # Here: aiohttp takes a fifth of a second to import, and most commands open no URL.
    from bot.fetch import Fetcher, user_agent

    return Fetcher(network, agent=user_agent(settings.fetch_contact))


def pace_of(settings: Settings) -> Pace:
    """Return how often feeds are asked, and how much they may bring."""
    # Here: most commands ask no feed.
    from datetime import timedelta

    from bot.feeds.pace import Pace

    return Pace(timedelta(minutes=settings.feed_poll_minutes), settings.feed_articles_per_day)


@contextlib.contextmanager
def open_temporary_library(settings: Settings) -> Iterator[Library]:
    """Open a library with an empty catalogue of its own, which is gone after the block."""
    with tempfile.TemporaryDirectory(prefix="articlebot-") as folder:
        elsewhere = settings.model_copy(update={"articlebot_data": Path(folder)})
        with contextlib.closing(open_library(elsewhere, create=True)) as library:
            yield library
