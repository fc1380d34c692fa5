"""Faults on chosen requests, a chosen number of times: rate limits, server errors, refusals, delays, cuts."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field


class Kind(enum.Enum):
    """What goes wrong."""

    RATE_LIMIT = "429 with Via"
    """As Discord itself limits: discord.py waits and retries."""
    RATE_LIMIT_NO_VIA = "429 without Via"
    """As the proxy before Discord limits: discord.py gives up at once."""
    SERVER_ERROR = "500"
    REFUSED = "413"
    """Discord refuses the content: if it is sent again, it will be refused again."""
    SLOW = "slow"
    CUT_BEFORE = "cut before the effect"
    """The connection ends before Discord has read the request."""
    CUT_AFTER = "cut after the effect"
    """The connection ends after Discord has carried out the request: repeating it must do no harm."""


@dataclass(slots=True)
class Fault:
    """What happens to the next `count` matching requests of a method."""

    kind: Kind
    method: str
    path: str
    """A regular expression that is searched for in the path below /api/v10."""
    count: int = 1
    seconds: float = 0.5
    """The delay of a slow response, or the time after which a rate limit allows a retry."""
    reset: bool = True
    """A cut by RST (errno 104 at the client) rather than by FIN (ServerDisconnectedError)."""
    struck: int = 0

    @property
    def spent(self) -> bool:
        """Whether it has happened `count` times."""
        return self.struck >= self.count


@dataclass(slots=True)
class Faults:
    """The faults that are still to happen."""

    waiting: list[Fault] = field(default_factory=list)

    def inject(
        self, kind: Kind, method: str, path: str, *, count: int = 1, seconds: float = 0.5, reset: bool = True
    ) -> Fault:
        """Let the next `count` requests fail; the fault's `struck` counts how often it did."""
        fault = Fault(kind, method, path, count, seconds, reset)
        self.waiting.append(fault)
        return fault

    def strike(self, method: str, path: str) -> Fault | None:
        """Return the fault for this request and count it; None if there is none."""
        for fault in self.waiting:
            if not fault.spent and fault.method == method and re.search(fault.path, path):
                fault.struck += 1
                return fault
        return None

    def clear(self) -> None:
        """Remove all faults."""
        self.waiting.clear()
