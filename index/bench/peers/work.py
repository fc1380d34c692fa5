"""What every peer gets: the passages with their vectors, the embedder, and the reader's model as a ranker.

As many passages are read as by articlebot; if it can be set, each of two searches returns as many as ours.
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
    """A peer's answer: the words that answer, and the passage that contains them."""

    text: str
    passage: str


class Peer(Protocol):
    """A framework that is filled with passages and asked."""

    @property
    def name(self) -> str:
        """The framework and its version."""
        ...

    def add(self, texts: Sequence[str], vectors: np.ndarray | None = None) -> None:
        """Take passages, all at once, replacing those before.

        `vectors`: float32, (texts, dimension); without them, the passages are embedded.
        """
        ...

    def ask(self, question: str) -> PeerAnswer | None:
        """Answer a question; None if nothing was found."""
        ...


class PairReader:
    """The reader's model without its rules: which of some texts is most relevant, and where in it the answer is.

    One pass over each whole text. articlebot's own reader reads its best quotes once more; this one does not.
    """

    def __init__(self) -> None:
        self._model = OnnxModel(weights.READERS[weights.DEFAULT])

    def read(self, question: str, texts: Sequence[str]) -> list[tuple[float, str]]:
        """Return, for each text, its relevance (a logit) and the words in it that answer best."""
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
