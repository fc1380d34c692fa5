"""A server's log channel: who managed the bot and how, and what the bot did by itself."""

from __future__ import annotations

import logging
import secrets
from typing import Any

import discord

from bot.cards.card import Card
from bot.delivery.faults import NETWORK, kind
from bot.delivery.messages import post
from bot.serving.service import Service, service_of

_log = logging.getLogger(__name__)


async def record(interaction: discord.Interaction[Any], done: str, *, channel: int | None = None) -> None:
    """Write into the server's log channel, if it has one, that the interaction's author has `done` something.

    `done` follows a name ("added **The ferry**"), with the words of articles escaped. `channel`: the previous log
    channel, if the settings have changed. Raises nothing: the action is complete, whether it can be logged or not.
    """
    service, guild_id = service_of(interaction), interaction.guild_id
    if channel is None and guild_id is not None:
        channel = service.servers.of(guild_id).log_channel
    if channel is None:
        return
    await _write(interaction.client, service, guild_id, channel, f"{interaction.user.mention} {done}")


async def note(client: discord.Client, service: Service, guild_id: int, *told: str) -> None:
    """Write into the server's log channel, if it has one, what the bot did by itself. Raises nothing either."""
    channel = service.servers.of(guild_id).log_channel
    if channel is not None:
        for line in told:
            await _write(client, service, guild_id, channel, line)


async def _write(client: discord.Client, service: Service, guild_id: int | None, channel: int, text: str) -> None:
    with service.pending_replies.pending():
        try:
            # Each line has its own nonce, since one interaction may cause several lines.
            await post(client, channel, Card(text[:2000]), nonce=f"log-{secrets.token_hex(8)}")
        except NETWORK as error:
            _log.warning("the log channel of server %s could not be written to: %s", guild_id, kind(error))
