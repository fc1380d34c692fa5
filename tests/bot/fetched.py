"""What the tests of fetching share: small limits, a fetcher on the small web, an ear at every socket, a silent site."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.fetching.fetched import Page
from bot.fetching.fetcher import Fetcher
from bot.fetching.limits import Limits
from tests.web import Request, SmallWeb

SMALL = Limits(total_seconds=2.5, idle_seconds=1.0, most_bytes=100_000, delay_seconds=0.0)

PATIENT = replace(SMALL, total_seconds=20.0, idle_seconds=10.0)
"""Where no site is slow on purpose: a busy machine is not to be taken for one."""

_heard: list[list[tuple[str, Any]]] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _heard and event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        for ear in _heard:
            ear.append((event, arguments))


sys.addaudithook(_hear)


@contextlib.contextmanager
def listening() -> Iterator[list[tuple[str, Any]]]:
    """Hear of every connection and every look-up that this process makes, from Python's own audit events."""
    ear: list[tuple[str, Any]] = []
    _heard.append(ear)
    try:
        yield ear
    finally:
        _heard.remove(ear)


def connected(ear: list[tuple[str, Any]]) -> set[tuple[str, int]]:
    """Return where sockets were connected to."""
    return {arguments[1][:2] for event, arguments in ear if event == "socket.connect"}


def looked_up(ear: list[tuple[str, Any]]) -> list[str]:
    """Return what the system was asked to look up."""
    return [str(arguments[0]) for event, arguments in ear if event != "socket.connect"]


def fetcher(web: SmallWeb, limits: Limits = SMALL, tls: ssl.SSLContext | None = None) -> Fetcher:
    """Return a fetcher that knows the small web alone."""
    return Fetcher(web.roads, limits=limits, tls=tls)


async def page(web: SmallWeb, url: str, limits: Limits = SMALL) -> Page:
    """Fetch a page that is there."""
    found = await fetcher(web, limits).fetch(url)
    assert isinstance(found, Page)
    return found


async def silent(_: Request, __: asyncio.StreamWriter) -> None:
    """Behave as a site that never answers."""
    await asyncio.sleep(30)
