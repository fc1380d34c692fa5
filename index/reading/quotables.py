"""The parts of a passage that may be quoted, with the logit of their likeliest span: sentences, pairs, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from tokenizers import Encoding

from index.article import Span
from index.highlights.several import NEAR
from index.highlights.spans import Logits, Places, best_across, best_inside
from index.questions.question import Kind, content_stems, question_kind
from index.questions.several import asks_several
from index.reading.headed_lines import HeadedLine, headed_lines
from index.reading.naming_headings import NamedSection, named_sections
from index.reading.quiz_options import quiz_lines
from index.reading.reader import PassageText
from index.text.dialogue import answer_to, asks
from index.text.line_marks import ITEM_MARK
from index.text.lists import lists
from index.text.rows import SEPARATOR

ACROSS = 1.0
"""By how many logits a span over two sentences must beat those inside one: few answers cross sentences."""

_LINE = 120
"""The most characters of a line that is quoted with the one that announces it."""

_TERM = re.compile(r"--?\w.*|(?=\S*\w)\S*[^\s.!?](?:\(.*\))?")
"""What a manual explains in the deeper lines below: an option, a name, a call; no sentence of one word, no "***"."""

_NAMED_VALUE = re.compile(rf"(?:{ITEM_MARK.pattern})?(?=[^\W\d_])(?P<name>[^:\n]{{1,40}}):\s+\S")


@dataclass(frozen=True, slots=True)
class Quotable:
    """A part of a passage that may be quoted: the logit of its likeliest span, its place, and its range of word pieces.

    `lead`: how many characters come before these pieces: the question in the text that the rest of the quote answers.
    `parts`: what is read of it alone, if not all: a heading and the line that it answers for. `mark`: what it tells.
    """

    logit: float
    quote: Span
    own: tuple[int, int]
    lead: int = 0
    is_list: bool = False
    parts: tuple[Span, ...] = ()
    mark: Span | None = None


def quotables(
    question: str, passage: PassageText, others: AbstractSet[int], pieces: Pieces, start: Logits, end: Logits
) -> list[Quotable]:
    """Return what may be quoted: sentences, two neighbours by a span over both, and lists.

    A question in the text and the sentence that answers it are quoted together, and neither alone. A line with a colon
    at its end is quoted with the short line that it announces, and not alone. A term of a manual and the short line
    below that explains it are quoted together, and neither alone. A line with such a pair below it is not quoted. A
    heading that tells a day or a version is quoted with each line that lacks it, if the question asks for one.

    Lists are included only if the question asks for several things, or consists of their heading, and does not name one
    of their values alone.

    Nor are `others` quoted, the indexes of sentences for another case than the question's (`other_cases`).

    Questions of a quiz and their options are left out. If one of them is by far the likeliest answer, nothing is
    returned: the rest of the passage is no answer either.
    """
    read = _Sentences(passage.text, passage.sentences, pieces.by_sentence(passage.sentences), start, end)
    several, in_quiz = asks_several(question), _in_quiz(passage)
    headed = headed_lines(question, passage)
    single = [read.quotable(i, i) for i in range(len(read.spans))]
    likeliest_in_quiz = max((one.logit for i, one in enumerate(single) if one and i in in_quiz), default=-np.inf)
    # Lists before their items: on ties, the list is quoted.
    found = [
        read.quotable(first, last, is_list=True)
        for first, last in (lists(read.text, read.spans) if several or question_kind(question) is Kind.OTHER else ())
        if in_quiz.isdisjoint(range(first, last + 1))
        and (several or _is_heading_typed(question, passage, first))
        and sum(_names_value(question, passage, i) for i in range(first + 1, last + 1)) != 1
    ]
    dialogue = _dialogue(passage, in_quiz)
    # Together with the question in the text: the question alone answers nothing, and "In 1983." is not understood.
    found += [read.quotable(answer, answer, asked) for asked, answer in dialogue]
    asking = {asked for asked, _ in dialogue}
    answering = {answer for _, answer in dialogue}
    # "9 May" alone answers nothing, nor does "- The bell was found."
    found += read.headed([one for one in headed.lines if one.line not in in_quiz | others])
    if not headed.lines:
        found += read.named(named_sections(question, passage), in_quiz | others)
    # Nor does "Show all boats:", and the command below it says little.
    dealt_with = asking | answering | in_quiz | headed.not_alone
    announcing = {i for i in _announcing(passage) if dealt_with.isdisjoint((i, i + 1))}
    explained = {i + 1 for i in announcing if _explains(passage.text, *passage.sentences[i : i + 2])}
    found += [read.quotable(i, i + 1) for i in announcing if i + 1 not in announcing]
    found += [one for i, one in enumerate(single) if i not in dealt_with | announcing | explained | others]
    apart = asking | announcing | in_quiz | headed.not_alone | others
    found += [read.across(i) for i in range(len(single) - 1) if apart.isdisjoint((i, i + 1))]
    there = [one for one in found if one is not None]
    return there if max((one.logit for one in there), default=likeliest_in_quiz) > likeliest_in_quiz - NEAR else []


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The sentences of a passage with the word pieces of each, and the logits of all pieces."""

    text: str
    spans: Sequence[Span]
    pieces: Sequence[tuple[int, int]]
    start: Logits
    end: Logits

    def quotable(self, first: int, last: int, asked: int | None = None, *, is_list: bool = False) -> Quotable | None:
        """Return sentences `first` to `last` by their likeliest span, after `asked`, the question that they answer."""
        own = self.pieces[first][0], self.pieces[last][1]
        quote = Span(self.spans[first if asked is None else asked].start, self.spans[last].end)
        best = best_inside(self.start, self.end, own)
        return Quotable(best[0], quote, own, self.spans[first].start - quote.start, is_list) if best else None

    def headed(self, found: Sequence[HeadedLine]) -> list[Quotable]:
        """Return each heading with the lines below it down to the one that it answers for.

        The logits of the lines tell which of these answers, and those of the headings whether one does.
        """
        lines = [best_inside(self.start, self.end, self.pieces[one.line]) for one in found]
        headings = [best_inside(self.start, self.end, self.pieces[one.heading]) for one in found]
        likeliest = max((best[0] for best in lines if best), default=0.0)
        more = max(0.0, max((best[0] for best in headings if best), default=likeliest) - likeliest)
        return [self._headed(one, best[0] + more) for one, best in zip(found, lines, strict=True) if best]

    def named(self, sections: Iterable[NamedSection], unfit: AbstractSet[int]) -> Iterator[Quotable]:
        """Yield each heading that is likelier to answer than the fittest line below it, with those down to that line.

        The fittest one shares most words with the question, or is likelier than others that share as many. None of them
        is `unfit`.
        """
        for section in sections:
            likely = [(shared, self.quotable(i, i), i) for i, shared in section.lines if i not in unfit]
            lines = [(shared, found.logit, i) for shared, found, i in likely if found]
            heading = self.quotable(section.heading, section.heading)
            if lines and heading and section.heading not in unfit:
                _, logit, line = max(lines)
                if heading.logit > logit:
                    one = HeadedLine(section.heading, section.heading, line, heading.quote)
                    yield self._headed(one, heading.logit)

    def _headed(self, one: HeadedLine, logit: float) -> Quotable:
        quote = Span(self.spans[one.heading].start, self.spans[one.line].end)
        own = self.pieces[one.heading][0], self.pieces[one.line][1]
        parts = tuple(self.spans[i] for i in sorted({one.heading, one.section, one.line}))
        return Quotable(logit, quote, own, parts=parts, mark=one.mark)

    def across(self, first: int) -> Quotable | None:
        """Return sentence `first` and the next by the likeliest span over both; None if a line ends between them."""
        one, other = self.pieces[first : first + 2]
        quote = Span(self.spans[first].start, self.spans[first + 1].end)
        best = best_across(self.start, self.end, one, other) if "\n" not in quote.of(self.text) else None
        return Quotable(best[0] - ACROSS, quote, (one[0], other[1])) if best else None


