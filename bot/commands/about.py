"""`/help` and `/stats`: what the bot is for, and a server's numbers."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands

from bot.cards.about import help_card, stats_card
from bot.cards.card import Card
from bot.commands.components import NOT_HERE
from bot.delivery.responses import acknowledge, deliver, tell
from bot.serving.service import Command, Service, service_of


def commands() -> list[Command]:
    """Return `/help` and `/stats`."""
    return [about, stats]


@app_commands.command(name="help", description="What I do, how to ask me, and what I keep")
@app_commands.allowed_contexts(guilds=True, dms=True)
@app_commands.allowed_installs(guilds=True)
async def about(interaction: discord.Interaction[Any]) -> None:
    """Show the help, in a direct message as well."""
    await acknowledge(interaction, private=True)
    name = interaction.client.user.name if interaction.client.user is not None else "articlebot"
    await deliver(interaction, help_card(name))


@app_commands.command(description="How many articles, questions and votes there are on this server")
@app_commands.allowed_contexts(guilds=True)
@app_commands.allowed_installs(guilds=True)
async def stats(interaction: discord.Interaction[Any]) -> None:
    """Show the numbers to everybody who may ask: they name no article and no person."""
    service, guild_id = service_of(interaction), interaction.guild_id
    if guild_id is None:
        await tell(interaction, NOT_HERE)
        return
    await acknowledge(interaction, private=service.servers.of(guild_id).private)
    await deliver(interaction, await asyncio.to_thread(_stats, service, guild_id))


def _stats(service: Service, guild_id: int) -> Card:
    collection = service.collection(guild_id)
    passages = sum(collection.passage_counts().values())
    return stats_card(collection.count(), passages, service.library.feedback.statistics(collection.name))
