"""The trained readers that are part of the project: one folder for each, with a model card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import ModelError
from index.models.onnx import check_hashes

CALIBRATION = "calibration.json"


@dataclass(frozen=True, slots=True)
class FolderModel:
    """A model in a folder, with the SHA-256 of each file if known."""

    folder: Path
    sha256: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The folder's name."""
        return f"articlebot/{self.folder.name}"

    @property
    def remedy(self) -> str:
        """What to do if a file is missing or broken."""
        if self.sha256:
            return "install articlebot again, or in a clone put the file back: git checkout -- index/weights"
        return f"put back the folder {self.folder.name}, or unset READER_MODEL to use the default"

    def path(self, file: str) -> Path:
        """Return the path of `file`. Raises ModelError if it is missing."""
        path = self.folder / file
        if not path.is_file():
            raise ModelError(f"the reader {self.name} lacks the file {file}", self.remedy)
        return path

    def verify(self) -> None:
        """Raise ModelError if a file is missing, or not the one that this version was made with."""
        for file in ("model.onnx", "tokenizer.json", CALIBRATION):
            self.path(file)
        check_hashes(self, self.sha256)


READERS: Mapping[str, FolderModel] = {
    "minilm-12": FolderModel(
        Path(__file__).parent / "minilm-12",
        {
            "model.onnx": "d406f72c021f965756d7f6d0c462b84f105aaf40177a81eafa064d4f1da00558",
            CALIBRATION: "90b46bdaabbc788ed3e0f36a6e7394fdcb1211fc6c4debe50d75e30c10da3879",
            "tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
        },
    ),
    "minilm-6": FolderModel(
        Path(__file__).parent / "minilm-6",
        {
            "model.onnx": "1270b477b04b954bf0bb070367cbbc19c02cae2947257c034b8cac4815663904",
            CALIBRATION: "b788e428b75cabaaf79abe4811e573bb7818c4617e959ceaf8e1bb4eccc9c744",
            "tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
        },
    ),
}
"""By the name that `READER_MODEL` takes."""

DEFAULT = "minilm-12"
