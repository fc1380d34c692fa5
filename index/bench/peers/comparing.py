"""articlebot compared with its peers: adding the same passages, and answering the same questions from them."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from index.bench.adding import add_all
from index.bench.measurement import Measurement, measured
from index.bench.own_articles import OwnArticle
from index.bench.peers.work import PairReader, Peer
from index.bench.timing import interleaved
from index.collection import Collection
from index.errors import UsageError
from index.library import Library
from index.models.embedding import Embedder

_PLACE = "bench-beside-peers"


def check() -> None:
    """Raise UsageError if a framework is not installed, naming it; nothing is imported."""
    for module in ("txtai", "haystack"):
        if importlib.util.find_spec(module) is None:
            raise UsageError(
                f"--peers needs {module}, which is not installed", 'pip install -e ".[bench]", or leave --peers out'
            )


def open_peers(embedder: Embedder) -> list[Peer]:
    """Return the frameworks to compare with; both must be installed."""
    # Benchmarks should not be reported; and without a network, reporting takes time.
    os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
    # Imported here: they take seconds to import, and are not always installed.
    from index.bench.peers.haystack import HaystackPeer
    from index.bench.peers.txtai import TxtaiPeer

    reader = PairReader()
    return [TxtaiPeer(embedder, reader), HaystackPeer(embedder, reader)]


def adding_beside(library: Library, sample: Sequence[OwnArticle], peers: Sequence[Peer], rounds: int) -> Measurement:
    """Add the sample's articles; the peers get their passages, already cut. All embed them."""
    articles = [one.article for one in sample]
    texts = [text for one in sample for text in one.embedded]
    calls: dict[str, Callable[[list[str]], object]] = {
        "ours": lambda _: add_all(library.collection(_PLACE), articles),
        **{peer.name: peer.add for peer in peers},
    }
    taken = interleaved(rounds, calls, [texts], after={"ours": lambda _: library.purge(_PLACE)})
    rates = {name: [1000 * len(texts) / each for each in mine] for name, mine in taken.items()}
    ours = rates.pop("ours")
    return measured("adding, beside other frameworks", "passages/s", ours, rates, passages=len(texts))


def asking_beside(
    collection: Collection, own: Sequence[OwnArticle], questions: Sequence[str], peers: Sequence[Peer], rounds: int
) -> Measurement:
    """Ask a collection and the peers, which are filled with its passages and their vectors."""
    texts = [text for one in own for text in one.embedded]
    vectors = np.concatenate([one.stored.vectors for one in own])
    for peer in peers:
        peer.add(texts, vectors)
    calls: Mapping[str, Callable[[str], object]] = {
        "ours": collection.ask,
        **{peer.name: peer.ask for peer in peers},
    }
    taken = interleaved(rounds, calls, questions)
    ours = taken.pop("ours")
    return measured("ask, beside other frameworks", "ms", ours, taken, passages=len(texts))
