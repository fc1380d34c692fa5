"""Lists of numbers by place. Those of a snapshot stay packed, and each is unpacked only when it is changed."""

from __future__ import annotations

from array import array
from typing import cast

import numpy as np
import numpy.typing as npt

from index.retrieval.parts import Parts

Numbers = npt.NDArray[np.unsignedinteger]
"""Numbers of 0 to 2³² − 1, of shape (n,), in an unsigned type."""

_NONE = np.zeros(0, dtype=np.uint8)


class NumberLists:
    """Lists of numbers (0 to 2³² − 1) by place; `numbers` gives a list to be read, `unpacked` one to be changed.

    To unpack all lists of a large snapshot would take a quarter of the time of opening it, and four times the memory.
    """

    def __init__(self, row: Numbers = _NONE, ends: npt.NDArray[np.int64] | None = None) -> None:
        """`row`: the numbers of all packed lists; `ends`, of shape (lists + 1,): where each begins in it, and the end.

        Raises ValueError if they do not fit together.
        """
        self._row = row
        self._ends = np.zeros(1, dtype=np.int64) if ends is None else ends
        if self._ends[0] != 0 or self._ends[-1] != len(row) or np.any(np.diff(self._ends) < 0):
            raise ValueError("lists and their ends do not fit together")
        self.own: list[array[int] | None] = [None] * (len(self._ends) - 1)
        """The lists by place; None for one that is still packed. Open, because adding reads it a million times."""

    def unpacked(self, place: int) -> array[int]:
        """Return a list, which can be changed."""
        found = self.own[place]
        if found is None:
            self.own[place] = found = array("I", self._packed(place).astype(np.uintc).tobytes())
        return found

    def numbers(self, place: int) -> Numbers:
        """Return a view of a list, which cannot grow while the view is alive."""
        own = self.own[place]
        if own is None:
            return self._packed(place)
        return np.frombuffer(own, dtype=np.uintc) if own else _NONE  # numpy makes no array of an empty buffer

    def parts(self, name: str) -> Parts:
        """Return the lists as two arrays, for `of`."""
        lists = [self.numbers(place) for place in range(len(self.own))]
        ends = np.cumsum([0, *map(len, lists)], dtype=np.int64)
        row = np.concatenate([_NONE, *lists])
        # As small as they fit: most counts take a byte.
        return {f"{name}_ends": ends, name: row.astype(np.min_scalar_type(row.max())) if len(row) else row}

    @classmethod
    def of(cls, name: str, count: int, parts: Parts) -> NumberLists:
        """Return the `count` lists that were packed under a name. Raises KeyError or ValueError for other arrays."""
        row, ends = parts[name], parts[f"{name}_ends"].astype(np.int64)
        if not np.issubdtype(row.dtype, np.unsignedinteger) or len(ends) != count + 1:
            raise ValueError(f"{name!r} are not {count} lists of numbers")
        return cls(cast("Numbers", row), ends)

    def _packed(self, place: int) -> Numbers:
        return self._row[self._ends[place] : self._ends[place + 1]]
