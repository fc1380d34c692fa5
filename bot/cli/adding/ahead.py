"""Reading ahead: the next articles are fetched and extracted while the ones before are embedded."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

_LOOK_SECONDS = 0.1


class _End:
    """Marks the end of the items, with the error that ended them, if any."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


class _ReadAhead(Generic[T]):
    """Reads items on its own thread into a queue, until they end or `unwanted` is set."""

    def __init__(self, items: Iterable[T], most: int) -> None:
        self.read: queue.Queue[T | _End] = queue.Queue(most)
        self.unwanted = threading.Event()
        self._items = items
        # A daemon thread: a page that never arrives must not hold up the end of the process.
        threading.Thread(target=self._work, name="reading ahead", daemon=True).start()

    def _work(self) -> None:
        error: BaseException | None = None
        try:
            for item in self._items:
                if not self._put(item):
                    return
        except BaseException as raised:  # noqa: BLE001 -- raised again where the items are used
            error = raised
        self._put(_End(error))

    def _put(self, item: T | _End) -> bool:
        while not self.unwanted.is_set():
            try:
                self.read.put(item, timeout=_LOOK_SECONDS)
            except queue.Full:
                continue
            return True
        return False


def ahead(items: Iterable[T], most: int = 16) -> Iterator[T]:
    """Yield the items in order, while another thread reads ahead, at most `most` items.

    An error while reading is raised after the items that were read before it. When the iterator is closed, reading
    stops after the item in progress, which is not waited for.
    """
    reader = _ReadAhead(items, most)
    try:
        while True:
            item = reader.read.get()
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        reader.unwanted.set()
