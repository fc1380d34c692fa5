"""The report, also as JSON: what was measured, on which machine, with which corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.bench.plan import Corpus
from index.bench.machine import Machine
from index.bench.measurement import Measurement

MADE = (
    "Beyond the corpus's own passages, a collection is filled with made ones: an own passage with half of its words "
    "replaced by words drawn from the corpus, in another order, and its vector moved by a random one."
)
PEERS = (
    "Other frameworks get articlebot's own models: its embedder, and its reader's model, once over the best 20 "
    "passages. articlebot cuts its articles, links copies and commits to disk as well; the others take passages as "
    "they are cut, into memory."
)


@dataclass(frozen=True, slots=True)
class Report:
    """One run of `articlebot bench`."""

    machine: Machine
    corpus: Corpus
    source: str
    rounds: int
    seconds: float
    measurements: Sequence[Measurement]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the report for JSON, numbers with five significant digits."""
        return {
            "machine": asdict(self.machine),
            "corpus": {"source": self.source, **asdict(self.corpus)},
            "rounds": self.rounds,
            "seconds": round(self.seconds, 1),
            "measurements": [_rounded(asdict(each)) for each in self.measurements],
            "notes": list(self.notes),
        }


def _rounded(value: Any) -> Any:  # noqa: ANN401 -- whatever JSON holds
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(each) for each in value]
    return value
