"""The graphs in `index/weights`: models without their large weights, which onnxruntime maps from the whole file.

A graph opens faster than the whole model and takes less memory, because nothing is copied and the nodes are joined
already. It belongs to one file of weights: it says at which byte each of them begins.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from index.models.files import BGE_SMALL, GRAPH, WHOLE
from index.models.onnx import MAX_TOKENS, SLOW_FUSIONS
from index.training.recovered import HEADS, HIDDEN, LAYERS, module
from index.weights import READERS

LARGE = 65_536
"""Weights of so many bytes and more stay in the whole file."""

_MICROSOFT = "com.microsoft"


def write_graphs(folder: Path) -> None:
    """Write the graph of the embedding model and of each reader into a folder of its own in `folder`."""
    replace(BGE_SMALL, own=None).verify()  # not the graph, which is being made
    made = {"bge-small": embedder_graph(BGE_SMALL.path(WHOLE))}
    made |= {name: reader_graph(files.path(WHOLE)) for name, files in READERS.items()}
    for name, graph in made.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / GRAPH).write_bytes(graph.SerializeToString())


def reader_graph(whole: Path) -> onnx.ModelProto:
    """Return a reader's graph as onnxruntime optimises it for any CPU, so that opening it need not do that.

    Another version of onnxruntime may optimise otherwise.
    """
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    with tempfile.TemporaryDirectory() as folder:
        options.optimized_model_filepath = str(Path(folder) / "optimized.onnx")
        onnxruntime.InferenceSession(
            str(whole), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
        )
        made = onnx.load(options.optimized_model_filepath)
    _take_out(made.graph.initializer, whole.read_bytes())
    return made


def embedder_graph(whole: Path) -> onnx.ModelProto:
    """Return the packaged embedding model's graph for one text, so without a mask.

    The last layer is computed for the first word piece only, as nothing else of it is used. Inputs are `input_ids` and
    `token_type_ids`, int64 of (1, n); the output is float32 of (1, 1, 384).
    """
    graph = _EmbedderGraph(onnx.load(str(whole)).graph)
    first = graph.first()
    ids = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "n"]) for name in ("input_ids", "token_type_ids")]
    out = helper.make_tensor_value_info(first, TensorProto.FLOAT, [1, 1, HIDDEN])
    weights = list(graph.weights.values())
    _take_out(weights, whole.read_bytes())
    return helper.make_model(
        helper.make_graph(graph.nodes, "bge-small", ids, [out], weights),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_MICROSOFT, 1)],
        ir_version=8,
    )


def _take_out(weights: Sequence[TensorProto], whole: bytes) -> None:
    """Replace the large ones among `weights` by their places in `whole`, the file that holds them."""
    for one in weights:
        if len(one.raw_data) < LARGE:
            continue
        begin, length = whole.find(one.raw_data), len(one.raw_data)
        if begin < 0:
            raise ValueError(f"the weights {one.name} are not in the file as they are in the graph")
        one.ClearField("raw_data")
        one.data_location = TensorProto.EXTERNAL
        for key, value in (("location", WHOLE), ("offset", begin), ("length", length)):
            one.external_data.add(key=key, value=str(value))


class _EmbedderGraph:
    """Nodes and weights of BERT, made one after another from the packaged model's weights."""

    def __init__(self, packaged: onnx.GraphProto) -> None:
        self._packaged = {tensor.name: tensor for tensor in packaged.initializer}
        self._products = {
            module(node.name): node.input[1].removesuffix("_quantized")
            for node in packaged.node
            if node.op_type == "MatMulInteger" and node.input[1] in self._packaged
        }
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, TensorProto] = {}

    def first(self) -> str:
        """Add all nodes and return the name of the output."""
        hidden = self._embeddings()
        for layer in range(LAYERS):
            hidden = self._layer(hidden, f"encoder.layer.{layer}", only_first=layer == LAYERS - 1)
        return hidden

    def _embeddings(self) -> str:
        self._constant("positions", np.arange(MAX_TOKENS, dtype=np.int64)[None])
        for name, value in (("zero", 0), ("one", 1), ("two", 2)):
            self._constant(name, np.array([value], dtype=np.int64))
        length = self._node("Slice", [self._node("Shape", ["input_ids"]), "one", "two"])
        places = self._node("Slice", ["positions", "zero", length, "one"])
        words = self._looked_up("word_embeddings", "input_ids")
        kinds = self._looked_up("token_type_embeddings", "token_type_ids")
        both = self._node("Add", [words, kinds])
        summed = self._node("Add", [both, self._looked_up("position_embeddings", places)])
        return self._normalised(summed, "embeddings.LayerNorm")

    def _layer(self, hidden: str, name: str, *, only_first: bool) -> str:
        """Add a layer; with `only_first`, only what is needed for the first word piece."""
        own = f"{name}.attention"
        whole = self._nodes("DynamicQuantizeLinear", [hidden], 3)
        asking = [self._first_of(whole[0]), *whole[1:]] if only_first else whole
        kept = self._first_of(hidden) if only_first else hidden
        parts = [
            self._projected(quantized, f"{own}.self.{part}")
            for part, quantized in (("query", asking), ("key", whole), ("value", whole))
        ]
        biases = [self._value(f"{own}.self.{part}.bias") for part in ("query", "key", "value")]
        bias = self._constant(f"{own}.self.bias", np.concatenate(biases))
        seen = self._node("MultiHeadAttention", [*parts, bias], _MICROSOFT, num_heads=HEADS)
        seen = self._node("Add", [self._product(seen, f"{own}.output.dense"), kept])
        seen = self._normalised(seen, f"{own}.output.LayerNorm")
        thought = self._node("Gelu", [self._product(seen, f"{name}.intermediate.dense")], _MICROSOFT)
        summed = self._node("Add", [self._product(thought, f"{name}.output.dense"), seen])
        return self._normalised(summed, f"{name}.output.LayerNorm")

    def _looked_up(self, table: str, places: str) -> str:
        name = f"embeddings.{table}.weight"
        rows = self._node("Gather", [self._weight(f"{name}_quantized"), places])
        return self._node("DequantizeLinear", [rows, *self._scale(name)])

    def _normalised(self, hidden: str, name: str) -> str:
        scale, bias = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return self._node("LayerNormalization", [hidden, scale, bias], axis=-1, epsilon=1e-12)

    def _projected(self, quantized: Sequence[str], name: str) -> str:
        """Multiply what is quantised already; the bias is added by the attention."""
        values, scale, zero = quantized
        weight = self._products[name]
        own_scale, own_zero = self._scale(weight)
        given = [values, self._weight(f"{weight}_quantized"), scale, own_scale, zero, own_zero]
        return self._node("MatMulIntegerToFloat", given, _MICROSOFT)

    def _product(self, hidden: str, name: str) -> str:
        weight = self._products[name]
        given = [hidden, self._weight(f"{weight}_quantized"), *self._scale(weight), self._weight(f"{name}.bias")]
        return self._node("DynamicQuantizeMatMul", given, _MICROSOFT)

    def _first_of(self, hidden: str) -> str:
        return self._node("Slice", [hidden, "zero", "one", "one"])

    def _node(self, kind: str, inputs: Sequence[str], domain: str = "", **attributes: float) -> str:
        [output] = self._nodes(kind, inputs, 1, domain, **attributes)
        return output

    def _nodes(
        self, kind: str, inputs: Sequence[str], outputs: int, domain: str = "", **attributes: float
    ) -> list[str]:
        """Add a node and return the names of its outputs."""
        names = [f"{kind}_{len(self.nodes)}_{at}" for at in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))  # type: ignore[arg-type]
        return names

    def _scale(self, name: str) -> tuple[str, str]:
        return self._weight(f"{name}_scale"), self._weight(f"{name}_zero_point")

    def _weight(self, name: str) -> str:
        self.weights[name] = self._packaged[name]
        return name

    def _value(self, name: str) -> np.ndarray:
        return numpy_helper.to_array(self._packaged[name])

    def _constant(self, name: str, value: np.ndarray) -> str:
        self.weights[name] = numpy_helper.from_array(value, name)
        return name
