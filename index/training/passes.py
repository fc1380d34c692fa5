"""The passes in which a model is trained, each starting where another ended, and the mean of what settled."""

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
"""Sets of people's own words, least like articles."""
BASE_SHARE = 0.3
"""The share of these in the base pass of the repository's reader."""
STARTS = ("base", "written", "again", "anew", "typed")
"""The passes that can be settled, in the order of training."""
BESIDE = 3000
"""How many of the base's examples accompany the written questions, so that they are not forgotten."""
TWINS = "twins"
"""A pass on the repository's weights that ends with a learning rate of 0."""
TAUGHT = "taught"
"""A pass in which the repository's smaller reader learns further from the larger; it also ends at rate 0."""
MISTAKEN = "mistaken"
"""A pass on what the repository's weights mistake for answers; it also ends at rate 0."""
SMALL = Recipe(rate=2e-4, teach=1, frozen=0)
"""A smaller reader must learn in every layer what its teacher does in two, and is taught at every batch."""


def base(work: Path, layers: int, share: float) -> None:
    """Train on everything but wiki and xquad; on reviews and posts only with a `share`."""
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
    """Continue from `start` with the questions written for it, beside a part of the base's examples."""
    chance = random.Random(seed)  # noqa: S311 — for sampling
    known = [e for e in read_examples(work / "base.jsonl.gz") if e.source not in CHATTY]
    mine = [*read_examples(work / "written.jsonl.gz"), *chance.sample(known, BESIDE)]
    further(work, layers, start, name, mine, seed)


def anew(work: Path, layers: int) -> None:
    """Continue from `again` with the base's articles and other wrong passages, beside half of the written questions."""
    chance = random.Random(6)  # noqa: S311 — for sampling
    mine = list(read_examples(work / "written.jsonl.gz"))
    mine = [*read_examples(work / "anew.jsonl.gz"), *chance.sample(mine, len(mine) // 2)]
    further(work, layers, "again", "anew", mine, seed=6)


def typed(work: Path, layers: int) -> None:
    """Continue from `anew` with questions as people type them."""
    further(work, layers, "anew", "typed", list(read_examples(work / "typed.jsonl.gz")), seed=8)


def twins(work: Path, layers: int, *, half: bool) -> None:
    """Continue from the settled model with sentences that nearly answer, beside all else; the rate falls to 0."""
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
    """Continue the repository's smaller reader, taught by the larger one on all kinds; the rate falls to 0.

    It sees a part of what the larger one has learned from, above all near misses and texts of other kinds.
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
    """Continue from the settled model with what it mistakes for answers, beside everything else; the rate falls to 0.

    Of the reviews and posts, those are added that the base has not seen.
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
    """Continue from the model settled on all articles, the rate falling to 0; a smaller one is taught by the larger."""
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
    """Draw from each set the number of examples given with it, or all if it has fewer."""
    for examples, most in sets:
        yield from chance.sample(examples, min(most, len(examples)))


def _parted(found: Iterable[Example]) -> tuple[list[Example], list[Example]]:
    """Split examples into those about articles, and those about reviews and posts."""
    found = list(found)
    return [e for e in found if e.source not in CHATTY], [e for e in found if e.source in CHATTY]


def further(work: Path, layers: int, start: str, name: str, examples: Sequence[Example], seed: int) -> None:
    """Continue from `start` with these examples."""
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
    """Continue from `start` with wiki and xquad, the rate falling to 0; the half `leave_out` is kept for measuring.

    From `typed`, it also learns from single sentences and from texts of other kinds, without the same half.
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
    """Write the mean of the weights that settled on the same articles, from any start (a single one is its own mean).

    With nothing left out, a start without a model settled on all articles is represented by the mean of its two halves.
    Standard error names the models that were used, and those that were missing.

    Raises ValueError if nothing settled on them from any start.
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
