"""The plots of `articlebot eval`. They need matplotlib, which the extra `plot` installs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.bench import plotting
from index.errors import UsageError
from index.metrics import reliability as binned

if TYPE_CHECKING:
    from bot.cli.evaluation.tally import Tally

_ENDINGS = {".png", ".pdf", ".svg"}


def check(path: Path) -> None:
    """Raise UsageError if nothing could be drawn to `path`."""
    if path.suffix.lower() not in _ENDINGS:
        raise UsageError(f"{path.name} is no picture that can be drawn", "name a .png, .pdf or .svg")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {path.parent} to draw into", "name one that is there")
    plotting.prepare()


def reliability(tallies: Mapping[str, Tally], path: Path) -> None:
    """Draw two plots side by side, with one line for each reader.

    Left: the share of right answers at each confidence; the diagonal is perfect. Right: the share of right answers
    among those given, over the share of questions that is answered, as the threshold moves.
    """
    from matplotlib import pyplot as plt  # here, since it is an extra

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4.2))
    left.plot([0, 1], [0, 1], color="grey", linewidth=1)
    for name, tally in tallies.items():
        bins = binned(tally.confidences, tally.right)
        left.plot([b.confidence for b in bins], [b.right for b in bins], marker="o", label=name)
        ordered = sorted(zip(tally.confidences, tally.right, strict=True), key=lambda one: -one[0])
        correct, shares, parts = 0, [], []
        for number, (_, is_right) in enumerate(ordered, 1):
            correct += is_right
            shares.append(number / len(ordered))
            parts.append(correct / number)
        right.plot(shares, parts, label=name)
    left.set(xlabel="confidence", ylabel="right", title="of each confidence", xlim=(0, 1), ylim=(0, 1))
    right.set(xlabel="answered", ylabel="right when answered", title="as the threshold moves", xlim=(0, 1), ylim=(0, 1))
    for axis in (left, right):
        axis.grid(alpha=0.3)
    left.legend(fontsize="small")
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    plt.close(figure)
