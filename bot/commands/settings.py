"""`/settings`, one command for each setting. Channels, keep-days and the purge are in files of their own."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.cards.settings import MENTIONS, settings_card
from bot.commands.managing import GroupMember, acknowledge_manager, change, manager_group
from bot.commands.settings_channels import Channel, answers_need, channels, gone, lacking, listed
from bot.commands.settings_keep import keep_days
from bot.commands.settings_purge import purge
from bot.delivery.responses import deliver
from bot.serving.servers import PER_MINUTE, QUOTES, ServerSettings
from bot.serving.service import Command, service_of
from bot.wording import counted


def commands() -> list[Command]:
    """Return `/settings`."""
    members: list[GroupMember] = [show, manager_role, channels(), private, quotes, rate, log_channel, keep_days, purge]
    return [manager_group("settings", "How the bot behaves on this server", *members)]


@app_commands.command(description="Show all settings of this server")
async def show(interaction: discord.Interaction[Any]) -> None:
    """Show the settings."""
    guild_id = await acknowledge_manager(interaction)
    settings = service_of(interaction).servers.of(guild_id)
    missing = gone(interaction, [each for each in (*settings.channels, settings.log_channel) if each is not None])
    guild, role = interaction.guild, settings.manager_role
    if role is not None and guild is not None and not guild.unavailable and guild.get_role(role) is None:
        missing.append(role)
    await deliver(interaction, settings_card(settings, missing, _warnings(guild, settings)))


def _warnings(guild: discord.Guild | None, settings: ServerSettings) -> list[str]:
    """Return what the bot lacks to do what was set: permissions may have changed since."""
    if guild is None or guild.unavailable:
        return []
    log = None if settings.log_channel is None else guild.get_channel(settings.log_channel)
    warned = []
    if isinstance(log, discord.TextChannel) and (missing := lacking(log)):
        warned.append(f"To write the log in {log.mention}, I need {listed(missing)} there.")
    chosen = [each for each in map(guild.get_channel, settings.channels) if isinstance(each, Channel)]
    return warned + [answers_need(each, missing) for each in chosen if (missing := lacking(each, answers=True))]


@app_commands.command(name="manager-role", description="Let a role manage the articles and settings, too")
@app_commands.describe(role="The role; leave it out to allow only those who manage the server")
async def manager_role(interaction: discord.Interaction[Any], role: discord.Role | None = None) -> None:
    """Choose the role. Its members may not change it, or they could pass it on to anybody."""
    guild_id = await acknowledge_manager(interaction, admins=True)
    if role is None:
        told, done = "From now on, only those who manage this server manage me.", "took the manager role away"
    elif role.is_default():
        await deliver(interaction, "That would be everybody. Please choose a role that only some have.")
        return
    else:
        name = interaction.client.user.name if interaction.client.user is not None else "the bot"
        told = (
            f"{role.mention} may manage me from now on.\n"
            "One thing is left to you: Discord hides `/articles`, `/feeds`, `/settings`, `/feedback` and, in the menu "
            "of a message, **Add to articles** from that role "
            f"until you open them to it, in **Server Settings → Integrations → {discord.utils.escape_markdown(name)}**."
        )
        done = f"made {role.mention} the manager role"
    await change(interaction, guild_id, told, done, manager_role=None if role is None else role.id)


@app_commands.command(description="Show answers to everybody, or only to the person who asked")
@app_commands.describe(on="True: only the person who asked sees an answer to /ask, unless they choose otherwise")
async def private(interaction: discord.Interaction[Any], on: bool) -> None:  # noqa: FBT001 -- an option of a command
    """Choose who sees answers if a question does not say."""
    guild_id = await acknowledge_manager(interaction)
    if on:
        told = f"From now on, only the person who asked sees an answer to `/ask`. {MENTIONS}"
        done = "made answers private"
    else:
        told, done = "From now on, everybody sees an answer to `/ask`.", "made answers public"
    await change(interaction, guild_id, told, done, private=on)


@app_commands.command(description="How many quotes an answer shows at first")
@app_commands.describe(count="1 to 5; the button More shows the rest")
async def quotes(interaction: discord.Interaction[Any], count: app_commands.Range[int, QUOTES[0], QUOTES[-1]]) -> None:
    """Choose the number."""
    guild_id = await acknowledge_manager(interaction)
    number = counted(count, "quote")
    await change(interaction, guild_id, f"An answer shows up to {number}.", f"set {number} an answer", quotes=count)


@app_commands.command(description="How many questions a person may ask in a minute")
@app_commands.rename(per_minute="per-minute")
@app_commands.describe(per_minute="1 to 60")
async def rate(
    interaction: discord.Interaction[Any], per_minute: app_commands.Range[int, PER_MINUTE[0], PER_MINUTE[-1]]
) -> None:
    """Choose the number."""
    guild_id = await acknowledge_manager(interaction)
    number = counted(per_minute, "question")
    told, done = f"A person may ask {number} a minute.", f"set {number} a minute"
    await change(interaction, guild_id, told, done, per_minute=per_minute)


@app_commands.command(name="log-channel", description="Write into a channel what managers do with the bot")
@app_commands.describe(channel="The channel; leave it out to write no log")
async def log_channel(interaction: discord.Interaction[Any], channel: discord.TextChannel | None = None) -> None:
    """Choose the channel, if the bot may write there."""
    guild_id = await acknowledge_manager(interaction)
    if channel is not None and (missing := lacking(channel)):
        told = f"I can't write in {channel.mention}. Please give me {listed(missing)} there, and try again."
        await deliver(interaction, told)
        return
    told, done = "Nothing is logged from now on.", "turned the log off"
    if channel is not None:
        told = f"What managers do with me is written into {channel.mention}."
        done = f"chose {channel.mention} as the log"
    await change(interaction, guild_id, told, done, log_channel=None if channel is None else channel.id)
