"""The `articlebot` command: `python -m bot` and the console script both start in `run`."""

from __future__ import annotations

import atexit
import contextlib
import gc
import io
import math
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.fetching.network import Network


DEAF_SECONDS = 1.0
"""For how long other signals are ignored after one that ends a command. Impatient people and `timeout` send two, and
the second one would interrupt the cleaning up, with a traceback."""


def main(network: Network | None = None) -> None:
    """Run the command line and exit with its code. `network`: how URLs are reached; None is the internet."""
    _open_what_is_closed()
    _wait_for_streams()
    # Nearly all objects that a start makes are kept. `bot.compose.open_library` switches the collector on again.
    gc.disable()
    try:
        # Imported here: this takes a tenth of a second, and Ctrl-C must end quietly during it as well.
        from bot.cli import cli
        from bot.cli.failing import Terminated
    except KeyboardInterrupt:
        sys.exit(130)

    heard, last = -math.inf, 0

    def interrupt(number: int, _frame: FrameType | None) -> None:
        nonlocal heard, last
        # Ctrl-C may only have stopped an answer of `chat`: what ends a process for certain is heard after it.
        is_more = number != signal.SIGINT and last == signal.SIGINT
        if is_more or time.monotonic() - heard >= DEAF_SECONDS:
            heard, last = time.monotonic(), number
            raise KeyboardInterrupt if number == signal.SIGINT else Terminated

    # Of SIGTERM and SIGHUP, Python's own handlers end at once, without removing temporary folders or restoring a
    # terminal's echo. What is ignored stays ignored, as nohup wants it.
    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32":
        numbers.append(signal.SIGHUP)
    numbers = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    for number in numbers:
        signal.signal(number, interrupt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Articles may have any character; a terminal or pipe of another encoding must not cause a traceback.
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        cli.main(prog_name="articlebot", obj=network)
    finally:
        # All is cleaned up: from here on a signal ends it at once.
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


def _open_what_is_closed() -> None:
    """Replace a standard stream that was closed at the start by the null device.

    Otherwise the next file to be opened would get its number, and stray output would go there.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 -- open until the end


def _wait_for_streams() -> None:
    """Let the standard streams wait for whoever is at their other end, also if a parent process wanted no waiting.

    They are shared with it. What has not arrived yet would be taken for the end of the input, without a word.
    """
    if sys.platform != "win32":
        for number in range(3):
            with contextlib.suppress(OSError):  # it was closed
                os.set_blocking(number, True)


def run() -> None:
    """Run the command line and end the process.

    Whatever must be closed is closed when a command ends. To free all the rest one by one, as Python does, takes up
    to a tenth of a second in which people wait for their prompt (docs/decisions/speed.md).
    """
    try:
        main()
    except SystemExit as ended:
        if not isinstance(ended.code, int):
            raise
        atexit._run_exitfuncs()  # noqa: SLF001 -- libraries close what they opened; there is no public name
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:  # Python says so, in its way
            raise ended from None
        os._exit(ended.code)


if __name__ == "__main__":
    run()
