"""The bare encoder: the packaged embedding model in onnxruntime with its tokenizer, and nothing around them.

It shares no code with `index.models.onnx` and `index.models.embedding`, so that their overhead is visible. Nor does it
use our graph of the model: it is what anybody gets who opens the packaged one, which takes about a tenth more time.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from index.bench.timing import milliseconds
from index.models.cores import available_cores
from index.models.files import BGE_SMALL, WHOLE

BUDGETS = (1, 512, 1024, 2048, 4096)
"""Padded word pieces per batch to try, since the best number depends on the processor; 1 is one text per batch."""

_TRIED = 32
"""How many texts they are tried on."""

_TRIES = 2

_LONGEST = 512
"""Positions of the model."""


class BareEncoder:
    """Texts to vectors, batched by length, in batches of the size that is fastest here."""

    def __init__(self) -> None:
        cores = available_cores()
        self._sessions = {True: _session(cores), False: _session(1)}
        self._pool = ThreadPoolExecutor(cores)
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(BGE_SMALL.path("tokenizer.json")))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_LONGEST)
        self.budget, self.together = BUDGETS[0], True

    def tune(self, texts: Sequence[str]) -> None:
        """Choose on a sample of the texts the size of a batch, and whether all cores share one or each has its own."""
        sample = texts[:_TRIED]
        taken: dict[tuple[int, bool], float] = {}
        # More than once: the first time, memory is still being allocated, and other work may interfere at any time.
        for budget in BUDGETS * _TRIES:
            for together in (True, False):
                self.budget, self.together = budget, together
                took = milliseconds(lambda: self.encode(sample))
                taken[budget, together] = min(took, taken.get((budget, together), took))
        self.budget, self.together = min(taken, key=lambda choice: taken[choice])

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return float32 of shape (len(texts), 384): the first token's output, not normalised."""
        encoded = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts))]
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i]))
        out = np.empty((len(texts), 384), dtype=np.float32)
        plan: list[tuple[list[int], dict[str, np.ndarray]]] = []
        while order:
            size = max(1, self.budget // len(encoded[order[0]]))
            # Sorted, so the last text of a batch is its longest. Take fewer if it is longer than the first suggested.
            while size > 1 and size * len(encoded[order[:size][-1]]) > self.budget:
                size -= 1
            rows, order = order[:size], order[size:]
            longest = len(encoded[rows[-1]])
            ids = np.zeros((len(rows), longest), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, i in enumerate(rows):
                ids[row, : len(encoded[i])] = encoded[i]
                mask[row, : len(encoded[i])] = 1
            plan.append((rows, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}))
        session = self._sessions[self.together]
        runs = map if self.together else self._pool.map
        for (rows, _), (hidden, *_) in zip(plan, runs(lambda one: session.run(None, one[1]), plan), strict=True):
            out[rows] = hidden[:, 0]
        return out


def _session(threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(str(BGE_SMALL.path(WHOLE)), options, providers=["CPUExecutionProvider"])
