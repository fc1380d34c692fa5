"""txtai: its hybrid index with content, with default settings, and the reader's model on what it finds.

Imported only if txtai is installed, with the extra `bench`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from txtai import Embeddings
from txtai.version import __version__

from index.bench.peers.work import PairReader, PeerAnswer
from index.models.embedding import Embedder
from index.reading_depth import READ_DEPTH

_QUESTION = "\x00question "
"""What txtai puts before a question, so that questions and passages can be told apart when embedded."""


class TxtaiPeer:
    """An `Embeddings` index with `hybrid` and `content` on, and txtai's defaults for everything else.

    Over 5,000 passages these choose an approximate FAISS index, while ours is exact.
    """

    name = f"txtai {__version__}"

    def __init__(self, embedder: Embedder, reader: PairReader) -> None:
        self._reader = reader
        self._known: dict[str, np.ndarray] = {}

        def embed(texts: Sequence[str]) -> np.ndarray:
            if texts[0].startswith(_QUESTION):
                return np.stack([embedder.embed_question(text.removeprefix(_QUESTION)) for text in texts])
            if self._known:
                return np.stack([self._known[text] for text in texts])
            return embedder.embed_passages(texts)

        self._embeddings = Embeddings(
            method="external",
            transform=embed,
            instructions={"query": _QUESTION},
            content=True,
            scoring={"method": "bm25", "terms": True, "normalize": True},  # as `hybrid=True` chooses
        )

    def add(self, texts: Sequence[str], vectors: np.ndarray | None = None) -> None:
        """Build an index of passages, replacing those before."""
        self._known = {} if vectors is None else dict(zip(texts, vectors, strict=True))
        self._embeddings.index((number, text, None) for number, text in enumerate(texts))

    def ask(self, question: str) -> PeerAnswer | None:
        """Search, and read what was found."""
        texts = [str(found["text"]) for found in self._embeddings.search(question, READ_DEPTH)]
        read = zip(self._reader.read(question, texts), texts, strict=True)
        (_, words), passage = max(read, key=lambda pair: pair[0][0], default=((0.0, ""), ""))
        return PeerAnswer(words, passage) if texts else None
