"""What every peer is given: the passages with their vectors, the embedder, and the reader's model as a ranker.

As many passages are read as articlebot reads; where that can be set, each of two searches hands on as many as ours do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index import weights
from index.models.onnx import OnnxModel


@dataclass(frozen=True, slots=True)
class PeerAnswer:
    """What a peer found: the words that answer, and the passage in which they stand."""

    text: str
    passage: str


class Peer(Protocol):
    """A framework that is filled with passages and asked."""

    @property
    def name(self) -> str:
        """The framework and its version."""
        ...

    def add(self, texts: Sequence[str], vectors: np.ndarray | None = None) -> None:
        """Take passages, all at once, in the place of those before.

        `vectors`: float32, (texts, dimension); without them, the passages are embedded.
        """
        ...

    def ask(self, question: str) -> PeerAnswer | None:
        """Answer a question; None where nothing was found."""
        ...


class PairReader:
    """The reader's model and nothing of its rules: which of some texts is most relevant, and where in it the answer is.

    One pass over each text, as long as it is. articlebot's own reader reads its best quotes once
    more; this one does not.
    """

    def __init__(self) -> None:
        self._model = OnnxModel(weights.READERS[weights.DEFAULT])

    def read(self, question: str, texts: Sequence[str]) -> list[tuple[float, str]]:
        """Return of each text its relevance (a logit), and the words in it that answer best."""
        found: dict[int, tuple[float, str]] = {}
        outputs = self._model.outputs([(question, text) for text in texts], places=True)
        for i, encoding, (relevance, _, start, end) in outputs:
            offsets, inside = encoding.offsets, [at == 1 for at in encoding.sequence_ids]
            first = max((at for at, own in enumerate(inside) if own), key=start.__getitem__, default=None)
            words = ""
            if first is not None:
                behind = [at for at in range(first, len(inside)) if inside[at]]
                last = max(behind, key=end.__getitem__)
                words = texts[i][offsets[first][0] : offsets[last][1]]
            found[i] = (float(relevance), words)
        return [found[i] for i in range(len(texts))]
