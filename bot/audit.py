"""A server's log channel: who managed the bot, and how."""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord.utils import time_snowflake

from bot.delivery import post
from bot.faults import NETWORK, kind
from bot.service import Service, service_of

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
    text = f"{interaction.user.mention} {done}"
    await _write(service, interaction.client, guild_id, channel, text, f"log-{interaction.id}", -interaction.id)


async def note(service: Service, client: discord.Client, guild_id: int, told: str) -> None:
    """Write into a server's log channel, if it has one, what the bot has done by itself. Raises nothing."""
    channel = service.servers.of(guild_id).log_channel
    if channel is not None:
        # As an interaction would be numbered on this server at this moment.
        number = time_snowflake(service.clock()) | guild_id & 0x3FFFFF
        await _write(service, client, guild_id, channel, told, f"log-{number}", -number)


async def _write(
    service: Service, client: discord.Client, guild_id: int | None, channel: int, text: str, nonce: str, promise: int
) -> None:  # fmt: skip
    log = client.get_partial_messageable(channel, guild_id=guild_id)
    # A promise of its own, so that the end of the process waits for it.
    service.promises.make(promise)
    try:
        await post(log, nonce=nonce, content=text[:2000])
    except NETWORK as error:
        _log.warning("the log channel of server %s could not be written to: %s", guild_id, kind(error))
    finally:
        service.promises.keep(promise)
