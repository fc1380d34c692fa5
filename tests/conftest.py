"""What many tests need: a library on a real database with fakes at the seams, and the real models once."""

from __future__ import annotations

import functools
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from hypothesis import HealthCheck, settings

from bot import compose
from index.library import Library
from index.models.embedding import Embedder
from index.reading.reader import Reader
from index.storage.catalogue import Catalogue
from index.storage.database import Database
from tests.fakes import NOON, library_of
from tests.reading_once import remembering

# Where Python is told to keep no compiled code, each of the hundred processes that tests start would compile all of it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Databases and files of tests lie in memory where there is room (Docker leaves 64 MB of it): a database waits for the
# disk at every commit, and tests make a thousand of them.
_MEMORY, _ROOM = Path("/dev/shm"), 2**31  # noqa: S108 -- folders in it get names that nobody guesses, as in /tmp
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)

# The same cases at every run, so that it fails for what was changed; `--hypothesis-profile explore` draws new ones.
# Neither fails because the machine is slow.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", settings.get_profile("explore"), derandomize=True)
settings.load_profile("repeatable")

SEED = Path(__file__).parents[1] / "seeds" / "000_827c7ce34b9814a4.txt"
NOBODY = 65534


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The packaged embedding model."""
    return compose.open_embedder(None)


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader that is the default: `minilm-12`, articlebot's own."""
    return compose.open_reader(None)


@pytest.fixture(scope="session", autouse=True)
def _default_models_are_opened_once() -> Iterator[None]:
    """Let every command that runs in this process share them: opening them takes longer than most commands do.

    They read each text once, too. What runs in a process of its own opens them and reads as always.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in ("open_embedder", "open_reader"):
            patch.setattr(compose, name, _once_by_default(getattr(compose, name)))
        yield


def _once_by_default(open_model: Callable[[str | None], object]) -> Callable[[str | None], object]:
    """Return what opens the default model at the first call only, and a model that is named at every call."""
    by_default = functools.cache(remembering(open_model))
    return lambda name: open_model(name) if name else by_default(None)


@pytest.fixture(scope="session", autouse=True)
def _statements_are_compiled_once() -> Iterator[None]:
    """Let all databases of this process share what SQLAlchemy makes of a statement.

    Each keeps its own else, and to compile all of them anew takes a third of a test that adds two articles and asks.
    """
    create = sqlalchemy.create_engine
    shared = create("sqlite://")
    shared.connect().close()  # its dialect is complete when it has seen a database

    def create_engine(*given: Any, **named: Any) -> sqlalchemy.Engine:
        engine = create(*given, **named)
        engine.dialect, engine._compiled_cache = shared.dialect, shared._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlalchemy, "create_engine", create_engine)
        yield
    shared.dispose()


@pytest.fixture(scope="session", autouse=True)
def _tables_are_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let a new database begin as a copy of an empty one: to make that takes all steps of `MIGRATIONS`."""
    path = tmp_path_factory.mktemp("empty") / "articlebot.db"
    Database(path).close()
    empty, migrate = path.read_bytes(), Database._migrate

    def copied(database: Database) -> None:
        if not database.path.exists():
            database.path.write_bytes(empty)
        migrate(database)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "_migrate", copied)
        yield


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """An empty catalogue."""
    catalogue = Catalogue.open(tmp_path / "articlebot.db")
    yield catalogue
    catalogue.close()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library: real SQLite, real arms, fakes for the models."""
    catalogue = Catalogue.open(tmp_path / "articlebot.db")
    library = library_of(catalogue, clock=lambda: NOON)
    yield library
    library.close()


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of one's own, and the rights of an ordinary user: nothing binds root."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() != 0:
            yield Path(folder)
            return
        os.chown(folder, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield Path(folder)
        finally:
            os.setresuid(0, 0, 0)
