"""`/privacy forget-me`: deletes everything that is stored about a person, on all servers."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands

from bot.delivery.responses import acknowledge, deliver
from bot.serving.service import Command, service_of
from bot.wording import counted


def commands() -> list[Command]:
    """Return `/privacy forget-me`, also for direct messages: a person may want it after leaving a server."""
    group = app_commands.Group(
        name="privacy",
        description="What I keep about you",
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True),
    )
    group.add_command(forget_me)
    return [group]


@app_commands.command(name="forget-me", description="Delete your votes and their reasons, on all servers")
async def forget_me(interaction: discord.Interaction[Any]) -> None:
    """Delete the votes, and say what is left."""
    await acknowledge(interaction, private=True)
    feedback = service_of(interaction).library.feedback
    count = await asyncio.to_thread(feedback.forget, str(interaction.user.id))
    deleted = f"Deleted {counted(count, 'vote')} of yours." if count else "You have no votes, here or elsewhere."
    await deliver(
        interaction,
        f"{deleted} Nothing else that I keep has your name or your id on it, on any server; only while I "
        "work on a question or for a manager I note who waits for it, or until my next start where I could not tell "
        "them.\n"
        "Questions stay, without who asked them, until a server is purged or 30 days after I leave it. What you and "
        "I wrote in channels is Discord's to keep, and yours to delete.",
    )
