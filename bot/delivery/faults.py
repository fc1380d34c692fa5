"""Errors between the bot and Discord: their kinds, their words for the log, and those for people."""

from __future__ import annotations

import logging
import secrets

import aiohttp
import discord

from bot.wording import where
from index.errors import ArticlebotError

NETWORK = (discord.HTTPException, aiohttp.ClientError, OSError)
"""The errors that a request to Discord raises; a TimeoutError is an OSError."""

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No characters that look alike: people type these ids from a screen."""

_log = logging.getLogger(__name__)


def is_refused(error: BaseException) -> bool:
    """Tell whether Discord has refused a request for good, so that repeating it would not help."""
    return isinstance(error, discord.HTTPException) and 400 <= error.status < 500 and error.status != 429


def kind(error: BaseException) -> str:
    """Return an error's kind and code only: its words may contain a token."""
    return f"{error.status} {error.code}" if isinstance(error, discord.HTTPException) else type(error).__name__


def describe(error: BaseException) -> str:
    """Return an error for the log: its kind and where it occurred, and never words of people or articles."""
    told = type(error).__name__
    if isinstance(error, ArticlebotError):
        told += f" ({error.message})"
    elif isinstance(error, discord.HTTPException):
        told += f" ({kind(error)})"
    return told + where(error)


def unexpected(error: BaseException, what: str) -> str:
    """Log an error under a short id, with `what` failed, and return the message for a person."""
    number = "E-" + "".join(secrets.choice(_ALPHABET) for _ in range(5))
    verbose = error if _log.isEnabledFor(logging.DEBUG) else None
    _log.error("%s: %s failed: %s", number, what, describe(error), exc_info=verbose)
    return f"Something went wrong that I didn't expect. If it happens again, tell whoever runs me: **{number}**."