def _is_heading_typed(question: str, passage: PassageText, announcing: int) -> bool:
    """Tell whether somebody typed the heading of a list, and at most words of the title with it: "stew ingredients"."""
    heading = content_stems(passage.sentences[announcing].of(passage.text))
    return bool(heading) and heading <= content_stems(question) <= heading | content_stems(passage.title)


def _dialogue(passage: PassageText, in_quiz: AbstractSet[int]) -> list[tuple[int, int]]:
    """Return the index of each question in a text, with that of the sentence that answers it."""
    text, sentences = passage.text, passage.sentences
    asking = [i for i, sentence in enumerate(sentences) if i not in in_quiz and asks(sentence.of(text))]
    answered = [(i, answer_to(text, sentences, i)) for i in asking]
    return [(i, answer) for i, answer in answered if answer is not None and answer not in in_quiz]


def _names_value(question: str, passage: PassageText, item: int) -> bool:
    """Tell whether a question has all words of the name of a value: "what colours are there", "Colours: red, blue"."""
    found = _NAMED_VALUE.match(passage.sentences[item].of(passage.text))
    name = content_stems(found["name"]) if found else frozenset[str]()
    return bool(name) and name <= content_stems(question)


def _announcing(passage: PassageText) -> set[int]:
    """Return the index of each line that says nothing without the short one below it, neither of a list nor of a table.

    It has a colon at its end, or is a term above a deeper line.
    """
    text, spans = passage.text, passage.sentences
    found = {
        i
        for i, (one, other) in enumerate(pairwise(spans))
        if (text[one.end - 1] == ":" or _explains(text, one, other))
        and "\n" in text[one.end : other.start]
        and other.end - other.start <= _LINE
        and SEPARATOR not in other.of(text)
        and not ITEM_MARK.match(text, other.start)
    }
    return found.difference(*(range(first, last) for first, last in lists(text, spans))) if found else found


