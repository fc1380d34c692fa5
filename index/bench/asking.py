"""Asking: from the question to the answer, compared with only the model calls that it needs."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import groupby

from index.bench.listening import Listener, ModelRun
from index.bench.measurement import Measurement, measured
from index.bench.timing import interleaved
from index.collection import Collection
from index.models.cores import available_cores


def asking(
    collections: Mapping[int, Collection], questions: Sequence[str], listener: Listener, rounds: int
) -> list[Measurement]:
    """Return how long answers take in each collection (given by its size), and the share of our own code.

    Everything outside the models is our own: tokenising, searching, reading the catalogue, choosing.
    """
    taken = ask_beside_models(collections, questions, listener, rounds)
    found = []
    for size in collections:
        ask, models, search = (taken[f"{what} {size}"] for what in ("ask", "models", "search"))
        share = [100 * (1 - alone / whole) for whole, alone in zip(ask, models, strict=True)]
        found += [
            measured("ask", "ms", ask, {"its model calls alone": models}, passages=size),
            measured("own code in ask", "%", share, passages=size),
            measured("search with its question embedded", "ms", search, passages=size),
        ]
    if len(collections) > 1:
        small, large = min(collections), max(collections)
        more = [late - early for early, late in zip(taken[f"ask {small}"], taken[f"ask {large}"], strict=True)]
        found.append(measured(f"ask, more than at {small:,} passages", "ms", more, passages=large))
    return found


def ask_beside_models(
    collections: Mapping[int, Collection],
    questions: Sequence[str],
    listener: Listener,
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, list[float]]:
    """Ask each collection the questions, in turns with running its model calls for them once more.

    Returns the milliseconds of "ask", "models" and "search", each with the collection's size appended. `clock` returns
    seconds, as in `interleaved`.
    """
    calls: dict[str, Callable[[str], object]] = {}
    # As in `index.models.onnx`, one text per core; but passages and quotes read alone run without a wait between them.
    pool = ThreadPoolExecutor(available_cores())
    for size, collection in collections.items():
        heard = {question: _heard(collection, question, listener) for question in questions}
        calls[f"ask {size}"] = collection.ask
        calls[f"models {size}"] = partial(_again, heard, pool)
        calls[f"search {size}"] = collection.search
    with pool:
        return interleaved(rounds, calls, questions, warm=False, clock=clock)


def _heard(collection: Collection, question: str, listener: Listener) -> list[ModelRun]:
    collection.ask(question)  # one-time work is not noted
    with listener.noting() as runs:
        collection.ask(question)
    return list(runs)


def _again(heard: Mapping[str, Sequence[ModelRun]], pool: ThreadPoolExecutor, question: str) -> None:
    for _, runs in groupby(heard[question], key=lambda run: id(run.session)):
        list(pool.map(ModelRun.again, runs))
