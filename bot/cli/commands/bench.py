"""bench: how fast everything is on this machine, compared with its parts and with other frameworks.

Slow imports are inside functions, since `--help` must be fast.
"""

from __future__ import annotations

import itertools
import re
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from bot.bench import pictures
from bot.cli import outputs
from bot.cli.adding.files import check_read_once
from bot.cli.drawing.terminal import check_mark, progress
from bot.cli.evaluation import tally
from bot.cli.session import Session, command
from index.errors import UsageError

if TYPE_CHECKING:
    from bot.bench.plan import Plan
    from bot.bench.report import Report
    from index.bench.quick import RatioCheck

_STAGES = 10
"""Roughly how many steps the progress bar has, besides one for each size."""

_NOT_QUICK = ("corpus", "questions", "sizes", "articles", "rounds", "peers", "plot")
"""The options that `--quick` does not accept."""


def _sizes(_context: click.Context, _option: click.Parameter, typed: str) -> tuple[int, ...]:
    """Return numbers of passages such as 1k,10k,50000, ascending and without repetition."""
    found = set()
    for part in map(str.strip, typed.split(",")):
        size = re.fullmatch(r"0*([1-9]\d{0,8})(k?)", part, re.ASCII | re.IGNORECASE)
        if size is None:
            raise click.BadParameter(f"{part[:20]!r} is not a number of passages, such as 500 or 10k")
        found.add(int(size[1]) * (1_000 if size[2] else 1))
    return tuple(sorted(found))


@command("bench", collection=False)
@click.argument("corpus", required=False)
@click.option("--questions", metavar="FILE", help="Ask these, as articlebot eval reads them.  [default: made ones]")
@click.option(
    "--sizes",
    callback=_sizes,
    default="1k,10k,50k,250k",
    show_default=True,
    metavar="N,N",
    help="How many passages the collections have.",
)
@click.option("--articles", type=click.IntRange(min=1), metavar="N", help="Only the first N articles of the corpus.")
@click.option(
    "--rounds",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    metavar="N",
    help="How often everything is measured.",
)
@click.option("--peers", is_flag=True, help="Compare with txtai and Haystack (the extra `bench`).")
@click.option(
    "--plot",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Draw pictures into this folder (the extra `plot`).",
)
@click.option(
    "--quick",
    is_flag=True,
    help="Only compare ratios with their limits, on a made corpus; exit code 1 if one is missed.",
)
def bench(
    session: Session,
    corpus: str | None,
    questions: str | None,
    sizes: tuple[int, ...],
    articles: int | None,
    rounds: int,
    plot: Path | None,
    *,
    peers: bool,
    quick: bool,
) -> int:
    """Measure how fast this machine adds, searches and answers.

    CORPUS is any SOURCE of articlebot add but a URL. What is compared takes turns, and medians are shown. Collections
    larger than the corpus are filled with made passages. Everything is stored in a temporary place, which is
    deleted afterwards; 250k passages need 4 GB of memory, and as much on disk. The default
    models are measured, whatever the settings say.
    """
    session.settings  # noqa: B018 -- applies LOG_LEVEL, and reports a wrong setting
    if quick:
        given = click.get_current_context().get_parameter_source
        if any(given(name) is ParameterSource.COMMANDLINE for name in _NOT_QUICK):
            raise UsageError("--quick measures a made corpus and nothing else", "leave the rest out, or --quick")
        return _quick(session)
    if corpus is None:
        raise UsageError("no corpus was named", "name a file of articles, or give --quick")
    if plot is not None:
        for name in pictures.NAMES:
            outputs.refuse_own_files(plot / name, session.settings)
        pictures.check(plot)
    from bot.bench.plan import Plan

    check_read_once(corpus, questions)
    asked = tally.read_questions(questions) if questions is not None else []
    plan = Plan(sizes, rounds, tuple(one.question for one in asked), peers)
    report = _measure(session, corpus, articles, plan)
    try:
        drawn = _drawn(report, plot) if plot is not None else []
    finally:  # the measurements may have taken hours
        _tell(session, report)
    for path in drawn:
        click.echo(f"drawn: {path}", err=True)
    return 0


def _drawn(report: Report, folder: Path) -> list[Path]:
    """Draw the pictures, and return their files. Raises SourceError."""
    with outputs.writing(folder):
        return pictures.draw(report.measurements, folder)


def _tell(session: Session, report: Report) -> None:
    if session.as_json:
        session.emit(report.as_json())
        return
    from bot.cli.drawing.bench import draw

    draw(report)


def _measure(session: Session, corpus: str, articles: int | None, plan: Plan) -> Report:
    """Measure what was planned on the first articles of a corpus (None: all)."""
    from bot.bench.plan import Bench
    from bot.bench.report import MADE, PEERS, Report
    from bot.cli.adding.sources import all_or_error
    from index.bench.machine import this_machine
    from index.bench.workbench import open_workbench

    start = time.perf_counter()
    with (
        tempfile.TemporaryDirectory(prefix="articlebot-bench-") as folder,
        open_workbench(Path(folder) / "articlebot.db") as workbench,
        session.documents() as process,
        progress("measuring", lambda: _STAGES + len(plan.sizes)) as advance,
    ):
        elsewhere = Path(folder) / "processes"
        elsewhere.mkdir()
        stages_done = itertools.count()
        run = Bench(workbench, elsewhere, plan, lambda stage: advance(next(stages_done), stage))
        measurements = list(run.run(all_or_error(corpus, process, articles)))
    notes = (MADE, *([PEERS] if plan.peers else []))
    took = time.perf_counter() - start
    return Report(this_machine(), run.corpus, corpus, plan.rounds, took, measurements, notes)


def _quick(session: Session) -> int:
    from index.bench.quick import quick
    from index.bench.workbench import open_workbench

    checks: list[RatioCheck] = []
    with (
        tempfile.TemporaryDirectory(prefix="articlebot-bench-") as folder,
        open_workbench(Path(folder) / "articlebot.db") as workbench,
        progress("measuring") as advance,
    ):
        for check in quick(workbench, lambda stage: advance(len(checks), stage)):
            checks.append(check)
            if not session.as_json:
                click.echo(f"{check_mark(check.ok)} {_in_words(check)}")
    ok = all(check.ok for check in checks)
    if session.as_json:
        listed = [
            {"check": c.name, "ratio": float(f"{c.ratio:.4g}"), "limit": c.limit, "least": c.least, "ok": c.ok}
            for c in checks
        ]
        session.emit({"ok": ok, "checks": listed})
    return 0 if ok else 1


def _in_words(check: RatioCheck) -> str:
    """Return the ratio of a check, its limit and, if it is missed, by how much."""
    bound = "at least" if check.least else "at most"
    missed = "" if check.ok else f": missed, {check.ratio / check.limit:.2g} times the limit"
    return f"{check.name}: {check.ratio:.3g}, {bound} {check.limit:g}{missed}"
