"""The only place that opens a URL: one page, checked at every step, within limits, and politely.

The order of steps: the form of the address, the site's turn, robots.txt, the addresses of the name, the connection to
exactly those, the head of the response, its body. A redirect starts again from the beginning.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from importlib.metadata import version

from yarl import URL

from bot.fetching.fetched import Page, Unchanged
from bot.fetching.http_client import REDIRECTS, HttpClient, HttpResponse
from bot.fetching.limits import Limits
from bot.fetching.network import Internet, Network
from bot.fetching.retry_after import busy, retry_after
from bot.fetching.robots import PRODUCT
from bot.fetching.robots_cache import RobotsCache
from bot.fetching.turns import Turns
from bot.fetching.urls import parsed, shown
from bot.work.worker import Stopped
from index.errors import BadAnswer, Disallowed, PageGone, SiteBusy, Unreachable
from index.storage.pages import Validators

_NO_PAGES = re.compile(r"(?:image|video|audio|font|model)/")
"""Media types without text: their body is not read."""

_MOST_VALIDATOR = 1_000


def user_agent(contact: str = "") -> str:
    """Return the name that sites see. `contact`: an address at which the operator can be reached."""
    return f"{PRODUCT}/{version(PRODUCT)}" + (f" (+{contact})" if contact else "")


class Fetcher:
    """Fetches pages. Used on one event loop, by many callers at once. It need only be closed if somebody would wait."""

    def __init__(
        self,
        network: Network | None = None,
        *,
        agent: str = "",
        limits: Limits | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`network`: None is the internet. `tls`: whose certificates are trusted; None is the system's choice."""
        self.limits = limits or Limits()
        self._turns = Turns(self.limits.at_once, self.limits.delay_seconds)
        self._client = HttpClient(network or Internet(), agent or user_agent(), self.limits, tls)
        self._robots = RobotsCache(self._client, self.limits, self._turns)
        self._under_way: set[asyncio.Timeout] = set()
        self._closed = False

    def close(self) -> None:
        """Let everything that is being fetched, and whatever is still asked for, end with Stopped."""
        self._closed = True
        for each in self._under_way:
            each.reschedule(asyncio.get_running_loop().time())
        self._under_way.clear()

    async def fetch(self, url: str, known: Validators | None = None) -> Page | Unchanged:
        """Fetch the page at an address, or find that it has not changed since the `known` validators were received.

        Raises:
            UnsafeUrl: its address, or one that it redirects to, may not be opened.
            Disallowed: robots.txt does not allow it, or cannot be fetched.
            Unreachable: no answer in time, or no valid certificate.
            SiteBusy: the site asks for patience, now or since an earlier page.
            PageGone: there is no such page.
            BadAnswer: too many redirects, an error of the site, damaged or unknown packing, or no kind of text.
            TooLarge: over `limits.most_bytes`, packed or unpacked.
            Stopped: the fetcher was closed.
        """
        if self._closed:
            raise Stopped
        try:
            async with asyncio.timeout(None) as end:
                self._under_way.add(end)
                try:
                    return await self._fetch(url, known)
                finally:
                    self._under_way.discard(end)
        except TimeoutError:
            if self._closed:
                raise Stopped from None
            raise

    async def _fetch(self, url: str, known: Validators | None) -> Page | Unchanged:
        at, spent = parsed(url), 0.0
        for _ in range(self.limits.redirects + 1):
            async with self._turns.of(at.raw_host or ""):
                begun = asyncio.get_running_loop().time()
                try:
                    async with asyncio.timeout(self.limits.total_seconds - spent):
                        found = await self._hop(url, at, known)
                except TimeoutError as error:
                    raise Unreachable(
                        f"{shown(url)} took longer than {self.limits.total_seconds:g} seconds", "try again later"
                    ) from error
                spent += asyncio.get_running_loop().time() - begun
            if not isinstance(found, URL):
                return found
            at = found
        raise BadAnswer(
            f"{shown(url)} redirects more than {self.limits.redirects} times", "give the address that it ends at"
        )

    async def _hop(self, given: str, at: URL, known: Validators | None) -> Page | Unchanged | URL:
        """Request one address; return the page, or the address of a redirect."""
        host = at.raw_host or ""
        if (seconds := self._turns.resting(host)) > 0:
            raise busy(at, seconds)
        rules = await self._robots.of(at)
        # In a thread: with long rules and a long path this takes a while.
        if not await asyncio.to_thread(rules.allows, at.raw_path_qs):
            raise Disallowed(
                f"{host} does not let bots read {shown(str(at))} (robots.txt)", "save the page and add the file"
            )
        conditions = _conditions(known) if known is not None and known.landed == str(at) else {}
        async with self._client.get(at, conditions) as response:
            if response.status in REDIRECTS:
                return response.redirected()
            if response.status == 304 and conditions and known is not None:
                return Unchanged(_validators(at, response, known))
            self._check(at, response)
            media_type, charset = _content_type(response.header("Content-Type"))
            if _NO_PAGES.match(media_type):
                raise BadAnswer(f"{shown(str(at))} is no page: it is {media_type}", "give the address of the article")
            body = await response.body(self.limits.most_bytes)
            return Page(given, str(at), body, media_type, charset, _validators(at, response))

    def _check(self, at: URL, response: HttpResponse) -> None:
        """Raise the error for a status without a page, and pause for a site that asks for it."""
        status, name = response.status, shown(str(at))
        if status in (200, 203):
            return
        if status in (404, 410):
            raise PageGone(f"{name} is not there (any more): the site says {status}", "check the address")
        seconds = retry_after(response.header("Retry-After"))
        if status == 429 or (status == 503 and seconds is not None):
            if seconds is None:
                raise SiteBusy(f"{at.raw_host} asks for patience ({status})", "try again later")
            self._turns.rest(at.raw_host or "", seconds)
            raise busy(at, seconds)
        if status in (401, 402, 403, 451):
            raise BadAnswer(
                f"{name} is not for everybody: the site says {status}", "save what you can read there as a file"
            )
        raise BadAnswer(f"{name} gave no page: the site says {status}", "try again later, or add the page as a file")


def _conditions(known: Validators) -> dict[str, str]:
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def _validators(at: URL, response: HttpResponse, before: Validators | None = None) -> Validators:
    """Return the validators of a response; one without a body (304) may leave out those that have not changed."""

    def value(name: str) -> str | None:
        given = response.header(name)
        return given if given and len(given) <= _MOST_VALIDATOR and given.isascii() and given.isprintable() else None

    return Validators(
        str(at),
        value("ETag") or (before.etag if before else None),
        value("Last-Modified") or (before.last_modified if before else None),
    )


def _content_type(header: str) -> tuple[str, str | None]:
    """Return the media type and the charset of a Content-Type."""
    media_type, _, parameters = header.partition(";")
    match = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", parameters, re.IGNORECASE)
    return media_type.strip().lower()[:100], match[1] if match else None
