"""The trained readers that travel with the project: one folder each, with a model card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import ModelError
from index.onnx import check_hashes

CALIBRATION = "calibration.json"


@dataclass(frozen=True, slots=True)
class FolderModel:
    """A model in a folder, with the SHA-256 of each file where they are known."""

    folder: Path
    sha256: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The folder's name."""
        return f"articlebot/{self.folder.name}"

    @property
    def remedy(self) -> str:
        """What to do when a file is missing or broken."""
        return f"put back the folder {self.folder.name}, or unset READER_MODEL to use the default"

    def path(self, file: str) -> Path:
        """Return where `file` lies. Raises ModelError when it is missing."""
        path = self.folder / file
        if not path.is_file():
            raise ModelError(f"the reader {self.name} lacks the file {file}", self.remedy)
        return path

    def verify(self) -> None:
        """Raise ModelError when a file is missing or not what this version was made with."""
        for file in ("model.onnx", "tokenizer.json", CALIBRATION):
            self.path(file)
        check_hashes(self, self.sha256)


READERS: Mapping[str, FolderModel] = {
    "minilm-12": FolderModel(
        Path(__file__).parent / "minilm-12",
        {
            "model.onnx": "1ee482ce174c131e1c8a03adc0aa1c3ee6038efa396ead7c5be3ba7f5677dca1",
            CALIBRATION: "a8947de1f623f39b44f1e8ff4a4eb0a5169261c2ea9afed5690391ee868faad3",
            "tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
        },
    ),
    "minilm-6": FolderModel(
        Path(__file__).parent / "minilm-6",
        {
            "model.onnx": "b0ebf7a11a566da8ee057b825f2ab4c84b97b9224c5570df1d75c2a836daa539",
            CALIBRATION: "d1462c091537155cc36842f4fd651806398012dd84ad8895b8694c0f4e72323b",
            "tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
        },
    ),
}
"""By the name that `READER_MODEL` takes."""

DEFAULT = "minilm-12"
