"""What a model learns from beside the annotators: the packaged cross-encoder, or a larger reader."""

from __future__ import annotations

from pathlib import Path

import torch

from index.training.model import ReaderModel, Taught, chosen_layers, recovered_model
from index.training.recovered import LAYERS
from index.training.train import Teacher
from index.training.work import read_state


def packaged() -> Teacher:
    """Return a teacher of the packaged cross-encoder's relevance."""
    model = recovered_model(LAYERS).eval()

    def teach(ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> Taught:
        with torch.no_grad():
            return Taught(model(ids, mask, types).relevance.float())

    return teach


def trained(work: Path, name: str, layers: int) -> Teacher:
    """Return a teacher of everything that a trained reader computes, for a pupil with `layers` layers."""
    model = ReaderModel(LAYERS)
    model.load_state_dict(read_state(work, name))
    model.eval()

    def teach(ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> Taught:
        with torch.no_grad():
            output, states = model.read(ids, mask, types)
            kept = tuple(states[number] for number in chosen_layers(layers))
            return Taught(
                output.relevance.float(), output.answer.float(), output.start.float(), output.end.float(), kept
            )

    return teach
