"""Whether a question is about what is now, so that of what the articles tell the newest counts most."""

from __future__ import annotations

import re

_NOW = re.compile(
    r"\b(?:(?:this|last|past)\s+(?:week|weekend|month)|this\s+year|today|tonight|yesterday|last\s+night|now(?:adays)?"
    r"|these\s+days|at\s+the\s+moment|so\s+far|recent(?:ly)?|lately|current(?:ly)?|latest|newest|newly)\b",
    re.IGNORECASE,
)


def asks_for_the_newest(question: str) -> bool:
    """Tell whether a question speaks of the present or of what is just over: "who won this week?"."""
    return _NOW.search(question) is not None
