"""What people type short in a chat -> the words that a reader knows: "how many ppl" asks how many people.

A short form that the articles have is theirs, and stays. So does one that may stand for several things of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from index.text.analysis import terms

_WRITTEN_OUT = {
    "2fa": ("two factor authentication",),
    "abt": ("about",),
    "b4": ("before",),
    "btwn": ("between",),
    "dmg": ("damage",),
    "hp": ("health", "horsepower"),
    "hrs": ("hours",),
    "lvl": ("level",),
    "lvls": ("levels",),
    "mods": ("moderators", "modifications"),
    "ppl": ("people",),
    "pw": ("password",),
    "r": ("are",),
    "rn": ("right now",),
    "smth": ("something",),
    "u": ("you",),
    "ur": ("your",),
}
"""What each may stand for. Left out is what the reader takes for the word ("mins", "avg", "thru", "whats")."""

_SHORT = re.compile(rf"(?<![\w'’&./#!-])(?:{'|'.join(_WRITTEN_OUT)})(?![\w'’&/-]|\.\w)", re.IGNORECASE)


def written_out(question: str, is_known: Callable[[str], bool]) -> str:
    """Return a question with its short forms as words; `is_known` tells whether an index term is in the articles."""

    @cache
    def has(words: str) -> bool:
        return any(map(is_known, terms(words)))

    def word(found: re.Match[str]) -> str:
        meant = _WRITTEN_OUT[found[0].casefold()]
        if len(meant) > 1:
            meant = tuple(filter(has, meant))
        return meant[0] if len(meant) == 1 and not has(found[0].casefold()) else found[0]

    return _SHORT.sub(word, question)
