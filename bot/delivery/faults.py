"""What goes wrong between the bot and Discord: by its kind, in words for the log, and in words for people."""

from __future__ import annotations

import logging
import secrets
import traceback

import aiohttp
import discord

from index.errors import ArticlebotError

NETWORK = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What a request to Discord raises; a TimeoutError is an OSError."""

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Nothing that looks like something else: people type these ids from a screen."""

_log = logging.getLogger(__name__)


def is_refused(error: BaseException) -> bool:
    """Tell whether Discord has refused a request, so that the same one will be refused again."""
    return isinstance(error, discord.HTTPException) and 400 <= error.status < 500 and error.status != 429


def kind(error: BaseException) -> str:
    """Return an error by its kind and code only: its words may hold a token."""
    return f"{error.status} {error.code}" if isinstance(error, discord.HTTPException) else type(error).__name__


def describe(error: BaseException) -> str:
    """Return what a log may hold of an error: its kind and where it was, and never words of people or articles."""
    told = type(error).__name__
    if isinstance(error, ArticlebotError):
        told += f" ({error.message})"
    elif isinstance(error, discord.HTTPException):
        told += f" ({kind(error)})"
    last = traceback.extract_tb(error.__traceback__)[-4:]
    return told + "".join(f" < {frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(last))


def unexpected(error: BaseException, what: str) -> str:
    """Log an error under a short id, with `what` it happened to, and return the words that tell a person of it."""
    number = "E-" + "".join(secrets.choice(_ALPHABET) for _ in range(5))
    verbose = error if _log.isEnabledFor(logging.DEBUG) else None
    _log.error("%s: %s failed: %s", number, what, describe(error), exc_info=verbose)
    return f"Something went wrong that I didn't expect. If it happens again, tell whoever runs me: **{number}**."
