"""The `articlebot` command: `python -m bot` and the console script both begin here."""

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
    """Run the command line and exit with its code. `network`: where URLs lead; None is the internet."""
    _open_what_is_closed()
    # Nearly all that a start makes stays. `bot.compose.open_library` lets garbage be collected again.
    gc.disable()
    try:
        # Here: it takes a tenth of a second, in which Ctrl-C is to end quietly, too.
        from bot.cli import cli
        from bot.cli.failing import Terminated
    except KeyboardInterrupt:
        sys.exit(130)

    def terminate(_number: int, _frame: FrameType | None) -> NoReturn:
        raise Terminated

    # Python itself would end here and now, and leave what is on its way: temporary folders, a terminal without echo.
    signal.signal(signal.SIGTERM, terminate)
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup has it
        signal.signal(signal.SIGHUP, terminate)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Articles hold every letter there is; a terminal or pipe of another encoding must not end in a traceback.
            stream.reconfigure(encoding="utf-8", errors="replace")
    cli.main(prog_name="articlebot", obj=network)


def _open_what_is_closed() -> None:
    """Let a standard stream that whoever started us has closed be empty, and take all that is written to it.

    Left closed, its number would be that of the next file that is opened, in which stray output would land.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 -- as long as we run


if __name__ == "__main__":
    main()
