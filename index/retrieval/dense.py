"""The dense arm: passages by the inner product of their vectors, all compared, in a flat FAISS index."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, compress, pairwise

import faiss
import numpy as np
import numpy.typing as npt

from index.models.cores import available_cores
from index.models.vectors import are_unit
from index.retrieval.parts import Keys, Parts
from index.retrieval.roster import Mask, admits

Vectors = npt.NDArray[np.float32]

_SHARE = 25_000
"""How many vectors are worth a thread of their own: with fewer, starting it takes as long as it saves."""

_NEARLY_ALL = 0.9
"""From this share (0 to 1) of the passages on, the best of all are searched, and those that are not chosen dropped: to
ask of each vector whether it is chosen takes longer. docs/decisions/search.md has what was measured."""

_SPARE = 2
"""How many times as many are searched then."""

_PAST_ALL = 2**63 - 1
"""A key above all others: the largest that FAISS takes."""

Found = list[tuple[int, float]]
"""Passages by key, with their inner products."""


class DenseArm:
    """Passage vectors by key; changed and searched from any thread.

    FAISS itself accepts a key twice, a NaN, and −1 (which is also its "no result"). This class refuses all three.

    Args:
        dimension: of the vectors, 1 or more.
        share: how many vectors at least each thread of a search compares, 1 or more.
        threads: how many threads a search takes at most, 1 or more; None is one for each core.
    """

    def __init__(self, dimension: int, *, share: int = _SHARE, threads: int | None = None) -> None:
        if dimension < 1:
            raise ValueError(f"a dimension is at least 1, got {dimension}")
        if share < 1 or (threads is not None and threads < 1):
            raise ValueError(f"a share and a number of threads are at least 1, got {share} and {threads}")
        self.dimension = dimension
        self._share = share
        self._threads = available_cores() if threads is None else threads
        # Half precision: half of the memory, and half of the time, which goes into reading it. Products move by 1e-4.
        halves = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        self._index = faiss.IndexIDMap(halves)
        self._known: set[int] = set()
        self._lock = threading.Lock()

    def keys(self) -> Keys:
        """Return the keys of all passages, ascending, int64 of shape (n,)."""
        with self._lock:
            return np.array(sorted(self._known), dtype=np.int64)

    def add(self, keys: Sequence[int] | Keys, vectors: Vectors) -> None:
        """Add passages: all, or none if one of them is unfit.

        Args:
            keys: n keys, 0 or more and below 2**63 - 1, none of them known.
            vectors: (n, dimension), float32, each of length 1.

        Raises:
            OverflowError: a key of 2**63 or more.
            ValueError: another key that is out of range or already held, or vectors of another shape, not finite
                or not of length 1.
        """
        ids = np.asarray(keys, dtype=np.int64)
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        if ids.ndim != 1 or rows.shape != (len(ids), self.dimension):
            raise ValueError(f"{len(ids)} keys need vectors ({len(ids)}, {self.dimension}), got {rows.shape}")
        _check_unit(rows)
        fresh = set(ids.tolist())
        if len(fresh) != len(ids) or min(fresh, default=0) < 0 or max(fresh, default=0) >= _PAST_ALL:
            raise ValueError("keys must be 0 or more and below 2**63 - 1, each given once")
        with self._lock:
            if known := sorted(fresh & self._known):
                raise ValueError(f"already held: {known[:5]}")
            if fresh:
                faiss.omp_set_num_threads(1)  # as in `search`: a thread that asks may be the one that loads
                self._index.add_with_ids(rows, ids)
                self._known |= fresh

    def remove(self, keys: Sequence[int] | Keys) -> None:
        """Remove passages; keys that are not there are ignored."""
        with self._lock:
            if gone := self._known.intersection(np.asarray(keys, dtype=np.int64).tolist()):
                self._index.remove_ids(faiss.IDSelectorBatch(np.array(sorted(gone), dtype=np.int64)))
                self._known -= gone

    def parts(self) -> Parts:
        """Return all that is held as arrays, for `of`: keys (n,) and vectors (n, dimension) in half precision."""
        with self._lock:
            halves = faiss.downcast_index(self._index.index)
            codes = faiss.vector_to_array(halves.codes)  # type: ignore[attr-defined]  # of the class that it is
            return {
                "keys": faiss.vector_to_array(self._index.id_map),
                "vectors": codes.view(np.float16).reshape(-1, self.dimension),
            }

    @classmethod
    def of(cls, parts: Parts, dimension: int) -> DenseArm:
        """Rebuild an arm from its `parts`. Raises KeyError or ValueError for parts that do not fit together.

        Keys and vectors themselves are not checked again: `add` has checked them, and a snapshot has checksums.
        """
        arm = cls(dimension)
        keys, vectors = parts["keys"].astype(np.int64), parts["vectors"]
        known = set(keys.tolist())
        if vectors.dtype != np.float16 or vectors.shape != (len(keys), dimension) or len(known) != len(keys):
            raise ValueError("the parts of a dense arm do not fit together")
        if known:
            # As they are: widened for `add`, and narrowed again, they would take three times as long.
            arm._index.add_sa_codes(np.ascontiguousarray(vectors).view(np.uint8), keys)
            arm._known = known
        return arm

    def search(self, vector: Vectors, top: int, chosen: Mask | None = None) -> Found:
        """Return the `top` passages of the highest inner product, −1..1, best first, ties by the lower key.

        Args:
            vector: (dimension,), float32, of length 1.
            top: how many at most; fewer come back if fewer are held or chosen.
            chosen: which keys may come back; None is all.

        Raises:
            ValueError: a vector of another shape, not finite or not of length 1.
        """
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        if np.ndim(vector) != 1 or query.shape[1] != self.dimension:
            raise ValueError(f"a query needs the shape ({self.dimension},), got {np.shape(vector)}")
        _check_unit(query)
        with self._lock:
            choice = len(self._known)
            if chosen is not None:
                choice = min(choice, int(np.count_nonzero(chosen)))
            if top < 1 or choice < 1:
                return []
            found: Found = []
            if chosen is not None and choice >= _NEARLY_ALL * len(self._known):
                found = self._without_a_few(query, top, chosen)
            if len(found) < min(top, choice):
                bits = None if chosen is None else _bits(chosen)
                found = self._found(query, top, self._ranges(chosen, choice), bits)
        return _best(found, top)

    def _without_a_few(self, query: Vectors, top: int, chosen: Mask) -> Found:
        """Return the chosen ones of the best of all passages: these are the best of the chosen, but may be too few."""
        ranges = self._ranges(None, len(self._known))
        best = _best(self._found(query, _SPARE * top, ranges, None), _SPARE * top)
        return list(compress(best, admits(chosen, np.array([key for key, _ in best], dtype=np.int64))))

    def _ranges(self, chosen: Mask | None, choice: int) -> list[faiss.IDSelectorRange]:
        """Return ranges of keys, one for each thread that is worth it, with about as many of the `choice` in each.

        How many is only uneven if keys do not ascend, or if keys are chosen that are not held.
        """
        count = max(1, min(self._threads, choice // self._share))
        places = [choice * at // count for at in range(1, count)]
        if chosen is None:
            between = sorted(self._index.id_map.at(place) for place in places)
        else:
            between = np.flatnonzero(chosen)[places].tolist() if places else []
        return [faiss.IDSelectorRange(low, high) for low, high in pairwise([0, *between, _PAST_ALL])]

    def _found(
        self, query: Vectors, top: int, ranges: list[faiss.IDSelectorRange], bits: faiss.IDSelector | None
    ) -> Found:
        """Return the best `top` passages among others, in no order; each range has a thread, the first one this one."""
        if len(ranges) == 1:
            return self._with_ties(query, top, bits)
        mine, *others = [each if bits is None else faiss.IDSelectorAnd(each, bits) for each in ranges]
        with ThreadPoolExecutor(len(others)) as pool:
            begun = [pool.submit(self._with_ties, query, top, selector) for selector in others]
            return [*self._with_ties(query, top, mine), *chain(*(each.result() for each in begun))]

    def _with_ties(self, query: Vectors, top: int, selector: faiss.IDSelector | None) -> Found:
        """Return the best `top` of the selected passages, and at least all that tie with the last of them."""
        # OpenMP's threads would wait for one another. It keeps their number for each calling thread, so it is set
        # where the search runs.
        faiss.omp_set_num_threads(1)
        parameters = None if selector is None else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # faiss adds it at import
        wanted = min(top + 1, len(self._known))
        while True:
            scores, ids = self._index.search(query, wanted, params=parameters)
            # FAISS cuts a tie anywhere. Only below the tie is it known who stood in it.
            # It fills up with the key -1 when there are no more passages.
            if wanted == len(self._known) or ids[0, -1] < 0 or scores[0, -1] < scores[0, top - 1]:
                return [(int(key), float(score)) for key, score in zip(ids[0], scores[0], strict=True) if key >= 0]
            wanted = min(wanted * 2, len(self._known))


def _best(found: Found, top: int) -> Found:
    return sorted(found, key=lambda item: (-item[1], item[0]))[:top]


def _bits(chosen: Mask) -> faiss.IDSelector:
    """Return what restricts FAISS to the `chosen` passages."""
    # A bit a key: FAISS's set of ids takes two to four times as long as the search itself.
    return faiss.IDSelectorBitmap(np.packbits(chosen, bitorder="little"))  # type: ignore[call-arg, arg-type]  # takes arrays, too


def _check_unit(rows: Vectors) -> None:
    if not are_unit(rows):
        raise ValueError("vectors must be finite and of length 1")
