"""Lines that say what happened, below a heading that says when or in which version: "2.3.1 (14 March)".

Such a line alone answers neither "when …?" nor "which version …?", nor does the heading. They are quoted together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.article import Span
from index.questions.question import content_stems, stem
from index.questions.told_by_headings import asked_part, asks_day, asks_version, asks_which_day
from index.reading.reader import PassageText
from index.text.days import told_days
from index.text.rows import is_row
from index.text.telling_headings import Teller, begins_section, part_teller, telling_headings, told_version

MOST = 600
"""The most characters of such a quote: as many as the longest sentence has."""

FEWEST = 2
"""How many such headings must be in view: a single day above a text is mostly that of its printing."""

_ASKED_FOR = frozenset(map(stem, ("version", "release", "day", "year", "month", "meeting")))
"""Nouns that headings share with every question for one."""

_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d|\s?[ap]\.?m\b)", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)\b", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"\b(?:(?:un)?till?\s+(?!\d)|(?:today|tomorrow|yesterday|tonight|noon|midnight|Easter|Christmas)\b"
    r"|(?:every|each)\s+(?:\w+\s+)?(?:hour|day|week|month|year|\w+day)s?\b"
    r"|(?:with)?in\s+\w+\s+(?:hour|day|week|month|year)s?\b|(?:next|last|this)\s+(?:day|week|month|year)\b"
    r"|(?:hour|day|week|month|year)s?\s+(?:before|after|ago|later|in\s+advance)\b)",
    re.IGNORECASE,
)
"""A time that is not in the calendar, and may be the answer."""


@dataclass(frozen=True, slots=True)
class HeadedLine:
    """A line and the heading that answers for it, by their indexes among the sentences of a passage.

    `section` is the heading right above the line if another one stands between them ("Fixed"), else the same as
    `heading`. `mark` is the answer in the heading, a span of the passage's text; None if the line has the other half of
    it: "Sunday" above "19:00 Choir", "May" above "not before the 25th".
    """

    heading: int
    section: int
    line: int
    mark: Span | None


@dataclass(frozen=True, slots=True)
class HeadedLines:
    """The lines of a passage that a heading answers for, and the headings that answer nothing alone.

    The latter are those without words of the question: "when was 2.3.1 released?" is answered by "2.3.1 (14 March)".
    """

    lines: tuple[HeadedLine, ...] = ()
    headings: frozenset[int] = frozenset()

    @property
    def not_alone(self) -> frozenset[int]:
        """The indexes of all sentences that answer nothing alone."""
        return self.headings | {one.line for one in self.lines}


def headed_lines(question: str, passage: PassageText) -> HeadedLines:
    """Return the lines that do not tell themselves what the question wants, below headings that do.

    These are the lines with words of the question, or all if none has any. There are none if fewer than `FEWEST`
    headings do so in the passage and the text around it.
    """
    text, at = passage.before + passage.text + passage.after, len(passage.before)
    for tell in _tellers(question):
        told = dict(telling_headings(text, passage.title, tell))
        if len(told) >= FEWEST:
            break
    else:
        return HeadedLines()
    stems = content_stems(question) - _ASKED_FOR - content_stems(asked_part(question) or "")
    halves = [_DAY_OF_MONTH, *([] if asks_which_day(question) else [_CLOCK])] if tell is told_days else []
    headings = {i: mark for i, span in enumerate(passage.sentences) if (mark := told.get(span.moved(at)))}
    lines = list[HeadedLine]()
    is_part = tell not in (told_days, told_version)
    heading = section = -1
    for i, sentence in enumerate(passage.sentences):
        words = sentence.of(passage.text)
        if i in headings:
            heading = section = i
        elif heading < 0 or sentence.end - passage.sentences[heading].start > MOST:
            pass
        elif begins_section(text, sentence.moved(at), passage.title):
            section = i
            if is_part or 0 < _marks(words) <= _marks(passage.sentences[heading].of(passage.text)):
                heading = -1
        elif not _may_tell(question, words, tell):
            is_half = any(half.search(words) for half in halves)
            lines.append(HeadedLine(heading, section, i, None if is_half else headings[heading].moved(-at)))
    sharing = [one for one in lines if stems & content_stems(passage.sentences[one.line].of(passage.text))]
    unasked = (i for i in headings if not stems & content_stems(passage.sentences[i].of(passage.text)))
    return HeadedLines(tuple(sharing or lines), frozenset(unasked))


def _marks(heading: str) -> int:
    """Return the level of a heading of Markdown that still has its marks; 0 without."""
    return len(heading) - len(heading.lstrip("#"))


def _tellers(question: str) -> list[Teller]:
    """Return what finds in a heading what the question wants; of several, the first that finds something is right."""
    if asks_version(question):
        return [told_version]
    part = asked_part(question)
    parts = [part_teller(part)] if part else []
    return [*parts, told_days] if asks_day(question) else parts


def _may_tell(question: str, words: str, tell: Teller) -> bool:
    """Tell whether a line has what is wanted, or may: a time of another kind, or the cells of a table.

    What the question has is not wanted: "which version supports Python 3.14?".
    """
    told = tell(words)
    is_new = told is not None and told.of(words) not in question
    return is_new or is_row(words) or (tell is told_days and _OTHER_TIME.search(words) is not None)
