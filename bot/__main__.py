"""The `articlebot` command: `python -m bot` and the console script both start here."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from bot.fetching.network import Network


def main(network: Network | None = None) -> None:
    """Run the command line and exit with its code. `network`: how URLs are reached; None is the internet."""
    _open_what_is_closed()
    # Nearly all objects that a start makes are kept. `bot.compose.open_library` switches the collector on again.
    gc.disable()
    try:
        # Imported here: this takes a tenth of a second, and Ctrl-C must end quietly during it as well.
        from bot.cli import cli
        from bot.cli.failing import Terminated
    except KeyboardInterrupt:
        sys.exit(130)

    def terminate(_number: int, _frame: FrameType | None) -> NoReturn:
        raise Terminated

    # Python's own handler ends at once, without removing temporary folders or restoring a terminal's echo.
    signal.signal(signal.SIGTERM, terminate)
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup ignores it
        signal.signal(signal.SIGHUP, terminate)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Articles may have any character; a terminal or pipe of another encoding must not cause a traceback.
            stream.reconfigure(encoding="utf-8", errors="replace")
    cli.main(prog_name="articlebot", obj=network)


def _open_what_is_closed() -> None:
    """Replace a standard stream that was closed at the start by the null device.

    Otherwise the next file to be opened would get its number, and stray output would go there.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 -- open until the end


if __name__ == "__main__":
    main()
