"""Sending an export: one file at a time is read, sent and dropped, so that memory stays small."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from typing import Any

import discord

from bot.cards.card import Card, File
from bot.delivery.apology import explained
from bot.delivery.faults import NETWORK
from bot.delivery.messages import Outcome
from bot.delivery.places import fill, response_to
from bot.delivery.responses import follow_up
from bot.serving.service import service_of
from bot.tasks import waiting
from bot.tasks.export_files import COMMAND_LINE, MOST_PARTS, packed

_LARGEST = 25 * 2**20
"""The most bytes of a file, even if Discord takes more: it is in memory while it is sent."""

TOO_MANY = f"These are the first {MOST_PARTS} files; there is more than I can send. {COMMAND_LINE}"
"""Said after the files if there are more."""

MORE_FOLLOW = "This is the first of several files. I say so when all of them are here."
NOTHING_LEFT = "Everything was removed meanwhile."
"""Said if there is nothing to be sent any more."""

CUT_OFF = "These files are not all: the connection to Discord failed. Please export again."


async def send_export(
    interaction: discord.Interaction[Any], lines: Iterator[bytes], name: str, told: Callable[[int], str]
) -> int:
    """Send lines to the person who exported, as files called `name`, and return how many lines were read.

    `told` of that number is said when all files have arrived, or if there is none. What prevents the rest from being
    sent is reported after the files, which stay. Raises what prevents the first file from being read.
    """
    service, place = service_of(interaction), response_to(interaction)
    read = 0

    def counted() -> Iterator[bytes]:
        nonlocal read
        for line in lines:
            read += 1
            yield line

    files = packed(counted(), min(interaction.filesize_limit, _LARGEST), name)
    with service.pending_replies.pending(interaction.id):
        async with waiting.noted(interaction):
            first = await asyncio.get_running_loop().run_in_executor(service.slow_reads, lambda: next(files, None))
            second = await _next(service.slow_reads, files)
            if first is None:
                await fill(place, Card(told(read)))
            elif second is None:
                await fill(place, Card(told(read), files=[first]))
            elif await fill(place, Card(MORE_FOLLOW, files=[first])) is Outcome.SHOWN:
                note = await _rest(interaction, files, second)
                with contextlib.suppress(*NETWORK):
                    await follow_up(interaction, Card(note or told(read)))
    return read


async def _rest(interaction: discord.Interaction[Any], files: Iterator[File], file: File | str | None) -> str:
    """Send the files after the first; return why they are incomplete, or ""."""
    sent = 1
    try:
        while file is not None:
            if isinstance(file, str):
                return file
            if sent == MOST_PARTS:
                return TOO_MANY
            await follow_up(interaction, Card(files=[file]))
            sent += 1
            file = await _next(service_of(interaction).slow_reads, files)
    except NETWORK:
        return CUT_OFF
    return ""


async def _next(executor: Executor, files: Iterator[File]) -> File | str | None:
    """Return the next file, or why it cannot be made; None after the last."""
    try:
        return await asyncio.get_running_loop().run_in_executor(executor, lambda: next(files, None))
    except Exception as error:  # noqa: BLE001 -- an apology must not replace what was sent already
        return f"These files are not all. {explained(error, 'an export')}"
