"""The words by which two texts that are otherwise the same say something else: numbers, names, negations, opposites.

English words, as they are written most: what is missed here lets a text pass for a copy, and what is one too many keeps
a copy apart, which is then but searched as an article of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARKED = re.compile(
    r"\w+"
    r"|[€$£¥₹](?=\s?\d)|(?:(?<=\d)|(?<=\d\s))[€$£¥₹]"  # beside a figure
    r"|(?<![\w)%+−–-])[+−–-](?=[€$£¥₹]?\d)"  # a sign: not the dash of "3-2" or "1990–1995", which stands behind a word
)
_SIGNS = {"-": "minus", "−": "minus", "–": "minus", "+": "plus"}


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_MAGNITUDES = _words(
    "hundred hundreds thousand thousands million millions billion billions trillion trillions m mn bn tn"
)
_NUMBERS = _MAGNITUDES | _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen dozens half third quarter "
    "first second fourth fifth sixth seventh eighth ninth tenth once twice double triple "
    "minus plus € $ £ ¥ ₹ euro euros dollar dollars pound pounds yen rupee rupees cent cents"
)
NEGATIONS = _words("no not never neither nor without t")  # "t" is what is left of "don't"
_TURNING = NEGATIONS | _MAGNITUDES | {"minus"}

_UP = _words(
    "up rise rises rose risen rising increase increases increased increasing grow grows grew grown growing "
    "climb climbs climbed gain gains gained more most higher highest above over"
)
_DOWN = _words(
    "down fall falls fell fallen falling decrease decreases decreased decreasing shrink shrinks shrank shrunk drop "
    "drops dropped decline declines declined lose loses lost less least fewer fewest lower lowest below under"
)
_OPPOSITES = (
    (_UP, _DOWN),
    (_words("win wins won winning"), _words("lose loses lost losing")),
    (_words("before"), _words("after")),
    (_words("accept accepts accepted approve approves approved"), _words("reject rejects rejected refuse refused")),
    (_words("support supports supported"), _words("oppose opposes opposed")),
    (_words("open opens opened"), _words("close closes closed")),
)


def marked_words(text: str) -> list[str]:
    """Return the words of a text as they are written, with signs and currencies of figures as words of their own."""
    return [_SIGNS.get(word, word) for word in _MARKED.findall(text)]


def differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether words that stand in the same place of two texts say something else."""
    if _decisive(one) != _decisive(other):
        return True
    mine, theirs = (frozenset(word.casefold() for word in some) for some in (one, other))
    # Of a longer gap, what both have says nothing.
    return any(_face(pair, mine - theirs, theirs - mine) for pair in _OPPOSITES)


def turn(written: Sequence[str]) -> bool:
    """Tell whether a few words that one of two texts has more turn or multiply what stands around them."""
    return any(word.casefold() in _TURNING for word in written)


def _decisive(written: Sequence[str]) -> frozenset[str]:
    """Return the words that must not differ: numbers, names (whatever has a capital letter) and negations."""
    return frozenset(
        word.casefold()
        for word in written
        if word[0].isupper()
        or any(letter.isnumeric() for letter in word)
        or word.casefold() in _NUMBERS
        or word.casefold() in NEGATIONS
    )


def _face(pair: tuple[frozenset[str], frozenset[str]], mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Tell whether each of two places has one side of a pair of opposites, and not both."""
    here, there = ([bool(side & some) for side in pair] for some in (mine, theirs))
    return here != there and sum(here) == sum(there) == 1
