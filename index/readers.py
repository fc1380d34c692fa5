"""Which reader: the name in the settings -> a Reader. The one place that knows them all."""

from __future__ import annotations

from pathlib import Path

from index import weights
from index.calibration import load_calibration
from index.onnx import OnnxModel
from index.reading import CrossEncoderReader, Reader
from index.scoring import CrossEncoderScorer, OnnxPairScorer
from index.span_reading import SpanReader

CROSS_ENCODER = "cross-encoder"
"""The name of the packaged ranking model: the fallback, and what the trained readers are compared with."""


def open_reader(name: str | None = None) -> Reader:
    """Open a reader by its name; None is the default.

    `name` is one of `weights.READERS`, "cross-encoder", a folder with a reader of the same make (`model.onnx`,
    `tokenizer.json`, `calibration.json`), or a sentence-transformers cross-encoder by name or folder.

    Raises ModelError.
    """
    name = name or weights.DEFAULT
    if name == CROSS_ENCODER:
        return CrossEncoderReader(OnnxPairScorer())
    files = weights.READERS.get(name)
    if files is None and (Path(name) / weights.CALIBRATION).is_file():
        files = weights.FolderModel(Path(name))
    if files is None:
        return CrossEncoderReader(CrossEncoderScorer(name))
    return SpanReader(OnnxModel(files), load_calibration(files.path(weights.CALIBRATION)), files.name)
