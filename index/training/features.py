"""Examples -> arrays: word pieces of (question, title and passage), and where the answers begin and end in them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from index.models.files import MS_MARCO_MINILM
from index.training.examples import Example

MAX_TOKENS = 320
"""More than a passage with its title and question has; a longer passage loses its end, as when it is read."""


def open_tokenizer() -> Tokenizer:
    """Return the packaged cross-encoder's tokenizer, set to truncate only passages, never questions."""
    tokenizer: Tokenizer = Tokenizer.from_file(str(MS_MARCO_MINILM.path("tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    return tokenizer


@dataclass(frozen=True, slots=True)
class Features:
    """One example in word pieces.

    `first` is the first piece of the passage itself, after its title. `spans` are (first piece, last piece) of each
    answer. `known` says whether the answer's position is known; without an answer it always is.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int
    spans: tuple[tuple[int, int], ...]
    answerable: bool
    known: bool


def features(examples: Iterable[Example], tokenizer: Tokenizer) -> list[Features]:
    """Return the features of each example; one whose answers were all truncated counts as without an answer."""
    examples = list(examples)
    out = []
    texts = [example.read for example in examples]
    pairs = [(example.question[:400], text) for example, text in zip(examples, texts, strict=True)]
    for example, text, encoding in zip(examples, texts, tokenizer.encode_batch(pairs), strict=True):
        shift = len(text) - len(example.text)
        pieces = [
            (at, start, end)
            for at, ((start, end), sequence) in enumerate(zip(encoding.offsets, encoding.sequence_ids, strict=True))
            if sequence == 1 and end > shift
        ]
        spans = []
        for span in example.spans:
            inside = [at for at, start, end in pieces if start < span.end + shift and end > span.start + shift]
            if inside and pieces[-1][2] >= span.end + shift:
                spans.append((inside[0], inside[-1]))
        answerable = example.answerable and (bool(spans) or not example.spans)
        first = pieces[0][0] if pieces else len(encoding.ids) - 1
        out.append(
            Features(
                tuple(encoding.ids),
                tuple(encoding.type_ids),
                first,
                tuple(dict.fromkeys(spans)),
                answerable,
                bool(spans) or not answerable,
            )
        )
    return out


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded features; (b, n) is examples by pieces.

    `inside` marks the pieces at which an answer may begin or end, and piece 0, which stands for "no answer".
    """

    ids: torch.Tensor
    types: torch.Tensor
    mask: torch.Tensor
    inside: torch.Tensor
    spans: tuple[tuple[tuple[int, int], ...], ...]
    answerable: torch.Tensor
    known: torch.Tensor


def collate(rows: Sequence[Features]) -> Batch:
    """Pad rows to the longest of them."""
    longest = max(len(row.ids) for row in rows)
    ids = torch.zeros((len(rows), longest), dtype=torch.long)
    types = torch.zeros_like(ids)
    mask = torch.zeros_like(ids)
    inside = torch.zeros((len(rows), longest), dtype=torch.bool)
    for number, row in enumerate(rows):
        length = len(row.ids)
        ids[number, :length] = torch.tensor(row.ids)
        types[number, :length] = torch.tensor(row.types)
        mask[number, :length] = 1
        inside[number, 0] = True
        inside[number, row.first : length - 1] = True
    return Batch(
        ids,
        types,
        mask,
        inside,
        tuple(row.spans if row.answerable else ((0, 0),) for row in rows),
        torch.tensor([float(row.answerable) for row in rows]),
        torch.tensor([row.known for row in rows]),
    )


def batches(rows: Sequence[Features], tokens: int, seed: int) -> Iterator[list[Features]]:
    """Yield all rows once, in random order, in batches of similar length of at most `tokens` padded pieces."""
    chance = random.Random(seed)  # noqa: S311 — for shuffling
    order = list(rows)
    chance.shuffle(order)
    chunk = 1000
    for at in range(0, len(order), chunk):
        bucket = sorted(order[at : at + chunk], key=lambda row: len(row.ids))
        made: list[list[Features]] = [[]]
        for row in bucket:
            if (len(made[-1]) + 1) * len(row.ids) > tokens and made[-1]:
                made.append([])
            made[-1].append(row)
        chance.shuffle(made)
        yield from made
