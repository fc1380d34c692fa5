"""The plots of `articlebot bench --plot`: how everything grows, both arms, and the comparisons.

They need matplotlib, which the extra `plot` installs.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.bench import plotting
from index.errors import SourceError

if TYPE_CHECKING:
    from index.bench.measurement import Measurement

GROWING = (
    ("ask", "ms"), ("search with its question embedded", "ms"), ("adding one article", "ms"), ("open", "ms"),
    ("memory of the bot", "MB"), ("fusion, filters, copies", "ms"),
)  # fmt: skip
NAMES = ("growth.png", "arms.png", "beside.png")
ARMS = ("BM25 arm", "dense arm")


def check(folder: Path) -> None:
    """Make the folder.

    Raises UsageError if matplotlib is missing, and SourceError if the folder cannot be made or written.
    """
    plotting.prepare()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(
            f"the folder {folder} cannot be made: {error.strerror or error}", "name another with --plot"
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SourceError(f"the folder {folder} may not be written", "name another with --plot")


def draw(measurements: Sequence[Measurement], folder: Path) -> list[Path]:
    """Draw growth.png, arms.png and beside.png into the folder, and return those for which there was data."""
    drawn = []
    for name, draw_one in zip(NAMES, (_growth, _arms, _beside), strict=True):
        figure = draw_one(measurements)
        if figure is not None:
            figure.tight_layout()
            figure.savefig(folder / name, dpi=120)
            drawn.append(folder / name)
    _plot().close("all")
    return drawn


def _growth(measurements: Sequence[Measurement]) -> Any:  # noqa: ANN401 -- matplotlib ships no types
    """Draw what grows with the collection, each on its own axes, with its quartiles."""
    lines = [(what, unit, found) for what, unit in GROWING if (found := _sized(measurements, what))]
    if not lines:
        return None
    figure, axes = _plot().subplots(2, 3, figsize=(12, 6.5))
    for axis, (what, unit, found) in zip(axes.flat, lines, strict=False):
        sizes = [each.passages for each in found]
        axis.plot(sizes, [each.value for each in found], marker="o")
        axis.fill_between(sizes, [each.low for each in found], [each.high for each in found], alpha=0.2)
        top = 1.1 * max(each.high for each in found)
        axis.set(title=what, xlabel="passages", ylabel=unit, xscale="log", ylim=(0, top))
        axis.grid(alpha=0.3)
    for axis in axes.flat[len(lines) :]:
        axis.remove()
    return figure


def _arms(measurements: Sequence[Measurement]) -> Any:  # noqa: ANN401 -- matplotlib ships no types
    """Draw each arm with what it is compared with, on logarithmic axes."""
    found = {what: sized for what in ARMS if (sized := _sized(measurements, what))}
    if not found:
        return None
    figure, axes = _plot().subplots(1, len(found), figsize=(6 * len(found), 4.5), squeeze=False)
    for axis, (what, sized) in zip(axes.flat, found.items(), strict=True):
        sizes = [each.passages for each in sized]
        axis.plot(sizes, [each.value for each in sized], marker="o", linewidth=2, label=what)
        for name in dict.fromkeys(beside.name for each in sized for beside in each.beside):
            theirs = [(e.passages, b.value) for e in sized for b in e.beside if b.name == name]
            axis.plot(*zip(*theirs, strict=True), marker="s", linestyle="--", label=name)
        axis.set(title=what, xlabel="passages", ylabel="ms", xscale="log", yscale="log")
        axis.grid(alpha=0.3)
        axis.legend(fontsize="small")
    return figure


def _beside(measurements: Sequence[Measurement]) -> Any:  # noqa: ANN401 -- matplotlib ships no types
    """Draw the ratio of each measurement to what it is compared with, in the largest collection of each.

    A bar to the left means less time, one to the right more; rates are drawn as time per unit.
    """
    largest: dict[str, Measurement] = {}
    for each in measurements:
        if each.beside and (each.what not in largest or (each.passages or 0) > (largest[each.what].passages or 0)):
            largest[each.what] = each
    bars = [
        (f"{each.what} ({each.unit})\nbeside {one.name}", 1 / one.ratio if each.unit.endswith("/s") else one.ratio)
        for each in largest.values()
        for one in each.beside
    ]
    if not bars:
        return None
    figure, axis = _plot().subplots(figsize=(9, 0.55 * len(bars) + 1.2))
    axis.barh([name for name, _ in bars][::-1], [times - 1 for _, times in bars][::-1], left=1)
    axis.axvline(1, color="black", linewidth=1)
    axis.set(xscale="log", xlabel="times as long as what stands beside it")
    axis.margins(y=0.01)
    axis.tick_params(axis="y", labelsize="small")
    axis.grid(axis="x", alpha=0.3)
    return figure


def _sized(measurements: Sequence[Measurement], what: str) -> list[Measurement]:
    return sorted(
        (each for each in measurements if each.what == what and each.passages), key=lambda each: each.passages or 0
    )


def _plot() -> Any:  # noqa: ANN401 -- matplotlib ships no types
    from matplotlib import pyplot as plt  # here, since it is an extra

    return plt
