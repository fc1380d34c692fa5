"""Multiple choice in a text: questions with answers to choose from, of which nobody is told which one is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.article import Span
from index.questions.several import asks_several
from index.questions.single import asks_measure, asks_one, bare, is_free, may_ask_one
from index.text.headings import SENTENCE_END
from index.text.lines import lines_of
from index.text.options import (
    are_in_order,
    between_strokes,
    boxes,
    has_share,
    is_right,
    is_yes_or_no,
    letter,
    lettered_inside,
    mark,
    to_judge,
    unmarked,
)

_QUESTION = re.compile(r".*\?[\"”’'*_)\]]*\s*(?:\([^()?]{1,60}\))?[\s*_]*")
"""A line that is a question; what may stand behind it says how many answers to choose."""

_NUMBERED = re.compile(r"(?<!\S)(?P<number>\d{1,2})[.)]\s+[^?\n]{8,300}\?[\"”’')\]]*")
"""A numbered question anywhere in a line: a page whose layout is lost has it behind the answers of the one before."""

_OPTION, _OPTION_LETTERED = 12, 40
"""Words of an answer to choose, at most."""

_FEWEST, _MOST = 2, 8
"""Answers to choose from."""

_SURE = 3
"""Questions in a row with as many short lines below each, from which on they are no answers, whatever they ask."""

_LABELLED = re.compile(
    r"[:(|=]|\s[-–—]\s|\b(?:for|if|when|until|unless|on|from|only|with|without|per)\b", re.IGNORECASE
)
"""What an entry of a list says beside a name: for whom, when, on what condition."""

_LISTED = re.compile(r"(?:;|,|\b(?:and|or))\W*\Z", re.IGNORECASE)
"""How an item of a clause ends: "(a) the rent is late; or"."""

_TO_DO = re.compile(r"\b(?:left|plan|planned|to[\s-]?dos?|missing|next|remain\w*|pending|done)\b", re.IGNORECASE)
"""What is asked above a list of things to do, which has boxes as well."""

_CONDITION = re.compile(r"(?:if|when|where|for|by|after|before|unless|because|to|who|which)\b", re.IGNORECASE)
_VALUE = re.compile(
    r"(?:(?:about|around|some|under|over|up\s+to|less\s+than|more\s+than|nearly|almost|in|ca\.?|approx\.?|[~<>≈])\s*)?"
    r"[€$£¥]?\s?\d[\d.,:/–-]*(?:\s?(?:thousand|million|billion|m|bn))?\s?(?P<unit>[^\W\d_]{0,16}(?:\s[^\W\d_]{1,16})?|%)\.?",
    re.IGNORECASE,
)


def choices(text: str) -> list[Span]:
    """Return the lines of a text that are questions with answers to choose from, and these answers, in its order.

    What begins with the answers of a question that stands further up, or ends before all of the last one's, counts too.
    An answer that is marked as right is left out. So are statements to judge, and questions that ask for several.
    """
    if "?" not in text and not boxes(text):
        return []  # most passages are plain prose, and each one that is read comes here
    lines = _lines(text)
    words = [line.of(text) for line in lines]
    asking = [at for at, line in enumerate(words) if "?" in line and _QUESTION.fullmatch(line)]
    found = {at for row, many in _rows(words, asking) for at in _all_of(words, row, many)}
    sets = [(at, _options(text, lines, words, at)) for at in asking]
    for number, (at, options) in enumerate(sets):
        near = [sets[other] for other in (number - 1, number + 1) if 0 <= other < len(sets)]
        if _is_open(words, at, options, near):
            found.update([at, *options])
    left = {lines[at] for at in found if not is_right(words[at])}
    left.update(line for line in lines_of(text) if _is_open_inside(line.of(text)))
    return sorted(left.union(to_judge(text)), key=lambda span: span.start)


def _lines(text: str) -> list[Span]:
    """Return the lines of a text; a numbered question inside a line is one by itself, as is what stands around it."""
    found = []
    for line in lines_of(text):
        questions = _NUMBERED.finditer(text, line.start, line.end)
        edges = [line.start, *(edge for one in questions for edge in one.span()), line.end]
        found += [piece for start, end in pairwise(edges) for piece in lines_of(text, start, end)]
    return found


def _options(text: str, lines: Sequence[Span], words: Sequence[str], question: int) -> list[int]:
    """Return the lines below a question that are answers of one layout: boxes, letters, bullets, or short lines."""
    first = question + 1
    if first == len(lines) or "?" in words[first]:
        return []
    own, gap, last = _layout(words[first]), 0, first
    for at in range(first, len(lines)):
        gap_here = text.count("\n", lines[at - 1].end, lines[at].start)
        if _layout(words[at]) != own or not _may_be_option(words[at], own):
            break
        if own in ("", "letter") and at > first:
            gap = gap or gap_here
            if gap_here > gap:
                break
        last = at + 1
    options = list(range(first, last))
    if own == "letter":
        letters = [letter(words[at]) for at in options]
        options = options[: next((n for n in range(len(options), 0, -1) if are_in_order(letters[:n])), 0)]
    return options


def _layout(words: str) -> str:
    return "box" if boxes(words) else "letter" if letter(words) else mark(words)


def _may_be_option(words: str, layout: str) -> bool:
    if layout in ("box", "letter"):
        return len(words.split()) <= _OPTION_LETTERED and "?" not in words
    return _is_option(unmarked(words)) and not words.endswith(":")


def _is_open(
    words: Sequence[str], question: int, options: Sequence[int], near: Sequence[tuple[int, list[int]]]
) -> bool:
    """Tell whether the options below a question are to choose from, and not the answers to it."""
    asked, said = words[question], [words[at] for at in options]
    if not said or asks_several(bare(asked)) or all(map(has_share, said)):
        return False
    layout = _layout(said[0])
    if layout == "box":
        may_be_list = _TO_DO.search(asked) or (is_free(asked) and "you" not in asked.casefold())
        return sum(map(boxes, said)) >= _FEWEST and not may_be_list
    if layout == "1" and not any(map(is_right, said)):
        return False  # who came first, second and third
    if not _FEWEST <= len(said) <= _MOST:
        return False
    if layout == "letter":
        items = [re.sub(r"^\(?\w[.)]\s+", "", one) for one in said]
        is_clause = any(_LISTED.search(one) for one in items) or all(map(_CONDITION.match, items))
        return not is_clause and not is_free(asked)
    if any(map(is_right, said)) and not is_free(asked):
        return True
    if not _are_alike([unmarked(one) for one in said], asked):
        return False
    return _asks_surely(asked) or (
        may_ask_one(asked)
        and any(
            _asks_surely(words[at])
            and len(those) >= _FEWEST
            and _are_alike([unmarked(words[one]) for one in those], words[at])
            for at, those in near
            if not asks_several(bare(words[at]))
        )
    )


def _asks_surely(question: str) -> bool:
    return asks_one(question) or asks_measure(question)


def _are_alike(said: Sequence[str], question: str) -> bool:
    """Tell whether answers are names, or values of one unit, with nothing that tells one's case from another's."""
    values = [_VALUE.fullmatch(one) for one in said]
    if all(values):
        units = [value["unit"][:3].casefold() for value in values if value]
        return len(set(units)) == 1
    if asks_measure(question) or any(map(_LABELLED.search, said)):
        return False
    return len({any(map(str.isdigit, one)) for one in said}) == 1


def _is_open_inside(line: str) -> bool:
    """Tell whether a line has a question and, behind it, what may be chosen, none of it marked as right."""
    if is_right(line):
        return False
    if boxes(line) >= _FEWEST:
        return True
    if "?" not in line:
        return False
    if lettered_inside(line):
        return True
    question, pieces = between_strokes(line)
    if not pieces or asks_several(bare(question)):
        return False
    return is_yes_or_no(pieces) or (len(pieces) > _FEWEST and (asks_one(question) or asks_measure(question)))


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
        sure = _FEWEST if all(map(letter, options)) else _SURE
        free = sum(asks_several(bare(words[place])) or is_free(words[place]) for place in row)
        if _FEWEST <= many <= _MOST and len(row) >= sure and all(map(_is_option, options)) and free * 2 <= len(row):
            yield row, many
        at = max(behind, at + 1)


def _is_option(words: str) -> bool:
    return len(words.split()) <= _OPTION and SENTENCE_END.search(words) is None
