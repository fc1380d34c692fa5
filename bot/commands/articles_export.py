"""`/articles export`: a server's articles as a corpus, in as few files as Discord allows."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.cards.articles import NO_ARTICLES
from bot.cards.markdown import bold
from bot.commands.managing import acknowledge_manager
from bot.delivery import audit
from bot.delivery.faults import describe
from bot.delivery.responses import deliver
from bot.serving.service import service_of
from bot.tasks.exporting import NOTHING_LEFT, send_export
from bot.wire import corpus_line
from bot.wording import counted, some_of
from index.collection import Collection
from index.errors import Damaged, NotFound
from index.titles import TitledArticle

_NAMED = 10
"""Up to this many damaged articles are named; more are only counted."""

_log = logging.getLogger(__name__)


@app_commands.command(description="Get all articles as a corpus file, which can be added again anywhere")
async def export(interaction: discord.Interaction[Any]) -> None:
    """Send the articles as JSON lines."""
    guild_id = await acknowledge_manager(interaction)
    service = service_of(interaction)
    collection = service.collection(guild_id)
    articles = await asyncio.to_thread(collection.titles)
    if not articles:
        await deliver(interaction, NO_ARTICLES)
        return
    feeds = await asyncio.to_thread(service.library.feeds.all, collection.name)
    damaged: list[str] = []

    def told(count: int) -> str:
        said = [f"Exported {counted(count, 'article')}, one a line. `/articles add` takes the file again."]
        if not count:
            said = [] if damaged else [NOTHING_LEFT]
        elif feeds:
            kept = counted(len(feeds), "feed")
            said.append(f"This server's {kept} can't be in it: `/feeds list` shows the addresses.")
        if damaged:
            said.append(f"Left out, since their stored text was altered: {some_of(damaged, _NAMED)}. Add them again.")
        return " ".join(said)

    count = await send_export(interaction, _lines(collection, articles, damaged), "articles", told)
    await audit.record(interaction, f"exported {counted(count, 'article')}")


def _lines(collection: Collection, articles: Sequence[TitledArticle], damaged: list[str]) -> Iterator[bytes]:
    """Yield the articles as lines of a corpus; those that cannot be read any more are named in `damaged`."""
    for each in articles:
        try:
            article = collection.article(each.id)
        except NotFound:  # removed in the meantime
            continue
        except Damaged as error:
            if not damaged:  # if all of the database is damaged, one line is enough
                _log.error("an article could not be exported: %s", describe(error))
            damaged.append(bold(each.title, each.id))
            continue
        yield (json.dumps(corpus_line(article), ensure_ascii=False) + "\n").encode()