def _explains(text: str, term: Span, deeper: Span) -> bool:
    """Tell whether a line is a term that the next one explains, as in a manual: "--quiet" above "    print less"."""
    breaks = text.count("\n", term.end, deeper.start)
    return breaks == 1 and _indent(text, deeper) > _indent(text, term) and bool(_TERM.fullmatch(term.of(text)))


def _indent(text: str, line: Span) -> int:
    return line.start - text.rfind("\n", 0, line.start)


def _in_quiz(passage: PassageText) -> set[int]:
    """Return the indexes of the sentences that belong to a quiz."""
    after = passage.after if "?" in passage.text else ""  # the options may be there
    text, at = passage.before + passage.text + after, len(passage.before)
    open_ones = quiz_lines(text)
    lines = [line.moved(-at) for line in open_ones if line.start >= at]
    lines += [Span(0, line.end - at) for line in open_ones if line.start < at < line.end]
    return {i for i, sentence in enumerate(passage.sentences) if any(map(sentence.overlaps, lines))}


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of the passage itself: the index of the first, and the (n, 2) offsets in the passage's text."""

    first: int
    places: Places

    @classmethod
    def of(cls, encoding: Encoding, title: int) -> Pieces:
        """Take the pieces after the question and the first `title` characters of the text."""
        types = encoding.type_ids
        text = types.index(1) if 1 in types else len(types)
        places = np.fromiter(chain.from_iterable(encoding.offsets[text:]), dtype=np.int64).reshape(-1, 2)
        inside = np.flatnonzero(places[:, 1] > title)
        first = text + int(inside[0]) if len(inside) else 0
        return cls(first, np.maximum(places[inside] - title, 0))

    def by_sentence(self, sentences: Sequence[Span]) -> list[tuple[int, int]]:
        """Return the range of pieces of each sentence: the first, and one after the last."""
        starts = self.places[:, 0]
        edges = np.searchsorted(starts, [sentence.start for sentence in sentences]) + self.first
        behind = np.searchsorted(starts, [sentence.end for sentence in sentences]) + self.first
        return list(zip(edges.tolist(), behind.tolist(), strict=True))
