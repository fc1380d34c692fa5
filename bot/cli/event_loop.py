"""Running coroutines from a command. Apart, since importing asyncio takes a fifth of the time of `--help`."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

_T = TypeVar("_T")


def run_to_end(work: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine, and leave the handlers of signals as they were.

    asyncio cancels the work at Ctrl-C, and so lets it clean up, only if Python's own handler is in place. When it ends,
    it leaves other handlers behind than it found.
    """
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    if hasattr(signal, "SIGHUP"):
        before[signal.SIGHUP] = signal.getsignal(signal.SIGHUP)
    if before[signal.SIGINT] is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return asyncio.run(work)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
