"""Who may manage the bot on a server. Checked on every call: Discord's own command settings are only a default."""

from __future__ import annotations

from typing import Any

import discord

from bot.serving.servers import ServerSettings

MANAGERS_ONLY = "Only those who manage this server, or have its manager role (`/settings manager-role`), may do that."

ADMINS_ONLY = (
    "Only those who manage this server may do that; its manager role (`/settings manager-role`) is not enough."
)

ABSENT = (
    "Only my commands are on this server, and I am not: what is added here would be deleted after 30 days. Please "
    "invite me again, as a bot (with the scope `bot`), and try again."
)


class NotAllowed(Exception):
    """The author of an interaction may not do that; the message tells them why, as Discord shows it."""


def may_manage(interaction: discord.Interaction[Any], settings: ServerSettings) -> bool:
    """Tell whether an interaction's author may manage the bot on its server, by permission or by the chosen role."""
    if interaction.guild_id is None:
        return False
    if is_admin(interaction):
        return True
    role = settings.manager_role
    return (
        role is not None
        and isinstance(interaction.user, discord.Member)
        and interaction.user.get_role(role) is not None
    )


def is_admin(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether an interaction's author may manage the server itself, as Discord computed for this very call."""
    return interaction.guild_id is not None and (
        # Discord grants owners and administrators all permissions.
        interaction.permissions.manage_guild or interaction.permissions.administrator
    )
