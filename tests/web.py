"""A small web on loopback: sites with public names and addresses, served by plain sockets that do what a test says.

The rules of the real program apply to it unchanged: names are checked by the public addresses that they have here,
and only the last step, from an address to a socket, leads to loopback. Inside stands a secret that nobody may reach.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import ssl
import threading
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any, Self, TypeVar, cast

from bot.fetching.addresses import Address

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request:
    """What a client has asked for; header names are in lower case."""

    path: str
    headers: dict[str, str]


Respond = Callable[[Request], bytes]
Behaviour = bytes | Respond | Callable[[Request, asyncio.StreamWriter], Awaitable[None]]
"""What a site does: these bytes, bytes that depend on the request, or whatever an asynchronous function does."""


def answer(body: bytes | str = b"", status: int = 200, **headers: str) -> bytes:
    """Return a whole answer; `content_type="…"` is the header Content-Type."""
    data = body.encode() if isinstance(body, str) else body
    lines = {"Content-Type": "text/plain", "Content-Length": str(len(data)), "Connection": "close"}
    lines |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode("latin-1") + data


def redirect(location: str, status: int = 302) -> bytes:
    """Return a redirect."""
    return answer(b"", status, location=location)


@dataclass(slots=True)
class Roads:
    """The network as a client sees it: which addresses a name has at each look-up, and where an address leads."""

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    inside: int = 1
    lookups: list[str] = field(default_factory=list)

    async def addresses(self, host: str) -> Sequence[Address]:
        """Return what the name has this time; the last answer stays."""
        self.lookups.append(host)
        if host not in self.names:
            raise OSError(f"no such name: {host}")
        answers = self.names[host]
        return [ip_address(each) for each in (answers.pop(0) if len(answers) > 1 else answers[0])]

    def endpoint(self, address: Address, port: int) -> tuple[str, int]:
        """Return the socket of a site; whatever is no site's leads to the secret inside."""
        return "127.0.0.1", self.places.get(f"{address} {port}", self.inside)

    def written(self) -> str:
        """Return it for another process."""
        return json.dumps({"names": self.names, "places": self.places, "inside": self.inside})

    @classmethod
    def read(cls, written: str) -> Self:
        """Return what was `written`."""
        return cls(**json.loads(written))


class SmallWeb:
    """The sites, an asynchronous context manager."""

    def __init__(self) -> None:
        self.roads = Roads()
        self.asked: list[tuple[str, str]] = []
        """The site and path of every request."""
        self.requests: list[Request] = []
        self.secrets_told = 0
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        async def secret(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.secrets_told += 1
            writer.write(answer("the secret"))

        self.roads.inside = await self._served(secret)
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for server in self._servers:
            server.close()

    async def site(
        self,
        name: str,
        behaviour: Behaviour,
        *,
        robots: Behaviour | None = None,
        port: int = 80,
        tls: ssl.SSLContext | None = None,
    ) -> str:
        """Open a site under a public address of its own; `robots` None is none. Return the address."""
        number = len(self.roads.places) + 1
        address = f"93.184.{number // 250}.{number % 250 + 1}"

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
                request = _request(await reader.readuntil(b"\r\n\r\n"))
                self.asked.append((name, request.path))
                self.requests.append(request)
                rules = answer("", 404) if robots is None else robots
                todo = rules if request.path == "/robots.txt" else behaviour
                if isinstance(todo, bytes):
                    writer.write(todo)
                elif inspect.iscoroutinefunction(todo):
                    await todo(request, writer)
                else:
                    writer.write(cast("Respond", todo)(request))
                await writer.drain()

        self.roads.places[f"{address} {port}"] = await self._served(serve, tls)
        self.roads.names.setdefault(name, [[address]])
        return address

    async def _served(
        self,
        serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]],
        tls: ssl.SSLContext | None = None,
    ) -> int:
        async def kept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.create_task(serve(reader, writer))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            try:
                with contextlib.suppress(Exception, asyncio.CancelledError):
                    await task
            finally:
                await _closed(writer)

        server = await asyncio.start_server(kept, "127.0.0.1", 0, ssl=tls)
        self._servers.append(server)
        return int(server.sockets[0].getsockname()[1])


async def _closed(writer: asyncio.StreamWriter) -> None:
    """Close a connection once what was written is sent, or at once when nobody takes it."""
    writer.close()
    try:
        await asyncio.wait_for(writer.wait_closed(), 1.0)
    except (OSError, TimeoutError):
        writer.transport.abort()


def _request(head: bytes) -> Request:
    first, *lines = head.decode("latin-1").rstrip().split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return Request(first.split(" ")[1], {name.lower(): value.strip() for name, _, value in pairs})


class WebThread:
    """A small web on a thread of its own, for tests that run an event loop themselves; a context manager."""

    def __init__(self) -> None:
        self.web = SmallWeb()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.run(self.web.__aenter__())
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self.web.__aexit__())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something on the thread and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)
