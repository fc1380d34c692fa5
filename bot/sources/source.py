"""What is to be added, whoever provides it: a source with its name, and the articles that it yields."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from index.adding import Added
from index.article import Article
from index.errors import ArticlebotError

Refuse = Callable[[ArticlebotError], None]
"""Takes the error that explains why something was not added."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The articles of one source, read as they are requested, which blocks; `total` is the most there can be.

    `unchanged` are those with nothing to read. `stored` is called for each article that was stored, and blocks as well.
    """

    articles: Iterator[Article]
    total: int = 1
    unchanged: tuple[Added, ...] = ()
    stored: Callable[[Added], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to be added: its name as people know it, and how to get its articles.

    `open` raises ArticlebotError; its argument is called for each part that cannot be read while the rest can.
    """

    name: str
    open: Callable[[Refuse], Awaitable[Contents]]
