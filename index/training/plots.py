"""Plots: the course of a training, and how far a confidence can be trusted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import matplotlib as mpl
import numpy as np
import numpy.typing as npt

mpl.use("Agg")
from matplotlib import pyplot as plt

from index.metrics import reliability as binned


def curves(logs: Sequence[Path], path: Path) -> None:
    """Draw the loss, span F1 and area under the ROC curve of each log, over the minutes of its training."""
    figure, axes = plt.subplots(1, 3, figsize=(14, 4.2), layout="constrained")
    for log, colour in zip(logs, cycle(plt.get_cmap("tab20").colors)):  # type: ignore[attr-defined]  # logs end first
        lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        for axis, key in zip(axes, ("loss", "f1", "margin_auroc"), strict=True):
            axis.plot(
                [line["minutes"] for line in lines], [line[key] for line in lines], ".-", c=colour, label=log.stem
            )
    for axis, title in zip(axes, ("loss", "span F1, kept out", "AUROC of the margin, kept out"), strict=True):
        axis.set_title(title)
        axis.set_xlabel("minutes")
        axis.grid(alpha=0.3)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside right upper", fontsize="small")
    figure.savefig(path, dpi=110)
    plt.close(figure)


def reliability(chances: npt.NDArray[np.float64], right: npt.NDArray[np.bool_], path: Path) -> None:
    """Draw the share of right answers in each tenth of the confidence; the size of a dot shows their number."""
    figure, axis = plt.subplots(figsize=(4.2, 4.2))
    axis.plot([0, 1], [0, 1], color="grey", linewidth=1)
    for one in binned(chances.tolist(), right.tolist()):
        axis.scatter(one.confidence, one.right, s=20 + 400 * one.count / len(chances), color="tab:blue", alpha=0.7)
    axis.set_xlabel("confidence")
    axis.set_ylabel("right")
    axis.set_title(f"{len(chances):,} kept-out questions")
    axis.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)
