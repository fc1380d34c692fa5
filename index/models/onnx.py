"""A text model in an ONNX file, run by onnxruntime. Nothing here imports torch or downloads anything."""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from index.errors import ModelError
from index.models.cores import available_cores
from index.models.files import WHOLE, ModelFiles

MAX_TOKENS = 512
"""Positions of the packaged models; longer inputs are truncated to it (passages are cut well below)."""

SLOW_FUSIONS = ["SkipLayerNormFusion"]
"""What onnxruntime must not join: a sum and the norm behind it then take several times as long. See
docs/decisions/speed.md."""

_WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path"
"""onnxruntime's option for where the weights lie that a model without a path of its own refers to."""

Pair = tuple[str, str]
"""Two texts that a model reads together, such as a question and a passage."""

Outputs = tuple[Encoding, list[np.ndarray]]
"""A text's word pieces, and a model's outputs for it, without an axis for the batch."""


class OnnxModel:
    """An onnxruntime session and its tokenizer. Safe to run from several threads."""

    def __init__(self, files: ModelFiles) -> None:
        files.verify()
        self.threads = available_cores()
        # A text a core, and not all cores at one text: they wait for each other only at the end, and where something
        # else runs on the machine, one that is late does not hold up every step of the others.
        self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="model")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Texts come in many lengths: a plan of memory for each shape costs more than it saves.
        options.enable_mem_pattern = False
        tokenizer, model = files.path("tokenizer.json"), _model(files, options)
        try:
            self._session = onnxruntime.InferenceSession(
                model,
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=SLOW_FUSIONS,
            )
            self._inputs = {given.name for given in self._session.get_inputs()}
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(tokenizer))
        except Exception as error:  # onnxruntime and tokenizers raise types of their own, without a common root
            raise ModelError(
                f"the model {files.name} cannot be loaded: {error}",
                f"{files.remedy}; if that does not help, bring its libraries up to date: pip install -e .",
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._files = files

    @functools.cached_property
    def _counter(self) -> Tokenizer:
        """A tokenizer that truncates nothing: used for adding articles; loading it takes 30 ms, too long for asking."""
        counter: Tokenizer = Tokenizer.from_file(str(self._files.path("tokenizer.json")))
        counter.no_padding()
        counter.no_truncation()
        return counter

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many word pieces each text has, without special tokens."""
        encodings = self._counter.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def run(self, texts: Iterable[str], pool: Callable[[np.ndarray], np.ndarray], width: int) -> np.ndarray:
        """Run the model on texts; `pool` turns the first output for one into (width,).

        Returns float32 of shape (texts, width), in the order given. What comes first is read while the texts behind it
        are still being made.
        """
        done: list[Future[np.ndarray]] = []
        try:
            done.extend(self._pool.submit(self.run_one, text, pool) for text in texts)
            rows = [future.result() for future in done]
        finally:
            for future in done:
                future.cancel()
        return np.array(rows, dtype=np.float32).reshape(len(rows), width)

    def run_one(self, text: str, pool: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """Run the model on one text and return what `pool` makes of the first output, here and now."""
        _, (first, *_) = self.read(text, places=False)
        return pool(first)

    def outputs(
        self, pairs: Sequence[Pair], *, places: bool = False
    ) -> Iterator[tuple[int, Encoding, list[np.ndarray]]]:
        """Run the model on pairs of texts, each by itself: nothing is padded, and none depends on another.

        Yields the place of a pair, its word pieces (only `places` fills their offsets; those over `MAX_TOKENS` are left
        out), and the model's outputs for it, without an axis for the batch; every pair comes once, the longest first
        (in characters, which tell as well as word pieces), since what is left for the end is then small.
        """
        if len(pairs) == 1:
            yield 0, *self.read(pairs[0], places=places)
            return
        order = sorted(range(len(pairs)), key=lambda i: -sum(map(len, pairs[i])))
        done = deque(self.begin(pairs[i], places=places) for i in order)
        try:
            for i in order:
                yield i, *done.popleft().result()  # and let go: those of a long article are a gigabyte together
        finally:
            for future in done:
                future.cancel()

    def begin(self, pair: Pair, *, places: bool) -> Future[Outputs]:
        """Run the model on one pair as soon as a core is free; see `outputs`."""
        return self._pool.submit(self.read, pair, places=places)

    def read(self, text: str | Pair, *, places: bool) -> Outputs:
        """Run the model on one text or pair here and now; see `outputs`."""
        # A batch of one: unlike `encode`, it lets other threads work meanwhile (tokenizers 0.23).
        encode = self._tokenizer.encode_batch if places else self._tokenizer.encode_batch_fast
        (encoding,) = encode([text])
        given = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        feed = {name: np.array([values], dtype=np.int64) for name, values in given.items() if name in self._inputs}
        return encoding, [output[0] for output in self._session.run(None, feed)]


def _model(files: ModelFiles, options: onnxruntime.SessionOptions) -> str | bytes:
    """Return what onnxruntime opens, the graph or the path of the whole model, and set in `options` what that needs."""
    whole, graph = files.path(WHOLE), files.graph
    # onnxruntime refuses weights outside of the folder, so a link is followed first. The graph knows them by one name.
    real = whole.resolve()
    if graph is None or real.name != WHOLE:
        return str(whole)
    options.add_session_config_entry(_WEIGHTS_FOLDER, str(real.parent))
    return graph.read_bytes()
