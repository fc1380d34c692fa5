"""What ask, search and read share: a QUESTION, or --batch FILE with --out FILE."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bot.cli import outputs
from bot.cli.session import Session


def batch_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options --batch and --out to a command."""
    for option in (
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            metavar="FILE",
            callback=_file,
            help="Write the batch there, in FILE.part until it is whole.  [default: -]",
        ),
        click.option("--batch", metavar="FILE", help="JSON lines in, one JSON line out for each, in the same order."),
    ):
        function = option(function)
    return function


def _file(_context: click.Context, _option: click.Parameter, given: Path | None) -> Path | None:
    return None if given == Path("-") else given


def check_question_or_batch(session: Session, question: str | None, batch: str | None, out: Path | None) -> None:
    """Raise click's usage error unless there is either a question or a batch; `out` needs a batch.

    Raises UsageError if `out` is a file that articlebot keeps.
    """
    context = click.get_current_context()
    if (question is None) == (batch is None):
        raise click.UsageError("give either a QUESTION or --batch FILE", context)
    if out is not None and batch is None:
        raise click.UsageError("--out goes with --batch", context)
    if out is not None:
        outputs.refuse_kept(out, session.settings)
