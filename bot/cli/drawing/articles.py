"""Articles in a terminal: the list, and one article with its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import click
from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from bot.cli.drawing.screen import screen
from bot.cli.drawing.terminal import clean, one_line
from bot.provenance import site, source_name
from bot.wording import as_of, counted, day
from index.article import Article, Copy
from index.storage.history import Revision
from index.storage.listing import ArticleSummary

_BESIDE_ID = 60
"""Columns that a table needs for title, date and number beside the ids, which are copied and so never cut."""


def article_list(articles: Sequence[ArticleSummary]) -> None:
    """Draw the articles of a collection, one per line; those that share a title also with their source.

    On a terminal that is too narrow for that, each title stands above the article's other data.
    """
    console = screen()
    if not console.is_terminal:
        for item in articles:
            cells = [item.id, item.title, _day(item.published), counted(item.passages, "passage")]
            cells += [f"copy of {item.copy_of}"] if item.copy_of is not None else []
            click.echo("\t".join(map(one_line, cells)))  # rich would turn the tabs into blanks
        return
    titles = Counter(item.title for item in articles)
    drawn = [(item, _title(item, alone=titles[item.title] == 1)) for item in articles]
    longest = max((cell_len(one_line(item.id)) for item in articles), default=0)
    if longest + _BESIDE_ID <= console.width:
        console.print(_table(drawn))
        console.put("")
    else:
        for item, title in drawn:
            console.put(title)
            facts = [one_line(item.id), _day(item.published), counted(item.passages, "passage")]
            console.put_facts(facts, after="\n")
    console.put(counted(len(articles), "article"), "dim")


def _table(drawn: Sequence[tuple[ArticleSummary, Text]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    table.add_column("id", no_wrap=True)
    table.add_column("title", overflow="fold")
    table.add_column("published", no_wrap=True)
    table.add_column("passages", justify="right")
    for item, title in drawn:
        table.add_row(
            Text(one_line(item.id), style="bold"),
            title,
            Text(_day(item.published), style="dim"),
            Text(f"{item.passages:,}", style="dim"),
        )
    return table


def _day(value: date | None) -> str:
    return day(value) if value is not None else ""


def _title(item: ArticleSummary, *, alone: bool) -> Text:
    title = Text(one_line(item.title))
    if not alone and item.source:
        title.append(f" · {one_line(source_name(item.source))}", style="dim")
    if item.copy_of is not None:
        title.append(f" (copy of {one_line(item.copy_of)})")
    return title


def article(value: Article, passages: int, revisions: Sequence[Revision], also_at: Sequence[Copy]) -> None:
    """Draw one revision of an article with its text; `revisions` are all that are kept, the present one last."""
    console = screen()
    console.put(one_line(value.title), "bold")
    facts = [
        value.id,
        value.author or "",
        site(value),
        _day(value.published),
        f"revision {value.revision}",
    ]
    mine = next((each for each in revisions if each.number == value.revision), None)
    replaced = mine is not None and mine.replaced_at is not None
    facts.append(as_of(mine.stored_at.date()) if mine is not None and replaced else counted(passages, "passage"))
    console.put_facts([one_line(fact) for fact in facts])
    others = [f"{each.number} of {day(each.stored_at.date())}" for each in revisions if each is not mine]
    if others:
        console.put(f"other revisions: {', '.join(others)} (--revision N)", "dim")
    if also_at:
        console.put(f"also at {', '.join(one_line(each.url or each.id) for each in also_at)}", "dim")
    console.put("\n" + clean(value.text))
