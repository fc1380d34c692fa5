"""The name in the settings -> a Reader. Only this file knows all readers."""

from __future__ import annotations

from pathlib import Path

from index import weights
from index.models.files import WHOLE, ModelFiles
from index.models.onnx import OnnxModel
from index.reading.calibration import load_calibration
from index.reading.reader import Reader
from index.reading.span_reading import SpanReader

CROSS_ENCODER = "cross-encoder"
"""The name of the packaged ranking model: the fallback, and the baseline for the trained readers."""


def open_reader(name: str | None = None) -> Reader:
    """Open a reader by its name; None is the default.

    `name` is one of `weights.READERS`, "cross-encoder", a folder with a reader of the same kind (`model.onnx`,
    `tokenizer.json`, `calibration.json`), or a sentence-transformers cross-encoder by name or folder.

    Raises ModelError.
    """
    name = name or weights.DEFAULT
    files = weights.READERS.get(name)
    # sentence-transformers keeps an ONNX file in a folder of its own.
    if files is None and any((Path(name) / file).is_file() for file in (WHOLE, weights.CALIBRATION)):
        files = ModelFiles(Path(name))
    if files is not None:
        return SpanReader(OnnxModel(files), load_calibration(files.path(weights.CALIBRATION)), files.name)
    # Imported here: its rules for highlights take 50 ms to load, and the default does not need them.
    from index.models.scoring import CrossEncoderScorer, OnnxPairScorer
    from index.reading.cross_reading import CrossEncoderReader

    return CrossEncoderReader(OnnxPairScorer() if name == CROSS_ENCODER else CrossEncoderScorer(name))
