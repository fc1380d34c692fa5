"""Reading ahead: the next articles are fetched and extracted while the ones before are embedded."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_LOOK_SECONDS = 0.1


def ahead(items: Iterable[T], most: int = 16) -> Iterator[T]:
    """Yield the items in order, while another thread reads ahead, at most `most` items.

    An error while reading is raised after the items that were read before it. When the iterator is closed, reading
    stops after the item in progress, which is not waited for.
    """
    read: queue.Queue[tuple[T] | BaseException | None] = queue.Queue(most)  # None, or the error, is the end
    unwanted = threading.Event()

    def put(item: tuple[T] | BaseException | None) -> None:
        while not unwanted.is_set():
            with contextlib.suppress(queue.Full):
                read.put(item, timeout=_LOOK_SECONDS)
                return

    def work() -> None:
        try:
            for item in items:
                put((item,))
                if unwanted.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 -- raised again where the items are used
            put(error)
        else:
            put(None)

    # A daemon thread: a page that never arrives must not hold up the end of the process.
    threading.Thread(target=work, name="reading ahead", daemon=True).start()
    try:
        while (item := read.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item[0]
    finally:
        unwanted.set()
