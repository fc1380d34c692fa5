"""Sentences of a passage for another case than the question's, beside one for it: "Sat 9-19" if Sunday is asked for."""

from __future__ import annotations

import re
from functools import partial

from index.questions.asked_case import asked_case
from index.questions.question import Kind, content_stems, question_kind, stem
from index.reading.reader import PassageText
from index.text.lines import lines_of
from index.text.rows import cells, is_row
from index.text.timetables import timetables
from index.text.weekdays import leading_weekdays

_END = re.compile(r"\b(?:(?P<first>first|earliest)|last|latest)\b", re.IGNORECASE)
_TIME = re.compile(r"\d[:.]\d\d")
_BEGINS_WITH_TIME = re.compile(r"\W*\d{1,2}[:.]\d\d\b")
_LONGEST = 120
"""The most characters of a line of bare figures that is no row, and of a line that heads others."""
_FEWEST = 2
"""How many bare lines can be told apart by their headings."""
_FOR_FIGURES = (Kind.WHEN, Kind.HOW_MANY, Kind.YES_NO, Kind.OTHER)
_FOR_ENDS = (Kind.WHEN, Kind.WHAT, Kind.WHO, Kind.WHICH, Kind.OTHER)
_CALENDAR = frozenset(
    map(stem, ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekday", "weekend"])
)


def other_cases(question: str, passage: PassageText) -> frozenset[int]:
    """Return the indexes of the sentences that are about another case, if one is about that of the question.

    Without such a sentence there are none: "open from Monday to Friday" tells about Sunday, too. If the first or the
    last one is asked for, those between the ends of a timetable are others. So are bare figures below a heading without
    words of the question, if there are others below one with some: "Mon 9-12" below "Sauna". The title's words do not
    count. A row that is named with more words than the question has is about another case, if one is named with some of
    these words alone.
    """
    others = _of_another_case(question, passage)
    others |= _below_another_heading(question, passage, others)
    others |= _of_longer_names(question, passage, others)
    return frozenset(others | _between_ends(question, passage, others))


def _of_another_case(question: str, passage: PassageText) -> set[int]:
    text = passage.before + passage.text
    case = asked_case(question)
    if case is None or not case.is_in(text):
        return set()
    # Few passages have headings that tell cases apart, and finding those of each sentence takes long.
    short = (line.of(text) for line in lines_of(text) if line.end - line.start <= _LONGEST)
    is_headed = any(case.is_met(line, _no_lines) is not None for line in short)
    met = [
        case.is_met(span.of(passage.text), partial(passage.lines_over, span) if is_headed else _no_lines)
        for span in passage.sentences
    ]
    return {i for i, one in enumerate(met) if one is False} if True in met else set()


def _no_lines() -> list[str]:
    return []


def _below_another_heading(question: str, passage: PassageText, others: set[int]) -> set[int]:
    text, spans = passage.text, passage.sentences
    bare = [i for i, span in enumerate(spans) if i not in others and _is_bare(span.of(text))]
    if len(bare) < _FEWEST or question_kind(question) not in _FOR_FIGURES:
        return set()
    asked = content_stems(question) - content_stems(passage.title) - _CALENDAR
    unnamed = [i for i in bare if not asked & content_stems(spans[i].of(text))]
    is_asked = dict[int, bool]()
    for i in unnamed:
        if i - 1 in is_asked and text.count("\n", spans[i - 1].end, spans[i].start) == 1:
            is_asked[i] = is_asked[i - 1]  # the next line of a table is below the same heading
        else:
            is_asked[i] = bool(asked & content_stems("\n".join(passage.lines_over(spans[i]))))
    return {i for i in unnamed if not is_asked[i]} if any(is_asked.values()) else set()


def _of_longer_names(question: str, passage: PassageText, others: set[int]) -> set[int]:
    """Return the rows of tables whose first cells say more than the question, if another one says only what it does.

    "Youth, weekend" is not the weekend ticket, if that has a row.
    """
    asked, text = content_stems(question), passage.text
    rows = [i for i, span in enumerate(passage.sentences) if i not in others and is_row(span.of(text))]
    names = {i: content_stems(cells(text, passage.sentences[i])[0].value.of(text)) for i in rows}
    exact = [name for name in names.values() if name and name <= asked]
    return {i for i, name in names.items() if any(one < name for one in exact) and not name <= asked}


def _is_bare(line: str) -> bool:
    """Tell whether a line has figures only and their names: a row of a table, or times by days."""
    return is_row(line) or (
        (bool(_BEGINS_WITH_TIME.match(line)) or bool(leading_weekdays(line))) and len(line) <= _LONGEST
    )


def _between_ends(question: str, passage: PassageText, others: set[int]) -> set[int]:
    end = _END.search(question)
    if end is None or question_kind(question) not in _FOR_ENDS:
        return set()
    if not _TIME.search(passage.text):
        return set()
    text, at = passage.before + passage.text + passage.after, len(passage.before)
    lines = {span.moved(at).start: i for i, span in enumerate(passage.sentences) if i not in others}
    found = set[int]()
    for table in timetables(text):
        inner = table[1:] if end["first"] else table[:-1]
        found |= {lines[line.start] for line in inner if line.start in lines}
    return found
