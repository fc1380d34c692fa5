"""Multiple choice in a text: questions with answers to choose from, of which nobody is told which one is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.article import Span
from index.questions.several import asks_several
from index.text.headings import SENTENCE_END
from index.text.line_marks import UNLETTERED_MARK
from index.text.lines import lines_of

_QUESTION = re.compile(r".*\?[\"”’'*_)\]]*\s*(?:\([^()?]{1,60}\))?[\s*_]*")
"""A line that is a question; what may stand behind it says how many answers to choose."""

_NUMBERED = re.compile(r"(?<!\S)(?P<number>\d{1,2})[.)]\s+[^?\n]{8,300}\?[\"”’')\]]*")
"""A numbered question anywhere in a line: a page whose layout is lost has it behind the answers of the one before."""

_FOR_ONE = re.compile(
    r"(?!.*\b(?:can|could|may|must|should|need|allowed|I|we|my|our)\b).*\b(?:which|what|who|whose)\b", re.IGNORECASE
)
"""What has one answer, also where several stand below it: who asks for himself or for what may be has as many."""

_LETTER = re.compile(r"\(?([A-Ha-h])[.)]\s+\S")
_OPTION = 12
"""Words of an answer to choose, at most."""

_FEWEST, _MOST = 2, 8
"""Answers to choose from."""

_SURE = 3
"""Questions in a row with as many short lines below each, from which on they are no answers, whatever they ask."""


def choices(text: str) -> list[Span]:
    """Return the lines of a text that are questions with answers to choose from, and these answers, in its order.

    That is a row of questions with as many short lines below each, or one with lettered lines. What begins with the
    answers of a question that stands further up, or ends before all of the last one's, counts too. Questions that ask
    for several are left out.
    """
    if "?" not in text:
        return []  # most passages are plain prose, and each one that is read comes here
    lines = _lines(text)
    words = [line.of(text) for line in lines]
    asking = [at for at, line in enumerate(words) if "?" in line and _QUESTION.fullmatch(line)]
    found = {at for row, many in _rows(words, asking) for at in _all_of(words, row, many)}
    for at in asking:
        found.update(_with_letters(words, at))
    return [lines[at] for at in sorted(found)]


def _lines(text: str) -> list[Span]:
    """Return the lines of a text; a numbered question inside a line is one by itself, as is what stands around it."""
    found = []
    for line in lines_of(text):
        questions = _NUMBERED.finditer(text, line.start, line.end)
        edges = [line.start, *(edge for one in questions for edge in one.span()), line.end]
        found += [piece for start, end in pairwise(edges) for piece in lines_of(text, start, end)]
    return found


def _with_letters(words: Sequence[str], question: int) -> range:
    """Return a question that has one answer and the lines below it, where these are lettered from a on; else none."""
    end = question + 1
    for line, wanted in zip(words[end:], "abcdefgh", strict=False):  # lettered so far as there are lines
        if _letter(line) != wanted or "?" in line:
            break
        end += 1
    is_one = _FOR_ONE.match(words[question]) and not asks_several(_bare(words[question]))
    return range(question, end if is_one and end - question > _FEWEST else question)


def _letter(words: str) -> str:
    found = _LETTER.match(words)
    return found[1].casefold() if found else ""


def _bare(question: str) -> str:
    number = UNLETTERED_MARK.match(question)
    return question[number.end() :] if number else question


def _all_of(words: Sequence[str], row: Sequence[int], many: int) -> range:
    """Return the lines of questions in a row, with the answers before the first one's that are of the one above."""
    first, last = row[0], min(len(words) - 1, row[-1] + many)
    while last > row[-1] and not _is_option(words[last]):
        last -= 1
    ahead = range(max(0, first - many), first)
    if first <= many and all(_is_option(words[at]) for at in ahead):
        first = 0
    return range(first, last + 1)


def _rows(words: Sequence[str], asking: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """Yield the questions in a row that have as many options below each (the last may have fewer), and how many."""
    at = 0
    while at < len(asking):
        many = asking[at + 1] - asking[at] - 1 if at + 1 < len(asking) else 0
        behind = at
        while behind + 1 < len(asking) and asking[behind + 1] - asking[behind] - 1 == many:
            behind += 1
        row = list(asking[at : behind + 1])
        options = [words[place + below] for place in row[:-1] for below in range(1, many + 1)]
        several = sum(asks_several(_bare(words[place])) for place in row)
        if _FEWEST <= many <= _MOST and len(row) >= _SURE and all(map(_is_option, options)) and several * 2 <= len(row):
            yield row, many
        at = max(behind, at + 1)


def _is_option(words: str) -> bool:
    return len(words.split()) <= _OPTION and SENTENCE_END.search(words) is None
