"""Adding: articles and passages per second, compared with the bare encoder on the same passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from index.article import Article
from index.bench.bare_encoder import BareEncoder
from index.bench.measurement import Measurement, measured
from index.bench.own_articles import OwnArticle
from index.bench.timing import interleaved
from index.collection import Collection
from index.library import Library

SAMPLE = 300
"""Passages that are added in a run: enough to batch by length; they take seconds on two cores."""

_PLACE = "bench-adding"


def adding(library: Library, sample: Sequence[OwnArticle], rounds: int) -> list[Measurement]:
    """Return how fast the sample is added, compared with how fast the bare encoder embeds its passages."""
    taken, budget = add_beside_bare(library, sample, rounds)
    count = sum(len(one.passages) for one in sample)
    batch = "a text" if budget == 1 else f"{budget} word pieces"
    passages, bare = (_rates(taken[each], count) for each in ("adding", "bare encoder"))
    return [
        measured("adding", "articles/s", _rates(taken["adding"], len(sample))),
        measured("adding", "passages/s", passages, {f"bare encoder, {batch} a batch": bare}),
    ]


def add_beside_bare(library: Library, sample: Sequence[OwnArticle], rounds: int) -> tuple[dict[str, list[float]], int]:
    """Add the sample to an empty collection repeatedly, in turns with encoding its passages.

    Returns the milliseconds of both, and the padded word pieces per batch with which the bare encoder is fastest.
    """
    articles = [one.article for one in sample]
    texts = [text for one in sample for text in one.embedded]
    encoder = BareEncoder()
    encoder.tune(texts)
    calls: dict[str, Callable[[list[Article]], object]] = {
        "adding": lambda batch: add_all(library.collection(_PLACE), batch),
        "bare encoder": lambda _: encoder.encode(texts),
    }
    taken = interleaved(rounds, calls, [articles], after={"adding": lambda _: library.purge(_PLACE)})
    return taken, encoder.budget


def adding_one(collections: Mapping[int, Collection], articles: Sequence[Article]) -> list[Measurement]:
    """Add each article by itself to each collection (given by its size), and remove it again.

    An empty collection, of size 0, is what the others are compared with, if it is given.
    """

    def adds(collection: Collection) -> Callable[[Article], object]:
        return lambda article: add_all(collection, [article])

    def removes(collection: Collection) -> Callable[[Article], object]:
        return lambda article: collection.remove([article.id])

    taken = interleaved(
        1,
        {str(size): adds(collection) for size, collection in collections.items()},
        articles,
        after={str(size): removes(collection) for size, collection in collections.items()},
        warm=False,
    )
    empty = {"to an empty collection": taken["0"]} if 0 in collections else {}
    return [
        measured("adding one article", "ms", taken[str(size)], empty if size else {}, passages=size)
        for size in collections
    ]


def add_all(collection: Collection, articles: Iterable[Article]) -> int:
    """Add articles and return how many passages they have."""
    return sum(added.passages for added in collection.add(articles))


def _rates(taken: Sequence[float], count: int) -> list[float]:
    return [1000 * count / milliseconds for milliseconds in taken]
