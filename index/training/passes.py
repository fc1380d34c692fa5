"""The passes that a model is trained in, each from where another ended, and the mean of what settled."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from index.training.examples import Example
from index.training.features import Features, features, open_tokenizer
from index.training.model import ReaderModel, recovered_model, thinned
from index.training.recovered import LAYERS
from index.training.teachers import packaged, trained
from index.training.train import Recipe, train
from index.training.work import FOLDS, fold_of, read_examples, read_state

CHATTY = ("reddit", "amazon_reviews")
"""Sets of people's own words: least like articles."""
BASE_SHARE = 0.3
"""Of these, what the base of the reader that is here has taken."""
STARTS = ("base", "written", "again", "anew", "typed")
"""What can be settled, in the order in which it is trained."""
BESIDE = 3000
"""Of the base's examples, beside the written questions, so that what they taught is not forgotten."""
TWINS = "twins"
"""What is learned on the weights that are here, and cools by itself."""
TAUGHT = "taught"
"""What a smaller reader that is here goes on learning of the larger one, and cools by itself."""
MISTAKEN = "mistaken"
"""What is learned on the weights that are here of what they take for an answer, and cools by itself."""
SMALL = Recipe(rate=2e-4, teach=1, frozen=0)
"""A smaller reader has to learn in every layer what its teacher does in two, and is taught at every batch."""


def base(work: Path, layers: int, share: float) -> None:
    """Train on everything but wiki and xquad; of reviews and posts on a `share`."""
    tokenizer = open_tokenizer()
    chance = random.Random(1)  # noqa: S311 — for sampling
    found = [e for e in read_examples(work / "base.jsonl.gz") if e.source not in CHATTY or chance.random() < share]
    rows = features(found, tokenizer)
    model, recipe, teacher = recovered_model(layers), Recipe(), packaged()
    if layers < LAYERS:
        model, recipe, teacher = (
            thinned(read_state(work, f"base-{LAYERS}"), layers),
            SMALL,
            trained(work, f"base-{LAYERS}", layers),
        )
    train(
        model,
        rows,
        recipe,
        work=work,
        name=f"base-{layers}",
        teacher=teacher,
        watched=watched(read_examples(work / "articles.jsonl.gz"), 800, tokenizer),
    )


def written(work: Path, layers: int, start: str, name: str, seed: int) -> None:
    """Train on from `start` with the questions that were written for it, beside a part of the base's again."""
    chance = random.Random(seed)  # noqa: S311 — for sampling
    known = [e for e in read_examples(work / "base.jsonl.gz") if e.source not in CHATTY]
    mine = [*read_examples(work / "written.jsonl.gz"), *chance.sample(known, BESIDE)]
    further(work, layers, start, name, mine, seed)


