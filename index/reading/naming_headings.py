"""Headings that name whom or what the lines below them are about: "Paul Oyelaran" answers "who has the keys?".

The reader knows such a heading for the answer, but alone it tells nothing: it is quoted with a line below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.article import Span
from index.questions.question import Kind, content_stems, question_kind
from index.questions.told_by_headings import asked_part
from index.reading.headed_lines import MOST
from index.reading.reader import PassageText
from index.text.dialogue import asks
from index.text.telling_headings import begins_section

_LONGEST = 4
"""The most words of a name."""

_LONGEST_HEADING = 120
"""The most characters of any heading, which ends the section above it."""

_NO_NAME = ":?—–-"
"""How a heading that announces or asks something ends, and the line of a news agency: "Paris CNN —"."""

_KINDS = frozenset((Kind.WHO, Kind.WHERE, Kind.WHICH))
_HOW = re.compile(r"\bhow\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedSection:
    """A heading and lines below it, by their indexes among the sentences of a passage.

    `lines` are those that share words with the question, each with their number.
    """

    heading: int
    lines: tuple[tuple[int, int], ...]


def named_sections(question: str, passage: PassageText) -> Iterator[NamedSection]:
    """Yield the sections whose heading may be the name that a question asks for: it has no word of the question."""
    noun = asked_part(question)
    if noun is None and not _may_want_name(question):
        return
    stems = content_stems(question) - content_stems(noun or "")
    sentences = passage.sentences
    for heading, end in pairwise([*_headings(passage), len(sentences)]):
        words = sentences[heading].of(passage.text)
        name = content_stems(words)
        if not name or name & stems or len(words.split()) > _LONGEST or words[-1] in _NO_NAME:
            continue
        near = [i for i in range(heading + 1, end) if sentences[i].end - sentences[heading].start <= MOST]
        said = ((i, line) for i in near if not asks(line := sentences[i].of(passage.text)))
        shared = ((i, len(stems & content_stems(line))) for i, line in said)
        if lines := tuple((i, count) for i, count in shared if count):
            yield NamedSection(heading, lines)


def _may_want_name(question: str) -> bool:
    """Tell whether a question is for a person or place, or a few words to search for: "hut with sauna"."""
    kind = question_kind(question)
    return kind in _KINDS or (kind is Kind.OTHER and not _HOW.search(question))


def _headings(passage: PassageText) -> Iterator[int]:
    """Yield the indexes of the sentences that are headings; only short lines are looked at, as few others are."""
    text, at = passage.before + passage.text, len(passage.before)
    for i, sentence in enumerate(passage.sentences):
        start, end = sentence.start + at, sentence.end + at
        is_line = text[end : end + 1] == "\n" and text[max(0, start - 1) : start] in ("\n", "")
        if is_line and end - start <= _LONGEST_HEADING:
            line = Span(start, end)
            if begins_section(text, line, passage.title):
                yield i
