"""Mentions as names; a channel is called by its name only where all who read that see the channel itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import discord

Channel = discord.abc.GuildChannel | discord.Thread

MENTION = re.compile(r"<(@[!&]?|#)(\d+)>")
"""What a client sends for the name of a person, a role or a channel."""


def with_names(content: str, message: discord.Message, told: Callable[[Channel], bool]) -> str:
    """Return words of a message with names where Discord has numbers, of channels if they may be `told`.

    What is not known or not told stays as it is.
    """
    names = {f"@{each.id}": f"@{each.display_name}" for each in message.mentions}
    names |= {f"@&{each.id}": f"@{each.name}" for each in message.role_mentions}
    names |= {f"#{each.id}": f"#{each.name}" for each in message.channel_mentions if told(each)}
    return MENTION.sub(lambda found: names.get(found[1].removesuffix("!") + found[2], found[0]), content)


def is_told(channel: Channel, person: discord.Member | discord.User, here: object, *, private: bool) -> bool:
    """Tell whether the name of a channel may stand in an answer to `person` in the channel `here`.

    `private`: `person` alone reads the answer. `here`: any channel of discord.py, or None if it is not known.
    """
    return _sees(person, channel) and (private or _is_seen_in(channel, here))


def _is_seen_in(channel: Channel, here: object) -> bool:
    """Tell whether everybody who reads `here` sees a channel.

    The bot does not know the members. So that is certain only of the same channel, of one with the same rules for who
    sees it, and of one that is open to everybody.
    """
    place, home = _home(channel), _home(here)
    if not _has_known_readers(channel) or not isinstance(place, discord.abc.GuildChannel):
        return False
    if isinstance(home, discord.abc.GuildChannel) and (home.id == place.id or _view_rules(home) == _view_rules(place)):
        return True
    return is_open(channel)


def is_open(channel: Channel) -> bool:
    """Tell whether everybody on the server sees a channel: it is hidden from no role and no member."""
    place = _home(channel)
    if not _has_known_readers(channel) or not isinstance(place, discord.abc.GuildChannel):
        return False
    everybody = place.guild.default_role
    return place.permissions_for(everybody).view_channel and False not in _view_rules(place).values()


def _sees(person: discord.Member | discord.User, channel: Channel) -> bool:
    if not isinstance(person, discord.Member) or not _has_known_readers(channel):
        return False
    return channel.permissions_for(person).view_channel


def _has_known_readers(channel: Channel) -> bool:
    """Tell whether a channel's permissions say who sees it: not those of a private thread, or without its channel."""
    return not isinstance(channel, discord.Thread) or not (channel.is_private() or channel.parent is None)


def _home(channel: object) -> object:
    """Return the channel that a thread belongs to, and any other as it is."""
    return channel.parent if isinstance(channel, discord.Thread) else channel


def _view_rules(channel: discord.abc.GuildChannel) -> Mapping[int, bool]:
    """Return whom a channel expressly shows itself to, or hides itself from: roles and members by their ids."""
    rules = {target.id: overwrite.view_channel for target, overwrite in channel.overwrites.items()}
    return {target: shown for target, shown in rules.items() if shown is not None}
