"""The terminal on which answers and articles are drawn: its width, and how text is printed.

Article text is stripped of terminal control sequences, and never read as markup. Piped output is plain text that is
not wrapped.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.cli.drawing.terminal import one_line
from index.article import Article

_MEASURE = 100
"""The widest line that is comfortable to read."""

_UNKNOWN = 80
"""The width of a terminal that does not say how wide it is."""

_PIPED_TABLE = 160
"""The width of a table that is not drawn on a terminal. Other piped text is not wrapped at all."""

_TITLE = 72
"""Characters of a title under a quote, which only has to be recognised."""

_BETWEEN = " · "


class Screen(Console):
    """A console that reraises a closed pipe (`| head`), so that `Articlebot.invoke` handles it."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError again: rich would exit with 1, which means that nothing was answered."""
        raise BrokenPipeError

    def put(self, text: str | Text, style: str = "") -> None:
        """Print a text, wrapped only on a terminal."""
        self.print(Text(text, style=style) if isinstance(text, str) else text, soft_wrap=not self.is_terminal)

    def put_facts(self, facts: Sequence[str], after: str = "") -> None:
        """Print facts, dim and separated by dots; on a terminal, lines break between facts, not inside one."""
        lines = _filled(facts, self.width) if self.is_terminal else [joined(facts)]
        self.put("\n".join(lines) + after, "dim")


def screen(measure: int | None = _MEASURE) -> Screen:
    """Return standard output as a screen, on a terminal at most `measure` cells wide; None uses its full width."""
    opened = Screen(highlight=False, markup=False, emoji=False)
    if opened.is_terminal:
        width = opened.width or _UNKNOWN  # COLUMNS=0, in which rich shows nothing at all
        opened.width = width if measure is None else min(width, measure)
    else:
        opened.width = _PIPED_TABLE
    return opened


def joined(parts: Sequence[str]) -> str:
    """Return the non-empty `parts`, separated by dots."""
    return _BETWEEN.join(part for part in parts if part)


def short_title(article: Article) -> str:
    """Return an article's title on one line, cut if it is long."""
    return short(article.title, _TITLE)


def short(text: str, most: int) -> str:
    """Return a text on one line, cut to at most this many characters."""
    return textwrap.shorten(one_line(text), most, placeholder="…")


def _filled(facts: Sequence[str], width: int) -> Iterator[str]:
    """Yield lines of at most `width` cells with as many facts as fit; a longer fact has its own line."""
    line = ""
    for fact in filter(None, facts):
        longer = joined((line, fact))
        if line and cell_len(longer) > width:
            yield line
            line = fact
        else:
            line = longer
    yield line
