"""The training loop: one pass over examples, with checkpoints, a log, and regular checks on kept-out questions."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from index.training import judging
from index.training.features import Features, batches, collate
from index.training.model import ReaderModel, Taught, loss


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a pass is trained.

    `rate` is the peak learning rate, reached after `warm` steps; with `cool` it then falls linearly to 0, otherwise it
    stays. The heads learn `heads` times as fast. The teacher is asked at every `teach`-th batch. The embeddings and the
    lowest `frozen` layers are not trained, which saves a fifth of the time on what changes least. `half`: products are
    computed in bfloat16, which is slower than float32 on some processors.
    """

    rate: float = 1e-4
    heads: float = 5.0
    warm: int = 100
    cool: bool = False
    tokens: int = 3072
    teach: int = 6
    seed: int = 1
    frozen: int = 4
    half: bool = True

    def rate_at(self, step: int, steps: int) -> float:
        """Return the learning rate of one step (from 0) of `steps`."""
        rate = self.rate * min(1.0, (step + 1) / self.warm)
        return rate * (1 - max(0, step - self.warm) / max(1, steps - self.warm)) if self.cool else rate


Teacher = Callable[[torch.Tensor, torch.Tensor, torch.Tensor], Taught]
"""From ids, mask and types."""


def train(
    model: ReaderModel,
    rows: Sequence[Features],
    recipe: Recipe,
    *,
    work: Path,
    name: str,
    teacher: Teacher,
    watched: Sequence[Features],
    every_minutes: float = 8.0,
) -> None:
    """Train `model` in place, continuing from `work/name.pt` if it exists; it is written every few minutes.

    Args:
        model: its weights change.
        rows: each is seen once.
        recipe: see `Recipe`.
        work: the folder of checkpoints and of `name.jsonl`, the log: one line for each check.
        name: of this run.
        teacher: returns the logits that are to be kept.
        watched: kept-out rows that are checked with every checkpoint.
        every_minutes: between checkpoints.

    Raises ValueError if the checkpoint is of other rows.
    """
    torch.manual_seed(recipe.seed)
    plan = list(batches(rows, recipe.tokens, recipe.seed))
    optimizer = _optimizer(model, recipe)
    checkpoint = work / f"{name}.pt"
    step, spent = _resumed(checkpoint, model, optimizer, len(plan)) if checkpoint.exists() else (0, 0.0)
    model.train()
    began = looked = time.monotonic()
    losses: list[float] = []
    pieces = 0
    while step < len(plan):
        rate = recipe.rate_at(step, len(plan))
        optimizer.param_groups[0]["lr"] = rate
        optimizer.param_groups[1]["lr"] = rate * recipe.heads
        batch = collate(plan[step])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.half):
            output, states = model.read(batch.ids, batch.mask, batch.types)
            taught = None
            if step % recipe.teach == 0:
                taught = teacher(batch.ids, batch.mask, batch.types)
        value = loss(output, states, batch, taught)
        value.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        losses.append(value.item())
        pieces += int(batch.mask.sum())
        now = time.monotonic()
        if now - looked > every_minutes * 60 or step == len(plan):
            spent, began = spent + now - began, now
            _save(checkpoint, model, optimizer, {"step": step, "of": len(plan), "spent": spent})
            seen = judging.figures(watched, judging.look(model, watched))
            line = {
                "step": step,
                "of": len(plan),
                "minutes": round(spent / 60, 1),
                "rate": rate,
                "loss": round(sum(losses) / len(losses), 4),
                "pieces_a_second": round(pieces / (now - looked)),
                **{key: round(figure, 4) for key, figure in asdict(seen).items()},
            }
            with (work / f"{name}.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(line) + "\n")
            losses, pieces = [], 0
            began = looked = time.monotonic()


def _optimizer(model: ReaderModel, recipe: Recipe) -> torch.optim.Optimizer:
    """Freeze what is not trained, and return the optimizer with two groups: existing weights, and the heads."""
    kept = ("bert.embeddings.", *(f"bert.encoder.layer.{number}." for number in range(recipe.frozen)))
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(not name.startswith(kept))
    new = [p for n, p in model.named_parameters() if n.startswith(("answer.", "span."))]
    old = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith(("answer.", "span."))]
    return torch.optim.AdamW([{"params": old}, {"params": new}], lr=recipe.rate, weight_decay=0.01, fused=True)


def _resumed(path: Path, model: ReaderModel, optimizer: torch.optim.Optimizer, steps: int) -> tuple[int, float]:
    """Restore model and optimizer from a checkpoint; return its step and the seconds spent."""
    state = torch.load(path, weights_only=True)
    if state.get("of") != steps:
        raise ValueError(f"{path.name} was trained on other examples: move it away to begin anew")
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return state["step"], state["spent"]


def _save(path: Path, model: ReaderModel, optimizer: torch.optim.Optimizer, progress: dict[str, float]) -> None:
    beside = path.with_suffix(".part")
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), **progress}, beside)
    beside.replace(path)
