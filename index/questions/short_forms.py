"""Short forms of chats -> the words that a reader knows: "how many ppl" asks how many people.

A short form that the articles use is kept, and so is one with a capital inside the question, which may be a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from index.text.analysis import terms

_VERBS = ("are", "ca", "could", "did", "do", "does", "had", "has", "have", "is", "should", "was", "were", "wo", "would")
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
    "wat": "what",
    "wen": "when",
    "wich": "which",
    "wut": "what",
    **{f"{verb}nt": f"{verb}n't" for verb in _VERBS},
}
"""Short forms that the reader understands are left out ("mins", "avg", "thru", "whats").

"wont" is written out for the rules that ask whether a question is about what was not done.
"""

# Of the case of ASCII letters alone: a Turkish "İ" is an "i" too, but "İsnt" in lower case is none of the short forms.
_SHORT = re.compile(rf"(?<![\w'’&./#!-])(?ai:{'|'.join(_WRITTEN_OUT)})(?![\w'’&/-]|\.\w)")


def written_out(question: str, is_known: Callable[[str], bool]) -> str:
    """Return a question with its short forms written out; `is_known` tells whether the articles have an index term."""

    @cache
    def has(short: str) -> bool:
        return any(map(is_known, terms(short)))

    def word(found: re.Match[str]) -> str:
        short = found[0].casefold()
        is_name = len(short) > 1 and found[0].istitle() and found.start() > 0  # "Wen", "Ur"; not "can U"
        return found[0] if is_name or has(short) else _WRITTEN_OUT[short]

    return _SHORT.sub(word, question)
