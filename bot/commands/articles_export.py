"""`/articles export`: a server's articles as a corpus, in as few files as Discord allows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.cards.articles import NO_ARTICLES
from bot.commands.managing import acknowledge_manager
from bot.delivery import audit
from bot.delivery.responses import deliver
from bot.serving.service import service_of
from bot.tasks.exporting import send_export
from bot.wire import corpus_line
from bot.wording import counted
from index.collection import Collection
from index.errors import NotFound


@app_commands.command(description="Get all articles as a corpus file, which can be added again anywhere")
async def export(interaction: discord.Interaction[Any]) -> None:
    """Send the articles as JSON lines."""
    guild_id = await acknowledge_manager(interaction)
    service = service_of(interaction)
    collection = service.collection(guild_id)
    ids = [each.id for each in await asyncio.to_thread(collection.titles)]
    if not ids:
        await deliver(interaction, NO_ARTICLES)
        return
    feeds = await asyncio.to_thread(service.library.feeds.all, collection.name)
    told = f"Exported {counted(len(ids), 'article')}, one a line. `/articles add` takes the file again."
    if feeds:
        told += f" This server's {counted(len(feeds), 'feed')} can't be in it: `/feeds list` shows the addresses."
    await send_export(interaction, _lines(collection, ids), "articles", told)
    await audit.record(interaction, f"exported {counted(len(ids), 'article')}")


def _lines(collection: Collection, ids: Sequence[str]) -> Iterator[bytes]:
    for article_id in ids:
        try:
            article = collection.article(article_id)
        except NotFound:  # removed in the meantime
            continue
        yield (json.dumps(corpus_line(article), ensure_ascii=False) + "\n").encode()
