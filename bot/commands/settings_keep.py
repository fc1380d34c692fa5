"""`/settings keep-days`: articles that nobody refreshes are removed after some days, after a confirmation."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands

from bot.cards.keeping import CANCELLED, cut_short, swept, turned_on, warning
from bot.commands.components import ServerButton
from bot.commands.managing import acknowledge_manager, change
from bot.delivery import audit
from bot.delivery.apology import explained
from bot.delivery.places import response_to
from bot.delivery.responses import deliver
from bot.serving.servers import KEEP_DAYS
from bot.serving.service import service_of
from bot.tasks import waiting
from bot.tasks.sweeping import due, sweep
from bot.work.worker import Stopped
from index.article import ArticleName

OFF = "Articles are kept until somebody removes them."


class KeepDays(ServerButton, template=r"settings-keep:(?P<days>[0-9]{1,4}|cancel)"):
    """Turns the removal on, or cancels."""

    async def pressed(self, interaction: discord.Interaction[Any], guild_id: int) -> None:
        """Store the days and remove what is due, if the person may manage the bot."""
        await acknowledge_manager(interaction, in_place=True)
        days = 0 if self.arguments["days"] == "cancel" else int(self.arguments["days"])
        if days not in KEEP_DAYS:
            await deliver(interaction, CANCELLED)
            return
        service = service_of(interaction)
        gone: list[ArticleName] = []
        try:
            async with waiting.noted(interaction):
                # Before the setting is stored: the daily sweep could come first, and its removals go unreported here.
                async for removed in sweep(service, guild_id, days, response_to(interaction)):
                    gone += removed
                await service.servers.change(guild_id, keep_days=days)
        except Exception as error:  # noqa: BLE001 -- whatever it is, what has gone already must be told
            stopped = isinstance(error, Stopped)
            why = waiting.STOPPED if stopped else explained(error, f"removing old articles of server {guild_id}")
            await deliver(interaction, cut_short(gone, why))
        else:
            await deliver(interaction, turned_on(gone, days))
            await audit.record(interaction, f"chose to keep articles for {days:,} days without a refresh")
        finally:
            if gone:
                await audit.note(interaction.client, service, guild_id, swept(gone, days))


@app_commands.command(name="keep-days", description="Remove articles that nobody has refreshed for some days")
@app_commands.describe(days="1 to 3650 days; 0 keeps articles until somebody removes them")
async def keep_days(interaction: discord.Interaction[Any], days: app_commands.Range[int, 0, KEEP_DAYS[-1]]) -> None:
    """Show what would be removed at once, and ask for a confirmation; or turn it off."""
    guild_id = await acknowledge_manager(interaction)
    if not days:
        await change(interaction, guild_id, OFF, "chose to keep articles until they are removed", keep_days=None)
        return
    service = service_of(interaction)
    await deliver(interaction, warning(await asyncio.to_thread(due, service, guild_id, days), days))
