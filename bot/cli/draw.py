"""Answers, hits and articles as people read them in a terminal. The quote comes first, everything else is dim.

Article text is cleaned of what steers a terminal, and never read as markup. Piped, it is plain text
that is not wrapped.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import click
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli.terminal import clean, one_line
from bot.wording import (
    NEAREST,
    NOT_ANSWERED,
    according_to,
    as_of,
    certainty,
    count_of_articles,
    count_of_passages,
    day,
    publisher,
    site,
    undated,
)
from index.article import Answer, Article, Copy, Explanation, Hit, Quote
from index.library import ReadAnswer
from index.storage.catalogue import ArticleSummary
from index.storage.history import Revision

_TITLE = 72
"""Characters of a title under a quote: it is there to recognise the article, not to be read."""

_ALSO = 3
"""How many other places of a story are named under a quote; the rest is counted."""

_RATIO = {"article": 1, "text": 3}
"""How these columns share what the others leave."""

_MEASURE = 100
"""The widest line that is comfortable to read."""

_PIPED_TABLE = 160
"""The width of a table that is not drawn on a terminal. Text is not wrapped there at all."""


class Screen(Console):
    """A console that leaves a reader who has gone away (`| head`) to the one place that ends commands."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError again: rich itself would exit with 1, which says that nothing was answered."""
        raise BrokenPipeError


def answer(value: Answer, searched: int) -> None:
    """Draw an answer; `searched` is the number of articles that were looked through."""
    console = _console()
    if value.answered:
        for number, quote in enumerate(value.quotes, 1):
            _quote(console, quote, number)
    elif searched:
        _print(console, Text(NOT_ANSWERED, style="bold"))
        if value.did_you_mean is not None:
            _print(console, Text(f"Did you mean: {one_line(value.did_you_mean)}"))
        if value.nearest:
            _print(console, Text(f"{NEAREST}\n", style="dim"))
        for number, quote in enumerate(value.nearest, 1):
            _quote(console, quote, number, answers=False)
    else:
        _print(console, Text("No article to search: none was added, or none passes the filters.", style="bold"))
    took = value.timings_ms.get("total", 0.0) / 1000
    told = [f"{count_of_articles(searched)} searched in {took:.1f} s" if searched else "", undated(value.undated)]
    if any(told):
        _print(console, Text(_joined(told), style="dim"))
    if value.explanation is not None:
        _explanation(console, value, value.explanation)


def reading(value: ReadAnswer, article: Article) -> None:
    """Draw what one text says."""
    console = _console()
    if not value.answered:
        _print(console, Text("The text doesn't answer that.", style="bold"))
        if value.quote is not None:
            _print(console, Text("The nearest sentence, which is not an answer:\n", style="dim"))
    if value.quote is not None:
        quote = Quote(article, value.quote, value.confidence, value.highlight, further=value.further)
        _quote(console, quote, 1, answers=value.answered)


def hits(found: Sequence[Hit], *, explain: bool) -> None:
    """Draw a ranked list of passages."""
    console = _console()
    if not found:
        _print(console, Text("No passage found."))
    for number, hit in enumerate(found, 1):
        _print(console, Text(one_line(hit.text)))
        ranks = [
            f"{arm} {'–' if rank is None else rank}" + (f" ({score:.3f})" if explain and score is not None else "")
            for arm, rank, score in (
                ("BM25", hit.bm25_rank, hit.bm25_score),
                ("dense", hit.dense_rank, hit.dense_score),
            )
        ]
        line = _joined([f"[{number}] {_title(hit.article)}", f"score {hit.score:.3f}", *ranks])
        _print(console, Text(line + "\n", style="dim"))


def article_list(articles: Sequence[ArticleSummary]) -> None:
    """Draw the articles of a collection, one a line."""
    console = _console()
    if not console.is_terminal:
        for item in articles:
            copy = f"copy of {item.copy_of}" if item.copy_of is not None else ""
            known = (
                item.id,
                item.title,
                day(item.published) if item.published else "",
                count_of_passages(item.passages),
            )
            cells = (*known, copy) if copy else known
            click.echo("\t".join(one_line(cell) for cell in cells))  # rich would make blanks of the tabs
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    table.add_column("id", no_wrap=True)
    table.add_column("title", overflow="fold")
    table.add_column("published", no_wrap=True)
    table.add_column("passages", justify="right")
    for item in articles:
        table.add_row(
            Text(one_line(item.id), style="bold"),
            Text(one_line(item.title) + (f" (copy of {one_line(item.copy_of)})" if item.copy_of is not None else "")),
            Text(day(item.published) if item.published else "", style="dim"),
            Text(f"{item.passages:,}", style="dim"),
        )
    console.print(table)
    _print(console, Text(f"\n{count_of_articles(len(articles))}", style="dim"))


