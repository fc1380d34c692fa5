"""Limits on questions: in a sliding minute, for each person on a server and for the whole server."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

MINUTE = 60.0
"""The seconds for which a question counts."""

SERVER_PER_MINUTE = 120
"""Questions of a whole server in a minute: two a second is more than a conversation, and less than an attack."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How many seconds (more than 0) a question comes too early, and by whose limit."""

    seconds: float
    whole_server: bool
    """Whether that is the limit of the whole server, and not the person's own."""

    @property
    def whole_seconds(self) -> int:
        """The seconds as people are told them: rounded up, so that nobody comes back too early."""
        return math.ceil(self.seconds)


class Cooldown:
    """Remembers when questions were asked, for a minute. Used on the event loop only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` returns seconds that never decrease."""
        self._clock = clock
        # By server and person, with 0 for the whole server: when its questions of the last minute were asked.
        self._asked: dict[tuple[int, int], deque[float]] = {}
        self._swept = clock()

    def wait(self, user_id: int, guild_id: int, per_minute: int) -> Wait | None:
        """Count a question and return None or, if it comes too early, return how long to wait and count nothing.

        `per_minute`: how many questions the person may ask in a minute. The server's own limit is `SERVER_PER_MINUTE`.
        """
        now = self._clock()
        if now - self._swept >= MINUTE:
            self._swept = now
            self._asked = {key: times for key, times in self._asked.items() if times and now - times[-1] < MINUTE}
        own, server = (self._recent(key, now) for key in ((guild_id, user_id), (guild_id, 0)))
        own_wait, server_wait = _until_free(own, per_minute, now), _until_free(server, SERVER_PER_MINUTE, now)
        if max(own_wait, server_wait) > 0:
            return Wait(max(own_wait, server_wait), whole_server=server_wait > own_wait)
        own.append(now)
        server.append(now)
        return None

    def _recent(self, key: tuple[int, int], now: float) -> deque[float]:
        times = self._asked.setdefault(key, deque())
        while times and now - times[0] >= MINUTE:
            times.popleft()
        return times


def _until_free(times: deque[float], allowed: int, now: float) -> float:
    """Return the seconds until one more is allowed, 0 if it is now; `times`, oldest first, are of the last minute."""
    if len(times) < allowed:
        return 0.0
    return max(0.0, times[len(times) - allowed] + MINUTE - now)
