"""Where syntok begins a sentence, found without it where that is plain: most of cutting a text was its reading tokens.

syntok decides at each full stop by itself, from the words around it and the brackets that are open. Outside brackets
it always cuts between a word of four letters and more that is no abbreviation, or a number, and a capitalised word.
Before a lower-case letter it never does. What is between two such places is read by syntok only if there is a full
stop of another kind, or a bracket. Measured in docs/decisions/speed.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from syntok import segmenter
from syntok._segmentation_states import State
from syntok.tokenizer import Tokenizer

_OTHER_TERMINALS = {each for each in State.terminals if len(each) == 1} - set(".!?;")
_MARK = re.compile(f"[.!?{re.escape(''.join(State.opening_brackets | State.closing_brackets | _OTHER_TERMINALS))}]")
"""What can end a sentence, or keep it from ending. (At a semicolon syntok does cut, and nobody wants that.)"""

_SPACE = r"[ \t\n\r\u00a0]"
_BEHIND = re.compile(rf"[\"”'’]?(?:{_SPACE}*\Z|{_SPACE}+(?:(?=[a-z])|(?P<cut>)(?=[\"“‘]?(?P<word>[A-Z][a-z]+))))")
_WORD = re.compile(rf"(?:(?<={_SPACE})|(?<={_SPACE}[\"“‘])|(?<=[A-Za-z\d]-)|^[\"“‘]?)(?P<word>[A-Za-z][a-z]{{3,}})\Z")
_NUMBER = re.compile(rf"(?<={_SPACE})\d{{2,}}\Z")
_WITHIN = re.compile(r"(?<=\d)\.(?=\d)|(?<=[A-Z])\.(?=[A-Za-z])|(?<=[a-z])\.(?=[a-z])")
"""A point inside a figure, an abbreviation or an address."""
_BEHIND_A_WORD = re.compile(r"[^\W_][^\s\u200b]*\Z")
"""To syntok, signs without a letter or figure before them are one token: no bracket closes in " )." ."""
_LONG = 40
"""The most characters of a word or number that is looked at: a longer one is left to syntok."""


def sentence_starts(piece: str) -> Iterator[int]:
    """Yield the offsets at which syntok begins a sentence, but for the first, and for some behind semicolons."""
    begin, opened, plain = 0, 0, True
    for mark in _MARK.finditer(piece):
        at, sign = mark.start(), mark[0]
        if sign in State.opening_brackets:
            opened += 1
        elif sign in State.closing_brackets and opened and _BEHIND_A_WORD.search(piece, max(0, at - _LONG), at):
            opened -= 1
        behind = _BEHIND.match(piece, at + 1) if sign in ".!?" else None
        if behind is not None and behind["cut"] is None:
            continue
        if behind is not None and opened == 0 and _ends_plainly(piece, at, behind["word"]):
            if not plain:
                yield from _by_syntok(piece, begin, behind.end())
            yield behind.end()
            begin, plain = behind.end(), True
        elif not _WITHIN.match(piece, at):
            plain = False
    if not plain:
        yield from _by_syntok(piece, begin, len(piece))


def _ends_plainly(piece: str, at: int, following: str) -> bool:
    """Tell whether the full stop at `at` ends a sentence whatever else is there, before a capitalised word."""
    word = _WORD.search(piece, max(0, at - _LONG), at)
    if word is not None:
        return word["word"] not in State.abbreviations
    return _NUMBER.search(piece, max(0, at - _LONG), at) is not None and following not in State.months


def _by_syntok(piece: str, begin: int, end: int) -> Iterator[int]:
    tokens = Tokenizer(replace_not_contraction=False).tokenize(piece[begin:end])
    starts = [begin + sentence[0].offset for sentence in segmenter.segment(tokens)]
    yield from starts[1:]
