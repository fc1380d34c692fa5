"""The one error handler: tells the person what went wrong with an interaction, and logs the rest."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

from bot.cards.markdown import fitted
from bot.delivery.faults import describe, unexpected
from bot.delivery.responses import tell
from bot.serving.permissions import NotAllowed
from bot.wording import whole_sentence
from bot.work.worker import Busy, Stopped
from index.errors import ArticlebotError, ModelError, StorageError

BUSY = "I'm too busy to take another question on this server. Please ask again in a minute."
STOPPED = "I was stopped before I got to this. Please try again in a minute."

_log = logging.getLogger(__name__)


async def apologise(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell a person what went wrong; an internal error gets a short id that is also in the log."""
    text = explained(error, f"{_name_of(interaction)} on server {interaction.guild_id}")
    try:
        await tell(interaction, text)
    except Exception as second:  # noqa: BLE001 -- nothing else can be tried
        _log.warning("an apology did not arrive: %s", describe(second))


def explained(error: BaseException, what: str) -> str:
    """Return what people are told about an error; internal errors are logged. `what`: what failed."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, Busy):
        return BUSY
    if isinstance(error, Stopped):
        return STOPPED
    if isinstance(error, NotAllowed):
        return str(error)
    if isinstance(error, ArticlebotError) and not isinstance(error, StorageError | ModelError):
        return sentence(error)
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return "This command has changed since your Discord last looked. Please try again in a minute."
    if isinstance(error, app_commands.TransformerError):
        return "I can't read one of the options. Please check them and try again."
    return unexpected(error, what)


def sentence(error: ArticlebotError) -> str:
    """Return one of our errors as a sentence with its hint."""
    return fitted("\n".join(whole_sentence(part) for part in (error.message, error.hint) if part), 2_000)


def _name_of(interaction: discord.Interaction[Any]) -> str:
    """Return a name of an interaction for the log: its command, or its kind and the first part of its custom id."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: Mapping[str, Any] = interaction.data or {}
    custom_id = str(data.get("custom_id", ""))
    return f"{interaction.type.name} {custom_id.partition(':')[0]}".strip()
