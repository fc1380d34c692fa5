"""`/feeds` add, list, remove and poll: feeds whose new entries automatically become a server's articles."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.cards import feeds as cards
from bot.cards.markdown import bold
from bot.commands.components import ServerButton
from bot.commands.feed_choices import feed_choices
from bot.commands.managing import acknowledge_manager, manager_group
from bot.delivery import audit
from bot.delivery.responses import deliver
from bot.feeds.finding import FoundFeed
from bot.feeds.poller import PolledFeed
from bot.serving.servers import collection_name
from bot.serving.service import Command, Service, service_of
from bot.tasks import waiting
from bot.tasks.adding import Occasion
from bot.tasks.adding import add as add_all
from bot.tasks.adding_steps import PURGED
from bot.tasks.polling import polled_now
from index.errors import NotFound
from index.storage.feeds import StoredFeed


class FeedsPage(ServerButton, template=r"feeds-page:(?P<page>[0-9]{1,6})"):
    """Turns to another page of the list."""

    async def pressed(self, interaction: discord.Interaction[Any], guild_id: int) -> None:
        """Show the page in place of the one before."""
        await acknowledge_manager(interaction, in_place=True)
        await _show_page(interaction, guild_id, int(self.arguments["page"]))


def commands() -> list[Command]:
    """Return `/feeds`."""
    return [
        manager_group("feeds", "Feeds whose new entries become articles by themselves", add, list_feeds, remove, poll)
    ]


@app_commands.command(description="Add a feed: its entries become articles, now and whenever there are new ones")
@app_commands.describe(url="The address of the feed (RSS or Atom), or of a page that has one")
async def add(interaction: discord.Interaction[Any], url: str) -> None:
    """Find the feed, keep it, and add its entries."""
    guild_id = await acknowledge_manager(interaction, adding=True)
    service = service_of(interaction)
    async with waiting.noted(interaction):
        keeping = await keep_feed(service, guild_id, url)
        if keeping is None:
            await deliver(interaction, PURGED)
            return
        polled, found = keeping
        await audit.record(interaction, f"added the feed {bold(polled.feed.title)}")
    told = cards.kept(polled, found, service.feeds.pace.pause(found.feed.every_minutes))
    await _add_waiting(interaction, guild_id, [polled], [polled.feed], told)


async def keep_feed(service: Service, guild_id: int, url: str) -> tuple[PolledFeed, FoundFeed] | None:
    """Find the feed that a URL means and keep it; return None if its server was purged meanwhile.

    Raises what finding and keeping a feed raises, and Stopped.
    """
    purges, name = service.purges[guild_id], collection_name(guild_id)
    found = await service.feeds.find(url)

    def keep() -> PolledFeed | None:
        return service.feeds.keep(name, found) if service.purges[guild_id] == purges else None

    # In the queue of changes to the server, so that no purge runs at the same time.
    polled = await service.indexing.submit(name, keep, always=True).result()
    return None if polled is None else (polled, found)


@app_commands.command(name="list", description="List the feeds of this server, and what is wrong with them")
async def list_feeds(interaction: discord.Interaction[Any]) -> None:
    """Show the first page."""
    guild_id = await acknowledge_manager(interaction)
    await _show_page(interaction, guild_id, 1)


@app_commands.command(description="Remove a feed; the articles that came from it stay")
@app_commands.describe(feed="The feed: choose it from the list, or type its address or title")
async def remove(interaction: discord.Interaction[Any], feed: str) -> None:
    """Remove the feed. It can be added again without loss, so no confirmation is needed."""
    guild_id = await acknowledge_manager(interaction)
    found = await asyncio.to_thread(_found, interaction, guild_id, feed)
    stored = service_of(interaction).library.feeds
    await asyncio.to_thread(stored.remove, collection_name(guild_id), found.key)
    await deliver(interaction, f"Removed the feed {bold(found.title)}. Its articles stay.")
    await audit.record(interaction, f"removed the feed {bold(found.title)}")


@app_commands.command(description="Read feeds now instead of later: one, or all")
@app_commands.describe(feed="The feed; leave it out to read all of them")
async def poll(interaction: discord.Interaction[Any], feed: str | None = None) -> None:
    """Read the feeds now, whenever they were last read, and add what waits, up to the daily limit.

    In a feed that is named, pages that could not be fetched are tried again.
    """
    guild_id = await acknowledge_manager(interaction)
    service = service_of(interaction)
    if feed is not None:
        named = [await asyncio.to_thread(_found, interaction, guild_id, feed)]
    else:
        named = await asyncio.to_thread(service.library.feeds.all, collection_name(guild_id))
    if not named:
        await deliver(interaction, cards.NO_FEEDS)
        return
    async with waiting.noted(interaction):
        polled = await polled_now(interaction.client, service, guild_id, named)
    await _add_waiting(interaction, guild_id, polled, named, again=feed is not None)


remove.autocomplete("feed")(feed_choices)
poll.autocomplete("feed")(feed_choices)


async def _add_waiting(
    interaction: discord.Interaction[Any],
    guild_id: int,
    polled: Sequence[PolledFeed],
    feeds: Sequence[StoredFeed],
    told: str = "",
    *,
    again: bool = False,
) -> None:
    """Add what waits in these feeds (with `again` also what failed), and report it; `told` comes last."""
    service, name = service_of(interaction), collection_name(guild_id)
    poller, stored = service.feeds, service.library.feeds
    async with poller.offered(name, feeds, again=again) as offered:

        async def note() -> str:
            there = {feed.key for feed in await asyncio.to_thread(stored.all, name)}
            gone = [feed for feed in feeds if feed.key not in there]
            left = [feed.key for feed in feeds if feed.key in there]
            waits = await asyncio.to_thread(stored.entries.due, name, left) if gone else ()
            later = min(offered.later, len(waits)) if gone else offered.later
            here = [each for each in polled if each.feed.key in there]
            said = cards.notes(here, offered.report, later, poller.pace.articles_per_day, offered.under_way)
            return "\n".join(part for part in (cards.removed(gone), said, "" if gone else told) if part)

        if offered.sources:
            called = feeds[0].title if len(feeds) == 1 else "the feeds"
            await add_all(interaction, guild_id, offered.sources, note, name=called, occasion=Occasion.FEED)
        else:
            await deliver(interaction, await note() or "There is nothing new.")


async def _show_page(interaction: discord.Interaction[Any], guild_id: int, page: int) -> None:
    service, name = service_of(interaction), collection_name(guild_id)
    stored, per_day = service.library.feeds, service.feeds.pace.articles_per_day
    card = await asyncio.to_thread(
        lambda: cards.list_card(stored.all(name), page, stored.entries.came_today(name), per_day)
    )
    await deliver(interaction, card)


def _found(interaction: discord.Interaction[Any], guild_id: int, typed: str) -> StoredFeed:
    """Return a feed of the server by what was typed. Raises NotFound, Ambiguous."""
    try:
        return service_of(interaction).library.feeds.find(collection_name(guild_id), typed)
    except NotFound:
        raise NotFound(
            f"there is no feed {typed!r} on this server", "choose one of those that are offered as you type"
        ) from None
