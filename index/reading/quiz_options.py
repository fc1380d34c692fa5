"""Multiple-choice questions in a text, with their options: nothing says which option is right."""

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
"""A line that is a question; brackets after it may say how many options to choose."""

_NUMBERED = re.compile(r"(?<!\S)(?P<number>\d{1,2})[.)]\s+[^?\n]{8,300}\?[\"”’')\]]*")
"""A numbered question inside a line: if a page lost its layout, it follows the options of the question before."""

_FOR_ONE = re.compile(
    r"(?!.*\b(?:can|could|may|must|should|need|allowed|I|we|my|our)\b).*\b(?:which|what|who|whose)\b", re.IGNORECASE
)
"""A question with one right option; one about oneself or about what is allowed may have several."""

_LETTER = re.compile(r"\(?([A-Ha-h])[.)]\s+\S")
_OPTION = 12
"""The most words of an option."""

_FEWEST, _MOST = 2, 8
"""The fewest and the most options of a question."""

_SURE = 3
"""This many questions in a row, with equally many short lines below each, are a quiz, whatever they ask."""


def quiz_lines(text: str) -> list[Span]:
    """Return the lines of multiple-choice questions and their options, in the order of the text.

    These are several questions in a row with equally many short lines below each, or one question with lettered lines.
    The text may begin with options of a question before it, and end within those of the last question. Questions that
    ask for several things are left out.
    """
    if "?" not in text:
        return []  # quick: most passages have none, and each one that is read comes here
    lines = _lines(text)
    words = [line.of(text) for line in lines]
    asking = [at for at, line in enumerate(words) if "?" in line and _QUESTION.fullmatch(line)]
    found = {at for row, many in _rows(words, asking) for at in _all_of(words, row, many)}
    for at in asking:
        found.update(_with_letters(words, at))
    return [lines[at] for at in sorted(found)]


def _lines(text: str) -> list[Span]:
    """Return the lines of a text, cut before and after each numbered question inside a line."""
    found = []
    for line in lines_of(text):
        questions = _NUMBERED.finditer(text, line.start, line.end)
        edges = [line.start, *(edge for one in questions for edge in one.span()), line.end]
        found += [piece for start, end in pairwise(edges) for piece in lines_of(text, start, end)]
    return found


def _with_letters(words: Sequence[str], question: int) -> range:
    """Return the indexes of a question with one answer and its lettered lines, "a" first; empty if it has none."""
    end = question + 1
    for line, wanted in zip(words[end:], "abcdefgh", strict=False):  # the lines may end first
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
    """Return the indexes of all lines of a row of questions, with the options before it, whose question is cut off."""
    first, last = row[0], min(len(words) - 1, row[-1] + many)
    while last > row[-1] and not _is_option(words[last]):
        last -= 1
    ahead = range(max(0, first - many), first)
    if first <= many and all(_is_option(words[at]) for at in ahead):
        first = 0
    return range(first, last + 1)


def _rows(words: Sequence[str], asking: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """Yield each row of questions with equally many options (the last may have fewer), and that number."""
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
