"""Articles that are read again from where they came: those alone, whatever else their sources hold by now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.fetching.urls import shown
from bot.sources.source import Contents, Refuse, Source
from index.article import Article
from index.errors import ArticlebotError, NotFound

_LONGEST_TITLE = 80


def again(source: Source, wanted: Mapping[str, str]) -> Source:
    """Return a source that gives of another one the wanted articles alone; `wanted` are their titles by their ids.

    What is wrong with the rest of an archive is told only when one of them does not come: it may be the reason. Each
    that does not come is told, and its text stays as it was.
    """

    async def open_(refuse: Refuse) -> Contents:
        errors: list[ArticlebotError] = []
        contents = await source.open(errors.append)
        there = {each.article_id for each in contents.unchanged}

        def articles() -> Iterator[Article]:
            broken: ArticlebotError | None = None
            try:
                for article in contents.articles:
                    if article.id in wanted:
                        there.add(article.id)
                        yield article
            except ArticlebotError as error:
                broken = error
            lost = [title or article_id for article_id, title in wanted.items() if article_id not in there]
            if not lost:
                return
            if broken is not None:  # nobody knows what else is there
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
