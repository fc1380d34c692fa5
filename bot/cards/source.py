"""The line under a quote: `[1] title › section · according to site, date · page · how likely`, linked to the place.

Another line names other places of the same story.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot import wire
from bot.cards.excerpt import shortened, units
from bot.cards.markdown import escaped, fitted, is_blank, linked, one_line
from bot.provenance import according_to, host, publisher, section, site
from bot.wording import as_of, certainty
from index.article import Copy, Quote

TITLE = 72
"""Units of a title, which only has to be recognised."""

_SITE = 60

_SECTION = 40
"""Units of the heading that a quote stands below."""

_PLACE = 40
"""Units of the name of another place of a story."""

_LONGEST_IN_LINK = 2_000
"""Characters of a quote from which a link is made."""

_WORDS_OF_LINK = (None, 8, 3)
"""How many of a quote's first words the link names: all, or fewer if there is no room, which also works."""

UNTITLED = "Untitled"

HEADLINE = "Headline"
"""What stands instead of a title if the quote is that title."""


_ALSO = 3
"""How many other places of a story are named; the rest is counted."""

_ALSO_UNITS = 600
"""Units of the other places; most of it is links."""


def source_lines(number: int, quote: Quote, limit: int, *, answers: bool, named_above: bool = False) -> str:
    """Return the source of a quote and the other places of its story, in at most `limit` units.

    `answers`: the quote is of an answer, so that the line says how likely it is.
    `named_above`: a quote above is from the same article, so that only the title and what concerns this quote are said.
    """
    also = "" if named_above else _also_line(quote.also_at, min(limit // 4, _ALSO_UNITS))
    room = limit - units(also) - 1 if also else limit
    return _source_line(number, quote, room, answers=answers, named_above=named_above) + (f"\n{also}" if also else "")


def _also_line(copies: Sequence[Copy], limit: int) -> str:
    """Return the other places of a story, in small print and at most `limit` units; "" if there are none."""
    start = "-# also at "
    places = also_at_text(copies, limit - len(start))
    return start + places if places else ""


def also_at_text(copies: Sequence[Copy], limit: int) -> str:
    """Return the names of a few places, linked if possible, and how many more there are, in at most `limit` units."""
    names = [_place(copy) for copy in copies[:_ALSO]]
    for count in range(len(names), -1, -1) if copies else ():
        left = len(copies) - count
        rest = [f"{left:,} more" if count else "1 other place" if left == 1 else f"{left:,} other places"]
        listed = names[:count] + (rest if left else [])
        text = ", ".join(listed[:-1]) + (" and " if len(listed) > 1 else "") + listed[-1]
        if units(text) <= limit:
            return text
    return ""


def _place(copy: Copy) -> str:
    """Return where a copy is from, linked; a file or a text by its name."""
    name = next((name for name in (site(copy), copy.title, copy.id) if not is_blank(name)), UNTITLED)
    if copy.url is not None and host(copy.url):
        return linked(shortened(one_line(name), _PLACE), copy.url)
    return fitted(one_line(name), _PLACE)


def _source_line(number: int, quote: Quote, limit: int, *, answers: bool, named_above: bool) -> str:
    """Return the line in at most `limit` units (150 or more), in small print.

    If there is no room, the link is reduced first: it names fewer words of the quote, then none, then it is left out.
    `answers` and `named_above`: as in `source_lines`.
    """
    article = quote.article
    title = article.title if not is_blank(article.title) else site(article)
    title = one_line(title) if not is_blank(title) else UNTITLED
    title = HEADLINE if title == one_line(quote.text) else shortened(title, min(TITLE, limit // 3))
    known = publisher(article)
    named = fitted(one_line(known), min(_SITE, limit // 4)) if known != title and not is_blank(known) else ""
    other = site(article) if not known and site(article) != title else ""
    provenance = [
        fitted(one_line(other), min(_SITE, limit // 4)) if other else "",
        according_to(article, named),
        as_of(quote.as_of) if quote.as_of is not None else "",
    ]
    facts = [
        *(() if named_above and title != HEADLINE else provenance),
        f"p.\u00a0{quote.page}" if quote.page is not None else "",
        certainty(quote.confidence).replace(" ", "\u00a0") if answers else "",
    ]
    above = one_line(section(quote))
    below = f" › {fitted(above, min(_SECTION, limit // 5))}" if above and title != HEADLINE else ""
    # The non-breaking spaces keep a dot on the line of the fact before it, and a short fact on one line.
    rest = below + "".join(f"\u00a0· {fact}" for fact in facts if fact)
    start = f"-# \\[{number}\\] "
    room = limit - units(start) - units(rest)
    return start + _title(title, quote, room) + rest


def gone_line(number: int) -> str:
    """Return the line for a quote whose article has been removed, or whose revision is not kept any more."""
    return f"-# \\[{number}\\] What this quote was cut from is not kept any more: it was removed, or changed long ago."


def _title(title: str, quote: Quote, room: int) -> str:
    url = quote.article.url
    if url is not None and host(url):
        text = quote.text[:_LONGEST_IN_LINK]
        for count in _WORDS_OF_LINK:
            quoted = text if count is None else " ".join(text.strip().partition("\n")[0].split()[:count])
            found = linked(title, wire.link(url, quoted) or url)
            if units(found) <= room:
                return found
        if units(found := linked(title, url)) <= room:
            return found
    return fitted(title, min(room, units(escaped(title))))