def anew(work: Path, layers: int) -> None:
    """Train on from `again` with the base's articles and other wrong passages, beside half of what was written."""
    chance = random.Random(6)  # noqa: S311 — for sampling
    mine = list(read_examples(work / "written.jsonl.gz"))
    mine = [*read_examples(work / "anew.jsonl.gz"), *chance.sample(mine, len(mine) // 2)]
    further(work, layers, "again", "anew", mine, seed=6)


def typed(work: Path, layers: int) -> None:
    """Train on from `anew` with questions as people type them."""
    further(work, layers, "anew", "typed", list(read_examples(work / "typed.jsonl.gz")), seed=8)


def twins(work: Path, layers: int, *, half: bool) -> None:
    """Train on from what is settled with sentences that nearly answer, beside all else, the rate falling to 0."""
    chance = random.Random(9)  # noqa: S311 — for sampling
    known, chatty = _parted(read_examples(work / "base.jsonl.gz"))
    mine = list(read_examples(work / "twins.jsonl.gz"))
    beside = [
        (list(read_examples(work / "articles.jsonl.gz")), 3500),
        (known, 2000),
        (chatty, 800),
        (list(read_examples(work / "typed.jsonl.gz")), 1500),
        (list(read_examples(work / "other_kinds.jsonl.gz")), 2500),
    ]
    cooled(work, layers, TWINS, [*mine, *_drawn(beside, chance)], seed=9, half=half)


def taught(work: Path, layers: int, *, half: bool) -> None:
    """Train a smaller reader that is here on, by what the larger one makes of all kinds, the rate falling to 0.

    Of all that the larger one has learned, a part: near misses and texts of other kinds above all.
    """
    chance = random.Random(10)  # noqa: S311 — for sampling
    known, chatty = _parted(read_examples(work / "base.jsonl.gz"))
    mine = list(read_examples(work / "articles.jsonl.gz"))
    beside = [
        (list(read_examples(work / "other_kinds.jsonl.gz")), 14000),
        (list(read_examples(work / "written.jsonl.gz")), 5000),
        (list(read_examples(work / "alone.jsonl.gz")), 6000),
        (known, 1200),
        (chatty, 300),
    ]
    cooled(work, layers, TAUGHT, [*mine, *_drawn(beside, chance)], seed=10, half=half)


def mistaken(work: Path, layers: int, *, half: bool) -> None:
    """Train on from what is settled with what it takes for an answer, beside all else, the rate falling to 0.

    Of the reviews and posts, those come in that the base has not taken.
    """
    chance = random.Random(12)  # noqa: S311 — for sampling
    known, chatty = _parted(read_examples(work / "base.jsonl.gz"))
    drawn = random.Random(1)  # noqa: S311 — as `base` draws
    mine = [*read_examples(work / "articles.jsonl.gz"), *read_examples(work / "mistaken.jsonl.gz")]
    beside = [
        ([e for e in chatty if drawn.random() >= BASE_SHARE], 8000),
        (known, 3000),
        (list(read_examples(work / "other_kinds.jsonl.gz")), 10000),
        (list(read_examples(work / "written.jsonl.gz")), 4000),
        (list(read_examples(work / "alone.jsonl.gz")), 5000),
        (list(read_examples(work / "typed.jsonl.gz")), 2000),
        (list(read_examples(work / "twins.jsonl.gz")), 3000),
    ]
    cooled(work, layers, MISTAKEN, [*mine, *_drawn(beside, chance)], seed=12, half=half)


def cooled(work: Path, layers: int, name: str, examples: Sequence[Example], *, seed: int, half: bool) -> None:
    """Train on from what is settled on all articles, the rate falling to 0; a smaller one is taught by the larger."""
    tokenizer = open_tokenizer()
    model = ReaderModel(layers)
    model.load_state_dict(read_state(work, f"settled-{layers}-all"))
    small = layers < LAYERS
    train(
        model,
        features(examples, tokenizer),
        replace(SMALL if small else Recipe(), cool=True, warm=20, seed=seed, half=half),
        work=work,
        name=f"settled-{name}-{layers}-all",
        watched=watched(read_examples(work / "articles.jsonl.gz"), 300, tokenizer),
        teacher=trained(work, f"settled-{LAYERS}-all", layers) if small else packaged(),
    )


def _drawn(sets: Iterable[tuple[Sequence[Example], int]], chance: random.Random) -> Iterator[Example]:
    """Draw from each set as many examples as stand beside it, or all where it has fewer."""
    for examples, most in sets:
        yield from chance.sample(examples, min(most, len(examples)))


def _parted(found: Iterable[Example]) -> tuple[list[Example], list[Example]]:
    """Part examples in those of articles, and reviews and posts."""
    found = list(found)
    return [e for e in found if e.source not in CHATTY], [e for e in found if e.source in CHATTY]


def further(work: Path, layers: int, start: str, name: str, examples: Sequence[Example], seed: int) -> None:
    """Train on from `start` with these examples."""
    tokenizer = open_tokenizer()
    model = ReaderModel(layers)
    model.load_state_dict(read_state(work, f"{start}-{layers}"))
    small = layers < LAYERS
    train(
        model,
        features(examples, tokenizer),
        replace(SMALL if small else Recipe(), warm=20, seed=seed),
        work=work,
        name=f"{name}-{layers}",
        watched=watched(read_examples(work / "articles.jsonl.gz"), 800, tokenizer),
        teacher=trained(work, f"{name}-{LAYERS}", layers) if small else packaged(),
    )


def settle(work: Path, layers: int, leave_out: str | None, start: str) -> None:
    """Train on from `start` with wiki and xquad, the learning rate falling to 0; `leave_out` is kept for measuring.

    What settles from `typed` learns from sentences alone, too, and from texts of other kinds, less the same half.
    """
    tokenizer = open_tokenizer()
    chance = random.Random(1)  # noqa: S311 — for sampling
    before = list(read_examples(work / "base.jsonl.gz"))
    fold = fold_of(read_examples(work / "articles.jsonl.gz"))
    mine = [e for e in read_examples(work / "articles.jsonl.gz") if fold[e.title] != leave_out]
    kept_out = [e for e in read_examples(work / "articles.jsonl.gz") if fold[e.title] == leave_out]
    again = [e for e in before if e.kind == "said"]
    name = "typed" if start == "typed" else "written"
    own = [] if start == "base" else list(read_examples(work / f"{name}.jsonl.gz"))
    again += chance.sample([e for e in before if e.source not in CHATTY], 1500 if own else 2500)
    again += chance.sample([e for e in before if e.source in CHATTY], 500 if own else 1000)
    again += chance.sample(own, min(2500, len(own)))
    if start == "typed":
        again += read_examples(work / "alone.jsonl.gz")
        texts = list(read_examples(work / "other_kinds.jsonl.gz"))
        half_of = fold_of(texts)
        again += [e for e in texts if half_of[e.title] != leave_out]
    part = leave_out or "all"
    small = layers < LAYERS
    model = ReaderModel(layers)
    model.load_state_dict(read_state(work, f"{start}-{layers}"))
    train(
        model,
        features(mine + again, tokenizer),
        replace(SMALL if small else Recipe(), cool=True, warm=20),
        work=work,
        name=f"settled-{start}-{layers}-{part}",
        watched=watched(kept_out or mine, 800, tokenizer),
        teacher=trained(work, f"settled-{LAYERS}-{part}", layers) if small else packaged(),
    )


def average(work: Path, layers: int, leave_out: str | None) -> None:
    """Write the mean of the weights that settled on the same articles, from whichever start (one is its own mean).

    With nothing left out, a start from which nothing settled on all articles counts by the mean of its two halves.
    Which models were taken, and which were not there, is said on standard error.

    Raises ValueError when nothing settled on them from any start.
    """
    part = leave_out or "all"
    states, taken, missing = [], list[str](), list[str]()
    for start in STARTS:
        whole = f"settled-{start}-{layers}-{part}"
        halves = [f"settled-{start}-{layers}-{half}" for half in FOLDS]
        names = halves if leave_out is None and not (work / f"{whole}.pt").exists() else [whole]
        if lacking := [name for name in names if not (work / f"{name}.pt").exists()]:
            missing += lacking
        else:
            taken += names
            states.append(_mean([read_state(work, name) for name in names]))
    if not states:
        raise ValueError(f"nothing of {layers} layers has settled with {part!r}: run `settle` first")
    without = f", without {', '.join(missing)}, which are not there" if missing else ""
    sys.stderr.write(f"settled-{layers}-{part}: the mean of {', '.join(taken)}{without}\n")
    torch.save({"model": _mean(states)}, work / f"settled-{layers}-{part}.pt")


def _mean(states: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def watched(found: Iterable[Example], most: int, tokenizer: Tokenizer) -> list[Features]:
    """Return a fixed sample of annotators' own questions, answerable or not."""
    own = [example for example in found if example.kind in {"answer", "asked"}]
    return features(random.Random(7).sample(own, min(most, len(own))), tokenizer)  # noqa: S311 — for sampling
