"""Discord's permission bits, and a member's permissions from roles and a channel's overwrites."""

from __future__ import annotations

from tests.discord.state import Channel, Guild, User

ADMINISTRATOR = 1 << 3
MANAGE_GUILD = 1 << 5
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
USE_APPLICATION_COMMANDS = 1 << 31
SEND_MESSAGES_IN_THREADS = 1 << 38

EVERYONE = VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_MESSAGE_HISTORY
EVERYONE |= USE_APPLICATION_COMMANDS | SEND_MESSAGES_IN_THREADS
ALL = (1 << 50) - 1
DIRECT = EVERYONE


def in_guild(guild: Guild, user: User) -> int:
    """Return what a member may do on the server as a whole; 0 for others."""
    if user.id == guild.owner.id:
        return ALL
    member = guild.members.get(user.id)
    if member is None:
        return 0
    granted = guild.everyone.permissions
    for role in member.roles:
        granted |= role.permissions
    return ALL if granted & ADMINISTRATOR else granted


def in_channel(channel: Channel, user: User) -> int:
    """Return what a user may do in a channel; a thread counts as its parent."""
    if channel.guild is None:
        return DIRECT if user in channel.recipients or user.bot else 0
    granted = in_guild(channel.guild, user)
    if granted == ALL or not granted:
        return granted
    place = channel.parent or channel
    roles = {role.id for role in channel.guild.members[user.id].roles}
    steps = (
        [each for each in place.overwrites if each.target == channel.guild.id],
        [each for each in place.overwrites if each.target in roles],
        [each for each in place.overwrites if each.target == user.id],
    )
    for step in steps:
        denied = allowed = 0
        for overwrite in step:
            denied |= overwrite.deny
            allowed |= overwrite.allow
        granted = granted & ~denied | allowed
    return granted if granted & VIEW_CHANNEL else 0
