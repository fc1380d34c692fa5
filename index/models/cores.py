"""How many cores this process may use, and so how many threads are worth starting."""

from __future__ import annotations

import os


def available_cores() -> int:
    """Return the number of cores that this process may run on, at least 1.

    If the system does not tell (macOS, Windows), it is the number of all cores.
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
