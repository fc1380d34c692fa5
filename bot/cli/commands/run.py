"""run: the Discord bot, until SIGTERM or Ctrl-C. If it cannot start, one line says why and what to do."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from bot.cli.failing import explain
from bot.cli.session import Session, command
from bot.compose import pace_of
from bot.wording import counted
from index.errors import ArticlebotError, Damaged, Locked, UsageError

if TYPE_CHECKING:
    from bot.client import ArticleBot
    from bot.serving.service import Service
    from bot.settings import Settings
    from index.library import Library

_PORTAL = "discord.com/developers/applications, your application, Bot"

_NOT_AUTHENTICATED = 4004
"""The code with which Discord closes a connection whose token has been replaced meanwhile."""


@command("run", collection=False)
def run(session: Session) -> int:
    """Run the Discord bot. The token is in DISCORD_TOKEN, in the environment or in .env."""
    # The token first, so that a missing one is reported at once, and not after the models are loaded.
    token = _token(session.settings)
    shards_fit(session.settings)
    with session.library(create=True) as library, alone(session.settings):
        _check(library)
        # Imported here and below: discord.py takes a third of a second to import, and no other command needs it.
        from bot.serving.service import make_service

        service = make_service(library, session.fetcher(), pace_of(session.settings))
        code = 0
        try:
            asyncio.run(_serve(service, token, session.settings))
        except Exception as error:
            if service.idle:
                raise
            code = explain(error, as_json=session.as_json)
        if not service.idle:
            # A thread in the middle of its work cannot be ended, and would crash Python's exit. Nothing uncommitted is
            # stored, and the journal informs the next process.
            logging.shutdown()
            os._exit(code)
    return code


def _token(settings: Settings) -> str:
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        raise UsageError("there is no token", f"copy it from {_PORTAL}, into .env as DISCORD_TOKEN=...")
    return token


def shards_fit(settings: Settings) -> None:
    """Raise UsageError if the settings of the shards do not fit together."""
    ids, count = settings.shard_ids, settings.shard_count
    if ids is not None and (count is None or not ids or not all(0 <= each < count for each in ids)):
        raise UsageError(
            "SHARD_IDS and SHARD_COUNT do not fit together", "give both; the ids lie between 0 and the count less 1"
        )


@contextlib.contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Lock the data directory for this process's shards. Raises Locked if another bot runs one of them.

    Otherwise both would answer, and the later one would take up the other's work in progress. The system releases the
    locks of a killed process.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    locks = {"run": fcntl.LOCK_EX if settings.shard_ids is None else fcntl.LOCK_SH}
    locks |= {f"run-{each}": fcntl.LOCK_EX for each in settings.shard_ids or ()}
    with contextlib.ExitStack() as held:
        for name, kind in locks.items():
            file = held.enter_context((settings.articlebot_data / f"{name}.lock").open("a"))
            try:
                fcntl.flock(file, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Locked(
                    f"another articlebot run is using {settings.articlebot_data}",
                    "stop it first; several processes share the servers by SHARD_IDS",
                ) from None
            except OSError:  # a file system without locks
                continue
        yield


def _check(library: Library) -> None:
    """Raise Damaged if the database, or the data of the indexes, is not sound; `doctor` checks more."""
    problems = library.catalogue.check(quick=True)
    if problems:
        raise Damaged(f"the database is damaged: {problems[0]}", "restore a backup: articlebot restore FILE")


async def _serve(service: Service, token: str, settings: Settings) -> None:
    """Run the bot until a signal ends it."""
    import discord

    from bot.client import ArticleBot

    ending = asyncio.Event()
    numbers = [signal.SIGTERM, signal.SIGINT]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup ignores it
        numbers.append(signal.SIGHUP)
    for number in numbers:
        with contextlib.suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(number, ending.set)
    # No voice is used, so missing voice packages need no warning.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    async with ArticleBot(service, shard_ids=settings.shard_ids, shard_count=settings.shard_count) as bot:
        await _until(bot, token, ending)


async def _until(bot: ArticleBot, token: str, ending: asyncio.Event) -> None:
    running = asyncio.create_task(_start(bot, token))
    told, connected = asyncio.create_task(ending.wait()), asyncio.create_task(_say_when_ready(bot))
    await asyncio.wait({running, told}, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    connected.cancel()
    if not running.done():
        with contextlib.suppress(OSError):  # the terminal may be gone
            click.echo("Ending: finishing what is under way.", err=True)
        await bot.end()
        running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def _say_when_ready(bot: ArticleBot) -> None:
    await bot.wait_until_ready()
    there = f"on {counted(len(bot.guilds), 'server')}"
    if not bot.guilds:
        there = "on no server yet (`articlebot doctor --invite` prints the invitation)"
    click.echo(f"Connected as {bot.user}, {there}. Ctrl-C ends it.", err=True)


async def _start(bot: ArticleBot, token: str) -> None:
    """Connect and stay connected. Raises DiscordError, with a hint, if Discord refuses the bot."""
    import aiohttp
    import discord

    try:
        await bot.start(token)
    except discord.LoginFailure:
        raise _token_refused() from None
    except discord.PrivilegedIntentsRequired:
        raise _refused("Discord wants an intent to be allowed", f"allow it: {_PORTAL}, Privileged Intents") from None
    except discord.ConnectionClosed as error:
        if error.code == _NOT_AUTHENTICATED:
            raise _token_refused() from None
        raise _refused(
            f"Discord has closed the connection ({error.code})", "articlebot doctor checks the token; SHARD_COUNT too"
        ) from None
    except discord.app_commands.CommandSyncFailure as error:
        raise _refused(f"Discord refuses the commands: {error}", "update articlebot, or report this line") from error
    except discord.HTTPException as error:
        raise _refused(
            f"Discord answers {error.status} ({error.code}) to what the bot needs for its start",
            "try again in a few minutes; articlebot doctor checks the token",
        ) from error
    except (aiohttp.ClientError, OSError) as error:
        raise _refused(f"Discord cannot be reached: {error}", "check the network and try again") from error


def _token_refused() -> ArticlebotError:
    return _refused("Discord refuses the token", f"make a new one: {_PORTAL}, Reset Token")


def _refused(message: str, hint: str) -> ArticlebotError:
    from bot.client import DiscordError

    return DiscordError(message, hint)
