"""`python -m index.training`: from examples to weights and their calibration; see README.md.

Each step reads what earlier ones wrote into the work folder; an interrupted training continues at its last checkpoint.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import pickle
import random
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from index import weights
from index.article import Article
from index.collection import Collection
from index.extract import articles_from
from index.indexing import Indexer
from index.library import Library
from index.models.cores import available_cores
from index.models.embedding import open_embedder
from index.models.files import MS_MARCO_MINILM, WHOLE, ModelFiles
from index.models.onnx import OnnxModel
from index.reading.calibration import write_calibration
from index.reading.readers import CROSS_ENCODER, open_reader
from index.reading.span_reading import SpanReader
from index.storage.catalogue import Catalogue
from index.training import calibrate as calibrating
from index.training import examples as making
from index.training import passes, sources, twins
from index.training.alone import alone
from index.training.examples import Example
from index.training.features import open_tokenizer
from index.training.mistaken import mistaken
from index.training.model import ReaderModel
from index.training.plots import curves, reliability
from index.training.reads import Question, questions
from index.training.reads import read as read_one
from index.training.recovered import exported
from index.training.speech import spoken
from index.training.typed import as_typed
from index.training.work import FOLDS, fold_of, read_examples, read_state, write_examples

SPOKEN = 400
"""Questions about what somebody said, made from each set."""
AIM = 0.85
"""The share of the given answers that should be right, which determines the threshold."""

STEPS: dict[str, Callable[[argparse.Namespace], None]] = {
    "examples": lambda given: make_examples(given.data, given.work),
    "mistakes": lambda given: write_mistaken(given.data, given.work, given.layers),
    "recover": lambda given: recover(given.work, given.layers),
    "base": lambda given: passes.base(given.work, given.layers, given.share),
    "written": lambda given: passes.written(given.work, given.layers, "base", "written", seed=2),
    "again": lambda given: passes.written(given.work, given.layers, "written", "again", seed=4),
    "anew": lambda given: passes.anew(given.work, given.layers),
    "typed": lambda given: passes.typed(given.work, given.layers),
    "twins": lambda given: passes.twins(given.work, given.layers, half=not given.float32),
    "mistaken": lambda given: passes.mistaken(given.work, given.layers, half=not given.float32),
    "taught": lambda given: passes.taught(given.work, given.layers, half=not given.float32),
    "settle": lambda given: passes.settle(given.work, given.layers, given.leave_out, given.start),
    "mean": lambda given: passes.average(given.work, given.layers, given.leave_out),
    "blend": lambda given: blend(given.work, given.layers, given.start, given.share),
    "export": lambda given: export_model(given.work, given.layers, given.leave_out),
    "read": lambda given: read(given.data, given.work, given.layers, given.questions),
    "held-out": lambda given: read_held_out(given.work, given.layers),
    "calibrate": lambda given: calibrate(given.work, given.layers, given.aim),
    "graphs": lambda given: write_graphs(given.work / "graphs"),
    "plot": lambda given: curves(sorted(given.work.glob("*.jsonl")), given.work / "curves.png"),
}
"""The steps by name; each takes what it needs from the arguments."""


def main() -> None:
    """Read the arguments and run one step."""
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    parser.add_argument("step", choices=list(STEPS))
    parser.add_argument("--data", type=Path, help="the folder of the sets")
    parser.add_argument("--work", type=Path, required=True, help="where examples, checkpoints and logs go")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--share", type=float, default=1.0, help="of posts in the base pass, or of the new in a blend")
    parser.add_argument("--questions", type=int, default=1000, help="to read for the calibration")
    parser.add_argument("--aim", type=float, default=AIM, help="the share of the answers given that is to be right")
    parser.add_argument(
        "--start",
        choices=(*passes.STARTS, passes.TWINS, passes.TAUGHT, passes.MISTAKEN),
        default="typed",
        help="what is settled, or blended",
    )
    parser.add_argument(
        "--float32", action="store_true", help="train what cools by itself without bfloat16: faster on some machines"
    )
    parser.add_argument("--leave-out", choices=FOLDS, help="settle without these articles, to measure on them")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(available_cores())
    STEPS[options.step](options)


def make_examples(data: Path, work: Path) -> None:
    """Write the training examples, one file for each pass or part of one."""
    tokenizer = open_tokenizer()
    tokenizer.no_truncation()

    def count(texts: Sequence[str]) -> list[int]:
        return [len(e.ids) for e in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def documents(
        found: Iterable[sources.Document], negatives: float, said: int = 0, seed: int = 1, by_themselves: float = 0.0
    ) -> Iterator[Example]:
        cuts = [making.cut(document, count) for document in found]
        yield from making.from_documents(cuts, negatives, seed)
        yield from spoken(cuts, said, seed=1)
        yield from alone(cuts, by_themselves, seed=1)

    made: list[Example] = []
    for name in sources.READER_TRAIN:
        made += documents(sources.reader_train(data, name), 0.6, 0 if name in passes.CHATTY else SPOKEN)
    made += making.from_judged(sources.clapnq(data), 1, seed=1)
    made += making.from_judged(sources.trecqa(data, "train"), 2, seed=1)
    write_examples(work / "base.jsonl.gz", made)
    made = [*documents(sources.written_on(data), 0.3), *documents(sources.written("texts"), 0.3, SPOKEN)]
    write_examples(work / "written.jsonl.gz", made)
    made = []
    for name in sources.READER_TRAIN:
        if name not in passes.CHATTY:
            made += documents(sources.reader_train(data, name), 0.6, seed=2)
    write_examples(work / "anew.jsonl.gz", made)
    write_typed(work)
    made = []
    for found, share in (
        (sources.written_on(data), 0.5),
        (sources.written("texts"), 0.5),
        (sources.reader_train(data, "new_wiki"), 0.3),
        (sources.reader_train(data, "quoref"), 0.2),
    ):
        made += alone([making.cut(document, count) for document in found], share, seed=1)
    write_examples(work / "alone.jsonl.gz", made)
    made = []
    for name in sources.OTHER_KINDS:
        made += documents(sources.written(name), 0.3, by_themselves=0.5)
    write_examples(work / "other_kinds.jsonl.gz", made)
    cuts = [making.cut(document, count) for document in twins.versions(seed=1)]
    made = [*making.from_documents(cuts, 0.0, seed=1), *twins.by_themselves(cuts, 0.5, seed=1)]
    write_examples(work / "twins.jsonl.gz", [*made, *twins.elsewhere(cuts, 0.6, seed=1)])
    made = []
    for name in ("wiki", "xquad"):
        made += documents(sources.articles(data, name), 0.6, by_themselves=0.25)
    write_examples(work / "articles.jsonl.gz", made)


def write_typed(work: Path) -> None:
    """Write questions as people type them, made from the examples of other passes."""
    chance = random.Random(8)  # noqa: S311 — for sampling
    known = list(read_examples(work / "base.jsonl.gz"))
    mine = chance.sample([e for e in known if e.source in passes.CHATTY], 6000)
    mine += chance.sample([e for e in known if e.source not in passes.CHATTY], 3500)
    mine += chance.sample(list(read_examples(work / "written.jsonl.gz")), 6000)
    write_examples(work / "typed.jsonl.gz", list(as_typed(mine, seed=8)))


def write_mistaken(data: Path, work: Path, layers: int) -> None:
    """Write what the repository's reader mistakes for answers, for a part of the questions that it learned from."""
    reader = _reader(weights.READERS[f"minilm-{layers}"])
    chance = random.Random(11)  # noqa: S311 -- for sampling
    sets = [(name, list(sources.written(name)), 0.25) for name in sources.OTHER_KINDS]
    sets.append(("texts", list(sources.written("texts")), 0.1))
    sets.append(("on_new_wiki", list(sources.written_on(data)), 0.08))
    sets.append(("quoref", list(sources.reader_train(data, "quoref")), 0.2))
    made: list[Example] = []
    with _opened(work / "mistaken.db") as (collection, _):
        for _name, documents, _share in sets:
            list(collection.add(Article(one.id, one.title, one.text) for one in documents))
        for name, documents, share in sets:
            for document in documents:
                drawn = replace(document, asked=tuple(one for one in document.asked if chance.random() < share))
                for question in questions(drawn, collection):
                    made += mistaken(reader, collection, question, name)
    write_examples(work / "mistaken.jsonl.gz", made)


