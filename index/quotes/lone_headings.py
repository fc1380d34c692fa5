"""A heading is not a quote: people want what stands below it, and not its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Article, Span
from index.questions.question import Kind, content_stems, question_kind
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

    A heading with the figure that is asked for ("Version 2.4, 4 March") stays if no other quote there is likely to
    answer.
    """
    headings = {quote.span: heading for quote in quotes if (heading := _heading(article, quote.span.moved(at)))}
    found = any(quote.logit > _LIKELY for quote in quotes if quote.span not in headings)
    return [
        quote
        for quote in quotes
        if (heading := headings.get(quote.span)) is None
        or (not found and quote.highlight and _tells(question, article.text, heading, quote.highlight.moved(at)))
    ]


def _heading(article: Article, place: Span) -> Span | None:
    """Return the last line of a place in an article if it is a heading, else None."""
    last = next(reversed(list(lines_of(article.text, place.start, place.end))), None)
    return last if last is not None and is_heading(article.text, last, article.title) else None


def _tells(question: str, text: str, heading: Span, marked: Span) -> bool:
    """Tell whether the question wants a figure that is marked in a heading that has words of the question.

    A heading that is a question does not answer.
    """
    words, number = heading.of(text), NUMBER.match(text, heading.start)
    first = max(marked.start, number.end() if number else heading.start)
    wanted = question_kind(question) in (Kind.HOW_MANY, Kind.WHEN) and not words.endswith("?")
    told = _DIGIT.search(text, first, marked.end) is not None and content_stems(question) & content_stems(words)
    return wanted and bool(told)
