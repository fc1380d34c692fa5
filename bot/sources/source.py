"""What is handed in to be added, whoever hands it in: a source by its name, and the articles that come of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from index.adding import Added
from index.article import Article
from index.errors import ArticlebotError

Refuse = Callable[[ArticlebotError], None]
"""Takes the reason for which something was not added."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The articles of one source, read as they are asked for, which blocks; `total` is how many there are at most.

    `unchanged` are those that there is nothing to read of. `stored` is told of each that was stored, and blocks, too.
    """

    articles: Iterator[Article]
    total: int = 1
    unchanged: tuple[Added, ...] = ()
    stored: Callable[[Added], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that was handed in: its name as people know it, and how to get at its articles.

    `open` raises ArticlebotError; what cannot be read while the rest can is told to the function that it is given.
    """

    name: str
    open: Callable[[Refuse], Awaitable[Contents]]
