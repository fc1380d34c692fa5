"""`/articles export`: a server's articles as a corpus, in as few files as Discord allows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import discord
from discord import app_commands

from bot import audit
from bot.cards.added import counted
from bot.cards.articles import NO_ARTICLES
from bot.commands.managing import managed
from bot.delivery import File, Said, deliver, insist
from bot.exports import COMMAND_LINE, MOST_PARTS, packed
from bot.service import service_of
from bot.wire import corpus_line
from index.collection import Collection
from index.errors import NotFound

_LARGEST = 25 * 2**20
"""Bytes of a file, also where Discord takes more: all files together are in memory."""

TOO_MANY = f"These are the first {MOST_PARTS} files; there is more than I can send. {COMMAND_LINE}"
"""Said with the files when there are more."""


@app_commands.command(description="Get all articles as a corpus file, which can be added again anywhere")
async def export(interaction: discord.Interaction[Any]) -> None:
    """Send the articles as JSON lines."""
    guild_id = await managed(interaction)
    if guild_id is None:
        return
    collection = service_of(interaction).collection(guild_id)
    ids = [each.id for each in await asyncio.to_thread(collection.titles)]
    if not ids:
        await deliver(interaction, content=NO_ARTICLES)
        return
    limit = min(interaction.filesize_limit, _LARGEST)
    # One file more than is sent at most, by which it is seen that there is more.
    files = await asyncio.to_thread(lambda: list(islice(packed(_lines(collection, ids), limit), MOST_PARTS + 1)))
    content = f"Exported {counted(len(ids), 'article')}, one a line. `/articles add` takes the file again."
    if len(files) > MOST_PARTS:
        content = TOO_MANY
    await deliver(interaction, content=content, files=files[:1])
    for file in files[1:MOST_PARTS]:
        await _send_file(interaction, file)
    await audit.record(interaction, f"exported {counted(len(ids), 'article')}")


async def _send_file(interaction: discord.Interaction[Any], file: File) -> None:
    """Send one more file to whoever exported. Raises what Discord or the network raises."""
    name, data = file

    async def send() -> None:
        (opened,) = Said(files=[(name, data)]).opened()
        await interaction.followup.send(file=opened, ephemeral=True)

    await insist(send, 60.0, 60.0)


def _lines(collection: Collection, ids: Sequence[str]) -> Iterator[bytes]:
    for article_id in ids:
        try:
            article = collection.article(article_id)
        except NotFound:  # removed in the meantime
            continue
        yield (json.dumps(corpus_line(article), ensure_ascii=False) + "\n").encode()
