"""The reader in torch: MiniLM with four heads, and its loss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import nn
from transformers import BertModel

from index.training import recovered
from index.training.features import Batch

ANSWER_WEIGHT = 0.5
RELEVANCE_WEIGHT = 0.05
TAUGHT_WEIGHT = 1.0
"""The weight of a teacher's spans and answers, beside the annotators' marks."""
STATES_WEIGHT = 1.0
"""The weight of a teacher's layers: every piece of a batch teaches something about every layer."""

States = tuple[torch.Tensor, ...]
"""The output of each layer, (b, n, 384), lowest first."""


class Output(NamedTuple):
    """Logits: of relevance and of being answered (b,), and of each piece as an answer's first and last (b, n)."""

    relevance: torch.Tensor
    answer: torch.Tensor
    start: torch.Tensor
    end: torch.Tensor


class ReaderModel(nn.Module):
    """Reads (question, passage) once."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        configuration = recovered.configuration(layers)
        # One pass over the data hardly overfits, and on a CPU drawing dropout masks costs a tenth of the time.
        configuration.hidden_dropout_prob = configuration.attention_probs_dropout_prob = 0.0
        self.bert = BertModel(configuration)
        # On a CPU, the backward step of torch's fused attention takes longer than all matrix products together.
        self.bert.set_attn_implementation("eager")
        self.classifier = nn.Linear(recovered.HIDDEN, 1)  # on the pooler, as the cross-encoder has it
        self.answer = nn.Linear(recovered.HIDDEN, 1)
        self.span = nn.Linear(recovered.HIDDEN, 2)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> Output:
        """Return the logits; no piece is masked out of `start` and `end`."""
        return self.read(ids, mask, types)[0]

    def read(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> tuple[Output, States]:
        """Return the logits, and the output of each layer."""
        read = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types, output_hidden_states=True)
        hidden = read.last_hidden_state
        span = self.span(hidden)
        relevance, answer = self.classifier(read.pooler_output)[:, 0], self.answer(hidden[:, 0])[:, 0]
        return Output(relevance, answer, span[..., 0], span[..., 1]), read.hidden_states[1:]


class Taught(NamedTuple):
    """A teacher's logits for a batch, as in `Output`; the packaged cross-encoder has only relevance.

    `states` are those of the layers from which the pupil's were made.
    """

    relevance: torch.Tensor
    answer: torch.Tensor | None = None
    start: torch.Tensor | None = None
    end: torch.Tensor | None = None
    states: States | None = None


def recovered_model(layers: int) -> ReaderModel:
    """Return the packaged cross-encoder with new heads; with fewer than 12 layers, evenly chosen ones of it."""
    model = ReaderModel(layers)
    missing, unexpected = model.load_state_dict(_chosen(recovered.weights(), layers), strict=False)
    if unexpected or any(not name.startswith(("answer.", "span.")) for name in missing):
        raise ValueError(f"the packaged cross-encoder does not fit: {missing=}, {unexpected=}")
    return model


def thinned(state: Mapping[str, torch.Tensor], layers: int) -> ReaderModel:
    """Return a model of evenly chosen layers of a trained one of 12 (given as its state), with its heads."""
    model = ReaderModel(layers)
    model.load_state_dict(_chosen(state, layers))
    return model


def chosen_layers(layers: int) -> list[int]:
    """Return which of the 12 layers a smaller model consists of, evenly spaced, with the first and the last."""
    return [round(i * (recovered.LAYERS - 1) / max(1, layers - 1)) for i in range(layers)]


def _chosen(state: Mapping[str, torch.Tensor], layers: int) -> dict[str, torch.Tensor]:
    chosen = chosen_layers(layers)
    out = {}
    for name, value in state.items():
        parts = name.split(".")
        if "layer" in parts:
            at = parts.index("layer") + 1
            if int(parts[at]) not in chosen:
                continue
            parts[at] = str(chosen.index(int(parts[at])))
        out[".".join(parts)] = value
    return out


def loss(output: Output, states: States, batch: Batch, taught: Taught | None) -> torch.Tensor:
    """Return the loss of a batch, a scalar.

    The span loss is the negative log likelihood of any right span, with first and last piece independent: of several
    annotators' answers, any one is enough. Without an answer, the span is at piece 0. `taught` is a teacher's result
    for the batch, None if it was not asked. Its relevance is to be kept, not learned anew; its spans and answers, if
    any, are learned as whole distributions, not only their likeliest. The model's layers should match its `states`: by
    the squared distance relative to their squared length, piece by piece.
    """
    start = output.start.float().masked_fill(~batch.inside, -1e9).log_softmax(-1)
    end = output.end.float().masked_fill(~batch.inside, -1e9).log_softmax(-1)
    likelihood = [
        torch.logsumexp(torch.stack([start[row, a] + end[row, b] for a, b in spans]), 0)
        for row, spans in enumerate(batch.spans)
        if batch.known[row]
    ]
    total = ANSWER_WEIGHT * nn.functional.binary_cross_entropy_with_logits(output.answer.float(), batch.answerable)
    if likelihood:
        total = total - torch.stack(likelihood).sum() / len(batch.spans)
    if taught is not None:
        total = total + RELEVANCE_WEIGHT * nn.functional.smooth_l1_loss(output.relevance.float(), taught.relevance)
    if taught is not None and taught.answer is not None and taught.start is not None and taught.end is not None:
        soft = nn.functional.binary_cross_entropy_with_logits(output.answer.float(), taught.answer.sigmoid())
        for mine, theirs in ((start, taught.start), (end, taught.end)):
            chances = theirs.masked_fill(~batch.inside, -1e9).softmax(-1)
            soft = soft - (chances * mine).sum(-1).mean() / 2
        total = total + TAUGHT_WEIGHT * soft
    if taught is not None and taught.states is not None:
        inside = batch.mask.float()
        for own, theirs in zip(states, taught.states, strict=True):
            apart = (own.float() - theirs.float()).square().sum(-1) / theirs.float().square().sum(-1)
            total = total + STATES_WEIGHT * (apart * inside).sum() / inside.sum()
    return total
