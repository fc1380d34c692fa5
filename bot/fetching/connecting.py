"""From a checked URL to a socket: a name is looked up once, checked, and the connection goes to what was checked.

aiohttp is given a connector of its own for each request. It knows the checked addresses and nothing else: its
resolver answers with them, and a socket to any other address is not made.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Sequence

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.fetching.addresses import closed
from bot.fetching.network import Network
from bot.fetching.urls import literal
from index.errors import Unreachable, UnsafeUrl

Endpoint = tuple[str, int]
"""What a socket is connected to: an address in digits, and a port."""

_MOST_ADDRESSES = 8
"""Addresses of one name that are tried."""


async def endpoints(network: Network, url: URL) -> tuple[Endpoint, ...]:
    """Look a URL's host up, once, and return where it may be connected to.

    One address that is not public refuses the name: a name that leads outside and inside is a trap, or a mistake.
    Raises UnsafeUrl and Unreachable.
    """
    host, port = url.raw_host or "", url.port or 0
    number = literal(host)
    try:
        addresses = [number] if number is not None else list(await network.addresses(host))
    except (OSError, UnicodeError) as error:  # UnicodeError: a name that the system's resolver cannot encode
        raise Unreachable(f"there is no site {host}", "check the address, or try again later") from error
    if not addresses:
        raise Unreachable(f"there is no site {host}", "check the address, or try again later")
    for address in addresses:
        what = closed(address)
        if what is not None:
            # Not the address itself: what a name means inside the network we run in is nobody's business outside.
            raise UnsafeUrl(f"{host} is not opened: it leads to {what}", "only public web sites are read")
    return tuple(network.endpoint(address, port) for address in addresses[:_MOST_ADDRESSES])


def connector(places: Sequence[Endpoint], tls: ssl.SSLContext | None) -> aiohttp.TCPConnector:
    """Return a connector for one request that connects to these places only; `tls` None is the system's trust."""
    return aiohttp.TCPConnector(
        resolver=_Checked(places),
        use_dns_cache=False,
        ttl_dns_cache=None,
        force_close=True,
        limit=1,
        ssl=True if tls is None else tls,
        socket_factory=_sockets(places),
    )


class _Checked(AbstractResolver):
    """Answers every question with the places that were checked."""

    def __init__(self, places: Sequence[Endpoint]) -> None:
        self._places = places

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return them, in digits, so that nobody looks anything up again."""
        del port, family
        return [
            ResolveResult(
                hostname=host, host=address, port=port, proto=0, family=_family(address), flags=socket.AI_NUMERICHOST
            )
            for address, port in self._places
        ]

    async def close(self) -> None:
        """Nothing is open."""


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _sockets(places: Sequence[Endpoint]) -> aiohttp.SocketFactoryType:
    """Return what makes sockets, and makes none to a place that was not checked, whatever aiohttp came to think."""

    def make(info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, proto, _, address = info
        if (address[0], address[1]) not in places:
            raise PermissionError(f"{address[0]} was not checked")
        return socket.socket(family, kind, proto)

    return make
