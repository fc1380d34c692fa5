"""`/settings channels`: where questions are answered. Threads count as the channel that they belong to."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.cards import settings as card
from bot.commands.managing import acknowledge_manager, change
from bot.delivery import audit
from bot.delivery.responses import deliver
from bot.serving.servers import ServerSettings
from bot.serving.service import service_of

EVERYWHERE = "I answer in every channel that I can see."

MOST = 25
"""How many channels can be chosen."""

Channel = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel
"""All channels in which people write: announcement channels are text channels, and voice channels have a chat."""

_KINDS = (
    discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum, discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
)  # fmt: skip


class _ChannelOption(app_commands.Transformer):
    """An option that takes these kinds of channel.

    discord.py's own transformer would also send Discord a kind that its API description does not know.
    """

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return list(_KINDS)

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Channel:  # noqa: ANN401 -- whatever was sent
        del interaction
        channel = value.resolve()
        if not isinstance(channel, Channel):
            raise app_commands.TransformerError(value, self.type, self)
        return channel


ChannelOption = app_commands.Transform[Channel, _ChannelOption]


def channels() -> app_commands.Group:
    """Return the group, for `/settings`."""
    group = app_commands.Group(name="channels", description="Choose where questions are answered")
    group.add_command(add)
    group.add_command(remove)
    group.add_command(everywhere)
    return group


@app_commands.command(description="Answer in this channel and the others that were added, and nowhere else")
@app_commands.describe(channel="A channel whose questions are answered, and those of its threads")
async def add(interaction: discord.Interaction[Any], channel: ChannelOption) -> None:
    """Choose one more channel."""
    guild_id = await acknowledge_manager(interaction)
    before = service_of(interaction).servers.of(guild_id).channels
    if channel.id not in before and len(_there(interaction, before)) >= MOST:
        await deliver(interaction, f"That's {MOST} channels already. Please remove one first.")
        return
    missing = lacking(channel, answers=True)
    warning = f"\n{answers_need(channel, missing)}" if missing else ""
    await _edit(
        interaction,
        guild_id,
        lambda known: (*(each for each in known if each != channel.id), channel.id),
        f"added {channel.mention} to the channels with answers",
        warning,
    )


@app_commands.command(description="Answer no longer in this channel")
@app_commands.describe(channel="One of the channels that were added")
async def remove(interaction: discord.Interaction[Any], channel: ChannelOption) -> None:
    """Remove one channel."""
    guild_id = await acknowledge_manager(interaction)
    before = service_of(interaction).servers.of(guild_id).channels
    if channel.id not in before:
        now = f"I answer in {card.channels(before, gone(interaction, before))}." if before else EVERYWHERE
        await deliver(interaction, f"{channel.mention} was not added. {now}")
        return
    await _edit(
        interaction,
        guild_id,
        lambda known: tuple(each for each in known if each != channel.id),
        f"removed {channel.mention} from the channels with answers",
    )


@app_commands.command(description="Answer in every channel again")
async def everywhere(interaction: discord.Interaction[Any]) -> None:
    """Remove all channels from the list."""
    guild_id = await acknowledge_manager(interaction)
    await change(interaction, guild_id, EVERYWHERE, "let me answer in every channel", channels=())


def gone(interaction: discord.Interaction[Any], chosen: Sequence[int]) -> list[int]:
    """Return which channels no longer exist on the interaction's server."""
    there = _there(interaction, chosen)
    return [each for each in chosen if each not in there]


def lacking(channel: Channel, *, answers: bool = False) -> list[str]:
    """Return which permissions the bot lacks to write in a channel, by their names in Discord's settings.

    `answers`: to answer mentions there, and not only to write lines.
    """
    may = channel.permissions_for(channel.guild.me)
    needed = {"**View Channel**": may.view_channel, "**Send Messages**": may.send_messages}
    if answers:
        needed |= {"**Embed Links**": may.embed_links, "**Read Message History**": may.read_message_history}
        if isinstance(channel, discord.TextChannel | discord.ForumChannel):  # the others have no threads
            needed["**Send Messages in Threads**"] = may.send_messages_in_threads
    return [name for name, granted in needed.items() if not granted]


def answers_need(channel: Channel, missing: Sequence[str]) -> str:
    """Return which permissions (at least one) the bot needs to answer in a channel, as a sentence."""
    return f"To answer mentions in {channel.mention}, I need {listed(missing)} there."


def listed(names: Sequence[str]) -> str:
    """Return names (at least one) joined for a sentence."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _there(interaction: discord.Interaction[Any], chosen: Sequence[int]) -> list[int]:
    guild = interaction.guild
    if guild is None or guild.unavailable:
        return list(chosen)  # unknown, so none is dropped
    return [each for each in chosen if guild.get_channel(each) is not None]


async def _edit(
    interaction: discord.Interaction[Any],
    guild_id: int,
    edited: Callable[[Sequence[int]], Sequence[int]],
    done: str,
    warning: str = "",
) -> None:
    """Change the list of channels, and drop deleted channels from it."""

    def change(settings: ServerSettings) -> ServerSettings:
        return dataclasses.replace(settings, channels=tuple(edited(_there(interaction, settings.channels))))

    servers = service_of(interaction).servers
    before = servers.of(guild_id).channels
    chosen = (await servers.edit(guild_id, change)).channels
    now = f"I answer in {card.channels(chosen)}, and nowhere else." if chosen else EVERYWHERE
    await deliver(interaction, now + warning)
    if set(chosen) != set(before):
        await audit.record(interaction, done)
