"""Sections named after things: what is said below "City Loop" need not be true of the "Volta E" in the question."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from index.article import Article, Span
from index.questions.common_words import is_common
from index.questions.question import FUNCTION_WORDS
from index.text.line_marks import NUMBER
from index.text.paragraphs import trimmed
from index.text.subjects import LOOKED_AT
from index.text.telling_headings import begins_section

_LONGEST = 4
"""The most words of a name."""

_LINE = re.compile(r"^[^\n]{1,60}+$", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s\Z")


@dataclass(frozen=True, slots=True)
class SectionsByName:
    """The sections of an article that are named after things, in order: where each begins, and its name.

    `asked` are the names in the question. Without any, nothing is known of the sections.
    """

    starts: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset()

    def is_other(self, place: Span, words: str) -> bool:
        """Tell whether a quote at `place` with these words stands in a section of another name than those asked for."""
        at = bisect_right(self.starts, place.start) - 1
        if at < 0 or not self.asked or self.names[at] in self.asked:
            return False
        said = " ".join(map(_bare, _WORD.findall(words)))
        return not any(name in said for name in self.asked)


def sections_by_name(question: str, article: Article) -> SectionsByName:
    """Return the sections of an article if the question has the name of one, and the title has not."""
    asked = _phrases(question)
    title = " ".join(map(_bare, _WORD.findall(article.title)))
    lines = _lines(article.text[:LOOKED_AT])
    if not any(name in asked and name not in title for _, name in lines):
        return SectionsByName()
    found = [(line, name) for line, name in lines if _names_a_thing(article.text, line, article.title)]
    names = tuple(name for _, name in found)
    there = frozenset(name for name in names if name in asked and name not in title)
    return SectionsByName(tuple(line.start for line, _ in found), names, there)


def _lines(text: str) -> list[tuple[Span, str]]:
    """Return the short lines of a text that may be names, each with its words in lower case."""
    found = []
    for match in _LINE.finditer(text):
        words = _WORD.findall(match[0])
        if 0 < len(words) <= _LONGEST and (line := trimmed(text, *match.span())):
            found.append((line, " ".join(map(_bare, words))))
    return found


def _phrases(question: str) -> AbstractSet[str]:
    words = [_bare(word) for word in _WORD.findall(question)]
    return {" ".join(words[i : i + n]) for n in range(1, _LONGEST + 1) for i in range(len(words) - n + 1)}


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word).casefold()


def _names_a_thing(text: str, line: Span, title: str) -> bool:
    """Tell whether a line begins a section and looks like a name, as "Volta E", "Trail 200" or "Ysmene" do."""
    number = NUMBER.match(text, line.start, line.end)
    words = _WORD.findall(text, number.end() if number else line.start, line.end)
    telling = [word for word in words if word.casefold() not in FUNCTION_WORDS]
    return bool(telling) and _is_name(telling) and begins_section(text, line, title)


def _is_name(words: Sequence[str]) -> bool:
    if any(any(map(str.isdigit, word)) for word in words):
        return True
    capitals = all(word[0].isupper() for word in words)
    return capitals and (len(words) > 1 or not is_common(words[0]))