def recover(work: Path, layers: int) -> None:
    """Write a reader of the repository as if `settle` had made it of all articles: to go on from, or as a teacher."""
    state = exported(weights.READERS[f"minilm-{layers}"].path(WHOLE))
    ReaderModel(layers).load_state_dict(state)
    torch.save({"model": state}, work / f"settled-{layers}-all.pt")


def blend(work: Path, layers: int, start: str, share: float) -> None:
    """Write a weighted mean of the repository's reader and the one that settled on all articles (`share` of this one).

    New training costs some of the earlier abilities, and a weighted mean of both has most of either (Wortsman et al.,
    "Robust fine-tuning of zero-shot models", CVPR 2022).
    """
    old = exported(weights.READERS[f"minilm-{layers}"].path(WHOLE))
    new = read_state(work, f"settled-{start}-{layers}-all")
    mixed = {name: share * new[name] + (1 - share) * old[name] for name in new}
    torch.save({"model": mixed}, work / f"settled-{layers}-all.pt")


def write_graphs(folder: Path) -> None:
    """Write the graphs of the models as they are in `index/weights` and in their package."""
    # Imported here: only this step and the export need onnx.
    from index.training import graphs

    graphs.write_graphs(folder)


def export_model(work: Path, layers: int, leave_out: str | None) -> None:
    """Write the settled model as a reader's folder, with an initial calibration."""
    # Imported here: only this step and the graphs need onnx.
    from index.training.export import export

    name = f"settled-{layers}-{leave_out or 'all'}"
    model = ReaderModel(layers)
    model.load_state_dict(read_state(work, name))
    folder = work / name
    folder.mkdir(exist_ok=True)
    export(model, folder / WHOLE)
    shutil.copyfile(MS_MARCO_MINILM.path("tokenizer.json"), folder / "tokenizer.json")
    write_calibration(calibrating.PLAIN, folder / weights.CALIBRATION)


