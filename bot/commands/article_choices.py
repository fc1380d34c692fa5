"""Autocomplete over the titles of one server's articles."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import compress
from typing import Any

import discord
from discord import app_commands
from rapidfuzz import fuzz, process

from bot.cards.excerpt import shortened, units
from bot.cards.markdown import is_blank, one_line
from bot.delivery.faults import describe
from bot.serving.service import service_of
from index.titles import TitledArticle, folded

MOST = 25
"""How many choices Discord shows."""

LONGEST = 100
"""Discord's limit, in UTF-16 units, for the name and for the value of a choice."""

_ALIKE = 60
"""The least likeness (0 to 100) of a title to a few letters or a misspelt word."""

_AT_ONCE = 1_000
"""Titles compared in one call, which blocks all other threads of Python, also that of the event loop."""

_log = logging.getLogger(__name__)


async def article_choices(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Return the articles of the interaction's own server that match what was typed, likeliest first."""
    if interaction.guild_id is None:
        return []
    collection = service_of(interaction).collection(interaction.guild_id)
    return await offered(lambda: choices(collection.titles(), typed))


async def offered(found: Callable[[], list[app_commands.Choice[str]]]) -> list[app_commands.Choice[str]]:
    """Return the choices that `found` returns, which may block; none if it fails."""
    try:
        return await asyncio.to_thread(found)
    except Exception as error:  # noqa: BLE001 -- discord.py would log who typed, and what
        # A list of choices cannot show an error; the command itself will.
        _log.warning("no choices could be offered: %s", describe(error))
        return []


def choices(titles: Sequence[TitledArticle], typed: str) -> list[app_commands.Choice[str]]:
    """Return at most 25 choices; the newest articles if nothing was typed.

    The value is the article's id, or `#` and its key if the id is too long for Discord.
    """
    meant = folded(typed)
    listed = _alike(titles, meant) if meant else list(reversed(titles[-MOST:]))
    names = _names(listed)
    return [app_commands.Choice(name=name, value=value(each)) for name, each in zip(names, listed, strict=True)]


def _alike(titles: Sequence[TitledArticle], meant: str) -> list[TitledArticle]:
    """Return the likeliest titles, best first: those with everything that was typed, then similar ones.

    Likeness alone would lose "report 17" among long titles, of which it is a small part.
    """
    words = meant.split()
    found: list[tuple[bool, float, TitledArticle]] = []
    for first in range(0, len(titles), _AT_ONCE):
        some = titles[first : first + _AT_ONCE]
        holding = [_holds(each, words, meant) for each in some]
        found += [(True, fuzz.WRatio(meant, each.folded), each) for each in compress(some, holding)]
        names = {at: each.folded for at, each in enumerate(some) if not holding[at]}
        matches = process.extract(meant, names, scorer=fuzz.WRatio, limit=MOST, score_cutoff=_ALIKE)
        found += [(False, score, some[at]) for _, score, at in matches]
    found.sort(key=lambda each: (-each[0], -each[1]))
    return [each for _, _, each in found[:MOST]]


def _holds(article: TitledArticle, words: Sequence[str], meant: str) -> bool:
    """Tell whether a title has words beginning with all those typed, or the article's id, key or file matches."""
    named = meant in (folded(article.id), f"#{article.key}") or article.folded_file.startswith(meant)
    return named or article.begins(words)


def value(article: TitledArticle) -> str:
    """Return the value that names an article in an option or a custom id."""
    fits = units(article.id) <= LONGEST and not article.id.startswith("#") and article.id == article.id.strip()
    return article.id if fits else f"#{article.key}"


def _names(articles: Sequence[TitledArticle]) -> list[str]:
    """Return a unique name for each: its title, if necessary with its date, or else with its key."""
    ways = [
        [_name(each) for each in articles],
        [_name(each, f" · {each.published or f'#{each.key}'}") for each in articles],
        [_name(each, f" · #{each.key}") for each in articles],
    ]
    counts = [Counter(names) for names in ways]
    return [
        next((name for name, seen in zip(mine, counts, strict=True) if seen[name] == 1), mine[-1])
        for mine in zip(*ways, strict=True)
    ]


def _name(article: TitledArticle, rest: str = "") -> str:
    shown = next((each for each in (article.title, article.id) if not is_blank(each)), f"#{article.key}")
    return shortened(one_line(shown), LONGEST - len(rest)) + rest
