"""What `--json` prints, as the documentation has it: the README for an answer, docs/json.md for the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
JSON_DOCS = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHAPES = {
    name: json.loads(example)
    for name, example in re.findall(r"^## (.*?)\n\n```json\n(.*?)```", JSON_DOCS, re.MULTILINE | re.DOTALL)
}
SAMPLE: dict[str, Any] = json.loads(README.partition("```json\n")[2].partition("```")[0])
"""The answer to the question of the first command."""


def shaped(command: Sequence[str], written: Any) -> Any:
    """Hold what a command wrote to its shape in docs/json.md, and return it. `command`: its words, and maybe more."""
    found = [name for name in SHAPES if list(command[: len(name.split())]) == name.split()]
    name = max(found, key=len)
    assert fits(SHAPES[name], written), f"{name}: {written}"
    return written


def fits(shape: Any, written: Any) -> bool:
    """Tell whether each object has the keys of the one in its place, of which "…" is any; what may be null, may be."""
    if isinstance(shape, dict) and isinstance(written, dict):
        if shape.keys() == {"…"}:
            return all(fits(shape["…"], each) for each in written.values())
        return shape.keys() == written.keys() and all(fits(shape[key], written[key]) for key in shape)
    if isinstance(shape, list) and isinstance(written, list):
        return not shape or all(fits(shape[0], each) for each in written)
    return shape is None or written is None or type(shape) is type(written)
