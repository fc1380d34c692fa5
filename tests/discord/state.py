"""What Discord knows: people, servers, channels, messages. Plain records that the server and the people change."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

TEXT, DIRECT_MESSAGE, VOICE, THREAD, FORUM = 0, 1, 2, 11, 15


@dataclass(slots=True, eq=False)
class User:
    """An account, of a person or of a bot."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    takes_direct_messages: bool = True


@dataclass(slots=True, eq=False)
class Role:
    """A role of one server."""

    id: int
    name: str
    permissions: int = 0
    position: int = 1
    of: User | None = None
    """The bot for which Discord made it, when that was invited."""


@dataclass(slots=True, eq=False)
class Member:
    """A user on a server."""

    user: User
    roles: list[Role] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel grants and denies; `target` is the id of a role, of a user, or of the server (@everyone)."""

    target: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True, eq=False)
class Attachment:
    """A file that somebody sent."""

    id: int
    filename: str
    data: bytes
    content_type: str
    description: str | None = None
    ephemeral: bool = False
    title: str | None = None
    """What people called the file, without its ending, if Discord shortened that."""

    @classmethod
    def uploaded(cls, number: int, name: str, data: bytes, content_type: str, *, ephemeral: bool = False) -> Attachment:
        """Return a file as people hand it in: Discord leaves only the ASCII characters of its name, or makes one up.

        It puts underscores for blanks.
        """
        title, dot, ending = name.rpartition(".")
        if name.isascii() and " " not in name:
            return cls(number, name, data, content_type, ephemeral=ephemeral)
        kept = re.sub(r"[^\w-]", "", "_".join(title.split()), flags=re.ASCII).strip("_") or secrets.token_hex(8)
        return cls(number, f"{kept}{dot}{ending}", data, content_type, ephemeral=ephemeral, title=title)


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now."""

    id: int
    channel: Channel
    author: User
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    kind: int = 0
    """Discord's type of a message that is no reply: 0 is written by its author, 1 tells who was added to a thread."""
    reply_to: Message | None = None
    poll: str | None = None
    """The question of the poll that it is."""
    forwarded: Message | None = None
    """The message that it forwards, instead of words of its own."""
    mentions: list[User] = field(default_factory=list)
    only_for: User | None = None
    """The one person who sees an ephemeral message; None for everyone."""
    interaction: int | None = None
    """The id of the interaction that it answers."""
    interaction_kind: int = 2
    asked_by: User | None = None
    nonce: str | None = None
    edits: int = 0
    edited_after: float = 0.0
    """Seconds after it was written."""
    deleted: bool = False

    @property
    def loading(self) -> bool:
        """Whether it still shows that the bot is thinking."""
        return bool(self.flags & 128)

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.only_for is not None


@dataclass(slots=True, eq=False)
class Channel:
    """A channel with messages, a forum, a thread or post, or a direct conversation (which has no server)."""

    id: int
    name: str
    kind: int = TEXT
    guild: Guild | None = None
    parent: Channel | None = None
    recipients: tuple[User, ...] = ()
    overwrites: list[Overwrite] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)
    nonces: dict[str, Message] = field(default_factory=dict)

    def visible_to(self, user: User) -> list[Message]:
        """Return the messages that a user sees here, oldest first."""
        return [
            message for message in self.messages.values() if not message.deleted and message.only_for in (None, user)
        ]


@dataclass(slots=True, eq=False)
class Guild:
    """A server."""

    id: int
    name: str
    owner: User
    everyone: Role
    has_bot: bool = False
    system_channel: Channel | None = None
    """The channel in which Discord itself greets new members."""
    locale: str = "en-US"
    members: dict[int, Member] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    command_grants: dict[str, set[int]] = field(default_factory=dict)
    """Command name -> ids of roles and users whom the server's admins let use it, against its default."""

    def channel(self, name: str) -> Channel:
        """Return the channel or thread of this name."""
        return next(channel for channel in self.channels if channel.name == name)


@dataclass(slots=True)
class World:
    """Everything that there is."""

    application_id: int
    bot: User
    token: str
    application_flags: int = 0
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    direct: dict[int, Channel] = field(default_factory=dict)
    """Direct conversations by the id of the person."""
    attachments: dict[int, Attachment] = field(default_factory=dict)
    commands: list[dict[str, Any]] = field(default_factory=list)
    guild_commands: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    def channel(self, channel_id: int) -> Channel | None:
        """Return a channel, thread or direct conversation by its id."""
        for guild in self.guilds.values():
            for channel in guild.channels:
                if channel.id == channel_id:
                    return channel
        return next((channel for channel in self.direct.values() if channel.id == channel_id), None)
