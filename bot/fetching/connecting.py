"""From a checked URL to a socket: a name is looked up once and checked, and only checked addresses are connected to.

Each request has its own aiohttp connector, which knows only the checked addresses: its resolver returns them, and
no socket to another address is made.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Sequence

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.fetching.addresses import why_not_public
from bot.fetching.network import Network
from bot.fetching.urls import literal
from index.errors import Unreachable, UnsafeUrl

Endpoint = tuple[str, int]
"""Where a socket connects to: an address in digits, and a port."""

_MOST_ADDRESSES = 8
"""How many addresses of one name are tried."""


async def endpoints(network: Network, url: URL) -> tuple[Endpoint, ...]:
    """Look up a URL's host once, and return the endpoints that may be connected to.

    If one of its addresses is not public, the name is refused: one that leads outside and inside is a trap or a
    mistake. Raises UnsafeUrl and Unreachable.
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
        what = why_not_public(address)
        if what is not None:
            # Do not name the address: what a name means inside our network must not be revealed.
            raise UnsafeUrl(f"{host} is not opened: it leads to {what}", "only public web sites are read")
    return tuple(network.endpoint(address, port) for address in addresses[:_MOST_ADDRESSES])


def connector(places: Sequence[Endpoint], tls: ssl.SSLContext | None) -> aiohttp.TCPConnector:
    """Return a connector for one request that only connects to `places`; `tls` None trusts what the system trusts."""
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
    """Resolves every name to the checked places."""

    def __init__(self, places: Sequence[Endpoint]) -> None:
        self._places = places

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the places, in digits, so that nothing is looked up again."""
        del port, family
        return [
            ResolveResult(
                hostname=host, host=address, port=port, proto=0, family=_family(address), flags=socket.AI_NUMERICHOST
            )
            for address, port in self._places
        ]

    async def close(self) -> None:
        """Do nothing: nothing is open."""


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _sockets(places: Sequence[Endpoint]) -> aiohttp.SocketFactoryType:
    """Return a function that makes sockets only to checked places, whatever aiohttp asks for."""

    def make(info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, proto, _, address = info
        if (address[0], address[1]) not in places:
            raise PermissionError(f"{address[0]} was not checked")
        return socket.socket(family, kind, proto)

    return make
