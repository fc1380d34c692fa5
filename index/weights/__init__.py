"""The trained readers that are part of the project, and the embedding model's graph: a folder for each, with a card."""

from __future__ import annotations

from collections.abc import Mapping

from index.models.files import GRAPH, WEIGHTS, WHOLE, ModelFiles

CALIBRATION = "calibration.json"
"""How a reader's quotes are ranked, and what its confidence is."""

READERS: Mapping[str, ModelFiles] = {
    "minilm-12": ModelFiles(
        WEIGHTS / "minilm-12",
        {
            WHOLE: "d406f72c021f965756d7f6d0c462b84f105aaf40177a81eafa064d4f1da00558",
            GRAPH: "020d139c006b9938d2208d7ebab56d955373759be7001dadfca9638251e5efa3",
            CALIBRATION: "90b46bdaabbc788ed3e0f36a6e7394fdcb1211fc6c4debe50d75e30c10da3879",
            "tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
        },
    ),
    "minilm-6": ModelFiles(
        WEIGHTS / "minilm-6",
        {
            WHOLE: "1270b477b04b954bf0bb070367cbbc19c02cae2947257c034b8cac4815663904",
            GRAPH: "a9f34b8a613e0a3cd0f77e021a3de2d4fcc492ee8700b23bc2212768ef851879",
            CALIBRATION: "b788e428b75cabaaf79abe4811e573bb7818c4617e959ceaf8e1bb4eccc9c744",
            "tokenizer.json": "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
        },
    ),
}
"""By the name that `READER_MODEL` takes."""

DEFAULT = "minilm-12"
