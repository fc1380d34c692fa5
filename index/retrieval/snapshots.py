"""Snapshots: the indexes of large collections as files, so that opening one is reading and not building.

A snapshot is never the truth. It says of each article which revision with which passages it holds (its mark), and
whoever opens it takes out and puts in what the catalogue has otherwise. One that is damaged, or of another version or
model, is as good as none. The files are NumPy's own archives, whose parts carry checksums.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from index.errors import StorageError
from index.retrieval.parts import Parts, packed_words, unpacked_words
from index.retrieval.passages import EmbeddedPassageIndex
from index.text import analysis

VERSION = 2
"""Of what the parts mean: another one is not read."""


class Snapshots:
    """The snapshots in one folder, a file a collection."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when the first snapshot is written."""
        self._folder = folder
        self._forgotten: Counter[str] = Counter()
        self._lock = threading.Lock()

    def has(self, collection: str) -> bool:
        """Tell whether there is one, fit or not."""
        return self._path(collection).exists()

    def read(self, collection: str, model: str, dimension: int) -> tuple[EmbeddedPassageIndex, dict[str, int]] | None:
        """Return the index of a collection and the mark of each of its articles; None where there is no fit one."""
        try:
            # No pickles: a file holds numbers, and nothing that is run.
            with self._path(collection).open("rb") as file, np.load(file, allow_pickle=False) as archive:
                parts: Parts = {name: archive[name] for name in archive.files}
            if unpacked_words(parts["made_for"]) != _made_for(model, dimension):
                return None
            marks = dict(zip(unpacked_words(parts["ids"]), parts["marks"].tolist(), strict=True))
            return EmbeddedPassageIndex.of(parts, dimension), marks
        except Exception:  # noqa: BLE001 -- on damage NumPy and zipfile raise what they will; the catalogue has it all
            return None

    def generation(self, collection: str) -> int:
        """Return how often the snapshot of a collection was forgotten by this process.

        Ask before you read what you are going to `write`: what was removed since is noticed by it.
        """
        with self._lock:
            return self._forgotten[collection]

    def write(
        self,
        collection: str,
        model: str,
        dimension: int,
        index: EmbeddedPassageIndex,
        marks: Mapping[str, int],
        generation: int,
    ) -> None:
        """Write what an index holds, in the place of what was there. A folder that cannot be written has none.

        What a process that was killed has left of one goes, too; and what another is writing now, which does without.

        Nothing is left of it where the collection's snapshot was forgotten since that `generation`: it may hold what
        was removed.
        """
        parts: Parts = {
            "made_for": packed_words(_made_for(model, dimension)),
            "ids": packed_words(list(marks)),
            "marks": np.array(list(marks.values()), dtype=np.int64),
            **index.parts(),
        }
        path = self._path(collection)
        beside = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                np.savez(file, allow_pickle=False, **parts)
            with self._lock:
                if self._forgotten[collection] == generation:
                    beside.replace(path)
                    _delete(self._parts(path))
        except (OSError, StorageError):
            pass  # a full disk, or one that is only read: the index is built again the next time
        finally:
            with contextlib.suppress(OSError):
                beside.unlink()

    def forget(self, collection: str) -> None:
        """Delete the snapshot of a collection, and what a process that was killed has left of one.

        Raises StorageError where it cannot be deleted: its words would stay.
        """
        path = self._path(collection)
        with self._lock:
            self._forgotten[collection] += 1
            _delete([path, *self._parts(path)])

    def forget_all(self) -> None:
        """Delete every snapshot, of whatever collection, while no process has the catalogue open.

        Raises StorageError where one cannot be deleted: its words would stay.
        """
        _delete([*self._folder.glob("*.npz"), *self._folder.glob("*.part")])

    def _parts(self, path: Path) -> Iterable[Path]:
        """Return what is beside a snapshot while it is written."""
        return self._folder.glob(f"{path.stem}.*.part")

    def _path(self, collection: str) -> Path:
        # A name of our own: a collection's may hold what a file's may not.
        return self._folder / f"{hashlib.sha256(collection.encode()).hexdigest()[:24]}.npz"


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"{path} cannot be deleted: {error.strerror}", "delete it by hand") from error


def _made_for(model: str, dimension: int) -> list[str]:
    return [str(VERSION), str(analysis.VERSION), model, str(dimension)]
