"""Where names and addresses lead. In production this is the internet; tests provide a small network."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import Protocol

from bot.fetching.addresses import Address

_LOOKUPS = 4


class Network(Protocol):
    """What names and addresses mean. It does not decide what may be connected to: `bot.fetching.addresses` does."""

    async def addresses(self, host: str) -> Sequence[Address]:
        """Return all addresses of a name, the best first. Raises OSError if there is none."""

    def endpoint(self, address: Address, port: int) -> tuple[str, int]:
        """Return the address and port that a socket must connect to in order to reach `address` and `port`."""


class Internet:
    """The names that the system knows, and every address as itself."""

    def __init__(self) -> None:
        # Separate threads: a name server that never answers must not delay other work that waits for a thread.
        self._threads = ThreadPoolExecutor(_LOOKUPS, "names")

    async def addresses(self, host: str) -> Sequence[Address]:
        """Ask the system's resolver, in a thread."""
        found = await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        )
        return list(dict.fromkeys(ip_address(address[0]) for *_, address in found))

    def endpoint(self, address: Address, port: int) -> tuple[str, int]:
        """Return the address and port unchanged."""
        return str(address), port
