"""Text for a terminal without control sequences, and a progress bar."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator

import click

_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movement
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)"  # OSC and the like: titles, links, clipboard
    r"|\x1b[ -/]*[0-~]",
    re.DOTALL,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    r"""Return `text` without what controls a terminal: escape sequences, C0 and C1 characters, bidi overrides.

    ``\n`` and ``\t`` stay. For drawing only: what is stored or written as JSON is never changed.
    """
    return _CONTROL.sub("", _SEQUENCE.sub("", text))


def one_line(text: str) -> str:
    """Return `text` cleaned, with every run of white space as one blank."""
    return re.sub(r"\s+", " ", clean(text))


def check_mark(ok: bool) -> str:  # noqa: FBT001 -- what is drawn
    """Return the mark before a check: a green ✓ if it is `ok`, else a red ✗; without colour where none is wanted."""
    mark, colour = ("✓", "green") if ok else ("✗", "red")
    # rich heeds these by itself, click does not.
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return mark if plain else click.style(mark, fg=colour)


@contextlib.contextmanager
def progress(
    label: str, total: Callable[[], int | None] = lambda: None, *, typed: bool = False
) -> Iterator[Callable[[int, str], None]]:
    """Draw a progress bar on standard error while the block runs, if that is a terminal on which it can be drawn.

    `total` is only called if a bar is drawn: it returns how much there is to do, or None if unknown. The block gets a
    function that takes how much is done, and words to show beside the bar. `typed`: the block reads what is typed at
    the terminal, and a bar would be drawn over it.
    """
    if typed or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _done, _words: None
        return
    # Imported here: rich takes a tenth of a second to import, and nothing is drawn when piped.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    words, time = TextColumn("{task.fields[words]}", markup=False), TimeRemainingColumn(elapsed_when_finished=True)
    # Drawn ten times a second, as rich does by default, the bar takes 2.8 % of two cores while articles are added.
    with Progress(*columns, words, time, console=Console(stderr=True), transient=True, refresh_per_second=3) as bar:
        task = bar.add_task(label, total=total(), words="")

        def advance(done: int, said: str) -> None:
            bar.update(task, completed=done, words=said)

        yield advance
