"""The `articlebot` command: `python -m bot` and the console script both begin here."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.fetching.network import Network


def main(network: Network | None = None) -> None:
    """Run the command line and exit with its code. `network`: where URLs lead; None is the internet."""
    try:
        # Here: it takes a tenth of a second, in which Ctrl-C is to end quietly, too.
        from bot.cli import cli
    except KeyboardInterrupt:
        sys.exit(130)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Articles hold every letter there is; a terminal or pipe of another encoding must not end in a traceback.
            stream.reconfigure(encoding="utf-8", errors="replace")
    cli.main(prog_name="articlebot", obj=network)


if __name__ == "__main__":
    main()
