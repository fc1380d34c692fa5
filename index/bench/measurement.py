"""Measurement: one figure, with what stands beside it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from types import MappingProxyType
from typing import Literal

Unit = Literal["ms", "articles/s", "passages/s", "questions/s", "MB", "%"]

NOTHING: Mapping[str, Sequence[float]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Beside:
    """What something else came to at the same work: its median, in the same unit.

    `ratio` is the median, over the runs, of ours divided by its own of the same turn: below 1 is shorter where the unit
    is a time, and less where it is a rate.
    """

    name: str
    value: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure: the median of `runs` runs, with their quartiles `low` and `high`.

    `passages` is the size of the collection, None where there is none or it does not matter.
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
    """Return the figure of some runs. `beside` has by name as many runs, each taken in turn with ours.

    Raises ValueError where there is no run, or not as many beside as ours.
    """
    if not runs or any(len(theirs) != len(runs) for theirs in beside.values()):
        raise ValueError(f"{what}: {len(runs)} runs need as many beside them, and at least one")
    ordered = sorted(runs)
    return Measurement(
        what,
        unit,
        median(ordered),
        quantile(ordered, 0.25),
        quantile(ordered, 0.75),
        len(runs),
        passages,
        tuple(
            Beside(name, median(theirs), median(mine / other for mine, other in zip(runs, theirs, strict=True)))
            for name, theirs in beside.items()
        ),
    )


def quantile(ordered: Sequence[float], part: float) -> float:
    """Return the value below which a part (0 to 1) of ascending values lies, between two of them where it falls so."""
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
