"""Measurement: one figure, with what it is compared with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from types import MappingProxyType
from typing import Literal

import numpy as np

Unit = Literal["ms", "articles/s", "passages/s", "questions/s", "MB", "%"]

NOTHING: Mapping[str, Sequence[float]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Beside:
    """The median of something else at the same work, in the same unit.

    `ratio` is the median, over the runs, of ours divided by its own in the same turn: below 1, ours is shorter for a
    time, and slower for a rate.
    """

    name: str
    value: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure: the median of `runs` runs, with their quartiles `low` and `high`.

    `passages` is the size of the collection; None if there is none or it does not matter.
    """

    what: str
    unit: Unit
    value: float
    low: float
    high: float
    runs: int
    passages: int | None = None
    beside: tuple[Beside, ...] = ()

    def __post_init__(self) -> None:
        numbers = [self.value, self.low, self.high, *(n for each in self.beside for n in (each.value, each.ratio))]
        if not all(map(math.isfinite, numbers)) or not self.low <= self.value <= self.high:
            raise ValueError(f"{self.what}: a figure is finite and lies between its quartiles")


def measured(
    what: str,
    unit: Unit,
    runs: Sequence[float],
    beside: Mapping[str, Sequence[float]] = NOTHING,
    *,
    passages: int | None = None,
) -> Measurement:
    """Return the figure of some runs. `beside` has, by name, as many runs, each taken in turn with ours.

    Raises ValueError without a run, or if a list in `beside` has another length.
    """
    if not runs or any(len(theirs) != len(runs) for theirs in beside.values()):
        raise ValueError(f"{what}: {len(runs)} runs need as many beside them, and at least one")
    low, middle, high = np.quantile(runs, (0.25, 0.5, 0.75)).tolist()
    return Measurement(
        what,
        unit,
        middle,
        low,
        high,
        len(runs),
        passages,
        tuple(
            Beside(name, median(theirs), median(mine / other for mine, other in zip(runs, theirs, strict=True)))
            for name, theirs in beside.items()
        ),
    )
