"""A trained model -> ONNX with int8 weights.

Weights keep 7 bits (`reduce_range`), with one scale per output channel. Processors without VNNI add products of a u8
and an s8 in pairs into 16 bits; so these cannot overflow (255 × 64 × 2 < 32,768), and every machine computes the same.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import AttentionMaskFormat, FusionOptions
from torch import nn

from index.training import recovered
from index.training.model import ReaderModel

OUTPUTS = ("relevance", "answer", "start", "end")


class _Flat(nn.Module):
    """The model with its outputs as a plain tuple, as the exporter requires."""

    def __init__(self, model: ReaderModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, types: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return tuple(self.model(ids, torch.ones_like(ids), types))


def export(model: ReaderModel, path: Path) -> None:
    """Write `model` to `path`.

    Inputs are `input_ids` and `token_type_ids`, int64 of (1, n): one pair at a time, so there is no padding and no
    mask. Outputs are `OUTPUTS`, float32: `relevance` and `answer` of (1,), `start` and `end` of (1, n).
    """
    model = model.eval()
    model.bert.set_attn_implementation("eager")  # the pattern that the optimizer recognises
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        ids = torch.ones((1, 16), dtype=torch.long)
        names = ("input_ids", "token_type_ids")
        torch.onnx.export(
            _Flat(model),
            (ids, torch.zeros_like(ids)),
            str(plain),
            input_names=list(names),
            output_names=list(OUTPUTS),
            dynamic_axes={name: {1: "n"} for name in (*names, *OUTPUTS[2:])},
            opset_version=17,
            dynamo=False,
        )
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False  # has no int8 kernel with int64 inputs
        # These options are the fastest in onnxruntime 1.32 on a CPU: docs/decisions/speed.md.
        options.use_multi_head_attention = True
        options.attention_mask_format = AttentionMaskFormat.NoMask
        options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = options.enable_bias_gelu = False
        optimized = optimizer.optimize_model(
            str(plain), "bert", num_heads=12, hidden_size=recovered.HIDDEN, optimization_options=options
        )
        optimized.save_model_to_file(str(fused))
        quantize_dynamic(
            str(fused),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Attention", "Gather"],
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},  # no type can be inferred after fused nodes
        )
    made = onnx.load(str(path))
    made.doc_string = ""
    onnx.save(made, str(path))
