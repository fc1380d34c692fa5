"""Autocomplete over one server's feeds, for those who may manage the bot there."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from rapidfuzz import fuzz, process

from bot.cards.excerpt import shortened, units
from bot.commands.choices import LONGEST, MOST
from bot.delivery.faults import describe
from bot.serving.permissions import may_manage
from bot.serving.servers import collection_name
from bot.serving.service import service_of
from index.storage.feeds import StoredFeed
from index.titles import folded

_BESIDE = 30
"""Units of the name in a choice that also shows the address."""

_ALIKE = 70
"""The least likeness (0 to 100) of a matching title or address."""

_log = logging.getLogger(__name__)


async def feed_choices(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Return the feeds of the interaction's own server that match what was typed, likeliest first."""
    guild_id = interaction.guild_id
    if guild_id is None or not may_manage(interaction, service_of(interaction).servers.of(guild_id)):
        return []
    try:
        known = await asyncio.to_thread(service_of(interaction).library.feeds.all, collection_name(guild_id))
    except Exception as error:  # noqa: BLE001 -- discord.py would log who typed, and what
        # A list of choices cannot show an error; the command itself will.
        _log.warning("no feeds could be offered: %s", describe(error))
        return []
    return choices(known, typed)


def choices(feeds: Sequence[StoredFeed], typed: str) -> list[app_commands.Choice[str]]:
    """Return at most 25 choices; the first feeds if nothing was typed. The value is a URL, or `#` and the key.

    Feeds with the same name also show their addresses.
    """
    meant = folded(typed)
    listed = list(feeds[:MOST])
    if meant:
        names = [f"{folded(feed.title)} {feed.url.lower()}" for feed in feeds]
        found = process.extract(meant, names, scorer=fuzz.partial_ratio, limit=MOST, score_cutoff=_ALIKE)
        listed = [feeds[place] for _, _, place in found]
    names = [shortened(" ".join(feed.title.split()) or feed.url, LONGEST) for feed in listed]
    seen = Counter(names)
    return [
        app_commands.Choice(
            name=name if seen[name] == 1 else shortened(f"{shortened(name, _BESIDE)} · {feed.url}", LONGEST),
            value=feed.url if units(feed.url) <= LONGEST else f"#{feed.key}",
        )
        for name, feed in zip(names, listed, strict=True)
    ]
