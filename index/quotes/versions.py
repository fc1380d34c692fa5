"""Versions that a question asks for, and those that a quote stands below: what is true of 2.2 need not be of 2.3."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.questions.question import AUXILIARY

_DOTTED = r"(\d+(?:\.\d+)+)"
_NO_AMOUNT = r"(?<![\w.,$€£])"
_TOLD = re.compile(rf"{_NO_AMOUNT}v?{_DOTTED}")
_ASKED = re.compile(
    rf"(?:\b(?:version|release)\s+v?|\bv){_DOTTED}|{_NO_AMOUNT}{_DOTTED}(?=\W*\Z|\s+{AUXILIARY}\b)", re.IGNORECASE
)


def asked_versions(question: str) -> list[str]:
    """Return the versions in a question: "in 2.3?", "does 2.3 have", not "a mast of 2.3 m"."""
    return ["".join(found) for found in _ASKED.findall(question)]


def is_of_another(asked: Sequence[str], quote: str, above: str) -> bool:
    """Tell whether a quote stands below (`above`) another version than those asked for; of 2.3 is 2.3.1, too."""
    told = _TOLD.findall(above)
    return bool(told) and not any(
        f"{one}.".startswith(f"{wanted}.") for wanted in asked for one in [*told, *_TOLD.findall(quote)]
    )
