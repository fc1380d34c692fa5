"""Models with int8 weights converted to float: the packaged cross-encoder, and readers that this project exported.

The package contains ms-marco-MiniLM-L-12-v2 quantised (see `index.models.files`); nothing is downloaded here. A weight
is `(q - zero_point) * scale`; the rounding error is far smaller than the changes by training.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig

from index.models.files import MS_MARCO_MINILM, WHOLE
from index.models.onnx import MAX_TOKENS

LAYERS = 12
"""Layers of the packaged models and of the best reader, which teaches smaller ones."""
HIDDEN = 384
"""The width of all of them."""
HEADS = 12
"""Of attention, in each layer of all of them."""


def configuration(layers: int) -> BertConfig:
    """Return the configuration of MiniLM with `layers` layers (1 to 12)."""
    return BertConfig(
        vocab_size=30522,
        hidden_size=HIDDEN,
        num_hidden_layers=layers,
        num_attention_heads=HEADS,
        intermediate_size=1536,
        max_position_embeddings=MAX_TOKENS,
    )


def weights() -> dict[str, torch.Tensor]:
    """Return the cross-encoder's float32 weights under their names in transformers (`bert.…`, `classifier.…`)."""
    MS_MARCO_MINILM.verify()
    graph = onnx.load(str(MS_MARCO_MINILM.path(WHOLE))).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found: dict[str, torch.Tensor] = {}
    for name, value in stored.items():
        if re.fullmatch(r"(bert|classifier)\..*(weight|bias)", name):
            found[name] = torch.from_numpy(np.array(value, dtype=np.float32))
        elif name.endswith(".weight_quantized"):  # embeddings: looked up by row, so not transposed
            found[name.removesuffix("_quantized")] = _float(stored, name)
    for node in graph.node:
        if node.op_type != "MatMulInteger" or node.input[1] not in stored:
            continue
        name = module(node.name)
        found[f"{name}.weight"] = _float(stored, node.input[1]).T.contiguous()
    return found


def exported(path: Path) -> dict[str, torch.Tensor]:
    """Return the state of a `ReaderModel` that `export` has written to `path`, as exactly as 7-bit weights allow."""
    graph = onnx.load(str(path)).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found: dict[str, torch.Tensor] = {}
    for name, value in stored.items():
        if re.fullmatch(r"model\..*\.(weight|bias)", name):
            found[name.removeprefix("model.")] = torch.from_numpy(np.array(value, dtype=np.float32))
        elif re.fullmatch(r"model\.bert\.embeddings\..*\.weight_quantized", name):
            found[name.removeprefix("model.").removesuffix("_quantized")] = _float(stored, name)
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in stored:
            found[f"{module(node.name).removeprefix('model.')}.weight"] = _float(stored, node.input[1]).T.contiguous()
        elif node.op_type == "MultiHeadAttention":
            # The biases of query, key and value follow one another, and layers are numbered in order.
            layer = int(node.name.split("_")[1])
            bias = torch.from_numpy(stored[node.input[3]].copy())
            for own, piece in zip(("query", "key", "value"), bias.chunk(3), strict=True):
                found[f"bert.encoder.layer.{layer}.attention.self.{own}.bias"] = piece.contiguous()
    return found


def module(node: str) -> str:
    """Turn a node's name ("/bert/encoder/layer.0/attention/self/query/MatMul_quant") into the module's."""
    return ".".join(part for part in node.strip("/").split("/")[:-1])


def _float(stored: dict[str, np.ndarray], quantized: str) -> torch.Tensor:
    base = quantized.removesuffix("_quantized")
    scale, zero = stored[f"{base}_scale"], stored[f"{base}_zero_point"]
    return torch.from_numpy((stored[quantized].astype(np.float32) - zero.astype(np.float32)) * scale)
