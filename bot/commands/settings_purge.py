"""`/settings purge`: deletes everything of a server at once, after its name was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

from bot.commands.components import ServerForm
from bot.commands.managing import acknowledge_manager, check_manager
from bot.delivery import audit
from bot.delivery.apology import explained
from bot.delivery.responses import deliver, open_form
from bot.serving.service import service_of
from bot.tasks import waiting
from bot.wording import counted
from bot.work.worker import Stopped

STOPPED = "I was stopped before everything was deleted. Please do it again in a minute, to be sure."

HALF = "Some of it may be deleted already, and not all of it is. Please do it again."
"""Said after what kept the rest from being deleted: a purge goes in steps, and what one has deleted is gone."""


class Purge(ServerForm, title="Delete everything for good?", template=r"settings-purge"):
    """Takes the name of the server, so that nobody does this by mistake."""

    typed: discord.ui.TextInput[Purge] = discord.ui.TextInput(
        label="Type this server's name to delete everything", custom_id="typed", max_length=100
    )

    @classmethod
    async def submitted(cls, interaction: discord.Interaction[Any], guild_id: int, values: Mapping[str, str]) -> None:
        """Delete everything if the name is right."""
        await acknowledge_manager(interaction)
        name = _name(interaction)
        if not name or _plain(values.get("typed", "")) != _plain(name):
            await deliver(interaction, "That is not this server's name. Nothing was deleted.")
            return
        service = service_of(interaction)
        log_channel = service.servers.of(guild_id).log_channel
        try:
            async with waiting.noted(interaction):
                count = await service.purge(guild_id)
                articles = counted(count, "article")
                await deliver(
                    interaction,
                    f"Deleted for good: {articles}, all questions with their answers and votes, the feeds and the "
                    "settings of this server. It is as if I had just come.",
                )
        except Stopped:
            await deliver(interaction, STOPPED)
            return
        except Exception as error:  # noqa: BLE001 -- whatever it is, what may have gone already must be told
            await deliver(interaction, f"{explained(error, f'a purge of server {guild_id}')}\n{HALF}")
            done = "wanted to delete everything of this server; not all of it is deleted"
            await audit.record(interaction, done, channel=log_channel)
            return
        done = f"deleted everything of this server, with {articles}. The log ends with the settings."
        await audit.record(interaction, done, channel=log_channel)


@app_commands.command(description="Delete all articles, answers, votes and settings of this server now")
async def purge(interaction: discord.Interaction[Any]) -> None:
    """Ask for the name of the server."""
    check_manager(interaction)
    form = Purge(custom_id="settings-purge")
    form.typed.placeholder = _name(interaction)[:100] or None
    await open_form(interaction, form)


def _name(interaction: discord.Interaction[Any]) -> str:
    return interaction.guild.name if interaction.guild is not None else ""


def _plain(name: str) -> str:
    """Return a name for comparison, without differences in spaces, case and forms of letters (𝕋 is typed as T)."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()
