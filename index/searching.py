"""Searching: a question -> the passages that the index finds, with their articles as the catalogue has them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.article import Hit
from index.errors import Damaged
from index.filters import Filters
from index.models.embedding import Embedder
from index.retrieval.passage_index import Arm, PassageIndex
from index.storage.catalogue import Catalogue


class Searcher:
    """Searches one collection; each call gets the collection's index."""

    def __init__(
        self, collection: str, catalogue: Catalogue, embedder: Embedder, damage: Callable[[Damaged], None]
    ) -> None:
        """`damage` is called once for each article that is left out because it is damaged."""
        self._collection = collection
        self._catalogue = catalogue
        self._embedder = embedder
        self._damage = damage
        self._damage_reported: set[str] = set()

    def embed(self, question: str) -> np.ndarray:
        """Return the vector of a question, float32 of shape (dimension,)."""
        return self._embedder.embed_question(question)

    def search(
        self,
        index: PassageIndex,
        question: str,
        arm: Arm,
        top: int,
        filters: Filters,
        vector: np.ndarray | None = None,
    ) -> list[Hit]:
        """Return the best `top` passages of a run, best first. `vector` is the question's; None makes it.

        Raises Damaged if everything that was found is damaged.
        """
        if vector is None:
            # The BM25 arm does not look at it: no need to wait for a model.
            vector = self.embed(question) if arm != "bm25" else np.zeros(self._embedder.dimension)
        ranked = index.search(question, vector, arm=arm, top=top, filters=filters)
        found = self._catalogue.fetch(self._collection, [each.key for each in ranked], self._report)
        return [
            Hit(
                *found[each.key],
                each.score,
                bm25_rank=each.bm25_rank,
                dense_rank=each.dense_rank,
                bm25_score=each.bm25_score,
                dense_score=each.dense_score,
            )
            for each in ranked
            if each.key in found
        ]

    def _report(self, error: Damaged) -> None:
        # Once: it may be among what every other question finds.
        if error.message not in self._damage_reported:
            self._damage_reported.add(error.message)
            self._damage(error)
