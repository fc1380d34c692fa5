"""Whether a question is about the present, so that the newest articles count most."""

from __future__ import annotations

import re

_NOW = re.compile(
    r"\b(?:(?:this|last|past)\s+(?:week|weekend|month)|this\s+year|today|tonight|yesterday|last\s+night|now(?:adays)?"
    r"|these\s+days|at\s+the\s+moment|so\s+far|recent(?:ly)?|lately|current(?:ly)?|latest|newest|newly)\b",
    re.IGNORECASE,
)


def asks_for_the_newest(question: str) -> bool:
    """Tell whether a question is about the present or the recent past: "who won this week?"."""
    return _NOW.search(question) is not None
