"""Longer work that only its own process can do, and what whoever waits for it is told.

If the process is killed, the next one says so. Adding articles and answering questions have entries of their own in
the journal: they are taken up.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any, TypeVar

import discord

from bot.cards.card import Card
from bot.delivery.places import Place, fill, response_to
from bot.delivery.progress import PROGRESS_SECONDS, Progress
from bot.serving.service import Service, service_of
from bot.tasks import journal
from bot.work.worker import Job
from index.storage.journal import Unfinished

KIND = "wait"
"""What the journal calls somebody who waits for such work."""

STOPPED = "I was stopped before I was done. Please do it again in a minute."

IN_LINE = "Other changes to articles come first. This waits for its turn."

_T = TypeVar("_T")


@contextlib.asynccontextmanager
async def noted(interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
    """Note inside the block that the author of an acknowledged interaction waits.

    If the block is cancelled, as when the process ends, the note stays for the next one.
    """
    service = service_of(interaction)
    details = response_to(interaction).details() | {"guild": interaction.guild_id}
    entry = await journal.begin(service, KIND, details)
    interaction.extras["in_journal"] = entry is not None
    try:
        yield
    except Exception:
        await journal.finish(service, entry)
        interaction.extras["in_journal"] = False
        raise
    await journal.finish(service, entry)
    interaction.extras["in_journal"] = False


async def in_turn(place: Place, job: Job[_T]) -> _T:
    """Return what a job returns, or raise what it raises; while it waits for its turn, its place says so."""
    progress = Progress(place)
    while not await job.done(PROGRESS_SECONDS):
        if job.position:
            progress.tell(IN_LINE)
    await progress.end()
    return await job.result()


async def take_up(service: Service, place: Place, unfinished: Unfinished) -> None:
    """Say that a killed process was stopped, in its reply, or in the channel if that can no longer be changed."""
    await fill(place, Card(STOPPED, files=None), STOPPED)  # the first file of an export may be there already
    await journal.finish(service, unfinished.key)
