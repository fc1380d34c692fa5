"""search: the passages that retrieval finds, best first."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from bot import wire
from bot.cli import batch as batches
from bot.cli import filters
from bot.cli.session import Session, command

if TYPE_CHECKING:
    from index.article import Hit
    from index.retrieval.passage_index import Arm


@command("search")
@click.argument("question", required=False)
@filters.options
@click.option(
    "--arm",
    type=click.Choice(["bm25", "dense", "fused", "read"]),
    default="fused",
    show_default=True,
    help="By words, by vectors, by both, or both in the reader's order.",
)
@click.option(
    "--top",
    "--quotes",
    "top",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    metavar="N",
    help="At most this many passages.",
)
@click.option("--explain", is_flag=True, help="Show each arm's score too, and the time it took.")
@batches.options
def search(
    session: Session,
    question: str | None,
    articles: Sequence[str],
    since: date | None,
    until: date | None,
    arm: Arm | Literal["read"],
    top: int,
    explain: bool,  # noqa: FBT001 -- click hands it over by name
    batch: str | None,
    out: Path | None,
) -> None:
    """Find passages for QUESTION, best first.

    A batch has lines of {"id", "question"}. Without an id, a line has its number.
    """
    lines = batches.lines_of(session, question, batch, out)
    with session.library(to_read=True) as library:
        collection = library.collection(session.collection)
        limits = filters.chosen(session, library, articles, since, until)
        collection.open()  # the time to load the index is not the question's

        def find(asked: str, question_id: object = None) -> tuple[list[Hit], dict[str, Any]]:
            began = time.perf_counter()
            hits = collection.search(asked, arm=arm, top=top, filters=limits)
            took = {"total": (time.perf_counter() - began) * 1000}
            found = {"id": question_id, "question": asked, "hits": [wire.hit(hit, explain=explain) for hit in hits]}
            return hits, {**found, "timings_ms": wire.timings(took)} if explain else found

        if question is None:
            batches.run(lines, out, lambda line: find(line.question, line.id)[1], as_json=session.as_json)
            return
        hits, found = find(question)
    if session.as_json:
        session.emit(found)
    else:
        # Imported here: JSON output needs no rich.
        from bot.cli.drawing import answers as draw

        draw.hits(hits, explain=explain)
