"""Who may manage the bot on a server. Discord's own settings for commands are only a default: asked on every call."""

from __future__ import annotations

from typing import Any

import discord

from bot.servers import ServerSettings

MANAGERS_ONLY = "Only those who manage this server, or have its manager role (`/settings manager-role`), may do that."


def may_manage(interaction: discord.Interaction[Any], settings: ServerSettings) -> bool:
    """Tell whether who made an interaction may manage the bot on its server: by permission, or by the chosen role."""
    if interaction.guild_id is None:
        return False
    # As Discord counted them for this very interaction: owners and administrators have all of them.
    if interaction.permissions.manage_guild or interaction.permissions.administrator:
        return True
    role = settings.manager_role
    return (
        role is not None
        and isinstance(interaction.user, discord.Member)
        and interaction.user.get_role(role) is not None
    )
