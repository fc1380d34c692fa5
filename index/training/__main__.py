"""`python -m index.training`: examples -> base -> settled models. Each step goes on where it was stopped."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from tokenizers import Tokenizer

from index.article import Span
from index.training import examples as making
from index.training import sources
from index.training.examples import Example
from index.training.features import Features, features, open_tokenizer
from index.training.model import ReaderModel, recovered_model
from index.training.train import Recipe, Teacher, train

FOLDS = ("even", "odd")
CHATTY = ("reddit", "amazon_reviews")
"""Sets of people's own words: least like articles."""


def main() -> None:
    """Read the arguments and run one step."""
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    parser.add_argument("step", choices=["examples", "base", "settle"])
    parser.add_argument("--data", type=Path, help="the folder of the sets")
    parser.add_argument("--work", type=Path, required=True, help="where examples, checkpoints and logs go")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--minutes", type=float, help="of the base pass at most")
    parser.add_argument("--share", type=float, default=1.0, help="of reviews and posts in the base pass, 0 to 1")
    parser.add_argument("--leave-out", choices=FOLDS, help="settle without these articles, to measure on them")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    if options.step == "examples":
        make_examples(options.data, options.work)
    elif options.step == "base":
        base(options.work, options.layers, options.share, options.minutes)
    else:
        settle(options.work, options.layers, options.leave_out)


def make_examples(data: Path, work: Path) -> None:
    """Write `base.jsonl.gz` (learned from first) and `articles.jsonl.gz` (wiki and xquad)."""
    tokenizer = open_tokenizer()
    tokenizer.no_truncation()

    def count(texts: Sequence[str]) -> list[int]:
        return [len(e.ids) for e in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def documents(found: Iterable[sources.Document], negatives: float) -> Iterator[Example]:
        cuts = [making.cut(document, count) for document in found]
        yield from making.from_documents(cuts, negatives, seed=1)

    made: list[Example] = []
    for name in sources.READER_TRAIN:
        made += documents(sources.reader_train(data, name), 0.6)
    made += making.from_judged(sources.clapnq(data), 1, seed=1)
    made += making.from_judged(sources.trecqa(data, "train"), 2, seed=1)
    _write(work / "base.jsonl.gz", made)
    made = []
    for name in ("wiki", "xquad"):
        made += documents(sources.articles(data, name), 0.6)
    _write(work / "articles.jsonl.gz", made)


def base(work: Path, layers: int, share: float, minutes: float | None) -> None:
    """Train on everything but wiki and xquad; of reviews and posts on a `share`."""
    tokenizer = open_tokenizer()
    chance = random.Random(1)  # noqa: S311 — for sampling
    found = [e for e in _read(work / "base.jsonl.gz") if e.source not in CHATTY or chance.random() < share]
    rows = features(found, tokenizer)
    train(
        recovered_model(layers), rows, Recipe(), work=work, name=f"base-{layers}", teacher=_teacher(),
        watched=watched(_read(work / "articles.jsonl.gz"), 800, tokenizer), minutes=minutes,
    )  # fmt: skip


def settle(work: Path, layers: int, leave_out: str | None) -> None:
    """Train on from the base with wiki and xquad, the learning rate falling to 0; `leave_out` is kept for measuring."""
    tokenizer = open_tokenizer()
    chance = random.Random(1)  # noqa: S311 — for sampling
    before = list(_read(work / "base.jsonl.gz"))
    fold = fold_of(_read(work / "articles.jsonl.gz"))
    mine = [e for e in _read(work / "articles.jsonl.gz") if fold[e.title] != leave_out]
    kept_out = [e for e in _read(work / "articles.jsonl.gz") if fold[e.title] == leave_out]
    again = chance.sample([e for e in before if e.source in {"new_wiki", "quoref"}], 2500)
    again += chance.sample([e for e in before if e.source not in {"new_wiki", "quoref"}], 1000)
    model = ReaderModel(layers)
    model.load_state_dict(torch.load(work / f"base-{layers}.pt", weights_only=True)["model"])
    train(
        model, features(mine + again, tokenizer), Recipe(cool=True, warm=20), work=work,
        name=f"settled-{layers}-{leave_out or 'all'}", teacher=_teacher(),
        watched=watched(kept_out or mine, 800, tokenizer),
    )  # fmt: skip


def fold_of(found: Iterable[Example]) -> dict[str, str]:
    """Return the half of each article by title: one article under two sets is in one half; wiki is halved evenly."""
    titles: dict[str, set[str]] = {}
    for example in found:
        titles.setdefault(example.title, set()).add(example.source)
    ordered = sorted(titles, key=lambda title: ("wiki" not in titles[title], title))
    return {title: FOLDS[number % 2] for number, title in enumerate(ordered)}


def watched(found: Iterable[Example], most: int, tokenizer: Tokenizer) -> list[Features]:
    """Return a fixed sample of annotators' own questions, answerable or not."""
    own = [example for example in found if example.kind in {"answer", "asked"}]
    return features(random.Random(7).sample(own, min(most, len(own))), tokenizer)  # noqa: S311 — for sampling


def _teacher() -> Teacher:
    model = recovered_model(12).eval()

    def relevance(ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            scores: torch.Tensor = model(ids, mask, types).relevance
        return scores.float()

    return relevance


def _write(path: Path, made: list[Example]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for example in made:
            lines.write(json.dumps(asdict(example)) + "\n")
    kinds = Counter((example.source, example.kind) for example in made)
    sys.stderr.write(f"{path.name}: {len(made):,} examples\n")
    for (source, kind), number in sorted(kinds.items()):
        sys.stderr.write(f"  {source:16}{kind:12}{number:7,}\n")


def _read(path: Path) -> Iterator[Example]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Example(**{**row, "spans": tuple(Span(s["start"], s["end"]) for s in row["spans"])})


if __name__ == "__main__":
    main()
