"""The local Discord: the world, its REST API and gateway on loopback, and what changes the world from outside."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.discord import gateway as events
from tests.discord import payloads
from tests.discord.faults import Faults
from tests.discord.gateway import Gateway
from tests.discord.interactions import Interaction
from tests.discord.openapi import specification
from tests.discord.permissions import EVERYONE
from tests.discord.rest import Rest
from tests.discord.snowflakes import Snowflakes
from tests.discord.state import (
    DIRECT_MESSAGE,
    TEXT,
    THREAD,
    Channel,
    Guild,
    Member,
    Message,
    Overwrite,
    Role,
    User,
    World,
)
from tests.discord.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an interaction waits for its response, and how long its token is valid, in seconds."""

    acknowledge: float = 3.0
    token: float = 900.0


class LocalDiscord:
    """A Discord for one bot, on a loopback port. Use it as an asynchronous context manager."""

    def __init__(self, *, application_flags: int = 0, shards: int = 1, limits: Limits | None = None) -> None:
        self.snowflakes = Snowflakes()
        bot = User(self.snowflakes.next(), "articlebot", bot=True)
        token = f"MTk4NjIyNDgzNDcxOTI1MjQ4.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(20)}"
        self.world = World(bot.id, bot, token, application_flags, {bot.id: bot})
        self.limits = limits or Limits()
        self.shards = shards
        self.transcript = Transcript()
        self.faults = Faults()
        self.interactions: dict[int, Interaction] = {}
        self.gateway = Gateway(self)
        self.gateway_faults: list[str] = []
        """Why connections of the gateway were closed on the bot."""
        self.url = ""
        self._changed = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        specification()  # half a second, which must not count against an interaction's 3 seconds
        application = web.Application(client_max_size=64 * 2**20)
        application.router.add_get("/gateway/", self.gateway.serve)
        application.router.add_get("/attachments/{id}/{name}", self._attachment)
        application.router.add_route("*", "/api/v10/{path:.*}", Rest(self).serve)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """The value for discord.http.Route.BASE."""
        return f"{self.url}/api/v10"

    @property
    def gateway_url(self) -> str:
        """The value for DiscordWebSocket.DEFAULT_GATEWAY."""
        return f"{self.url}/gateway/".replace("http", "ws", 1)

    def now(self) -> float:
        """Return the server's clock, in seconds."""
        return time.monotonic()

    def age(self, interaction: Interaction) -> float:
        """Return the seconds since an interaction began."""
        return self.now() - interaction.began

    # -- what people and admins do to the world ------------------------------------------------------------------

    def user(self, name: str, *, locale: str = "en-US") -> User:
        """Make an account."""
        user = User(self.snowflakes.next(), name, locale=locale)
        self.world.users[user.id] = user
        return user

    def guild(
        self, name: str, owner: User, *, channels: tuple[str, ...] = ("general",), with_bot: bool = True
    ) -> Guild:
        """Make a server with text channels; the bot joins it, unless `with_bot` is False."""
        guild_id = self.snowflakes.next()
        guild = Guild(guild_id, name, owner, Role(guild_id, "@everyone", EVERYONE, 0))
        self.world.guilds[guild_id] = guild
        self.join(guild, owner)
        for channel in channels:
            guild.channels.append(Channel(self.snowflakes.next(), channel, guild=guild))
        if with_bot:
            self.invite(guild)
        return guild

    def channel(self, guild: Guild, name: str, *overwrites: Overwrite, kind: int = TEXT) -> Channel:
        """Make a channel."""
        channel = Channel(self.snowflakes.next(), name, kind, guild, overwrites=list(overwrites))
        guild.channels.append(channel)
        self._tell(guild, "CHANNEL_CREATE", payloads.channel(channel), events.GUILDS)
        return channel

    def role(self, guild: Guild, name: str, permissions: int = 0, *, of: User | None = None) -> Role:
        """Make a role; `of`: the bot to which it belongs."""
        role = Role(self.snowflakes.next(), name, permissions, of=of)
        guild.roles.append(role)
        self._tell(guild, "GUILD_ROLE_CREATE", {"guild_id": str(guild.id), "role": payloads.role(role)}, events.GUILDS)
        return role

    def join(self, guild: Guild, user: User, *roles: Role) -> Member:
        """Let a person join a server, with roles."""
        guild.members[user.id] = Member(user, list(roles))
        return guild.members[user.id]

    def thread(self, parent: Channel, name: str) -> Channel:
        """Open a public thread."""
        assert parent.guild is not None
        thread = Channel(self.snowflakes.next(), name, THREAD, parent.guild, parent)
        parent.guild.channels.append(thread)
        self._tell(parent.guild, "THREAD_CREATE", payloads.channel(thread) | {"newly_created": True}, events.GUILDS)
        return thread

    def direct(self, person: User) -> Channel:
        """Return the direct conversation of a person and the bot."""
        if person.id not in self.world.direct:
            self.world.direct[person.id] = Channel(
                self.snowflakes.next(), f"@{person.name}", DIRECT_MESSAGE, recipients=(person,)
            )
        return self.world.direct[person.id]

    def invite(self, guild: Guild) -> None:
        """Let the bot join a server."""
        guild.has_bot = True
        self.join(guild, self.world.bot)
        self._tell(guild, "GUILD_CREATE", payloads.guild(guild, self.world.bot), events.GUILDS)

    def kick(self, guild: Guild) -> None:
        """Remove the bot from a server."""
        guild.has_bot = False
        del guild.members[self.world.bot.id]
        self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild_id=guild.id, intent=events.GUILDS)
        self.announce()

    def _tell(self, guild: Guild, event: str, data: dict[str, object], intent: int) -> None:
        if guild.has_bot:
            self.gateway.dispatch(event, data, guild_id=guild.id, intent=intent)

    # -- what happens to messages --------------------------------------------------------------------------------

    def message_made(self, message: Message) -> None:
        """Show a new message, and send it to the gateway."""
        message.channel.messages[message.id] = message
        self._message_event("MESSAGE_CREATE", message)

    def message_changed(self, message: Message) -> None:
        """Tell the gateway that a message has changed."""
        self._message_event("MESSAGE_UPDATE", message)

    def message_deleted(self, message: Message) -> None:
        """Delete a message."""
        message.deleted = True
        guild = message.channel.guild
        data = {"id": str(message.id), "channel_id": str(message.channel.id)}
        if not message.ephemeral:
            self.gateway.dispatch(
                "MESSAGE_DELETE",
                data | ({"guild_id": str(guild.id)} if guild else {}),
                guild_id=guild.id if guild else None,
                intent=_intent(message),
            )
        self.announce()

    def _message_event(self, event: str, message: Message) -> None:
        guild = message.channel.guild
        if not message.ephemeral and (guild is None or guild.has_bot):
            more: dict[str, object] = {}
            if guild is not None:
                author = guild.members.get(message.author.id)
                more = {"guild_id": str(guild.id)}
                more |= {"member": payloads.member(author, guild, whole=False)} if author else {}

            def shown(*, content: bool) -> dict[str, object]:
                return payloads.message(message, self.world, self.url, content=content) | more

            self.gateway.dispatch(
                event,
                shown(content=True),
                stripped=lambda: shown(content=False),
                guild_id=guild.id if guild else None,
                intent=_intent(message),
            )
        self.announce()

    # -- waiting -------------------------------------------------------------------------------------------------

    def announce(self) -> None:
        """Wake everything that waits for a change."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, holds: Callable[[], object], seconds: float, what: str) -> None:
        """Wait until `holds` is true. Raises TimeoutError, which names `what` did not happen."""
        end = self.now() + seconds
        while not holds():
            changed = self._changed
            left = end - self.now()
            if left <= 0:
                raise TimeoutError(f"{what}: not within {seconds} s")
            try:
                # Some conditions depend only on time, so check again regularly.
                await asyncio.wait_for(changed.wait(), min(left, 0.25))
            except TimeoutError:
                continue

    async def _attachment(self, request: web.Request) -> web.Response:
        number = request.match_info["id"]
        attachment = self.world.attachments.get(int(number) if number.isdigit() else 0)
        if attachment is None:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=attachment.data, headers={"Content-Type": attachment.content_type})


def _intent(message: Message) -> int:
    return events.DIRECT_MESSAGES if message.channel.guild is None else events.GUILD_MESSAGES
