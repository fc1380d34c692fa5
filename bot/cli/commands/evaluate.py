"""eval: how good the answers are on one's own articles and questions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.drawing.terminal import progress
from bot.cli.session import LOCAL, Session, command

if TYPE_CHECKING:
    from bot.cli.evaluation.tally import Question, Tally
    from index.collection import Collection
    from index.metrics import Difference

_QUOTES = 5
"""How many quotes are looked at."""


@command("eval", collection=False)
@click.argument("corpus")
@click.argument("questions")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N questions.")
@click.option("--against", metavar="READER", help="Compare with this READER_MODEL on the same questions.")
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw how far the confidence can be trusted (PNG, PDF or SVG by the name).",
)
def evaluate(
    session: Session, corpus: str, questions: str, limit: int | None, against: str | None, plot: Path | None
) -> None:
    """Measure the answers to QUESTIONS on the articles of CORPUS.

    CORPUS is any SOURCE of articlebot add. QUESTIONS has a line of JSON each: "question", "answerable",
    "answers" (each with "text", and "start" and "end" in the article "article_id" where known). The
    articles are indexed in a place of their own, which is gone afterwards.
    """
    # Here: they import the library, which `--help` does not need.
    from bot.cli.adding import sources
    from bot.cli.batch import json_lines
    from bot.cli.evaluation import tally
    from bot.compose import open_temporary_library
    from index.extract import DocumentProcess
    from index.reading.readers import open_reader

    if plot is not None:
        # Before the work: that it cannot be drawn is said at once.
        from bot.cli import outputs
        from bot.cli.evaluation import plots

        outputs.refuse_kept(plot, session.settings)
        plots.check(plot)
    asked = tally.read_questions(json_lines(questions), questions)[:limit]
    refusals = sources.Refusals()
    other = open_reader(against) if against else None
    with open_temporary_library(session.settings) as library, DocumentProcess() as process:
        collection = library.collection(LOCAL)
        with progress("indexing", lambda: sources.count([corpus])) as advance:
            for done, _ in enumerate(collection.add(sources.articles([corpus], refusals, process)), 1):
                advance(done, "articles")
        for _, error in refusals.errors:
            raise error
        articles = collection.count()
        tallies = {library.reader_name: _asked(collection, asked, "asking")}
        if other is not None:
            second = library.with_reader(other)
            tallies[f"{other.name} (--against)"] = _asked(second.collection(LOCAL), asked, f"asking {other.name}")
    first, *rest = tallies.values()
    figures = _rounded(first.figures())
    compared = tally.compare(first, rest[0]) if rest else {}
    if plot is not None:
        plots.reliability(tallies, plot)
    counts = {"articles": articles, "questions": len(asked), "answerable": len(first.answerable)}
    if session.as_json:
        against_json = {
            name: None
            if found is None
            else _rounded({"this": found.first, "other": found.second, "low": found.low, "high": found.high})
            for name, found in compared.items()
        }
        session.emit({**counts, **figures, **({"against": against_json} if rest else {})})
        return
    for name, value in {**counts, **figures}.items():
        shown = "–" if value is None else f"{value:,}" if isinstance(value, int) else _shown(name, value)
        click.echo(f"{name:20} {shown:>8}")
    if rest:
        _echo_comparison(list(tallies), compared)


def _asked(collection: Collection, asked: Sequence[Question], label: str) -> Tally:
    # Here: `tally` needs the library's types when it runs.
    from bot.cli.evaluation.tally import Tally

    tally = Tally()
    with progress(label, lambda: len(asked)) as advance:
        for done, question in enumerate(asked, 1):
            answer = collection.ask(question.question, quotes=_QUOTES, explain=True)
            tally.note(question, answer, answer.explanation.hits if answer.explanation else ())
            advance(done, "questions")
    return tally


def _echo_comparison(names: Sequence[str], compared: dict[str, Difference | None]) -> None:
    click.echo(
        f"\n{names[0]} against {names[1].removesuffix(' (--against)')}: difference, 95 % interval (paired bootstrap)"
    )
    for name, found in compared.items():
        if found is None:
            click.echo(f"{name:20} {'–':>8}")
            continue
        first, second, low, high = (
            _shown(f"{name}_" if name == "ms" else name, value)
            for value in (found.first, found.second, found.low, found.high)
        )
        sure = "" if found.low <= 0 <= found.high else "  *"
        click.echo(f"{name:20} {first:>8} {second:>8}   {low} to {high}{sure}")
    click.echo("* the interval leaves out 0")


def _rounded(figures: dict[str, float | None] | dict[str, float]) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 4) for name, value in figures.items()}


def _shown(name: str, value: float) -> str:
    return f"{value:.1f}" if name.startswith("ms_") else f"{value:.3f}"
