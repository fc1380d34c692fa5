"""A heading is not a quote: people want what stands below it, and not its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Article, Span
from index.highlights.scene import is_new, scene_of
from index.questions.question import Kind, question_kind
from index.reading.reader import QuoteReading
from index.text.headings import is_heading
from index.text.line_marks import NUMBER
from index.text.lines import lines_of

_DIGIT = re.compile(r"\d")

_LIKELY = 0.0
"""The logit above which a quote is likelier to answer than not, for every reader."""


def without_lone_headings(
    question: str, article: Article, at: int, quotes: Sequence[QuoteReading]
) -> list[QuoteReading]:
    """Return the quotes of a passage, best first, without those that end in a heading; `at`: where the passage begins.

    A heading that answers by itself ("Version 2.4, 4 March") stays if no other quote there is likely to answer.
    """
    headings = {quote.span: heading for quote in quotes if (heading := _heading(article, quote.span.moved(at)))}
    plain = [quote for quote in quotes if quote.span not in headings]
    if any(quote.logit > _LIKELY for quote in plain):
        return plain
    return [
        quote
        for quote in quotes
        if (heading := headings.get(quote.span)) is None or _says_it(question, article, heading, at, quote)
    ]


def _heading(article: Article, place: Span) -> Span | None:
    """Return the last line of a place in an article if it is a heading, else None."""
    last = next(reversed(list(lines_of(article.text, place.start, place.end))), None)
    return last if last is not None and is_heading(article.text, last, article.title) else None


def _says_it(question: str, article: Article, heading: Span, at: int, quote: QuoteReading) -> bool:
    """Tell whether a heading answers: it has a highlight with new words, beside words of the question.

    Together with the article's title it must have more than half of the question's words, or the highlight is a figure
    that is asked for ("Serves 12"). A heading that is a question does not answer.
    """
    text, title = article.text, article.title
    if heading.of(text).endswith("?") or (highlight := quote.highlight) is None:
        return False
    number = NUMBER.match(text, heading.start)
    scene = scene_of(question, text, Span(number.end() if number else heading.start, heading.end))
    marked = highlight.moved(at)
    beside = {word.stem for word in scene.words if word.asked and not marked.start <= word.start < marked.end}
    named = {word.stem for word in scene_of(question, title, Span(0, len(title) or 1)).words if word.asked}
    figure = question_kind(question) in (Kind.HOW_MANY, Kind.WHEN) and _DIGIT.search(marked.of(text)) is not None
    enough = figure or len(beside | named) * 2 > len(scene.asked)
    return bool(beside) and enough and is_new(scene, marked)
