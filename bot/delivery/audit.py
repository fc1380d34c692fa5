"""A server's log channel: who managed the bot, and how, and what it did by itself."""

from __future__ import annotations

import logging
import secrets
from typing import Any

import discord

from bot.delivery.faults import NETWORK, kind
from bot.delivery.messages import Message, post
from bot.serving.service import Service, service_of

_log = logging.getLogger(__name__)


async def record(interaction: discord.Interaction[Any], done: str, *, channel: int | None = None) -> None:
    """Write into the server's log channel, if it has one, that who made the interaction has `done` something.

    `done` reads after a name ("added **The ferry**"), its articles' words escaped. `channel`: the log channel that
    there was before, where it is the settings that have changed. Raises nothing: what was done is done, whether it
    could be written down there or not.
    """
    service, guild_id = service_of(interaction), interaction.guild_id
    if channel is None and guild_id is not None:
        channel = service.servers.of(guild_id).log_channel
    if channel is None:
        return
    await _write(interaction.client, service, guild_id, channel, f"{interaction.user.mention} {done}")


async def note(client: discord.Client, service: Service, guild_id: int, *told: str) -> None:
    """Write into the server's log channel, if it has one, what the bot did by itself. Raises nothing, as above."""
    channel = service.servers.of(guild_id).log_channel
    if channel is not None:
        for line in told:
            await _write(client, service, guild_id, channel, line)


async def _write(client: discord.Client, service: Service, guild_id: int | None, channel: int, text: str) -> None:
    # A promise of its own, so that the end of the process waits for it: no interaction or message has such an id.
    promise = -secrets.randbits(80)
    service.promises.make(promise)
    try:
        # A nonce for each line: one interaction may have several.
        await post(client, channel, Message(text[:2000]), nonce=f"log-{secrets.token_hex(8)}")
    except NETWORK as error:
        _log.warning("the log channel of server %s could not be written to: %s", guild_id, kind(error))
    finally:
        service.promises.keep(promise)
