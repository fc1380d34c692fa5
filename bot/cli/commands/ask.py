"""ask: answers a question with quotes, or refuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

from bot import wire
from bot.cli import batch as batches
from bot.cli import filters
from bot.cli.session import Session, command


@command("ask")
@click.argument("question", required=False)
@filters.options
@click.option(
    "--quotes", type=click.IntRange(1, 20), default=3, show_default=True, metavar="N", help="At most this many quotes."
)
@click.option("--explain", is_flag=True, help="Show what was found and weighed, and the time of each step.")
@batches.options
def ask(
    session: Session,
    question: str | None,
    articles: Sequence[str],
    since: date | None,
    until: date | None,
    quotes: int,
    explain: bool,  # noqa: FBT001 -- click hands it over by name
    batch: str | None,
    out: Path | None,
) -> int:
    """Answer QUESTION with the exact words of the articles.

    Exit code 0: answered; 1: the articles do not answer.

    A batch has lines of {"id", "question"}. Without an id, a line has its number.
    """
    lines = batches.lines_of(session, question, batch, out)
    with session.library(to_read=True) as library:
        collection = library.collection(session.collection)
        limits = filters.chosen(session, library, articles, since, until)
        answered = partial(collection.ask, filters=limits, quotes=quotes, explain=explain)
        if question is None:
            batches.run(lines, out, lambda line: wire.answer(answered(line.question), line.id), as_json=session.as_json)
            return 0
        answer = answered(question)
        if session.as_json:
            session.emit(wire.answer(answer))
        else:
            # Imported here: JSON output needs no rich.
            from bot.cli.drawing import answers as draw

            draw.answer(answer, filters.admitted(collection, limits))
    return 0 if answer.answered else 1
