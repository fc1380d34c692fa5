"""Autocomplete over one server's feeds, for those who may manage the bot there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from rapidfuzz import fuzz, process

from bot.cards.excerpt import shortened, units
from bot.cards.markdown import is_blank, one_line
from bot.commands.article_choices import LONGEST, MOST, offered
from bot.serving.permissions import may_manage
from bot.serving.servers import collection_name
from bot.serving.service import service_of
from index.storage.feeds import StoredFeed
from index.titles import folded

_BESIDE = 30
"""Units of the name in a choice that also shows the address."""

_ALIKE = 70
"""The least likeness (0 to 100) of a matching title or address."""


async def feed_choices(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Return the feeds of the interaction's own server that match what was typed, likeliest first."""
    service, guild_id = service_of(interaction), interaction.guild_id
    if guild_id is None or not may_manage(interaction, service.servers.of(guild_id)):
        return []
    return await offered(lambda: choices(service.library.feeds.all(collection_name(guild_id)), typed))


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
    names = [shortened(one_line(feed.url if is_blank(feed.title) else feed.title), LONGEST) for feed in listed]
    seen = Counter(names)
    return [
        app_commands.Choice(
            name=name if seen[name] == 1 else shortened(f"{shortened(name, _BESIDE)} · {feed.url}", LONGEST),
            value=feed.url if units(feed.url) <= LONGEST else f"#{feed.key}",
        )
        for name, feed in zip(names, listed, strict=True)
    ]
