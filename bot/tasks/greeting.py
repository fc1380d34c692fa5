"""The first message on a server: what the bot needs before it can be asked anything."""

from __future__ import annotations

import asyncio
import logging

import discord

from bot.cards.about import WELCOME
from bot.cards.card import Card
from bot.delivery.faults import NETWORK, kind
from bot.delivery.messages import post
from bot.serving.service import Service

_log = logging.getLogger(__name__)


async def greet(client: discord.Client, service: Service, guild: discord.Guild) -> None:
    """Say how to begin, in the channel where Discord greets, unless the server already has articles.

    A failure to send is logged. Raises what the library raises.
    """
    channel = guild.system_channel
    if channel is None or not channel.permissions_for(guild.me).send_messages:
        return
    try:
        if not await asyncio.to_thread(service.collection(guild.id).count):
            await post(client, channel.id, Card(WELCOME), nonce=f"hello-{guild.id}"[:25])
    except NETWORK as error:
        _log.info("server %s could not be greeted: %s", guild.id, kind(error))
