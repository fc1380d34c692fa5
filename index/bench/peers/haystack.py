"""Haystack: its in-memory document store, both retrievers, its joiner, and a component that reads.

Imported only if Haystack is installed, with the extra `bench`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.dataclasses import ExtractedAnswer
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.version import __version__

from index.bench.peers.work import PairReader, PeerAnswer
from index.models.embedding import Embedder
from index.reading_depth import READ_DEPTH
from index.retrieval.passage_index import ARM_DEPTH


class HaystackPeer:
    """A hybrid pipeline as in Haystack's own documentation, with our two models in it."""

    name = f"Haystack {__version__}"

    def __init__(self, embedder: Embedder, reader: PairReader) -> None:
        self._embedder = embedder
        self._store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
        self._pipeline = Pipeline()
        parts: dict[str, Any] = {
            "embedder": _QuestionEmbedder(embedder),
            "bm25": InMemoryBM25Retriever(self._store, top_k=ARM_DEPTH),
            "dense": InMemoryEmbeddingRetriever(self._store, top_k=ARM_DEPTH),
            "joiner": DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=READ_DEPTH),
            "reader": _Reader(reader),
        }
        for name, part in parts.items():
            self._pipeline.add_component(name, part)
        for begin, end in (
            ("embedder.embedding", "dense.query_embedding"),
            ("bm25", "joiner"),
            ("dense", "joiner"),
            ("joiner.documents", "reader.documents"),
        ):
            self._pipeline.connect(begin, end)

    def add(self, texts: Sequence[str], vectors: np.ndarray | None = None) -> None:
        """Write passages into the store, replacing those before."""
        self._store.delete_all_documents()
        rows = self._embedder.embed_passages(texts) if vectors is None else vectors
        self._store.write_documents(
            [
                Document(id=str(number), content=text, embedding=row.tolist())
                for number, (text, row) in enumerate(zip(texts, rows, strict=True))
            ]
        )

    def ask(self, question: str) -> PeerAnswer | None:
        """Run the pipeline."""
        given = {"embedder": {"text": question}, "bm25": {"query": question}, "reader": {"query": question}}
        answers = self._pipeline.run(given)["reader"]["answers"]
        return PeerAnswer(answers[0].data, answers[0].document.content) if answers else None


@component
class _QuestionEmbedder:
    """Our embedder."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, Any]:
        """Embed a question."""
        return {"embedding": self._embedder.embed_question(text).tolist()}


@component
class _Reader:
    """Our reader's model."""

    def __init__(self, reader: PairReader) -> None:
        self._reader = reader

    @component.output_types(answers=list[ExtractedAnswer])
    def run(self, query: str, documents: list[Document]) -> dict[str, Any]:
        """Read the documents, and return an answer of each, the most relevant first."""
        read = self._reader.read(query, [document.content or "" for document in documents])
        ranked = sorted(zip(read, documents, strict=True), key=lambda pair: -pair[0][0])
        return {
            "answers": [
                ExtractedAnswer(query=query, score=score, data=words, document=document)
                for (score, words), document in ranked
            ]
        }
