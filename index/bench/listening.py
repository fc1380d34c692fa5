"""Listener: hears what the models put through onnxruntime, so that the same can be put through again alone."""

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
    """One text that went through a session: what went in, and what was asked for (None: everything)."""

    session: _HeardSession
    outputs: Sequence[str] | None
    feed: Mapping[str, np.ndarray]

    def again(self) -> None:
        """Put it through once more."""
        self.session.run_unheard(self.outputs, self.feed)


class Listener:
    """While it listens, every session of onnxruntime that is made is one that it hears."""

    def __init__(self) -> None:
        self._notes: list[ModelRun] | None = None

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Listen while the block runs, in which the models are opened.

        The class is put in the place of onnxruntime's own for that time, because no model of ours has an opening for
        it, and none should: only what is measured here needs it.
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
        """Note a text, where somebody wants to know."""
        if self._notes is not None:
            self._notes.append(run)

    @contextlib.contextmanager
    def noting(self) -> Iterator[list[ModelRun]]:
        """Lend a list of the texts that go through while the block runs, in their order.

        Raises ModelError when none did: then the models were opened elsewhere, or are not onnxruntime's.
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
    """A session that tells what goes through it."""

    def note(self, run: ModelRun) -> None:
        """Tell of a text."""
        raise NotImplementedError

    def run(self, output_names: Any, input_feed: Any, run_options: Any = None) -> Any:  # noqa: ANN401 -- onnxruntime's
        """Run the model."""
        self.note(ModelRun(self, output_names, input_feed))
        return super().run(output_names, input_feed, run_options)

    def run_unheard(self, output_names: Sequence[str] | None, input_feed: Mapping[str, np.ndarray]) -> None:
        """Run the model, and tell nobody."""
        super().run(output_names, input_feed)
