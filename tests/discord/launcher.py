"""Runs the bot, unmodified, against the local Discord; only two class attributes of discord.py are set.

If a test has a small web as well, that replaces the internet in the bot's own `main`. What may be connected to is
then checked as always; only the last step, from a checked address to a socket, leads to loopback.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys


def main() -> None:
    """Point discord.py at loopback, then run `python -m bot` with the arguments given."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # it is ignored if `nohup` runs the tests
    if os.environ.pop("LOCAL_DISCORD_COMPRESSION", "") == "zlib":
        sys.modules["zstandard"] = None  # type: ignore[assignment] -- as if it were not installed
    import discord.gateway
    import discord.http
    import yarl

    discord.http.Route.BASE = os.environ.pop("LOCAL_DISCORD_API")
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ.pop("LOCAL_DISCORD_GATEWAY"))
    sys.argv = ["articlebot", *sys.argv[1:]]
    if roads := os.environ.pop("LOCAL_WEB", ""):
        from bot.__main__ import main as run
        from tests.web import Roads

        run(Roads.read(roads))
    runpy.run_module("bot", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
