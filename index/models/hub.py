"""Models by name or folder: searched on the disk first, then on a model hub if it can be reached."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_ON_A_HUB = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)?")
"""A model's name there, alone or after its owner's name: https://huggingface.co/docs/hub/repositories-getting-started."""

_PATIENCE = 5
"""How many seconds the hub has to answer. Its own client would retry for most of a minute."""

Model = TypeVar("Model")


def check_may_exist(name: str) -> None:
    """Raise FileNotFoundError for what can only be a folder and is none. At once: what would load it takes seconds."""
    if not Path(name).is_dir() and not _ON_A_HUB.fullmatch(name):
        raise FileNotFoundError("there is no such folder")


def load_from_disk_or_hub(name: str, load: Callable[..., Model]) -> Model:
    """Return a model from a folder, from an earlier download, or by downloading it now.

    `load` is a constructor of sentence-transformers: it takes the name and `local_files_only`.

    Raises ConnectionError where the hub would be needed and cannot be reached, and whatever `load` raises.
    """
    if Path(name).is_dir():
        return load(name, local_files_only=True)
    try:
        return load(name, local_files_only=True)
    except Exception:  # noqa: BLE001 -- what it raises for what is not there depends on the kind of model
        _check_reachable()
        return load(name, local_files_only=False)


def first_line(error: Exception) -> str:
    """Return the first line of what an error says, or its name if it says nothing."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _check_reachable() -> None:
    # Here: it takes a tenth of a second to import, and a model that is on the disk does not need it.
    from huggingface_hub import constants

    request = urllib.request.Request(constants.ENDPOINT, method="HEAD")  # noqa: S310 -- whoever sets it runs this
    try:
        urllib.request.urlopen(request, timeout=_PATIENCE).close()  # noqa: S310
    except urllib.error.HTTPError as error:
        error.close()  # it answers
    except OSError as error:
        raise ConnectionError(
            f"it is not on this computer, and {constants.ENDPOINT}, where it may be, cannot be reached"
        ) from error
