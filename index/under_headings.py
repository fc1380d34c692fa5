"""A quote that is only a heading -> what stands under it: the words that were asked for, not their name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.article import Article, Span
from index.highlights.scene import is_new, scene_of
from index.questions.question import Kind, question_kind
from index.reading.reader import Marks, PassageText, QuoteReading
from index.text.headings import is_heading
from index.text.line_marks import NUMBER
from index.text.lines import lines_of
from index.text.segment import sentences

_DIGIT = re.compile(r"\d")

_LIKELY = 0.0
"""The logit from which on a quote is likelier to answer than not, by either reader."""

_DEEP = 4
"""Headings that may stand over one another before a sentence, at most."""


def without_lone_headings(
    question: str, article: Article, at: int, passage: PassageText, quotes: Sequence[QuoteReading]
) -> list[QuoteReading]:
    """Return the quotes, best first, of the passage that begins at `at` in its article, with no heading among them.

    A heading goes where a quote in the section under it was read. Where none was, it is quoted with the sentence under
    it. A heading that says what is asked ("Version 2.4, 4 March") stays where nothing under it is likely to answer. One
    behind the words of a quote is cut off.
    """
    page = _Page(article, at, passage)
    if not any(map(page.last_heading, quotes)):
        return list(quotes)  # as nearly always
    cut = [_without_last_headings(page, quote) for quote in quotes]
    plain = [quote for quote in cut if page.last_heading(quote) is None]
    kept = []
    for quote in cut:
        heading = page.last_heading(quote)
        if heading is None:
            kept.append(quote)
            continue
        says_it = _says_it(question, page, heading, quote)
        under = (other for other in plain if _is_under(page, heading, other))
        if not any(other.logit > _LIKELY or not says_it for other in under):
            kept.append(quote if says_it else _with_first_sentence(page, heading, quote))
    return kept


@dataclass(frozen=True, slots=True)
class _Page:
    """A passage where it stands in its article. All spans but those of quotes are places in the article."""

    article: Article
    at: int
    passage: PassageText

    def is_heading(self, place: Span) -> bool:
        return is_heading(self.article.text, place, self.article.title)

    def place(self, span: Span) -> Span:
        return span.moved(self.at)

    def lines(self, quote: QuoteReading) -> list[Span]:
        place = self.place(quote.span)
        return list(lines_of(self.article.text, place.start, place.end))

    def last_heading(self, quote: QuoteReading) -> Span | None:
        """Return the last line of a quote if that is a heading."""
        lines = self.lines(quote)
        return lines[-1] if lines and self.is_heading(lines[-1]) else None


def _without_last_headings(page: _Page, quote: QuoteReading) -> QuoteReading:
    """Return a quote without the headings of what follows it; one of headings alone as it is."""
    lines = page.lines(quote)
    kept = len(lines)
    while kept and page.is_heading(lines[kept - 1]):
        kept -= 1
    if kept in (0, len(lines)):
        return quote
    span = Span(quote.span.start, lines[kept - 1].end - page.at)
    return replace(quote, span=span, marks=lambda: quote.marks().inside(span))


def _is_under(page: _Page, heading: Span, quote: QuoteReading) -> bool:
    """Tell whether a quote ends in the section under a heading, of which it may hold that heading, and nothing before.

    A section ends in front of the next heading that stands behind other words. The article's title is over all of it.
    """
    place = page.place(quote.span)
    if place.start < heading.start:
        return False
    if not page.article.text[: heading.start].strip():
        return True
    between = [sentence for sentence in map(page.place, page.passage.sentences) if heading.end <= sentence.start]
    between = [sentence for sentence in between if sentence.start < place.end]
    while between and page.is_heading(between[0]):
        between.pop(0)
    return not any(map(page.is_heading, between))


def _says_it(question: str, page: _Page, heading: Span, quote: QuoteReading) -> bool:
    """Tell whether a heading says what is asked: new words are marked in it, beside words of the question.

    With the article's title it has more than half of these, or what is marked is a figure that is asked for ("Serves
    12"); one that asks says nothing.
    """
    text, title = page.article.text, page.article.title
    if heading.of(text).endswith("?") or (highlight := quote.highlight) is None:
        return False
    number = NUMBER.match(text, heading.start)
    scene = scene_of(question, text, Span(number.end() if number else heading.start, heading.end))
    marked = page.place(highlight)
    beside = {word.stem for word in scene.words if word.asked and not marked.start <= word.start < marked.end}
    named = {word.stem for word in scene_of(question, title, Span(0, len(title) or 1)).words if word.asked}
    figure = question_kind(question) in (Kind.HOW_MANY, Kind.WHEN) and _DIGIT.search(marked.of(text)) is not None
    enough = figure or len(beside | named) * 2 > len(scene.asked)
    return bool(beside) and enough and is_new(scene, marked)


def _with_first_sentence(page: _Page, heading: Span, quote: QuoteReading) -> QuoteReading:
    """Return a heading with the sentence under it, which may be in the next passage."""
    text, end = page.article.text, heading.end
    for _ in range(_DEEP):
        line = next(lines_of(text, end), None)
        if line is None:
            break
        under = sentences(line.of(text))[0].moved(line.start)
        end = under.end
        if not page.is_heading(under):
            break
    return replace(quote, span=Span(heading.start - page.at, end - page.at), marks=Marks)