def calibrate(work: Path, layers: int, aim: float) -> None:
    """Fit the calibration on what was read, and report its quality."""
    halves = pickle.loads((work / f"read-{layers}.pickle").read_bytes())  # noqa: S301 -- what `read` has written
    if len(halves) == 1:
        # With one model only, halves by article of what it read are fitted and measured crosswise.
        halves = calibrating.parted(halves[0])
    figures, chances, right = calibrating.crossed(halves, aim)
    sys.stderr.write(json.dumps(figures, indent=1) + "\n")
    reliability(chances, right, work / f"calibration-{layers}.png")
    reads = [one for half in halves for one in half]
    write_calibration(calibrating.fit(reads, aim), work / f"calibration-{layers}.json")


def read(data: Path, work: Path, layers: int, most: int) -> None:
    """Write how each half's model reads questions about articles that it has not seen; one half may be missing."""
    fold = fold_of(read_examples(work / "articles.jsonl.gz"))
    with _opened(work / "calibrate.db") as (collection, indexer):
        asked: dict[str, list[Question]] = {half: [] for half in FOLDS}
        for name in ("wiki", "xquad"):
            corpus = data / name / "corpus.jsonl"
            list(collection.add(articles_from(corpus.read_bytes(), corpus.name)))
            for document in sources.articles(data, name):
                asked[fold[document.title]] += questions(document, collection)
        chance = random.Random(3)  # noqa: S311 -- for sampling
        halves = []
        for half in [half for half in FOLDS if (work / f"settled-{layers}-{half}").is_dir()]:
            reader = _reader(ModelFiles(work / f"settled-{layers}-{half}"))
            mine = chance.sample(asked[half], min(most // 2, len(asked[half])))
            halves.append([read_one(reader, collection, indexer, question) for question in mine])
    (work / f"read-{layers}.pickle").write_bytes(pickle.dumps(halves))


def read_held_out(work: Path, layers: int) -> None:
    """Write how the weights read the questions that are never learned from, among all texts written for the project.

    The weights are those that `export` has written, or else those of the repository.
    """
    folder = work / f"settled-{layers}-all"
    reader = _reader(ModelFiles(folder) if folder.is_dir() else weights.READERS[f"minilm-{layers}"])
    with _opened(work / "held_out.db") as (collection, indexer):
        for name in ("texts", *sources.OTHER_KINDS, *sources.HELD_OUT):
            texts = (Article(one.id, one.title, one.text) for one in sources.written(name))
            list(collection.add(texts))
        held_out = (document for name in sources.HELD_OUT for document in sources.written(name))
        asked = [one for document in held_out for one in questions(document, collection)]
        reads = [read_one(reader, collection, indexer, question) for question in asked]
    (work / f"read-{layers}.pickle").write_bytes(pickle.dumps([reads]))


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[tuple[Collection, Indexer]]:
    embedder = open_embedder()
    library = Library(Catalogue.open(file), embedder, open_reader(CROSS_ENCODER))
    try:
        yield library.collection("calibrate"), Indexer(embedder)
    finally:
        library.close()


def _reader(files: ModelFiles) -> SpanReader:
    return SpanReader(OnnxModel(files), calibrating.PLAIN, files.name)


if __name__ == "__main__":
    main()
