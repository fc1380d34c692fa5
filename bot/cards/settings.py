"""The card of a server's settings."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.cards.card import Card
from bot.serving.servers import ServerSettings
from bot.wording import counted

MENTIONS = "Mentions and replies are answered for everybody to see."
"""Said if answers are private: Discord can show a message to one person only in response to a command."""


_WARNINGS = 10
"""The most warnings on a card."""


def settings_card(settings: ServerSettings, gone: Sequence[int], warnings: Sequence[str]) -> Card:
    """Return all settings in words, below warnings of at most 300 units each.

    `gone`: which of the chosen channels and roles no longer exist.
    """
    role, log = settings.manager_role, settings.log_channel
    told = "\n".join(f"⚠ {each}" for each in warnings[:_WARNINGS])
    embed = discord.Embed(title="Settings of this server", description=told or None, colour=discord.Colour.blurple())
    fields = {
        "Managers": "those who manage this server"
        + ("" if role is None else ", and a role that was deleted" if role in gone else f", and <@&{role}>"),
        "Channels": channels(settings.channels, gone),
        "Answers": f"shown only to the person who asked. {MENTIONS}" if settings.private else "shown to everybody",
        "Quotes": f"{settings.quotes} per answer",
        "Questions": f"{settings.per_minute} a minute for each person",
        "Articles": "kept until they are removed"
        if settings.keep_days is None
        else f"removed after {counted(settings.keep_days, 'day')} without a refresh",
        "Log": "off" if log is None else "a channel that was deleted" if log in gone else f"<#{log}>",
    }
    for name, value in fields.items():
        embed.add_field(name=name, value=value)
    embed.set_footer(text="Each can be changed with a command of /settings.")
    return Card(embeds=(embed,))


def channels(chosen: Sequence[int], gone: Sequence[int] = ()) -> str:
    """Return the channels that a server has chosen, as a list in words."""
    if not chosen:
        return "all"
    there = [f"<#{number}>" for number in chosen if number not in gone]
    if missing := len(chosen) - len(there):
        there.append("1 that was deleted" if missing == 1 else f"{missing} that were deleted")
    return ", ".join(there)
