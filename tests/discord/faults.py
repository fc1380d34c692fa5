"""Faults on chosen requests, for a chosen count: rate limits, server errors, refusals, slowness, cuts."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field


class Kind(enum.Enum):
    """What goes wrong."""

    RATE_LIMIT = "429 with Via"
    """As Discord itself limits: discord.py waits and tries again."""
    RATE_LIMIT_NO_VIA = "429 without Via"
    """As the proxy before Discord limits: discord.py gives up at once."""
    SERVER_ERROR = "500"
    REFUSED = "413"
    """Discord does not take what is sent: sent again, it will be refused again."""
    SLOW = "slow"
    CUT_BEFORE = "cut before the effect"
    """The connection ends before Discord has read the request."""
    CUT_AFTER = "cut after the effect"
    """The connection ends after Discord has done what was asked: asking again must do no harm."""


@dataclass(slots=True)
class Fault:
    """What happens to the next `count` requests of a method whose path matches."""

    kind: Kind
    method: str
    path: str
    """A regular expression that is searched for in the path below /api/v10."""
    count: int = 1
    seconds: float = 0.5
    """How long a slow answer takes, or after how long a rate limit lets try again."""
    reset: bool = True
    """A cut by RST (errno 104 at the client) rather than by FIN (ServerDisconnectedError)."""
    struck: int = 0

    @property
    def spent(self) -> bool:
        """Whether it has happened as often as it was to."""
        return self.struck >= self.count


@dataclass(slots=True)
class Faults:
    """The faults that are waiting to happen."""

    waiting: list[Fault] = field(default_factory=list)

    def inject(
        self, kind: Kind, method: str, path: str, *, count: int = 1, seconds: float = 0.5, reset: bool = True
    ) -> Fault:
        """Let the next `count` requests fail; the fault counts in `struck` how often it did."""
        fault = Fault(kind, method, path, count, seconds, reset)
        self.waiting.append(fault)
        return fault

    def strike(self, method: str, path: str) -> Fault | None:
        """Return the fault that befalls this request, counted; None when all is well."""
        for fault in self.waiting:
            if not fault.spent and fault.method == method and re.search(fault.path, path):
                fault.struck += 1
                return fault
        return None

    def clear(self) -> None:
        """Let all be well again."""
        self.waiting.clear()
