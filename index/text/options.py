"""Signs of what is left open in a text: boxes to check, letters, blanks, alternatives, statements to judge.

What is marked as right is not left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.article import Span
from index.text.line_marks import UNLETTERED_MARK
from index.text.lines import lines_of

_EMPTY = r"(?:(?<!\w)(?:\[\s{1,3}\]|\(\s{1,3}\))|☐)"  # no "f( )"; squares and rings without a tick are bullets as well
_CHOSEN = r"(?:\[[xX✓✔]\]|\([xX✓✔]\)|[☑☒])"
_BOX = re.compile(rf"{_EMPTY}|{_CHOSEN}")
_RIGHT = re.compile(
    rf"{_CHOSEN}|[✓✔✅]|\((?:this\s+is\s+)?(?:the\s+)?(?:correct|right|true)(?:\s+answer)?!?\)|(?:<-+|←|=)\s*(?:correct|right)\b"
    r"|\s[-–—]\s*(?:correct|right\s+answer|the\s+right\s+one)\W*\Z",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\(?([A-Ha-h])[.)]\s+\S")
_LETTERED_INSIDE = re.compile(r"\?\W*\(?a[.)]\s.*?\S\s+\(?b[.)]\s.*", re.IGNORECASE)
_SHARE = re.compile(r"[^\W\d_].*\d\s?(?:%|per\s?cent)", re.IGNORECASE)
_BLANK = re.compile(r"(?<!\w)_{3,}(?!\w)|[:?]\s*(?:\.{5,}|…{2,})\s*\Z")
_BLANK_LAST = re.compile(r"_{3,}[\s._/)]*\Z|[:?]\s*(?:\.{5,}|…{2,})\s*\Z")
_RULE = re.compile(r"[.!…][\"'”’)]*\s+_{3,}\s*\Z")
"""A line drawn behind a sentence."""
_CHOOSE_FROM = re.compile(
    r"\W*(?:choose|pick|select)\s+(?:one\s+)?(?:from|between|among|out\s+of)\b[^:]{0,40}:.*,", re.IGNORECASE
)
_YES_NO = re.compile(r"(?:yes|no|maybe|perhaps|sometimes|never|always|partly|don['’]?t\s+know)\W*", re.IGNORECASE)

_BRIEF = 12
"""Words of a sentence that says nothing beside its blank, at most."""

_PIECE = 5
"""Words of an alternative between strokes, at most."""

_JUDGE = re.compile(
    r"\b(?:(?:true|right|correct)\s+or\s+(?:false|wrong|not)|fact\s+or\s+(?:fiction|myth)|myth\s+or\s+(?:fact|truth))\?",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"\b(?:true|false|right|wrong|correct|incorrect|fact|fiction|myth|yes|no|nonsense)\b", re.IGNORECASE
)


def is_right(words: str) -> bool:
    """Tell whether an answer to choose is marked as the right one."""
    return _RIGHT.search(words) is not None


def boxes(words: str) -> int:
    """Return how many boxes to check stand in a line."""
    return len(_BOX.findall(words))


def letter(words: str) -> str:
    """Return the letter before an answer to choose, a to h, or nothing."""
    found = _LETTER.match(words)
    return found[1].casefold() if found else ""


def unmarked(words: str) -> str:
    """Return an item without its bullet or number."""
    return UNLETTERED_MARK.sub("", words, count=1) if UNLETTERED_MARK.match(words) else words


def mark(words: str) -> str:
    """Return the kind of mark before an item: its bullet, "1" for a number, or nothing."""
    found = UNLETTERED_MARK.match(words)
    return "" if found is None else "1" if found[0].strip("( ")[0].isdigit() else found[0].strip()


def has_share(words: str) -> bool:
    """Tell whether an alternative says how many chose it: the result of a poll."""
    return _SHARE.search(words) is not None


def is_unfilled(sentence: str) -> bool:
    """Tell whether what a sentence would say is a blank to fill in, or words to choose from.

    A contract says more beside its blanks.
    """
    if _CHOOSE_FROM.match(sentence) is not None:
        return True
    if _BLANK.search(sentence) is None or _RULE.search(sentence) is not None:
        return False
    return _BLANK_LAST.search(sentence) is not None or len(sentence.split()) <= _BRIEF


def lettered_inside(line: str) -> bool:
    """Tell whether a line is a question with lettered answers behind it: "Who won? a) Ida b) Per"."""
    return _LETTERED_INSIDE.search(line) is not None


def between_strokes(line: str) -> tuple[str, list[str]]:
    """Return the question and the alternatives of "How long did you wait? an hour / a day / longer", or nothing."""
    question, asks, behind = line.partition("?")
    pieces = [piece.strip() for piece in behind.split(" / ")]
    few = all(piece and len(piece.split()) <= _PIECE and ":" not in piece for piece in pieces)
    return (question + asks, pieces) if asks and len(pieces) > 1 and few else ("", [])


def is_yes_or_no(pieces: Sequence[str]) -> bool:
    """Tell whether one may choose between yes and no."""
    return all(_YES_NO.fullmatch(piece) for piece in pieces)


def to_judge(text: str) -> Iterator[Span]:
    """Yield the statements of which a text asks whether they are true, and does not say it beside them."""
    lines = list(lines_of(text)) if _JUDGE.search(text) else []
    words = [line.of(text) for line in lines]
    for at, line in enumerate(words):
        asks = _JUDGE.search(line)
        if asks is None:
            continue
        behind = line[asks.end() :] or "".join(words[at + 1 : at + 2])
        if asks.start() and not _VERDICT.match(behind.strip(" *_(")):
            yield Span(lines[at].start, lines[at].start + asks.end())
        first = next((below for below in range(at, min(at + 3, len(words))) if mark(words[below])), len(words))
        last = first
        while last < len(words) and mark(words[last]) == mark(words[first]):
            last += 1
        behind = "".join(words[last : last + 1])
        if last - first > 1 and not _VERDICT.match(behind):
            yield from (
                lines[below] for below in range(first, last) if not _VERDICT.search(_JUDGE.sub("", words[below]))
            )


def are_in_order(letters: Sequence[str]) -> bool:
    """Tell whether letters follow each other in the alphabet, from a on."""
    return letters[:1] == ["a"] and all(ord(other) - ord(one) == 1 for one, other in pairwise(letters))
