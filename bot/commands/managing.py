"""What commands and forms for managers share: checking who called, their group, and changing a setting."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.delivery import audit
from bot.delivery.responses import acknowledge, deliver
from bot.serving.permissions import ABSENT, ADMINS_ONLY, MANAGERS_ONLY, NotAllowed, is_admin, may_manage
from bot.serving.service import service_of

GroupMember = app_commands.Command[Any, ..., Any] | app_commands.Group
"""What a group of commands may hold."""


def check_manager(interaction: discord.Interaction[Any], *, admins: bool = False, adding: bool = False) -> int:
    """Return the interaction's server if its author may manage the bot there. Raises NotAllowed.

    `admins`: the manager role is not enough. `adding`: the bot itself has to be on the server.
    """
    guild_id = interaction.guild_id
    if guild_id is None or not may_manage(interaction, service_of(interaction).servers.of(guild_id)):
        raise NotAllowed(MANAGERS_ONLY)
    if admins and not is_admin(interaction):
        raise NotAllowed(ADMINS_ONLY)
    # An invitation without the scope "bot", as Discord's own by default, brings the commands alone.
    if adding and interaction.client.get_guild(guild_id) is None:
        raise NotAllowed(ABSENT)
    return guild_id


async def acknowledge_manager(
    interaction: discord.Interaction[Any], *, admins: bool = False, adding: bool = False, in_place: bool = False
) -> int:
    """Acknowledge privately and return the server. Raises NotAllowed as `check_manager` does.

    `in_place`: the button's own message will be edited.
    """
    guild_id = check_manager(interaction, admins=admins, adding=adding)
    await acknowledge(interaction, private=True, in_place=in_place)
    return guild_id


def manager_group(name: str, description: str, *members: GroupMember) -> app_commands.Group:
    """Return a group of server commands, which Discord offers to those who manage the server.

    A server may offer them to others as well, so each of the `members` must call `acknowledge_manager`.
    """
    group = app_commands.Group(
        name=name,
        description=description,
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True),
    )
    for member in members:
        group.add_command(member)
    return group


async def change(
    interaction: discord.Interaction[Any],
    guild_id: int,
    told: str,
    done: str,
    **changes: Any,  # noqa: ANN401 -- fields of ServerSettings
) -> None:
    """Store changed settings, reply with `told`, and log what was `done`. Raises storage errors."""
    servers = service_of(interaction).servers
    before = servers.of(guild_id).log_channel
    await servers.change(guild_id, **changes)
    await deliver(interaction, told)
    # If the log is moved or turned off, this is the last line in the old channel.
    await audit.record(interaction, done, channel=before)
