"""Snapshots: the indexes of large collections as files, so that an index is read and not built when it is opened.

A snapshot is never the truth. For each article it has a fingerprint, which says which revision and passages it holds.
Whoever opens a snapshot replaces the articles for which the catalogue has another fingerprint. A snapshot that is
damaged, or of another version or model, counts as missing. The files are NumPy archives, whose parts carry checksums.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from index.errors import StorageError
from index.retrieval.parts import Parts, packed_words, unpacked_words
from index.retrieval.passage_index import InMemoryPassageIndex
from index.text import analysis

VERSION = 2
"""Version of the format; snapshots of other versions are not read."""


class Snapshots:
    """The snapshots in one folder, one file for each collection."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when the first snapshot is written."""
        self._folder = folder

    def has(self, collection: str) -> bool:
        """Tell whether a collection has a snapshot, usable or not."""
        return self._path(collection).exists()

    def read(self, collection: str, model: str, dimension: int) -> tuple[InMemoryPassageIndex, dict[str, int]] | None:
        """Return the index of a collection and the fingerprint of each article; None if there is no usable snapshot."""
        try:
            # No pickles: a file holds numbers, and nothing that is run.
            with self._path(collection).open("rb") as file, np.load(file, allow_pickle=False) as archive:
                parts: Parts = {name: archive[name] for name in archive.files}
            if unpacked_words(parts["made_for"]) != _made_for(model, dimension):
                return None
            fingerprints = dict(zip(unpacked_words(parts["ids"]), parts["marks"].tolist(), strict=True))
            return InMemoryPassageIndex.of(parts, dimension), fingerprints
        except Exception:  # noqa: BLE001 -- on damage NumPy and zipfile raise what they will; the catalogue has it all
            return None

    def write(
        self, collection: str, model: str, dimension: int, index: InMemoryPassageIndex, fingerprints: Mapping[str, int]
    ) -> None:
        """Write what an index holds, replacing the snapshot. If the folder cannot be written, none is written.

        Also deletes unfinished snapshots: those that a killed process has left, and one that another process is
        writing now, which then has none.
        """
        parts: Parts = {
            "made_for": packed_words(_made_for(model, dimension)),
            "ids": packed_words(list(fingerprints)),
            "marks": np.array(list(fingerprints.values()), dtype=np.int64),
            **index.parts(),
        }
        path = self._path(collection)
        unfinished = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                np.savez(file, allow_pickle=False, **parts)
            unfinished.replace(path)
            _delete(self._unfinished(path))
        except (OSError, StorageError):
            pass  # a full disk, or one that is only read: the index is built again the next time
        finally:
            with contextlib.suppress(OSError):
                unfinished.unlink()

    def forget(self, collection: str) -> None:
        """Delete the snapshot of a collection, and unfinished ones.

        Raises StorageError if one cannot be deleted: its words would stay.
        """
        path = self._path(collection)
        _delete([path, *self._unfinished(path)])

    def forget_all(self) -> None:
        """Delete the snapshots of all collections, while no process has the catalogue open.

        Raises StorageError if one cannot be deleted: its words would stay.
        """
        _delete([*self._folder.glob("*.npz"), *self._folder.glob("*.part")])

    def _unfinished(self, path: Path) -> Iterable[Path]:
        """Return the unfinished files of a snapshot."""
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
