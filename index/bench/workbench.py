"""Where measurements run: an empty catalogue with the default models, heard by a listener."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.bench.listening import Listener
from index.library import Library
from index.models.embedding import Embedder, open_embedder
from index.reading.readers import open_reader
from index.storage.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Workbench:
    """A library with its embedder, and the listener that hears both of its models."""

    library: Library
    embedder: Embedder
    listener: Listener


@contextlib.contextmanager
def open_workbench(database: Path) -> Iterator[Workbench]:
    """Yield a library on a new database with the packaged models. Raises ModelError and storage errors.

    The listener listens as long as the block runs, since a model may be opened on its first use.
    """
    listener = Listener()
    with listener.listening():
        embedder = open_embedder()
        with contextlib.closing(Library(Catalogue.open(database), embedder, open_reader())) as library:
            yield Workbench(library, embedder, listener)
