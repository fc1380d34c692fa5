"""The robots.txt of each site: fetched when it is first needed, and kept for a while."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass

from yarl import URL

from bot.fetching import robots
from bot.fetching.http_client import REDIRECTS, HttpClient, HttpResponse
from bot.fetching.limits import Limits
from bot.fetching.retry_after import busy, retry_after
from bot.fetching.robots import Robots
from bot.fetching.turns import Turns
from index.errors import ArticlebotError, Disallowed, UnsafeUrl

_KEPT_SECONDS, _KEPT_FAILURE_SECONDS = 60 * 60.0, 5 * 60.0
"""RFC 9309 allows a day; a site that failed is asked again sooner."""

_MOST_SITES, _MOST_CHARACTERS = 1_000, 10_000_000
"""How many sites' rules are kept, and how many characters in all, which is about as many bytes."""

_EACH_RULE = 100
"""Characters that each rule counts beside its own, for Python's overhead."""

_ANYTHING = Robots()


@dataclass(frozen=True, slots=True)
class _Kept:
    """The rules of a site, until a time of the event loop's clock; None if they exist but cannot be fetched."""

    until: float
    rules: Robots | None
    characters: int


class RobotsCache:
    """Knows what sites allow. Used on one event loop."""

    def __init__(self, client: HttpClient, limits: Limits, turns: Turns) -> None:
        self._client = client
        self._limits = limits
        self._turns = turns
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    async def of(self, url: URL) -> Robots:
        """Return the rules of a URL's site. Redirects are followed and checked like those of a page.

        Raises Disallowed if there are rules that cannot be fetched, SiteBusy if the site says for how long, and what
        the request raises, since then the page cannot be fetched either.
        """
        site = str(url.origin())
        now = asyncio.get_running_loop().time()
        kept = self._kept.get(site)
        if kept is not None and kept.until > now:
            rules = kept.rules
        else:
            rules = await self._fetched(url.origin().with_path("/robots.txt"))
            self._keep(site, rules, now)
        if rules is None:
            raise Disallowed(
                f"{url.raw_host} does not say what bots may read: its robots.txt is out of order",
                "try again in a few minutes, or save the page and add the file",
                temporary=True,
            )
        return rules

    def _keep(self, site: str, rules: Robots | None, now: float) -> None:
        """Keep the rules of a site, and drop those that are out of date, or too much."""
        until = now + (_KEPT_SECONDS if rules is not None else _KEPT_FAILURE_SECONDS)
        characters = sum(len(pattern) + _EACH_RULE for pattern, _ in rules.rules) if rules is not None else 0
        others = ((name, each) for name, each in self._kept.items() if name != site and each.until > now)
        self._kept = OrderedDict(others)
        self._kept[site] = _Kept(until, rules, characters)
        total = sum(each.characters for each in self._kept.values())
        while len(self._kept) > _MOST_SITES or total > _MOST_CHARACTERS:
            total -= self._kept.popitem(last=False)[1].characters

    async def _fetched(self, url: URL) -> Robots | None:
        """Return the rules of robots.txt; None if it exists but cannot be fetched, which forbids everything."""
        at = url
        for _ in range(self._limits.redirects + 1):
            try:
                async with self._client.get(at) as response:
                    if response.status == 200:
                        text = await response.beginning(robots.MAX_BYTES)
                        return await asyncio.to_thread(robots.parsed, text.decode("utf-8", "replace"))
            except ArticlebotError:
                if at == url:
                    # Most often the site does not answer at all: report that, rather than a problem of robots.txt.
                    raise
                return None
            if response.status not in REDIRECTS or not response.header("Location"):
                return self._without_file(url, response)
            try:
                at = response.redirected()
            except UnsafeUrl:
                return None
        # More redirects than the RFC asks to follow count as no rules as well.
        return _ANYTHING

    def _without_file(self, url: URL, response: HttpResponse) -> Robots | None:
        """Return the rules if the response is not a robots.txt, as `_fetched` does. Raises SiteBusy."""
        status = response.status
        if status != 429 and status < 500:
            # "Unavailable" in the words of RFC 9309: there are no rules.
            return _ANYTHING
        if status in (429, 503) and (seconds := retry_after(response.header("Retry-After"))):
            # The whole site rests: without its rules, none of its pages can be requested.
            self._turns.rest(url.raw_host or "", seconds)
            raise busy(url, seconds)
        return None
