"""Recognises headings by the lines around them, since extraction keeps no markup."""

from __future__ import annotations

import re

from index.article import Span
from index.text.line_marks import BULLET, HEADING_MARK, NUMBER
from index.text.paragraphs import COMMAND, SHORTEST_WRAPPED

_WORDS, _CHARACTERS = 12, 120
"""The most words and characters of a heading; a first line that equals the article's title may be longer."""

_RUN = 2
"""The most short lines in a row that are headings, as a chapter and its section; three are a list."""

_AROUND = (_RUN + 2) * (_CHARACTERS + 8)
"""Characters that are checked before and after a line: enough for a run of headings."""

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_ENDED = re.compile(r"[.!…;,。！][\"'”’»)\]]*\Z")
_LETTER = re.compile(r"[^\W\d_]")
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
_SENTENCE = 4
"""The fewest words of a sentence; a shorter line is an entry."""
_ROW = re.compile(r".*(?:\t|\s\|\s|\S\s?:\s*\S)")
"""Cells of a table, or a name and its value: "Age: 59"."""
_VALUE = re.compile(r"[^\W\d_][^:\n]{0,40}:[ \t]+\S")
"""A value with its name before it, at the start of a line."""
_CLAUSE = re.compile(r"\d{1,3}[.)]\s+(?:\S+ ){0,4}[^\s.]+\.")
"""The numbered heading of a clause, with a full stop: "5. Spam and promotion."."""
_SPEECH = "\"“'‘«"
"""Quotation marks: a line that begins with one is speech, not a heading."""


def is_heading(text: str, line: Span, title: str = "", deeper: int = _RUN) -> bool:
    """Tell whether `line`, a sentence of `text`, is a heading of what follows.

    A heading is a paragraph of a few words, without an end or with "?" or ":", above a longer paragraph, a list, or the
    heading of a section. Without blank lines around it, it must follow the end of a sentence or list, and precede a
    list, a sentence, or the values of a record. The first line of a text is also one if it equals `title`, unless it is
    the first of several values ("Door code: 12"). What follows may be cut off: only its beginning is checked.

    `deeper`: how many further headings below it are followed at most, since a run of them may be long.
    """
    words = line.of(text)
    behind = text[line.end : line.end + _AROUND]
    below = behind.lstrip()
    gap = len(behind) - len(below)
    if _CLAUSE.fullmatch(words) and not NUMBER.match(below):
        words = words[:-1]
    if "\n" not in behind[:gap] or not below or not _LETTER.search(words) or _ENDED.search(words):
        return False
    before = text[max(0, line.start - _AROUND) : line.start]
    first = len(before) == line.start and not before.strip()
    if first and " ".join(words.split()) == title:
        return not (_VALUE.match(words) and behind[:gap].count("\n") == 1 and _VALUE.match(below))
    if not _is_short(words):
        return False
    apart = first or _ends_blank(before)
    if apart and _BLANK.match(behind.lstrip(" \t")):
        return _above(before, line.start) < _RUN and _names(words, below, text, line.end + gap, deeper)
    return (apart or _ends_something(before)) and _names_next(words, below, apart=apart)


def _ends_something(before: str) -> bool:
    """Tell whether the last line of `before`, which ends in a line break, ends a sentence or is an item of a list."""
    lines = before.rstrip(" \t").split("\n")
    if len(lines) < 2 or lines[-1]:
        return False
    above = lines[-2].strip()
    return bool(SENTENCE_END.search(above) or BULLET.match(above))


def _names_next(words: str, below: str, *, apart: bool) -> bool:
    """Tell whether the line right below belongs under a heading with these words: an item or a sentence.

    `apart`: a blank line is above the heading. Then the line may also be a value of a record.
    """
    line, _, following = below.partition("\n")
    line = line.rstrip()
    if not (words[0].isupper() or HEADING_MARK.match(words)):
        return False
    if BULLET.match(line) or (NUMBER.match(line) and not NUMBER.match(words)):
        return True
    if _ROW.match(line):
        return apart
    if apart and HEADING_MARK.match(words) and not NUMBER.match(line):
        return True
    wrapped = len(line) >= SHORTEST_WRAPPED and following.lstrip(" \t")[:1].islower()
    is_sentence = SENTENCE_END.search(line) or line.endswith(":") or len(line) > _CHARACTERS or wrapped
    return bool(is_sentence) and not line[0].islower() and len(line.split()) >= _SENTENCE and 2 * len(line) > len(words)


def _names(words: str, below: str, text: str, at: int, deeper: int) -> bool:
    """Tell whether the next block belongs under a heading with these words: prose, a list, or another heading."""
    block = _BLANK.split(below, maxsplit=1)[0].rstrip()
    if "\n" in block:
        return True
    if BULLET.match(block) or (NUMBER.match(block) and not NUMBER.match(words)):
        return True
    if _ENDED.search(block) or len(block.split()) > _WORDS or len(block) > _CHARACTERS:
        is_sentence = _ENDED.search(block) and SENTENCE_END.search(block) and len(block.split()) >= _SENTENCE
        return bool(is_sentence) or len(block) > len(words)
    return deeper > 0 and is_heading(text, Span(at, at + len(block)), "", deeper - 1)


def _above(before: str, length: int) -> int:
    """Return how many short lines in a row end `before`, without the first line of the text, which is its title."""
    blocks = [block for block in _BLANK.split(before) if block.strip()]
    short = 0
    while short < len(blocks) and _is_short(blocks[-1 - short].strip()):
        short += 1
    return short - (short == len(blocks) > 0 and length <= _AROUND)


def _ends_blank(before: str) -> bool:
    return before[len(before.rstrip()) :].count("\n") > 1


def _is_short(words: str) -> bool:
    return (
        "\n" not in words
        and len(words) <= _CHARACTERS
        and len(words.split()) <= _WORDS
        and words[:1] not in _SPEECH
        and not (_ENDED.search(words) or BULLET.match(words) or _ROW.match(words) or COMMAND.fullmatch(words))
    )
