"""Haystack: its document store in memory, both of its retrievers, its joiner, and a component that reads."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from index.bench.peers.work import ARM_DEPTH, DEPTH, PairReader, PeerAnswer
from index.embedding import Embedder
from index.errors import UsageError


class HaystackPeer:
    """A pipeline as Haystack's own documentation puts a hybrid one together, with our two models in it."""

    def __init__(self, embedder: Embedder, reader: PairReader) -> None:
        """Raises UsageError where Haystack is not installed."""
        os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
        try:
            # Here: it takes seconds to import, and comes with the extra `bench`.
            from haystack import Document, Pipeline, component
            from haystack.components.joiners import DocumentJoiner
            from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
            from haystack.dataclasses import ExtractedAnswer
            from haystack.document_stores.in_memory import InMemoryDocumentStore
            from haystack.version import __version__
        except ImportError as error:
            raise UsageError(
                "--peers needs Haystack, which is not installed", 'pip install -e ".[bench]", or leave --peers out'
            ) from error

        @component
        class QuestionEmbedder:
            """Our embedder."""

            @component.output_types(embedding=list[float])
            def run(self, text: str) -> dict[str, Any]:
                """Embed a question."""
                return {"embedding": embedder.embed_question(text).tolist()}

        @component
        class Reader:
            """Our reader's model."""

            @component.output_types(answers=list[ExtractedAnswer])
            def run(self, query: str, documents: list[Document]) -> dict[str, Any]:
                """Read the documents, and return an answer of each, the most relevant first."""
                read = reader.read(query, [document.content or "" for document in documents])
                ranked = sorted(zip(read, documents, strict=True), key=lambda pair: -pair[0][0])
                return {
                    "answers": [
                        ExtractedAnswer(query=query, score=score, data=words, document=document)
                        for (score, words), document in ranked
                    ]
                }

        self.name = f"Haystack {__version__}"
        self._document = Document
        self._embedder = embedder
        self._store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
        self._pipeline = Pipeline()
        for name, part in {
            "embedder": QuestionEmbedder(),
            "bm25": InMemoryBM25Retriever(self._store, top_k=ARM_DEPTH),
            "dense": InMemoryEmbeddingRetriever(self._store, top_k=ARM_DEPTH),
            "joiner": DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH),
            "reader": Reader(),
        }.items():
            self._pipeline.add_component(name, part)
        for begin, end in (
            ("embedder.embedding", "dense.query_embedding"),
            ("bm25", "joiner"),
            ("dense", "joiner"),
            ("joiner.documents", "reader.documents"),
        ):
            self._pipeline.connect(begin, end)

    def add(self, texts: Sequence[str], vectors: np.ndarray | None = None) -> None:
        """Write passages into the store, in the place of those before."""
        self._store.delete_all_documents()
        rows = self._embedder.embed_passages(texts) if vectors is None else vectors
        self._store.write_documents(
            [
                self._document(id=str(number), content=text, embedding=row.tolist())
                for number, (text, row) in enumerate(zip(texts, rows, strict=True))
            ]
        )

    def ask(self, question: str) -> PeerAnswer | None:
        """Run the pipeline."""
        given = {"embedder": {"text": question}, "bm25": {"query": question}, "reader": {"query": question}}
        answers = self._pipeline.run(given)["reader"]["answers"]
        return PeerAnswer(answers[0].data, answers[0].document.content) if answers else None
