"""Listener: records the models' calls of onnxruntime, so that the same calls can be run again alone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime

from index.errors import ModelError


@dataclass(frozen=True, slots=True)
class ModelRun:
    """One text that went through a session: its inputs, and the requested outputs (None: all)."""

    session: _HeardSession
    outputs: Sequence[str] | None
    feed: Mapping[str, np.ndarray]

    def again(self) -> None:
        """Run it once more."""
        self.session.run_unheard(self.outputs, self.feed)


class Listener:
    """While it listens, every new onnxruntime session reports its calls to it."""

    def __init__(self) -> None:
        self._notes: list[ModelRun] | None = None

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Listen while the block runs, in which the models are opened.

        For that time, this replaces onnxruntime's own class: the models have no hook for it, and none should be added
        only for a measurement.
        """
        listener, original = self, onnxruntime.InferenceSession

        class Heard(_HeardSession):
            def note(self, run: ModelRun) -> None:
                listener.note(run)

        onnxruntime.InferenceSession = Heard
        try:
            yield
        finally:
            onnxruntime.InferenceSession = original

    def note(self, run: ModelRun) -> None:
        """Note a run, if somebody is noting."""
        if self._notes is not None:
            self._notes.append(run)

    @contextlib.contextmanager
    def noting(self) -> Iterator[list[ModelRun]]:
        """Yield a list that collects the runs inside the block, in order.

        Raises ModelError if there were none: then the models were opened elsewhere, or are not onnxruntime's.
        """
        notes: list[ModelRun] = []
        self._notes = notes
        try:
            yield notes
        finally:
            self._notes = None
        if not notes:
            raise ModelError("no model was heard", "open the models while the listener listens")


class _HeardSession(onnxruntime.InferenceSession):  # type: ignore[misc]  # onnxruntime ships no types
    """A session that reports its runs."""

    def note(self, run: ModelRun) -> None:
        """Report a run."""
        raise NotImplementedError

    def run(self, output_names: Any, input_feed: Any, run_options: Any = None) -> Any:  # noqa: ANN401 -- onnxruntime's
        """Run the model."""
        self.note(ModelRun(self, output_names, input_feed))
        return super().run(output_names, input_feed, run_options)

    def run_unheard(self, output_names: Sequence[str] | None, input_feed: Mapping[str, np.ndarray]) -> None:
        """Run the model without reporting it."""
        super().run(output_names, input_feed)
