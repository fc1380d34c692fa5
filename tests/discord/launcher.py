"""Runs the bot, unmodified, against the local Discord; only two class attributes of discord.py are set.

If a test has a small web as well, that replaces the internet in the bot's own `main`. What may be connected to is
then checked as always; only the last step, from a checked address to a socket, leads to loopback. If a test wants it
(`READS_ONCE`), the bot's reader remembers what it has read.
"""

from __future__ import annotations

import atexit
import io
import multiprocessing
import os
import runpy
import signal
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

# A bot is a process of its own, forked from one that has imported it: importing takes most of its start. (A module that
# cannot be imported there is imported by the bot.)
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["bot.cli.running", "index.library", "index.text.sentence_starts", "tests.web"])

READS_ONCE = {"LOCAL_READS_ONCE": "yes"}
"""A setting of a bot that is asked the same again and again."""


def started(arguments: tuple[str, ...], environment: Mapping[str, str], folder: Path, log: Path) -> ForkServerProcess:
    """Start `articlebot` with these arguments, in `folder`, with its output at the end of `log`."""
    process = _FORKS.Process(target=_run, args=(arguments, dict(environment), folder, log), daemon=True)
    process.start()
    return process


def _run(arguments: tuple[str, ...], environment: dict[str, str], folder: Path, log: Path) -> None:
    """Be a new process, with this environment, folder and output."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    for stream in (1, 2):
        os.dup2(output, stream)
    assert isinstance(sys.stdout, io.TextIOWrapper)
    sys.stdout.reconfigure(line_buffering=True)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # it is ignored if `nohup` runs the tests
    try:
        run_bot(arguments)
    finally:
        atexit._run_exitfuncs()  # multiprocessing leaves them out, and the end of Python itself


def run_bot(arguments: tuple[str, ...]) -> None:
    """Point discord.py at loopback, then run `python -m bot` with the arguments given."""
    import discord.gateway
    import discord.http
    import yarl

    discord.http.Route.BASE = os.environ.pop("LOCAL_DISCORD_API")
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ.pop("LOCAL_DISCORD_GATEWAY"))
    sys.argv = ["articlebot", *arguments]
    if os.environ.pop("LOCAL_READS_ONCE", ""):
        from bot import compose
        from tests.reading_once import remembering

        compose.open_reader = remembering(compose.open_reader)  # type: ignore[assignment]  # its argument has a name
    if roads := os.environ.pop("LOCAL_WEB", ""):
        from bot.__main__ import main as run
        from tests.web import Roads

        run(Roads.read(roads))
    runpy.run_module("bot", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    run_bot(tuple(sys.argv[1:]))
