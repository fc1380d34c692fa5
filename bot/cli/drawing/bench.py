"""A report of `articlebot bench` in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from bot.bench.report import Report
from bot.cli.drawing.screen import screen
from bot.cli.drawing.terminal import one_line
from bot.wording import counted
from index.bench.machine import Machine
from index.bench.measurement import Measurement


def draw(report: Report) -> None:
    """Draw a report on standard output."""
    console = screen(measure=None)
    console.print(Text(machine(report.machine)))
    corpus = report.corpus
    console.print(
        Text(
            f"{one_line(report.source)}: {counted(corpus.articles, 'article')} in "
            f"{counted(corpus.passages, 'passage')}, {counted(len(corpus.questions), 'question')}, "
            f"{counted(report.rounds, 'round')}, {report.seconds:,.0f} s"
        )
    )
    console.print()
    console.print(_table(report.measurements))
    console.print()
    for note in report.notes:
        console.print(Text(note, style="dim"), soft_wrap=not console.is_terminal)


def machine(value: Machine) -> str:
    """Return a machine and its versions as two lines."""
    memory = f", {value.memory_gb:g} GB" if value.memory_gb is not None else ""
    sets = f" ({', '.join(value.instruction_sets)})" if value.instruction_sets else ""
    cores = counted(value.cores, "core")
    versions = ", ".join(f"{name} {version}" for name, version in value.versions.items())
    return f"{value.processor}{sets}, {cores}{memory}, {value.system}\nPython {value.python}, {versions}"


def _table(measurements: Sequence[Measurement]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for name, right in (
        ("what", False),
        ("passages", True),
        ("median", True),
        ("quartiles", True),
        ("unit", False),
        ("beside", False),
        ("its median", True),
        ("ratio", True),
    ):
        table.add_column(name, justify="right" if right else "left", no_wrap=right)
    # Measurements of one kind at several sizes stand together, in the order of their first appearance.
    order = list(dict.fromkeys(each.what for each in measurements))
    for each in sorted(measurements, key=lambda each: order.index(each.what)):
        size = "" if each.passages is None else f"{each.passages:,}"
        quartiles = f"{_number(each.low)} – {_number(each.high)}"
        first, *more = [(one.name, _number(one.value), _number(one.ratio)) for one in each.beside] or [("", "", "")]
        table.add_row(Text(each.what), size, _number(each.value), quartiles, each.unit, *first)
        for beside in more:
            table.add_row("", "", "", "", "", *beside)
    return table


def _number(value: float) -> str:
    """Return a number with three significant digits, or with all digits before the point if there are more."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}" if abs(value) >= 0.001 else "0"
