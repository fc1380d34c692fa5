"""The terminal that answers and articles are drawn on: its width, and how text is put on it.

Article text is cleaned of what steers a terminal, and never read as markup. Piped, it is plain text
that is not wrapped.
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

_PIPED_TABLE = 160
"""The width of a table that is not drawn on a terminal. Text is not wrapped there at all."""

_TITLE = 72
"""Characters of a title under a quote: it is there to recognise the article, not to be read."""

_BETWEEN = " · "


class Screen(Console):
    """A console that leaves a reader who has gone away (`| head`) to the one place that ends commands."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError again: rich itself would exit with 1, which says that nothing was answered."""
        raise BrokenPipeError

    def put(self, text: str | Text, style: str = "") -> None:
        """Print a text, wrapped on a terminal only."""
        self.print(Text(text, style=style) if isinstance(text, str) else text, soft_wrap=not self.is_terminal)

    def put_facts(self, facts: Sequence[str], after: str = "") -> None:
        """Print what is known, dim, with a dot between: on a terminal a line ends between two facts, not inside one."""
        lines = _filled(facts, self.width) if self.is_terminal else [joined(facts)]
        self.put("\n".join(lines) + after, "dim")


def screen(measure: int | None = _MEASURE) -> Screen:
    """Return standard output as a screen: on a terminal at most `measure` cells wide, None for all that there are."""
    opened = Screen(highlight=False, markup=False, emoji=False)
    if not opened.is_terminal:
        opened.width = _PIPED_TABLE
    elif measure is not None:
        opened.width = min(opened.width, measure)
    return opened


def joined(parts: Sequence[str]) -> str:
    """Return what there is of `parts`, with a dot between."""
    return _BETWEEN.join(part for part in parts if part)


def short_title(article: Article) -> str:
    """Return an article's title on one line, cut where it is long."""
    return textwrap.shorten(one_line(article.title), _TITLE, placeholder="…")


def _filled(facts: Sequence[str], width: int) -> Iterator[str]:
    """Yield lines of at most `width` cells with as many facts as they hold; a longer fact has a line of its own."""
    line = ""
    for fact in facts:
        longer = joined((line, fact))
        if line and cell_len(longer) > width:
            yield line
            line = fact
        else:
            line = longer
    yield line
