"""The gateway: sessions of shards, which outlive their connections so that they can be resumed."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSMessage, WSMsgType, web

from tests.discord import payloads
from tests.discord.compression import Compressor, compressor

if TYPE_CHECKING:
    from tests.discord.server import LocalDiscord

JSON = dict[str, Any]
DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS = 0, 1, 2, 3, 4, 6, 7, 8
INVALID_SESSION, HELLO, ACK = 9, 10, 11
GUILDS, GUILD_MEMBERS, PRESENCES, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = (
    1 << 0, 1 << 1, 1 << 8, 1 << 9, 1 << 12, 1 << 15,
)  # fmt: skip
_PRIVILEGED = {GUILD_MEMBERS: 1 << 14 | 1 << 15, PRESENCES: 1 << 12 | 1 << 13, MESSAGE_CONTENT: 1 << 18 | 1 << 19}
_ALL_INTENTS = (1 << 26) - 1
_KEPT = 2000


class Close(Exception):
    """The connection is closed with one of Discord's codes."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(slots=True, eq=False)
class Connection:
    """One WebSocket."""

    socket: web.WebSocketResponse
    request: web.Request
    compress: Compressor | None
    session: Session | None = None

    async def send(self, op: int, data: object = None, **more: object) -> None:
        """Send one message; does nothing if the connection is gone."""
        text = json.dumps({"op": op, "d": data, "s": None, "t": None} | more)
        if self.socket.closed:
            return
        try:
            if self.compress is None:
                await self.socket.send_str(text)
            else:
                await self.socket.send_bytes(self.compress(text))
        except ConnectionError:
            return


@dataclass(slots=True, eq=False)
class Session:
    """A shard's session; its events are kept so that they can be sent again after a resume."""

    id: str
    shard: tuple[int, int]
    intents: int
    connection: Connection | None = None
    sequence: int = 0
    kept: deque[tuple[int, str, JSON]] = field(default_factory=lambda: deque(maxlen=_KEPT))
    queue: asyncio.Queue[tuple[int, str, JSON]] = field(default_factory=asyncio.Queue)

    def tell(self, event: str, data: JSON) -> None:
        """Number an event and queue it for the connection; without one it is only kept."""
        self.sequence += 1
        item = (self.sequence, event, data)
        self.kept.append(item)
        if self.connection is not None:
            self.queue.put_nowait(item)


