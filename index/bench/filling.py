"""Collections of certain sizes: the corpus's own articles first, then made ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from index.bench.own_articles import OwnArticle
from index.bench.synthetic import Maker
from index.storage.catalogue import Catalogue
from index.storage.storing import PreparedArticle
from index.text.shingles import bands

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
    """Store collections of at least `sizes` passages, with whole articles; return their names by their true sizes.

    All begin with the same articles, so that they differ only in size.
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
    """Store `collections` collections, each of at least `passages` passages of the same articles; return the names."""
    taken = list(maker.prepared(passages))
    names = [f"bench-many-{number}" for number in range(collections)]
    for name in names:
        catalogue.store(name, taken, model, now)
    return names


def name_of(size: int) -> str:
    """Return the name of the collection of this size."""
    return f"bench-{size}"


def _items(own: Sequence[OwnArticle], maker: Maker) -> Iterator[PreparedArticle]:
    for one in own:
        stored = one.stored
        spans, sentences = tuple(p.span for p in one.passages), tuple(p.sentences for p in one.passages)
        yield PreparedArticle(one.article, spans, sentences, stored.terms, stored.vectors, bands(one.article.text))
    yield from maker.prepared()
