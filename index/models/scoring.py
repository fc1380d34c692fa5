"""PairScorer: how well a text answers a question, as one number. The Protocol and two cross-encoders."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from index.errors import ModelError
from index.models.files import MS_MARCO_MINILM
from index.models.hub import check_may_exist, first_line, load_from_disk_or_hub
from index.models.onnx import OnnxModel


class PairScorer(Protocol):
    """A cross-encoder: reads the question and a text together."""

    @property
    def name(self) -> str:
        """The model's name."""
        ...

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """Return float32 of shape (len(texts),): unbounded logits, higher is better."""
        ...


class OnnxPairScorer:
    """ms-marco-MiniLM-L-12-v2, int8: one logit a pair, about −11 (unrelated) to +11 (answers)."""

    name = f"{MS_MARCO_MINILM.name} (int8)"

    def __init__(self) -> None:
        self._model = OnnxModel(MS_MARCO_MINILM)

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """Return one logit for each text."""
        scores = np.empty(len(texts), dtype=np.float32)
        for i, _, (logits,) in self._model.outputs([(question, text) for text in texts]):
            scores[i] = logits[0]
        return scores


class CrossEncoderScorer:
    """Any one-logit cross-encoder that sentence-transformers can load."""

    def __init__(self, name: str) -> None:
        self.name = name
        try:
            check_may_exist(name)
            # Here, and not above: importing them takes seconds, and the default models never need them.
            import torch
            from sentence_transformers import CrossEncoder

            self._model = load_from_disk_or_hub(name, CrossEncoder)
        except Exception as error:  # what it raises depends on the hub client, the file format and the model
            raise ModelError(
                f"the reader model {name!r} cannot be loaded: {first_line(error)}",
                "READER_MODEL takes minilm-12, minilm-6, cross-encoder, or a sentence-transformers cross-encoder by"
                " name or folder; unset it to use the default",
            ) from error
        if self._model.num_labels != 1:
            raise ModelError(
                f"the reader model {name!r} gives {self._model.num_labels} numbers a pair, not one",
                "READER_MODEL takes a cross-encoder that was trained to rank",
            )
        self._lock = threading.Lock()  # its tokenizer is not for several questions at once
        self._logits = torch.nn.Identity()  # no sigmoid: the confidence is calibrated on logits

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        """Return one logit for each text."""
        if not texts:
            return np.empty(0, dtype=np.float32)
        pairs = [(question, text) for text in texts]
        with self._lock:
            scores = self._model.predict(pairs, activation_fn=self._logits, show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32)
