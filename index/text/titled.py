"""A passage below the title and other lines that say what it is about: as it is read, and as both arms search it."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Span
from index.text.subjects import subject


def titled(title: str, text: str, over: str = "") -> str:
    """Put the article's title before a passage, unless it begins with it, and the lines `over` it between them.

    A title that ends in "…" is the cut opening of a text without a headline: before other passages it
    only distracts (on the seed article it lowers the logits of right passages by about 1).
    """
    shown = [] if not title or title.endswith("…") or text.startswith(title) else [title]
    return "\n".join([*shown, *([over] if over else []), text])


def searchable(title: str, text: str, passages: Sequence[Span]) -> list[str]:
    """Return what both arms search of each passage of an article: its words after the title and whom it speaks of.

    The latter is the person the article is about, if the title does not name them and the passage has a pronoun or a
    part of the name.
    """
    words = [passage.of(text) for passage in passages]
    about = subject(title, text)
    if about is None or about.name in title:
        return [titled(title, each) for each in words]
    return [titled(title, each, about.name_for(each)) for each in words]
