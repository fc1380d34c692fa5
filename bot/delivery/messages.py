"""What a message holds, and how a new one is sent to a channel: once, however often it is repeated."""

from __future__ import annotations

import enum
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.cards.answer import CONTENT, DESCRIPTION
from bot.cards.card import Card, view_of
from bot.delivery.retrying import retry
from bot.serving.service import ServiceClient

POST_SECONDS = 120.0
"""How long a new message is retried: Discord remembers a nonce for a few minutes."""

_FIELD = 1_024
"""Units that Discord allows in a field of an embed."""

File = tuple[str, bytes]
"""A file to send: its name and its bytes."""


class Outcome(enum.Enum):
    """What became of a message to somebody."""

    SHOWN = enum.auto()
    GONE = enum.auto()
    """It can no longer be shown: the token has expired, or the message or its channel is closed."""
    MISSED = enum.auto()
    """Discord or the network has failed for too long; later it may work."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message before it is sent, complete, since an edit replaces the whole message.

    `files` None: an edit leaves those that the message has. `plain` replaces content and embeds in a channel where the
    bot may not send embeds, as in a `Card`.
    """

    content: str | None = None
    embeds: Sequence[discord.Embed] = ()
    view: discord.ui.View | None = None
    files: Sequence[File] | None = ()
    plain: str | None = None

    def parts(self, client: discord.Client) -> dict[str, Any]:
        """Return the arguments for discord.py's methods, without the files (see `opened`)."""
        if self.view is not None:
            # Buttons are found by their custom ids, so discord.py need not keep the view in memory.
            self.view.stop()
        content = self.content and clickable(client, self.content)
        return {"content": content, "embeds": [_clickable(client, each) for each in self.embeds], "view": self.view}

    def new(self, client: discord.Client) -> dict[str, Any]:
        """Return the arguments for a new message, with the files. An empty part is left out, as discord.py wants it."""
        return {name: part for name, part in (self.parts(client) | {"files": self.opened()}).items() if part}

    def opened(self) -> list[discord.File]:
        """Return the files, newly opened for each attempt, since a failed one has read them."""
        return [discord.File(io.BytesIO(data), name) for name, data in self.files or ()]


def clickable(client: discord.Client, text: str, limit: int = CONTENT) -> str:
    """Return a text with clickable commands, as far as `client` knows their ids and `limit` leaves room."""
    return client.service.mentions.put_into(text, limit) if isinstance(client, ServiceClient) else text


def _clickable(client: discord.Client, embed: discord.Embed) -> discord.Embed:
    embed = embed.copy()
    embed.description = embed.description and clickable(client, embed.description, DESCRIPTION)
    for place, each in enumerate(embed.fields):
        value = clickable(client, each.value or "", _FIELD)
        embed.set_field_at(place, name=each.name, value=value, inline=each.inline)
    return embed


def without_embeds(message: Message) -> Message:
    """Return a message for a channel where the bot may not send embeds."""
    return Message(message.plain or message.content, view=message.view)


def message_of(shown: str | Card, files: Sequence[File] = ()) -> Message:
    """Return a text or a card as a message. Call it on the event loop, which a card's buttons need."""
    if isinstance(shown, str):
        return Message(shown, files=files)
    return Message(shown.content, shown.embeds, view_of(shown), files, shown.plain)


async def post(
    client: discord.Client,
    channel: int,
    message: Message,
    *,
    nonce: str,
    reply_to: discord.MessageReference | None = None,
) -> None:
    """Send a message to a channel exactly once. `nonce`: at most 25 characters, the same for the same message.

    Raises discord.Forbidden if the bot may not write, and other errors of Discord or the network.
    """
    given: dict[str, Any] = {} if reply_to is None else {"reference": reply_to, "mention_author": False}

    async def send() -> None:
        await client.get_partial_messageable(channel).send(**message.new(client), **given, nonce=nonce)

    await retry(send, POST_SECONDS, 30.0)
