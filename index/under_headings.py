"""A quote that is only a heading -> what stands under it: the words that were asked for, not their name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.article import Article, Span
from index.highlights.scene import is_new, scene_of
from index.questions.question import Kind, content_stems, question_kind
from index.reading.reader import Marks, PassageText, QuoteReading
from index.text.headings import is_heading
from index.text.line_marks import NUMBER
from index.text.lines import lines_of
from index.text.lists import lists
from index.text.segment import sentences

_DIGIT = re.compile(r"\d")

_LIKELY = 0.0
"""The score (a logit) from which on a quote is likelier to answer than not, by either reader."""

_LIST = 1_000
"""Characters below the first sentence under a heading in which a list must end to be quoted whole."""

_DEEP = 4
"""Headings that may stand over one another before a sentence, at most."""


def quotable(
    question: str, article: Article, at: int, passage: PassageText, quotes: Sequence[QuoteReading]
) -> list[QuoteReading]:
    """Return the quotes, best first, of the passage that begins at `at` in its article, with no heading among them.

    A reader that takes a heading for the answer says where the answer stands: the best quote in the section under it is
    taken to be as good. Where none was read there, the heading is quoted with the sentence under it. A heading that
    says what is asked ("Version 2.4, 4 March") stays where nothing under it is likely to answer. One behind the
    words of a quote is cut off.
    """
    page = _Page(article, at, passage)
    if not any(map(page.last_heading, quotes)):
        return list(quotes)  # as nearly always
    cut = [_without_last_headings(page, quote) for quote in quotes]
    headings = [page.last_heading(quote) for quote in cut]
    plain = [quote for quote, heading in zip(cut, headings, strict=True) if heading is None]
    kept, handed = [], []
    for quote, heading in zip(cut, headings, strict=True):
        if heading is None:
            kept.append(quote)
            continue
        under = [other for other in plain if _is_under(page, heading, other)]
        if _says_it(question, page, heading, quote):
            under = [other for other in under if other.score > _LIKELY and _marks_the_same(page, other, quote)]
            if not under:
                kept.append(quote)
                continue
        handed.append(_as_good(under[0], quote) if under else _with_first_sentence(page, heading, quote))
    return handed + kept  # of two readings of one place that rank alike, the first is kept


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


def _marks_the_same(page: _Page, other: QuoteReading, heading: QuoteReading) -> bool:
    """Tell whether the highlights of both share a word that means something: "Paul Lynch" and "Lynch"."""
    one, two = (
        content_stems(page.place(highlight).of(page.article.text)) if highlight else frozenset()
        for highlight in (other.highlight, heading.highlight)
    )
    return not one.isdisjoint(two)


def _as_good(other: QuoteReading, heading: QuoteReading) -> QuoteReading:
    """Return a quote with what was made of its heading, where that is more."""
    alone = [margin for margin in (other.alone, heading.alone) if margin is not None]
    return replace(
        other,
        rank=max(other.rank, heading.rank),
        score=max(other.score, heading.score),
        alone=max(alone, default=None),
    )


def _with_first_sentence(page: _Page, heading: Span, quote: QuoteReading) -> QuoteReading:
    """Return a heading with the sentence or list under it, which may be in the next passage."""
    text, end = page.article.text, heading.end
    for _ in range(_DEEP):
        line = next(lines_of(text, end), None)
        if line is None:
            break
        under = sentences(line.of(text))[0].moved(line.start)
        end = under.end
        if not page.is_heading(under):
            end = max(end, _list_end(text, heading.start, under))
            break
    return replace(quote, span=Span(heading.start - page.at, end - page.at), marks=Marks)


def _list_end(text: str, start: int, sentence: Span) -> int:
    """Return where the list ends that holds a sentence below the heading that begins at `start`, 0 if none does."""
    shown = text[start : sentence.end + _LIST]
    spans = sentences(shown)
    found = [Span(start + spans[first].start, start + spans[last].end) for first, last in lists(shown, spans)]
    return max((one.end for one in found if one.holds(sentence)), default=0)
