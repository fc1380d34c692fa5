"""Reading ahead: what is fetched and extracted next is, while what came before is embedded."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

_LOOK_SECONDS = 0.1


class _End:
    """Behind the last item, with what went wrong, if anything did."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


class _Reader(Generic[T]):
    """Reads items on a thread of its own into a queue, until they end or nobody wants them any more."""

    def __init__(self, items: Iterable[T], most: int) -> None:
        self.read: queue.Queue[T | _End] = queue.Queue(most)
        self.unwanted = threading.Event()
        self._items = items
        # A daemon: a page that does not come must not hold up the end of the process.
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
    """Yield the items, in order, while the next ones are read on another thread, `most` of them at most.

    What is raised while they are read is raised behind those that were read before. When the iterator is closed,
    nothing more is read once the item under way is there, which is not waited for.
    """
    reader = _Reader(items, most)
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
