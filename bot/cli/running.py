"""The Discord bot of `articlebot run`: connected until a signal ends it, or Discord refuses it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys

import aiohttp
import click
import discord

from bot.cli.invite import PORTAL
from bot.client import ArticleBot
from bot.serving.service import Service
from bot.settings import Settings
from bot.wording import counted
from index.errors import ArticlebotError

_NOT_AUTHENTICATED = 4004
"""The code with which Discord closes a connection whose token has been replaced meanwhile."""


class DiscordError(ArticlebotError):
    """Discord refuses the bot, or cannot be reached."""

    code = "discord"


async def serve(service: Service, token: str, settings: Settings) -> None:
    """Run the bot until a signal ends it."""
    ending = asyncio.Event()
    numbers = [signal.SIGTERM, signal.SIGINT]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup ignores it
        numbers.append(signal.SIGHUP)
    for number in numbers:
        with contextlib.suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(number, ending.set)
    # No voice is used, so missing voice packages need no warning.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    # All that this logs is that a list of choices did not arrive, with who typed; the next letter asks for another one.
    logging.getLogger("discord.app_commands.tree").setLevel(logging.CRITICAL)
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
    try:
        await bot.start(token)
    except discord.LoginFailure:
        raise _token_refused() from None
    except discord.PrivilegedIntentsRequired:
        raise DiscordError("Discord wants an intent to be allowed", f"allow it: {PORTAL}, Privileged Intents") from None
    except discord.ConnectionClosed as error:
        if error.code == _NOT_AUTHENTICATED:
            raise _token_refused() from None
        raise DiscordError(
            f"Discord has closed the connection ({error.code})", "articlebot doctor checks the token; SHARD_COUNT too"
        ) from None
    except discord.app_commands.CommandSyncFailure as error:
        raise DiscordError(
            f"Discord refuses the commands: {error}", "update articlebot, or report this line"
        ) from error
    except discord.HTTPException as error:
        raise DiscordError(
            f"Discord answers {error.status} ({error.code}) to what the bot needs for its start",
            "try again in a few minutes; articlebot doctor checks the token",
        ) from error
    except (aiohttp.ClientError, OSError) as error:
        raise DiscordError(f"Discord cannot be reached: {error}", "check the network and try again") from error


def _token_refused() -> DiscordError:
    return DiscordError("Discord refuses the token", f"make a new one: {PORTAL}, Reset Token")
