"""Models that remember what they have read: most tests ask the same few articles, and reading takes the most time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from index.models.onnx import OnnxModel, Outputs, Pair

Opened = TypeVar("Opened")


def remembering(open_model: Callable[[str | None], Opened]) -> Callable[[str | None], Opened]:
    """Return what opens a model, which then reads each text once: it would always read it in the same way."""

    def opened(name: str | None) -> Opened:
        model = open_model(name)
        for part in vars(model).values():
            if isinstance(part, OnnxModel):
                _read_once(part)
        return model

    return opened


def _read_once(model: OnnxModel) -> None:
    read = model.read
    done: dict[tuple[str | Pair, bool], Outputs] = {}

    def remembered(text: str | Pair, *, places: bool) -> Outputs:
        if (text, places) not in done:
            done[text, places] = read(text, places=places)
        return done[text, places]

    model.read = remembered  # type: ignore[method-assign]
