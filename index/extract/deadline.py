"""A time limit after which something is ended from outside, whatever thread it waits on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Self


class Deadline:
    """Calls `expire` on a thread of its own unless it is left, or extended, in time; a context manager."""

    def __init__(self, seconds: float, expire: Callable[[], None]) -> None:
        """The limit is `seconds` from now. `expire` is called on another thread."""
        self.passed = False
        self._end = time.monotonic() + seconds
        self._expire = expire
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="deadline", daemon=True)

    def extend(self, seconds: float) -> None:
        """Set the limit to this many seconds from now."""
        self._end = time.monotonic() + seconds

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        self._thread.join()

    def _watch(self) -> None:
        while (left := self._end - time.monotonic()) > 0:
            if self._left.wait(left):
                return
        self.passed = True
        self._expire()
