"""Roster: the articles and dates of the passages in an index, and which passages a question is asked of.

Each passage and each article has a row in plain arrays. So a filter takes a few array operations, however many there
are.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from index.filters import Filters
from index.retrieval.parts import Keys, Parts, packed_words, unpacked_words

Mask = npt.NDArray[np.bool_]
"""By passage key: whether the passage may come back. Keys at or beyond the end may not."""

NO_DAY = 0
"""Stands for the ordinal of an unknown date."""

_NOBODY = -1
"""Stands for the article number of a row without a passage."""


def admits(mask: Mask, keys: Keys) -> Mask:
    """Return, in the shape of `keys`, which of them a mask admits."""
    if not len(mask):
        return np.zeros(len(keys), dtype=np.bool_)
    return np.asarray(mask[np.minimum(keys, len(mask) - 1)] & (keys < len(mask)))


class Roster:
    """The articles and passages of an index. Safe to read while another thread changes it."""

    def __init__(self) -> None:
        self._number_of: dict[str, int] = {}  # of an article: its row in the three below
        self._ids: list[str] = []
        self._days = array("i")  # ordinals; NO_DAY where the date is not known
        self._sizes = array("i")  # how many passages; 0 where the row is free
        self._free_numbers: list[int] = []
        self._place_of: dict[int, int] = {}  # of a passage: its row in the two below
        self._keys = array("q")
        self._owners = array("i")  # the number of the article; _NOBODY where the row is free
        self._free_places: list[int] = []
        self._links: dict[str, str] = {}
        self._without_copies: Mask | None = None  # until something changes
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._place_of)

    def add(self, article_id: str, published: date | None, keys: Sequence[int]) -> None:
        """Add passages of an article; none of the keys may be known."""
        with self._lock:
            self._without_copies = None
            number = self._number_of.get(article_id)
            if number is None:
                number = self._new_number(article_id, published.toordinal() if published else NO_DAY)
            self._sizes[number] += len(keys)
            for key in keys:
                if self._free_places:
                    place = self._free_places.pop()
                    self._keys[place], self._owners[place] = key, number
                else:
                    place = len(self._keys)
                    self._keys.append(key)
                    self._owners.append(number)
                self._place_of[key] = place

    def remove(self, keys: Sequence[int]) -> None:
        """Remove passages, and articles that have none left; keys that are not there are ignored."""
        with self._lock:
            self._without_copies = None
            for key in keys:
                place = self._place_of.pop(key, None)
                if place is None:
                    continue
                number = self._owners[place]
                self._owners[place] = _NOBODY
                self._free_places.append(place)
                self._sizes[number] -= 1
                if not self._sizes[number]:
                    del self._number_of[self._ids[number]]
                    self._ids[number] = ""  # a snapshot holds nothing that was removed, nor what it was called
                    self._free_numbers.append(number)

    def parts(self) -> Parts:
        """Return all that is held as arrays, for `of`; links are not kept."""
        with self._lock:
            keys, owners = self._passages()
            taken = owners != _NOBODY
            return {
                "articles": packed_words(self._ids),
                "days": np.array(self._days, dtype=np.int32),
                "keys": keys[taken],
                "owners": owners[taken],
            }

    @classmethod
    def of(cls, parts: Parts) -> Roster:
        """Rebuild a roster from its `parts`. Raises KeyError or ValueError for parts that do not fit together."""
        roster = cls()
        roster._ids = unpacked_words(parts["articles"])
        roster._days = array("i", parts["days"].astype(np.intc).tobytes())
        roster._keys = array("q", parts["keys"].astype(np.int64).tobytes())
        roster._owners = array("i", parts["owners"].astype(np.intc).tobytes())
        sizes = np.bincount(parts["owners"].astype(np.int64), minlength=len(roster._ids))
        roster._sizes = array("i", sizes.astype(np.intc).tobytes())
        if not len(roster._ids) == len(roster._days) == len(sizes) or len(roster._keys) != len(roster._owners):
            raise ValueError("the parts of a roster do not fit together")
        roster._number_of = {each: number for number, each in enumerate(roster._ids) if sizes[number]}
        roster._free_numbers = np.flatnonzero(sizes == 0).tolist()
        roster._place_of = dict(zip(roster._keys, range(len(roster._keys)), strict=True))
        return roster

    def relink(self, links: Mapping[str, str]) -> None:
        """Set the links of copies: the id of each copy, and that of the article searched in its place."""
        with self._lock:
            self._links = dict(links)
            self._without_copies = None

    def keys(self) -> Keys:
        """Return the keys of all passages, ascending, of shape (n,)."""
        with self._lock:
            return np.array(sorted(self._place_of), dtype=np.int64)

    def keys_of(self, article_ids: Iterable[str]) -> list[int]:
        """Return the passage keys of some articles, ascending; none for articles that are not there."""
        with self._lock:
            numbers = [self._number_of[each] for each in article_ids if each in self._number_of]
            if not numbers:
                return []
            keys, owners = self._passages()
            return sorted(keys[np.isin(owners, numbers)].tolist())

    def day(self, key: int) -> int:
        """Return the ordinal of the date on which a passage's article was published; 0 if it is not known."""
        with self._lock:
            place = self._place_of.get(key)
            return NO_DAY if place is None else self._days[self._owners[place]]

    def chosen(self, filters: Filters) -> Mask | None:
        """Return which passages a question is asked of, by key; None means all.

        Each story is searched once: a copy only if the filters exclude the articles before it.
        """
        with self._lock:
            if filters:
                return self._mask(filters)
            if self._links and self._without_copies is None:
                self._without_copies = self._mask(filters)
            return self._without_copies

    def undated(self, filters: Filters) -> int:
        """Return how many articles the filters leave out only because they have no date."""
        if not filters.dated:
            return 0
        with self._lock:
            days = np.frombuffer(self._days, dtype=np.intc)
            return int(np.count_nonzero(self._named(filters) & (days == NO_DAY)))

    def _new_number(self, article_id: str, day: int) -> int:
        if self._free_numbers:
            number = self._free_numbers.pop()
            self._ids[number], self._days[number], self._sizes[number] = article_id, day, 0
        else:
            number = len(self._ids)
            self._ids.append(article_id)
            self._days.append(day)
            self._sizes.append(0)
        self._number_of[article_id] = number
        return number

    # Views, not copies. An array cannot grow while one is alive: none leaves the lock.
    def _passages(self) -> tuple[Keys, npt.NDArray[np.intc]]:
        return np.frombuffer(self._keys, dtype=np.int64), np.frombuffer(self._owners, dtype=np.intc)

    def _named(self, filters: Filters) -> Mask:
        """Return, by article number, which articles are there and, if the filters name some, named."""
        there = np.frombuffer(self._sizes, dtype=np.intc) > 0
        if filters.article_ids is None:
            return there
        named = np.zeros(len(there), dtype=np.bool_)
        named[[self._number_of[each] for each in filters.article_ids if each in self._number_of]] = True
        return named

    def _admitted(self, filters: Filters) -> Mask:
        """Return, by article number, which articles pass the filters (see `Filters.admit`)."""
        found = self._named(filters)
        days = np.frombuffer(self._days, dtype=np.intc)
        if filters.since is not None:
            found &= days >= filters.since.toordinal()
        if filters.until is not None:
            found &= days <= filters.until.toordinal()
        if filters.dated:
            found &= days != NO_DAY
        return found

    def _each_story_once(self, admitted: Mask) -> Mask:
        """Leave out copies if another article of the story remains; of several remaining copies, keep the first."""
        found = admitted.copy()
        linked = [(copy, leader) for copy, leader in self._links.items() if copy in self._number_of]
        found[[self._number_of[copy] for copy, _ in linked]] = False
        told = {leader for _, leader in linked if self._is_in(leader, found)}
        for copy, leader in linked:
            if self._is_in(copy, admitted) and leader not in told:
                told.add(leader)
                found[self._number_of[copy]] = True
        return found

    def _is_in(self, article_id: str, chosen: Mask) -> bool:
        number = self._number_of.get(article_id)
        return number is not None and bool(chosen[number])

    def _mask(self, filters: Filters) -> Mask:
        """Return which passages pass the filters, each story once."""
        chosen = self._each_story_once(self._admitted(filters))
        keys, owners = self._passages()
        passing = keys[(owners != _NOBODY) & chosen[owners]] if len(chosen) else keys[:0]
        mask = np.zeros(int(passing.max()) + 1 if len(passing) else 0, dtype=np.bool_)
        mask[passing] = True
        return mask
