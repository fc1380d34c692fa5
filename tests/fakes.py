"""Small real stand-ins where something is handed in: fast, deterministic, and wrong about meaning on purpose."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

import numpy as np

from index.library import Library
from index.reading.cross_reading import CrossEncoderReader
from index.storage.catalogue import Catalogue
from index.text import analysis

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


@dataclass(slots=True)
class Clock:
    """A clock that stands until it is set."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def forward(self, **time: float) -> None:
        """Travel: `hours=1`, `days=2`."""
        self.now += timedelta(**time)


def raised(error: Exception) -> NoReturn:
    """Take an error that nobody expects."""
    raise error


class WordEmbedder:
    """Embeds by hashed words: texts that share words are near."""

    max_tokens = 512

    def __init__(self, name: str = "words", dimension: int = 16) -> None:
        self.name = name
        self.dimension = dimension
        self.embedded = 0

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count words, at least one."""
        return [max(1, len(text.split())) for text in texts]

    def embed_passages(self, texts: Iterable[str]) -> np.ndarray:
        """Return unit rows."""
        wanted = list(texts)
        self.embedded += len(wanted)
        out = np.zeros((len(wanted), self.dimension), dtype=np.float32)
        for row, text in enumerate(wanted):
            for term in analysis.terms(text):
                out[row, zlib.crc32(term.encode()) % self.dimension] += 1
            if not out[row].any():
                out[row, 0] = 1
        return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True))

    def embed_question(self, question: str) -> np.ndarray:
        """Return a unit vector."""
        return np.asarray(self.embed_passages([question])[0])


class WordScorer:
    """Scores a text by the question's words in it: +8 when all are there, −8 when none is."""

    name = "words"

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """Return a logit for each text."""
        asked = set(analysis.terms(question))
        shares = [len(asked & set(analysis.terms(text))) / max(1, len(asked)) for text in texts]
        return np.array([16 * share - 8 for share in shares], dtype=np.float32)


def library_of(
    catalogue: Catalogue,
    embedder: WordEmbedder | None = None,
    **options: Any,
) -> Library:
    """Return a library of real arms, and of models that know words alone."""
    return Library(catalogue, embedder or WordEmbedder(), CrossEncoderReader(WordScorer()), **options)
