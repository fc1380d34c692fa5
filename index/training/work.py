"""The work folder: examples on disk, and which half of the articles is kept out for measuring."""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from index.article import Span
from index.training.examples import Example

FOLDS = ("even", "odd")


def write_examples(path: Path, made: Sequence[Example]) -> None:
    """Write examples, one per line, and report on standard error how many there are of each kind."""
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for example in made:
            lines.write(json.dumps(asdict(example)) + "\n")
    sys.stderr.write(f"{path.name}: {len(made):,} examples\n")
    for (source, kind), number in sorted(Counter((example.source, example.kind) for example in made).items()):
        sys.stderr.write(f"  {source:16}{kind:12}{number:7,}\n")


def read_examples(path: Path) -> Iterator[Example]:
    """Yield the examples of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Example(**{**row, "spans": tuple(Span(span["start"], span["end"]) for span in row["spans"])})


def fold_of(found: Iterable[Example]) -> dict[str, str]:
    """Return the half of each article, by title: an article in two sets is in one half; wiki is split evenly."""
    titles: dict[str, set[str]] = {}
    for example in found:
        titles.setdefault(example.title, set()).add(example.source)
    ordered = sorted(titles, key=lambda title: ("wiki" not in titles[title], title))
    return {title: FOLDS[number % 2] for number, title in enumerate(ordered)}


def read_state(work: Path, name: str) -> dict[str, torch.Tensor]:
    """Return the weights of a checkpoint."""
    state: dict[str, torch.Tensor] = torch.load(work / f"{name}.pt", weights_only=True)["model"]
    return state
