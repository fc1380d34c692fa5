"""Collections of certain sizes: the corpus's own articles first, and made ones behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from index.bench.made import Maker
from index.bench.own import OwnArticle
from index.storage.catalogue import Catalogue
from index.storage.storing import PreparedArticle

_AT_ONCE = 64
"""Articles that are stored in one transaction."""


def fill(
    catalogue: Catalogue,
    model: str,
    sizes: Sequence[int],
    own: Sequence[OwnArticle],
    maker: Maker,
    now: datetime,
) -> dict[int, str]:
    """Store collections of at least `sizes` passages, whole articles each; return their names by their true sizes.

    All begin with the same articles, so that what differs between them is how many there are.
    """
    counts = dict.fromkeys(sizes, 0)
    items = _items(own, maker)
    while any(count < size for size, count in counts.items()):
        batch = list(islice(items, _AT_ONCE))
        for size in sizes:
            taken = []
            for item in batch:
                if counts[size] >= size:
                    break
                taken.append(item)
                counts[size] += len(item.spans)
            if taken:
                catalogue.store(name_of(size), taken, model, now)
    return {counts[size]: name_of(size) for size in sizes}


def fill_many(
    catalogue: Catalogue, model: str, collections: int, passages: int, maker: Maker, now: datetime
) -> list[str]:
    """Store so many collections of at least `passages` passages each, all of the same articles; return their names."""
    taken, count = [], 0
    for item in maker.prepared():
        taken.append(item)
        count += len(item.spans)
        if count >= passages:
            break
    names = [f"bench-many-{number}" for number in range(collections)]
    for name in names:
        catalogue.store(name, taken, model, now)
    return names


def name_of(size: int) -> str:
    """Return what the collection of so many passages is called."""
    return f"bench-{size}"


def _items(own: Sequence[OwnArticle], maker: Maker) -> Iterator[PreparedArticle]:
    for one in own:
        stored = one.stored
        spans, sentences = tuple(p.span for p in stored.passages), tuple(p.sentences for p in stored.passages)
        yield PreparedArticle(one.article, spans, sentences, stored.terms, stored.vectors)
    yield from maker.prepared()
