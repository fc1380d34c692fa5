"""A card as discord.py takes it, and how a new one is sent to a channel: once, however often it is repeated."""

from __future__ import annotations

import enum
import io
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


class Outcome(enum.Enum):
    """What became of a message to somebody."""

    SHOWN = enum.auto()
    GONE = enum.auto()
    """It can no longer be shown: the token has expired, or the message or its channel is closed."""
    MISSED = enum.auto()
    """Discord or the network has failed for too long; later it may work."""


def parts_of(client: discord.Client, card: Card) -> dict[str, Any]:
    """Return the arguments for discord.py's methods, without the files (see `opened`). Call it on the event loop."""
    content = card.content and clickable(client, card.content)
    return {"content": content, "embeds": [_clickable(client, each) for each in card.embeds], "view": view_of(card)}


def new_message(client: discord.Client, card: Card) -> dict[str, Any]:
    """Return the arguments for a new message, with the files. An empty part is left out, as discord.py wants it."""
    return {name: part for name, part in (parts_of(client, card) | {"files": opened(card)}).items() if part}


def opened(card: Card) -> list[discord.File]:
    """Return the files of a card, newly opened for each attempt, since a failed one has read them."""
    return [discord.File(io.BytesIO(data), name) for name, data in card.files or ()]


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


def without_embeds(card: Card) -> Card:
    """Return a card for a channel where the bot may not send embeds."""
    return Card(card.plain or card.content, buttons=card.buttons)


async def post(
    client: discord.Client,
    channel: int,
    card: Card,
    *,
    nonce: str,
    reply_to: discord.MessageReference | None = None,
) -> None:
    """Send a card to a channel exactly once. `nonce`: at most 25 characters, the same for the same message.

    Raises discord.Forbidden if the bot may not write, and other errors of Discord or the network.
    """
    given: dict[str, Any] = {} if reply_to is None else {"reference": reply_to, "mention_author": False}

    async def send() -> None:
        await client.get_partial_messageable(channel).send(**new_message(client, card), **given, nonce=nonce)

    await retry(send, POST_SECONDS, 30.0)