def article(value: Article, passages: int, revisions: Sequence[Revision], also_at: Sequence[Copy]) -> None:
    """Draw one revision of an article with its text; `revisions` are all that are kept, the present one last."""
    console = _console()
    _print(console, Text(one_line(value.title), style="bold"))
    facts = [
        value.id,
        value.author or "",
        site(value),
        day(value.published) if value.published else "",
        f"revision {value.revision}",
    ]
    mine = next((each for each in revisions if each.number == value.revision), None)
    replaced = mine is not None and mine.replaced_at is not None
    facts.append(as_of(mine.stored_at.date()) if mine is not None and replaced else count_of_passages(passages))
    _print(console, Text(_joined([one_line(fact) for fact in facts]), style="dim"))
    others = [f"{each.number} of {day(each.stored_at.date())}" for each in revisions if each is not mine]
    if others:
        _print(console, Text(f"other revisions: {', '.join(others)} (--revision N)", style="dim"))
    if also_at:
        _print(console, Text(f"also at {', '.join(one_line(each.url or each.id) for each in also_at)}", style="dim"))
    _print(console, Text("\n" + clean(value.text)))


def how_certain(confidence: float) -> str:
    """Return a confidence (0 to 1) as a word and a number: likely · 83 %. Never 100 %: nothing is certain."""
    return f"{certainty(confidence)} · {min(99, round(confidence * 100))} %"


def _quote(console: Console, value: Quote, number: int, *, answers: bool = True) -> None:
    """Print a quote with its source; how certain it is only where it answers, as under a card."""
    text = value.article.text
    pieces = Text(style="" if answers else "dim")
    done = value.span.start
    for marked in value.highlights:
        pieces.append(one_line(text[done : marked.start]))
        pieces.append(one_line(marked.of(text)), style="bold" if answers else "")
        done = marked.end
    pieces.append(one_line(text[done : value.span.end]))
    _print(console, pieces)
    source = [
        f"[{number}] {_title(value.article)}",
        "" if publisher(value.article) else one_line(site(value.article)),
        according_to(value.article, one_line(publisher(value.article))),
        f"p. {value.page}" if value.page is not None else "",
        how_certain(value.confidence) if answers else "",
    ]
    also = [one_line(copy.url or copy.title or copy.id) for copy in value.also_at]
    more = f" and {len(also) - _ALSO:,} more" if len(also) > _ALSO else ""
    lines = [_joined(source)] + ([f"    also at {', '.join(also[:_ALSO])}{more}"] if also else [])
    _print(console, Text("\n".join(lines) + "\n", style="dim"))


def _explanation(console: Console, value: Answer, explanation: Explanation) -> None:
    texts = {hit.article.id: hit.article.text for hit in explanation.hits}
    found = _table("passages found", "fused   ", "BM25   ", "dense   ", "article", "text")
    for number, hit in enumerate(explanation.hits, 1):
        found.add_row(
            f"{number} {hit.score:.3f}",
            _arm(hit.bm25_rank, hit.bm25_score),
            _arm(hit.dense_rank, hit.dense_score),
            Text(one_line(hit.article.id)),
            Text(one_line(hit.text)),
        )
    weighed = _table("quotes weighed", "confidence", "relevance", "passage", "article", "text")
    for item in explanation.candidates:
        weighed.add_row(
            f"{item.confidence:.3f}",
            f"{item.relevance:.2f}",
            f"{item.passage_relevance:.2f}",
            Text(one_line(item.article_id)),
            Text(one_line(item.span.of(texts[item.article_id]))),
        )
    steps = ", ".join(f"{step} {took:.1f} ms" for step, took in value.timings_ms.items())
    console.print()
    console.print(Padding(found, (0, 0, 1, 0)))
    console.print(Padding(weighed, (0, 0, 1, 0)))
    _print(console, Text(_verdict(value, explanation), style="dim"))
    tried = explanation.tried
    if tried is not None:
        became = "answer it, so it is offered" if tried == value.did_you_mean else "do not answer it"
        _print(console, Text(f"also asked: {one_line(tried)} · the articles {became}", style="dim"))
    _print(console, Text(steps, style="dim"))


def _verdict(value: Answer, explanation: Explanation) -> str:
    """Return why it was answered, or not."""
    if not explanation.candidates:
        return "no quote to weigh, so refused"
    chance, threshold = value.confidence, explanation.threshold
    # As many digits as tell the two apart: nothing is below itself.
    digits = next((count for count in range(3, 17) if round(chance, count) != round(threshold, count)), 3)
    told = f"confidence {_share(chance, digits)}, {{}} the threshold {_share(threshold, digits)}, {{}}"
    if chance < threshold:
        return told.format("below", "so refused")
    if not value.answered:
        return told.format("not below", "but refused: no article has a name that is asked for")
    return told.format("not below", "so answered")


def _share(value: float, digits: int) -> str:
    """Return a share (0 to 1) as .21, 0 or 1."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".").removeprefix("0") or "0"


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, show_edge=False, expand=True)
    for column in columns:
        # The numbers are what one looks for: the words beside them give way to a narrow screen.
        words = column in ("article", "text")
        table.add_column(column, no_wrap=True, min_width=None if words else len(column), ratio=_RATIO.get(column))
    return table


def _arm(rank: int | None, score: float | None) -> str:
    return "–" if rank is None else f"{rank} {score:.2f}" if score is not None else str(rank)


def _title(value: Article) -> str:
    return textwrap.shorten(one_line(value.title), _TITLE, placeholder="…")


def _joined(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)


def _console() -> Console:
    console = Screen(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, _MEASURE) if console.is_terminal else _PIPED_TABLE
    return console


def _print(console: Console, text: Text) -> None:
    console.print(text, soft_wrap=not console.is_terminal)
