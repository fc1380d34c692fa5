"""One request and its response, within limits: redirects are not followed, and nothing is remembered."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from yarl import URL

from bot.fetching.body import Body
from bot.fetching.connecting import connector, endpoints
from bot.fetching.limits import Limits
from bot.fetching.network import Network
from bot.fetching.urls import parsed, shown
from index.errors import BadAnswer, TooLarge, Unreachable, UnsafeUrl

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""The statuses with which a site redirects to another address."""

_LATER = "check the address, or try again later"


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A response whose head has arrived, and whose body has not."""

    url: URL
    response: aiohttp.ClientResponse

    @property
    def status(self) -> int:
        """The status code."""
        return self.response.status

    def header(self, name: str) -> str:
        """Return a header of the response, or ""."""
        return self.response.headers.get(name, "")

    def redirected(self) -> URL:
        """Return the target of a redirect. Raises UnsafeUrl if it may not be opened, BadAnswer if there is none."""
        location = self.header("Location")
        try:
            target = str(self.url.join(URL(location))) if location else ""
        except ValueError:
            target = location
        if not target:
            raise BadAnswer(f"{shown(str(self.url))} redirects to nowhere", "give the address that it should end at")
        try:
            landed = parsed(target)
        except UnsafeUrl as error:
            raise UnsafeUrl(f"{self.url.raw_host} redirects elsewhere: {error.message}", error.hint) from error
        if self.url.scheme == "https" and landed.scheme == "http":
            # On the way, anybody could alter what would be quoted as the site's own words, or its robots.txt.
            raise UnsafeUrl(
                f"{shown(str(self.url))} redirects from https to http, where it could be altered on the way",
                "if you trust that, give the http:// address itself",
            )
        return landed

    async def body(self, most_bytes: int) -> bytes:
        """Read and unpack the body. Raises TooLarge, BadAnswer."""
        name = shown(str(self.url))
        body = Body(self.header("Content-Encoding"), most_bytes, name)
        length = self.response.content_length
        if length is not None and length > most_bytes:
            raise TooLarge(
                f"{name} is over the limit: it has {length:,} bytes", "save the part that matters and add the file"
            )
        async for piece in self.response.content.iter_any():
            body.take(piece)
        return body.end()

    async def beginning(self, most_bytes: int) -> bytes:
        """Read and unpack the beginning of the body, and leave the rest. Raises BadAnswer."""
        body = Body(self.header("Content-Encoding"), most_bytes, shown(str(self.url)))
        try:
            async for piece in self.response.content.iter_any():
                body.take(piece)
        except TooLarge:
            pass
        return body.data[:most_bytes]


class HttpClient:
    """Gets one URL at a time, under one user agent."""

    def __init__(self, network: Network, user_agent: str, limits: Limits, tls: ssl.SSLContext | None) -> None:
        self._network = network
        self._limits = limits
        self._tls = tls
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "text/html, application/xhtml+xml, application/pdf;q=0.9, text/*;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip",
        }

    @asynccontextmanager
    async def get(self, url: URL, headers: Mapping[str, str] | None = None) -> AsyncIterator[HttpResponse]:
        """Get a checked URL and yield the response. Raises UnsafeUrl, Unreachable, BadAnswer; TimeoutError passes."""
        name, idle = shown(str(url)), self._limits.idle_seconds
        places = await endpoints(self._network, url)
        timeout = aiohttp.ClientTimeout(total=None, connect=idle, sock_connect=idle, sock_read=idle)
        try:
            async with (
                aiohttp.ClientSession(
                    connector=connector(places, self._tls),
                    cookie_jar=aiohttp.DummyCookieJar(),
                    timeout=timeout,
                    auto_decompress=False,
                    trust_env=False,
                    headers=self._headers,
                    requote_redirect_url=False,
                ) as session,
                session.get(url, headers=headers, allow_redirects=False) as response,
            ):
                yield HttpResponse(url, response)
        except (aiohttp.ClientSSLError, aiohttp.ServerFingerprintMismatch) as error:
            raise Unreachable(
                f"{name} has no certificate that can be trusted",
                "check the address, or try again when its site has a valid certificate; nothing was read",
            ) from error
        except aiohttp.ServerTimeoutError as error:
            raise Unreachable(f"{name} did not answer within {idle:g} seconds", _LATER) from error
        except aiohttp.ClientConnectorError as error:
            raise Unreachable(f"{url.raw_host} does not take connections", _LATER) from error
        except (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError, ConnectionError) as error:
            raise Unreachable(f"{name} broke off in the middle of its answer", _LATER) from error
        except (aiohttp.ClientError, ValueError) as error:
            # ClientResponseError: not HTTP, or headers that are too large. ValueError: from aiohttp's parser.
            raise BadAnswer(
                f"{name} gave an answer that is not HTTP", "open it in a browser and save the page"
            ) from error