class Gateway:
    """All sessions of the bot."""

    def __init__(self, discord: LocalDiscord) -> None:
        self._discord = discord
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.identified = 0
        self.resumed = 0

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one WebSocket until it ends."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        try:
            compress = compressor(request.query.get("compress"))
        except KeyError:
            await socket.close(code=4002)
            return socket
        connection = Connection(socket, request, compress)
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            await socket.close(code=4012)
            return socket
        self.connections.append(connection)
        sender: asyncio.Task[None] | None = None
        try:
            await connection.send(HELLO, {"heartbeat_interval": 41_250})
            async for frame in socket:
                session = await self._receive(connection, frame)
                if session is not None:
                    sender = asyncio.create_task(_send(connection, session))
        except Close as close:
            self._discord.gateway_faults.append(f"{close.code}: {close}")
            await socket.close(code=close.code, message=str(close).encode())
        except ConnectionError:
            pass
        finally:
            if sender is not None:
                sender.cancel()
            self.connections.remove(connection)
            self._let_go(connection)
        return socket

    def _let_go(self, connection: Connection) -> None:
        session = connection.session
        if session is not None and session.connection is connection:
            session.connection = None
            if connection.socket.close_code in (1000, 1001):
                # The client closed normally, so its session ends. After any other end it can be resumed.
                self.sessions.pop(session.id, None)
        self._discord.announce()

    async def _receive(self, connection: Connection, frame: WSMessage) -> Session | None:
        """Handle one message of the client; return the session that it starts or resumes. Raises Close."""
        if frame.type is not WSMsgType.TEXT:
            raise Close(4002, "a frame that is not text")
        try:
            message = json.loads(frame.data)
            op, data = message["op"], message.get("d")
        except (ValueError, KeyError, TypeError) as error:
            raise Close(4002, "Decode error") from error
        if op == HEARTBEAT:
            await connection.send(ACK)
            return None
        if op == IDENTIFY:
            if connection.session is not None:
                raise Close(4005, "Already authenticated")
            return await self._identify(connection, data)
        if op == RESUME:
            return await self._resume(connection, data)
        if connection.session is None:
            raise Close(4003, "Not authenticated")
        if op not in (PRESENCE, VOICE, MEMBERS):
            raise Close(4001, "Unknown opcode")
        return None

    async def _identify(self, connection: Connection, data: JSON) -> Session:
        world = self._discord.world
        if data["token"] != world.token:
            raise Close(4004, "Authentication failed")
        if not isinstance(data.get("intents"), int) or data["intents"] & ~_ALL_INTENTS:
            raise Close(4013, "Invalid intents")
        for intent, flags in _PRIVILEGED.items():
            if data["intents"] & intent and not world.application_flags & flags:
                raise Close(4014, "Disallowed intents")
        if not {"os", "browser", "device"} <= set(data.get("properties") or {}):
            raise Close(4002, "properties are missing")
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            raise Close(4010, "Invalid shard")
        for old in [each for each in self.sessions.values() if each.shard == (number, count)]:
            del self.sessions[old.id]
        session = Session(secrets.token_hex(16), (number, count), data["intents"], connection)
        connection.session = session
        self.sessions[session.id] = session
        guilds = [guild for guild in world.guilds.values() if guild.has_bot and _of(session, guild.id)]
        session.tell(
            "READY",
            {
                "v": 10,
                "user": payloads.user(world.bot) | {"verified": True, "mfa_enabled": False},
                "session_id": session.id,
                "resume_gateway_url": self._discord.gateway_url,
                "shard": [number, count],
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "private_channels": [],
                "application": {"id": str(world.application_id), "flags": world.application_flags},
            },
        )
        if session.intents & GUILDS:
            for guild in guilds:
                session.tell("GUILD_CREATE", payloads.guild(guild, world.bot) | {"unavailable": False})
        return session

    async def _resume(self, connection: Connection, data: JSON) -> Session | None:
        if data["token"] != self._discord.world.token:
            raise Close(4004, "Authentication failed")
        session = self.sessions.get(data["session_id"])
        if session is None:
            await connection.send(INVALID_SESSION, data=False)
            return None
        if data["seq"] is None or not session.sequence - len(session.kept) <= data["seq"] <= session.sequence:
            raise Close(4007, "Invalid seq")
        session.queue = asyncio.Queue()
        for item in session.kept:
            if item[0] > data["seq"]:
                session.queue.put_nowait(item)
        session.connection = connection
        connection.session = session
        session.tell("RESUMED", {})
        self.resumed += 1
        return session

    def dispatch(
        self,
        event: str,
        data: JSON,
        *,
        guild_id: int | None,
        intent: int = 0,
        stripped: Callable[[], JSON] | None = None,
    ) -> None:
        """Send an event to its shard's session; `stripped` makes the version without the message-content intent."""
        for session in self.sessions.values():
            if not _of(session, guild_id) or session.intents & intent != intent:
                continue
            bare = stripped is not None and not session.intents & MESSAGE_CONTENT
            session.tell(event, stripped() if bare and stripped else data)

    def drop(self) -> None:
        """Cut every connection without notice."""
        for connection in self.connections:
            if connection.request.transport is not None:
                connection.request.transport.abort()

    async def ask_to_reconnect(self) -> None:
        """Send op 7 to all."""
        for connection in list(self.connections):
            await connection.send(RECONNECT)

    async def invalidate(self, *, resumable: bool) -> None:
        """Send op 9 to all; the sessions are deleted unless they may be resumed."""
        if not resumable:
            self.sessions.clear()
        for connection in list(self.connections):
            await connection.send(INVALID_SESSION, data=resumable)

    def ready(self) -> bool:
        """Tell whether every shard has a connected session that has received everything so far."""
        live = [each for each in self.sessions.values() if each.connection is not None and each.queue.empty()]
        return bool(live) and len({each.shard[0] for each in live}) == live[0].shard[1]


def _of(session: Session, guild_id: int | None) -> bool:
    """Tell whether a server belongs to this session's shard; direct messages go to the first."""
    number, count = session.shard
    return ((guild_id or 0) >> 22) % count == number


async def _send(connection: Connection, session: Session) -> None:
    """Send the queued events, in order."""
    queue = session.queue
    while True:
        sequence, event, data = await queue.get()
        await connection.send(DISPATCH, data, s=sequence, t=event)
