"""What people type short in a chat -> the words that a reader knows: "how many ppl" asks how many people.

A short form that the articles have is theirs, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from index.text.analysis import terms

_WRITTEN_OUT = {
    "2fa": "two factor authentication",
    "abt": "about",
    "b4": "before",
    "btwn": "between",
    "dmg": "damage",
    "hrs": "hours",
    "lvl": "level",
    "lvls": "levels",
    "mods": "moderators",
    "ppl": "people",
    "pw": "password",
    "r": "are",
    "rn": "right now",
    "smth": "something",
    "u": "you",
    "ur": "your",
}
"""Left out is what the reader takes for the word ("mins", "avg", "thru", "whats")."""

_SHORT = re.compile(rf"(?<![\w'’&./#!-])(?:{'|'.join(_WRITTEN_OUT)})(?![\w'’&/-]|\.\w)", re.IGNORECASE)


def written_out(question: str, is_known: Callable[[str], bool]) -> str:
    """Return a question with its short forms as words; `is_known` tells whether an index term is in the articles."""

    @cache
    def has(short: str) -> bool:
        return any(map(is_known, terms(short)))

    def word(found: re.Match[str]) -> str:
        short = found[0].casefold()
        return found[0] if has(short) else _WRITTEN_OUT[short]

    return _SHORT.sub(word, question)
