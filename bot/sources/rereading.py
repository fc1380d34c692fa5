"""Articles that are read again from their sources: only those, whatever else the sources contain now."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bot.fetching.urls import shown
from bot.sources.source import Contents, Refuse, Source
from index.article import Article
from index.errors import ArticlebotError, NotFound

_LONGEST_TITLE = 80


def reread(source: Source, wanted: Mapping[str, str], is_here: Callable[[str], bool]) -> Source:
    """Return a source that yields only the wanted articles of another one; `wanted` has their titles by id.

    `is_here` tells whether an article is still stored, and blocks: what was removed meanwhile does not come back.
    Errors in the rest of an archive are reported only if a wanted article is missing, since they may be the reason.
    Each missing article is reported, and keeps its text.
    """

    async def open_(refuse: Refuse) -> Contents:
        if not await asyncio.to_thread(lambda: any(map(is_here, wanted))):
            return Contents(iter(()), 0)
        errors: list[ArticlebotError] = []
        contents = await source.open(errors.append)
        there = {each.article_id for each in contents.unchanged}

        def articles() -> Iterator[Article]:
            broken: ArticlebotError | None = None
            try:
                for article in contents.articles:
                    if article.id in wanted:
                        there.add(article.id)
                        if is_here(article.id):
                            yield article
            except ArticlebotError as error:
                broken = error
            missing = [(article_id, title) for article_id, title in wanted.items() if article_id not in there]
            lost = [title or article_id for article_id, title in missing if is_here(article_id)]
            if not lost:
                return
            if broken is not None:  # the rest is unknown
                errors.append(broken)
            else:
                for name in lost:
                    refuse(_missing(name, source.name))
            for each in errors:
                refuse(each)

        return replace(contents, articles=articles(), total=len(wanted))

    return Source(source.name, open_)


def _missing(name: str, url: str) -> ArticlebotError:
    short = name if len(name) <= _LONGEST_TITLE else f"{name[: _LONGEST_TITLE - 1]}…"
    return NotFound(f"“{short}” was not found at {shown(url)} this time", "its text stays as it was")
