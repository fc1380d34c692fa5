"""eval: how good the answers are on the user's own articles and questions."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import outputs
from bot.cli.adding.files import check_read_once
from bot.cli.drawing.terminal import progress
from bot.cli.evaluation import plots, tally
from bot.cli.evaluation.tally import GoldQuestion, Tally
from bot.cli.session import LOCAL, Session, command
from bot.compose import open_temporary_library
from bot.wording import counted

if TYPE_CHECKING:
    from index.collection import Collection
    from index.extract import DocumentProcess
    from index.metrics import Difference

_QUOTES = 5
"""How many quotes of an answer are examined."""


@command("eval", collection=False)
@click.argument("corpus")
@click.argument("questions")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N questions.")
@click.option("--against", metavar="READER", help="Compare with this READER_MODEL on the same questions.")
@click.option(
    "--plot",
    type=outputs.FileName(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw how far the confidence can be trusted (PNG, PDF or SVG by the name).",
)
def evaluate(
    session: Session, corpus: str, questions: str, limit: int | None, against: str | None, plot: Path | None
) -> None:
    """Measure the answers to QUESTIONS on the articles of CORPUS.

    CORPUS is any SOURCE of articlebot add but a URL. Each line of QUESTIONS is JSON: "question", "answerable",
    "answers" (each with "text", and "start" and "end" in the article "article_id" if known). The articles are indexed
    in a temporary place, which is deleted afterwards.
    """
    # Imported here and below: the models take longer to import than `--help` may take.
    from index.reading.readers import open_reader

    if plot is not None:
        # Before the work, so that a plot that cannot be drawn is reported at once.
        outputs.refuse_own_files(plot, session.settings)
        plots.check(plot)
        if not (plot.is_file() and os.access(plot, os.W_OK)):  # a picture is written in place
            outputs.write_target(plot)
    check_read_once(corpus, questions)
    asked = tally.read_questions(questions)[:limit]
    other = open_reader(against) if against else None
    with open_temporary_library(session.settings) as library, session.documents() as process:
        collection = library.collection(LOCAL)
        _index(collection, corpus, process)
        there = {each.id for each in collection.titles()}
        lost = sum(bool(each.spans) and each.article_id not in there for each in asked)
        if lost and not session.as_json:
            said = f"{counted(lost, 'question')} with an article_id that CORPUS does not hold"
            click.echo(f"{said}: their answers count as wrong.", err=True)
        name = library.reader_name
        tallies = {name: _asked(collection, asked, "asking")}
        if other is not None:
            second = library.with_reader(other)
            tallies[f"{other.name} (--against)"] = _asked(second.collection(LOCAL), asked, f"asking {other.name}")
    try:
        if plot is not None:
            with outputs.writing(plot):
                plots.reliability(tallies, plot)
    finally:  # the figures may have taken hours
        first, *rest = tallies.values()
        counts = {"articles": len(there), "questions": len(asked), "answerable": len(first.answerable)}
        compared = tally.compare(first, rest[0]) if rest else None
        between = f"{name} against {other.name}" if other is not None else ""
        figures = {**counts, **_rounded(first.figures())}
        _tell(session, figures, lost, compared, between)


def _tell(
    session: Session,
    figures: Mapping[str, float | None],
    lost: int,
    compared: Mapping[str, Difference | None] | None,
    between: str,
) -> None:
    """Print the figures, and how two readers compare; `between` names these.

    `lost`: how many questions name an article that is not there, which is told people before the questions are asked.
    """
    if session.as_json:
        against = {"against": _json_of(compared)} if compared is not None else {}
        session.emit({**figures, "of_no_article": lost, **against})
        return
    _echo_figures(figures)
    if compared is not None:
        click.echo(f"\n{between}: difference, 95 % interval (paired bootstrap)")
        _echo_comparison(compared)


def _index(collection: Collection, corpus: str, process: DocumentProcess) -> None:
    """Add the articles of a corpus; raises the error of the first one that is refused."""
    from bot.cli.adding import sources

    with progress("indexing", lambda: sources.count([corpus])) as advance:
        for done, _ in enumerate(collection.add(sources.all_or_error(corpus, process)), 1):
            advance(done, "articles")


def _asked(collection: Collection, asked: Sequence[GoldQuestion], label: str) -> Tally:
    noted = Tally()
    with progress(label, lambda: len(asked)) as advance:
        for done, question in enumerate(asked, 1):
            answer = collection.ask(question.question, quotes=_QUOTES, explain=True)
            noted.note(question, answer, answer.explanation.hits if answer.explanation else ())
            advance(done, "questions")
    return noted


def _echo_figures(figures: Mapping[str, float | None]) -> None:
    for name, value in figures.items():
        shown = "–" if value is None else f"{value:,}" if isinstance(value, int) else _shown(name, value)
        click.echo(f"{name:20} {shown:>8}")


def _echo_comparison(compared: Mapping[str, Difference | None]) -> None:
    for name, found in compared.items():
        if found is None:
            click.echo(f"{name:20} {'–':>8}")
            continue
        first, second, low, high = (_shown(name, each) for each in (found.first, found.second, found.low, found.high))
        sure = "" if found.low <= 0 <= found.high else "  *"
        click.echo(f"{name:20} {first:>8} {second:>8}   {low} to {high}{sure}")
    click.echo("* the interval leaves out 0")


def _json_of(compared: Mapping[str, Difference | None]) -> dict[str, dict[str, float | None] | None]:
    return {
        name: None
        if found is None
        else _rounded({"this": found.first, "other": found.second, "low": found.low, "high": found.high})
        for name, found in compared.items()
    }


def _rounded(figures: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 4) for name, value in figures.items()}


def _shown(name: str, value: float) -> str:
    return f"{value:.1f}" if name.startswith("ms") else f"{value:.3f}"
