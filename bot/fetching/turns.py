"""Manners: one page of a site at a time, a pause between two, and no visit before the time that a site has named."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_MANY = 1_000
"""Sites that are remembered before inactive ones are forgotten."""

_LONGEST_REST = 24 * 60 * 60.0
"""The most seconds for which a site is left alone, whatever it asks for."""


@dataclass(slots=True)
class _Site:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    next_at: float = 0.0
    rests_until: float = 0.0


class Turns:
    """Decides who may visit which site when. Used on one event loop, whose clock it reads."""

    def __init__(self, at_once: int, delay_seconds: float) -> None:
        """`at_once`: connections to all sites together; `delay_seconds`: between two pages of one site."""
        self._all = asyncio.Semaphore(at_once)
        self._delay = delay_seconds
        self._sites: dict[str, _Site] = {}

    @asynccontextmanager
    async def of(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at a site, and hold it inside the block."""
        site = self._site(host)
        site.waiting += 1
        try:
            # The global place is taken last, so that waiting for one site delays nobody at another.
            async with site.lock:
                await asyncio.sleep(max(0.0, site.next_at - _now()))
                async with self._all:
                    try:
                        yield
                    finally:
                        site.next_at = _now() + self._delay
        finally:
            site.waiting -= 1

    def rest(self, host: str, seconds: float) -> None:
        """Leave a site alone for that long."""
        self._site(host).rests_until = _now() + min(seconds, _LONGEST_REST)

    def resting(self, host: str) -> float:
        """Return for how many more seconds a site must be left alone."""
        site = self._sites.get(host)
        return 0.0 if site is None else max(0.0, site.rests_until - _now())

    def _site(self, host: str) -> _Site:
        if host not in self._sites and len(self._sites) >= _MANY:
            now = _now()
            for name, site in list(self._sites.items()):
                if not site.waiting and max(site.next_at, site.rests_until) <= now:
                    del self._sites[name]
        return self._sites.setdefault(host, _Site())


def _now() -> float:
    return asyncio.get_running_loop().time()
