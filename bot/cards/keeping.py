"""Messages about articles that are removed because they were not refreshed: before this is turned on, and after."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.cards.card import Card, CardButton
from bot.cards.markdown import bold
from bot.wording import counted, some_of
from index.article import ArticleName

_NAMED = 10
"""Up to this many articles are named; the rest is counted."""

CANCELLED = "Articles are kept as long as before."


def warning(due: Sequence[ArticleName], days: int) -> Card:
    """Return which articles would go at once if articles were kept for `days` days, with a button to confirm."""
    told = (
        f"Articles that were not added or refreshed for {counted(days, 'day')} would be removed, once a day. "
        "`/articles refresh` keeps those of pages and feeds; files, texts and messages must be added again to stay. "
    )
    would = f"**{counted(len(due), 'article')} would go at once**: {_names(due)}." if due else "None would go at once."
    buttons = (
        CardButton(f"settings-keep:{days}", "Remove them from now on", style=discord.ButtonStyle.danger),
        CardButton("settings-keep:cancel", "Cancel"),
    )
    return Card(f"{told}{would}", buttons=buttons)


def turned_on(gone: Sequence[ArticleName], days: int) -> str:
    """Return that articles are kept for `days` days from now on, and which were removed at once."""
    told = f"From now on, articles that were not added or refreshed for {counted(days, 'day')} are removed."
    return f"{told} {f'Removed: {_names(gone)}' if gone else 'None was removed'}."


def cut_short(gone: Sequence[ArticleName], why: str) -> str:
    """Return that the removal stopped early, so that the setting is unchanged, and what had been removed by then."""
    removed = f" Removed already: {_names(gone)}." if gone else ""
    return f"{why}\nThe setting is as it was.{removed}"


def swept(gone: Sequence[ArticleName], days: int) -> str:
    """Return for the log which articles were removed."""
    were = "was" if len(gone) == 1 else "were"
    return (
        f"Removed {counted(len(gone), 'article')} that {were} not added or refreshed for {counted(days, 'day')} "
        f"(`/settings keep-days`): {_names(gone)}"
    )


def _names(articles: Sequence[ArticleName]) -> str:
    return some_of([bold(each.title, each.id) for each in articles], _NAMED)
