"""Answers and passages in a terminal. The quote comes first; everything else is dim."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from bot.cli.drawing.explanation import draw_explanation
from bot.cli.drawing.screen import Screen, screen, short, short_title
from bot.cli.drawing.terminal import one_line
from bot.provenance import according_to, publisher, section, site
from bot.wording import (
    NEAREST,
    NOT_ANSWERED,
    ONE_AT_A_TIME,
    SHOWN_AT_ONCE,
    certainty,
    counted,
    has_several_questions,
    some_of,
    undated,
    worth_showing,
)
from index.article import Answer, Article, Hit, Quote, Span
from index.given_text import ReadAnswer
from index.text.paragraphs import paragraphs

_SECTION = 40
"""Characters of the heading that a quote stands below, beside the title."""

_ALSO = 3
"""How many other places of a story are named under a quote; the rest is counted."""


def answer(value: Answer, searched: int, more: str = ": see --json") -> None:
    """Draw an answer; `searched` is the number of articles that were searched.

    `more`: how to see the quotes that are only counted.

    An explanation comes before the answer, so that the answer ends up nearest to the prompt.
    """
    console = screen()
    if value.explanation is not None:
        draw_explanation(console, value, value.explanation)
    if value.answered:
        shown = worth_showing(value, len(value.quotes))
        for number, quote in enumerate(value.quotes[:shown], 1):
            _quote(console, quote, number)
        if left := len(value.quotes) - shown:
            quotes = "quote" if left == 1 else "quotes"
            console.put(f"{left} more {quotes} of less than {SHOWN_AT_ONCE * 100:.0f} %{more}\n", "dim")
    elif searched:
        console.put(NOT_ANSWERED, "bold")
        if value.did_you_mean is not None:
            console.put(f"Did you mean: {one_line(value.did_you_mean)}")
        if has_several_questions(value.question):
            console.put(ONE_AT_A_TIME)
        if value.nearest:
            console.put(f"{NEAREST}\n", "dim")
        for number, quote in enumerate(value.nearest, 1):
            _quote(console, quote, number, answers=False)
    else:
        console.put("No article to search: none was added, or none passes the filters.", "bold")
    took = value.timings_ms.get("total", 0.0) / 1000
    told = [f"{counted(searched, 'article')} searched in {took:.1f} s" if searched else "", undated(value.undated)]
    if any(told):
        console.put_facts(told)


def further_quotes(value: Answer) -> bool:
    """Draw the quotes that `answer` only counted; return whether there are any."""
    console, shown = screen(), worth_showing(value, len(value.quotes))
    for number, quote in enumerate(value.quotes[shown:], shown + 1):
        _quote(console, quote, number)
    return shown < len(value.quotes)


def reading(value: ReadAnswer, article: Article) -> None:
    """Draw the answer from one given text."""
    console = screen()
    if not value.answered:
        console.put("The text doesn't answer that.", "bold")
        if value.quote is not None:
            console.put("The nearest sentence, which is not an answer:\n", "dim")
    if value.quote is not None:
        quote = Quote(article, value.quote, value.confidence, value.highlight, further=value.further)
        _quote(console, quote, 1, answers=value.answered)


def hits(found: Sequence[Hit], *, explain: bool) -> None:
    """Draw a ranked list of passages."""
    console = screen()
    if not found:
        console.put("No passage found.")
    for number, hit in enumerate(found, 1):
        console.put(_words(hit.article.text, hit.passage.span))
        ranks = [
            f"{arm} {'–' if rank is None else rank}" + (f" ({score:.3f})" if explain and score is not None else "")
            for arm, rank, score in (
                ("BM25", hit.bm25_rank, hit.bm25_score),
                ("dense", hit.dense_rank, hit.dense_score),
            )
        ]
        console.put_facts([f"[{number}] {short_title(hit.article)}", f"score {hit.score:.3f}", *ranks], after="\n")


def _how_certain(confidence: float) -> str:
    """Return a confidence (0 to 1) as a word and a percentage: "likely · 83 %". Never 100 %: nothing is certain."""
    return f"{certainty(confidence)} · {min(99, round(confidence * 100))} %"


def _quote(console: Screen, value: Quote, number: int, *, answers: bool = True) -> None:
    """Print a quote with its source, and how certain it is if it answers."""
    words = _words(value.article.text, value.span, value.highlights if answers else ())
    words.style = "" if answers else "dim"
    console.put(words)
    also = [one_line(copy.url or copy.title or copy.id) for copy in value.also_at]
    console.put_facts(
        [
            " › ".join(filter(None, [f"[{number}] {short_title(value.article)}", short(section(value), _SECTION)])),
            "" if publisher(value.article) else one_line(site(value.article)),
            according_to(value.article, one_line(publisher(value.article))),
            f"p. {value.page}" if value.page is not None else "",
            _how_certain(value.confidence) if answers else "",
        ]
    )
    console.put(f"    also at {some_of(also, _ALSO)}\n" if also else "", "dim")


def _words(text: str, span: Span, bold: Sequence[Span] = ()) -> Text:
    """Return a span of an article's text, line by line, with the spans in `bold` in bold.

    The items of a list stay on separate lines; a break that only wraps a line becomes a blank.
    """
    pieces = Text()
    for number, line in enumerate(_lines(text, span)):
        pieces.append("\n" if number else "")
        done = line.start
        for marked in bold:
            start, end = max(marked.start, line.start), min(marked.end, line.end)
            if start < end:
                pieces.append(one_line(text[done:start]))
                pieces.append(one_line(text[start:end]), style="bold")
                done = end
        pieces.append(one_line(text[done : line.end]))
    return pieces


def _lines(text: str, span: Span) -> Sequence[Span]:
    if len(span.of(text).splitlines()) < 2:
        return (span,)  # the rest is slow for a long article
    return [
        Span(max(line.start, span.start), min(line.end, span.end)) for line in paragraphs(text) if line.overlaps(span)
    ]
