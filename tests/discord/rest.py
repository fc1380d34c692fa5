"""The REST API: each request is recorded, given its fault, checked against the OpenAPI and limits, and carried out."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from tests.discord import application, channels, interactions, webhooks
from tests.discord.call import Call, File, Handler
from tests.discord.faults import Fault, Kind
from tests.discord.openapi import Operation, specification
from tests.discord.ratelimits import RateLimits
from tests.discord.refusal import RateLimited, Refused, invalid_form, unauthorised
from tests.discord.transcript import Entry

if TYPE_CHECKING:
    from tests.discord.server import LocalDiscord

ROUTES: dict[tuple[str, str], Handler] = {
    **application.ROUTES, **channels.ROUTES, **interactions.ROUTES, **webhooks.ROUTES,
}  # fmt: skip
_BY_TOKEN_IN_PATH = ("/interactions/", "/webhooks/{webhook_id}/{webhook_token}")
_FILE = re.compile(r"files\[(\d+)\]")


class Rest:
    """Answers /api/v10/..."""

    def __init__(self, discord: LocalDiscord) -> None:
        self._discord = discord
        self._limits = RateLimits()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        discord = self._discord
        path = request.raw_path.partition("?")[0].removeprefix("/api/v10").replace("%40", "@")
        entry = Entry(discord.now(), request.method, path, query=dict(request.query))
        discord.transcript.entries.append(entry)
        fault = discord.faults.strike(request.method, path)
        if fault is not None:
            entry.fault = fault.kind.value
            failed = await _strike(fault, request)
            if failed is not None:
                entry.status = failed.status
                return failed
        headers: dict[str, str] = {}
        try:
            entry.status, answer = await self._do(request, path, entry, headers)
        except Refused as refused:
            entry.status, answer = refused.status, refused.body()
            entry.refusal = answer
        if fault is not None and fault.kind is Kind.CUT_AFTER:
            return _cut(request, reset=fault.reset)
        return _json(entry.status, answer, headers)

    async def _do(self, request: web.Request, path: str, entry: Entry, headers: dict[str, str]) -> tuple[int, Any]:
        """Carry out the request, if nothing forbids it. Raises Refused."""
        operation, found = self._find(request, path)
        entry.template = operation.template
        entry.body, files = await _read(request)
        taken = self._limits.take(request.method, operation.template, found)
        headers |= taken.headers
        if taken.wait:
            raise RateLimited(taken.wait)
        problems = operation.problems(found, request.query, entry.body)
        if problems:
            raise invalid_form(*problems)
        handler = ROUTES.get((request.method, operation.template))
        if handler is None:
            raise Refused(501, 0, f"the local Discord does not know {request.method} {operation.template} yet")
        return await handler(Call(self._discord, found, dict(request.query), entry.body, files, entry.at))

    def _find(self, request: web.Request, path: str) -> tuple[Operation, dict[str, str]]:
        match = specification().find(request.method, path)
        if match is None:
            if specification().knows(path):
                raise Refused(405, 0, "405: Method Not Allowed")
            raise Refused(404, 0, "404: Not Found")
        operation, found = match
        by_path = operation.template.startswith(_BY_TOKEN_IN_PATH)
        if not by_path and request.headers.get("Authorization") != f"Bot {self._discord.world.token}":
            raise unauthorised()
        if not by_path and not request.headers.get("User-Agent", "").startswith("DiscordBot ("):
            raise Refused(403, 40333, "internal network error")
        for name, value in found.items():
            if name.endswith("_id") and not value.isdigit():
                raise invalid_form(f'{name}: Value "{value}" is not snowflake.')
        return operation, found


async def _read(request: web.Request) -> tuple[Any, dict[int, File]]:
    """Return the JSON of the body (None without one), and the files beside it."""
    if not request.can_read_body:
        return None, {}
    if request.content_type == "application/json":
        return _parsed(await request.text()), {}
    if request.content_type != "multipart/form-data":
        raise invalid_form(
            f'Content-Type: Expected "Content-Type" header to be one of {{application/json}}, '
            f"got {request.content_type}"
        )
    body: Any = {}
    files = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        name = part.name or ""
        match = _FILE.fullmatch(name)
        if name == "payload_json":
            body = _parsed((await part.read()).decode())
        elif match:
            data = bytes(await part.read())
            files[int(match[1])] = File(part.filename or "unknown", data, _content_type(part.filename or ""))
        else:
            raise invalid_form(f"{name}: not a part of a message")
    return body, files


def _content_type(filename: str) -> str:
    kinds = {"json": "application/json; charset=utf-8", "jsonl": "application/octet-stream", "png": "image/png"}
    return kinds.get(filename.rpartition(".")[2].lower(), "text/plain; charset=utf-8")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise Refused(400, 50109, "The request body contains invalid JSON.") from error


def _json(status: int, answer: object, headers: Mapping[str, str]) -> web.Response:
    # discord.py compares the whole header with "application/json": with a charset it would be read as text.
    if answer is None:
        return web.Response(status=status, headers=headers)
    return web.Response(
        status=status,
        body=json.dumps(answer).encode(),
        content_type="application/json",
        headers={"Via": "1.1 google", **headers},
    )


def _limited(wait: float, *, via: bool) -> web.Response:
    headers = {"Retry-After": f"{wait:.0f}", "X-RateLimit-Scope": "user"}
    response = _json(429, RateLimited(wait).body(), headers)
    if not via:
        del response.headers["Via"]
    return response


async def _strike(fault: Fault, request: web.Request) -> web.Response | None:
    """Return the response of a fault instead of Discord's; None if Discord still answers."""
    if fault.kind is Kind.SLOW:
        await asyncio.sleep(fault.seconds)
    if fault.kind in (Kind.SLOW, Kind.CUT_AFTER):
        return None
    await request.read()
    if fault.kind is Kind.CUT_BEFORE:
        return _cut(request, reset=fault.reset)
    if fault.kind is Kind.SERVER_ERROR:
        return _json(500, {"message": "500: Internal Server Error", "code": 0}, {})
    if fault.kind is Kind.REFUSED:
        return _json(413, {"message": "Request entity too large", "code": 40005}, {})
    return _limited(fault.seconds, via=fault.kind is Kind.RATE_LIMIT)


def _cut(request: web.Request, *, reset: bool) -> web.Response:
    """End the connection without a response: by a reset, or by a plain close."""
    transport = request.transport
    if transport is not None:
        if reset:
            linger = struct.pack("ii", 1, 0)
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        transport.abort()
    return web.Response(status=499)
