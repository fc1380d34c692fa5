"""Sending an export: a file at a time is read, sent and forgotten, so that a large one needs no more memory."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from typing import Any

import discord

from bot.apology import sentence
from bot.delivery import Outcome, Said, insist
from bot.exports import COMMAND_LINE, MOST_PARTS, packed
from bot.faults import NETWORK
from bot.places import response_to
from bot.service import service_of
from index.errors import TooLarge

_LARGEST = 25 * 2**20
"""Bytes of a file, also where Discord takes more: it is in memory while it is sent."""

TOO_MANY = f"These are the first {MOST_PARTS} files; there is more than I can send. {COMMAND_LINE}"
"""Said behind the files when there are more."""

CUT_OFF = "These files are not all: the connection to Discord failed. Please export again."


async def send_export(
    interaction: discord.Interaction[Any], lines: Iterator[bytes], name: str, told: str
) -> None:  # fmt: skip
    """Send lines, at least one, to whoever exported, as files called `name`; `told` stands beside the first.

    What keeps the rest from being sent is said behind the files. Raises TooLarge when there are none.
    """
    service, place = service_of(interaction), response_to(interaction)
    files = packed(lines, min(interaction.filesize_limit, _LARGEST), name)
    try:
        first = await asyncio.to_thread(next, files)
        if await place.show(Said(told, files=[first])) is Outcome.SHOWN:
            note = await _rest(interaction, files)
            if note:
                with contextlib.suppress(*NETWORK):
                    await _follow(interaction, Said(note))
    finally:
        service.promises.keep(interaction.id)


async def _rest(interaction: discord.Interaction[Any], files: Iterator[tuple[str, bytes]]) -> str:
    """Send the files behind the first; return why they are not all, or nothing."""
    try:
        for _ in range(MOST_PARTS - 1):
            file = await asyncio.to_thread(next, files, None)
            if file is None:
                return ""
            await _follow(interaction, Said(files=[file]))
        return TOO_MANY if await asyncio.to_thread(next, files, None) is not None else ""
    except TooLarge as error:
        return f"These files are not all. {sentence(error)}"
    except NETWORK:
        return CUT_OFF


async def _follow(interaction: discord.Interaction[Any], said: Said) -> None:
    """Send one message more to whoever exported. Raises what Discord or the network raises."""

    async def send() -> None:
        if said.files:
            await interaction.followup.send(file=said.opened()[0], ephemeral=True)
        else:
            await interaction.followup.send(said.content or "", ephemeral=True)

    await insist(send, 60.0, 60.0)
