"""Stopwatch: the milliseconds of each step of a question."""

from __future__ import annotations

import time


class Stopwatch:
    """Runs from its creation; each lap is named after the step that has just ended."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, step: str) -> None:
        """End a step."""
        now = time.perf_counter()
        self._laps[step] = (now - self._last) * 1000
        self._last = now

    def timings(self) -> dict[str, float]:
        """Return milliseconds by step, with `total` from the start to the last lap."""
        return {"total": (self._last - self._start) * 1000, **self._laps}
