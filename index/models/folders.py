"""Models by the name of a folder: told apart from names on a model hub before a hub is asked."""

from __future__ import annotations

import re
from pathlib import Path

_ON_A_HUB = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)?")
"""A model's name there, alone or behind whose it is: https://huggingface.co/docs/hub/repositories-getting-started."""


def check_folder(name: str) -> None:
    """Raise FileNotFoundError for what can only be a folder, and is none."""
    if not _ON_A_HUB.fullmatch(name) and not Path(name).is_dir():
        raise FileNotFoundError("there is no such folder")
