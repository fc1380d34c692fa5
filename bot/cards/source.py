"""The line under a quote: `[1] title · site · date · page · how likely`, linked to the very place on the web."""

from __future__ import annotations

from bot import wire
from bot.cards.markdown import escaped, fitted, is_blank, linked, one_line, shortened, units
from bot.wording import certainty, day, host, site
from index.article import Quote

TITLE = 72
"""Units of a title: it is there to recognise the article, not to be read."""

_SITE = 60

_LONGEST_IN_LINK = 2_000
"""Characters of a quote that a link is made of."""

_WORDS_OF_LINK = (None, 8, 3)
"""How many of a quote's first words a link names: all, and fewer where there is no room, which leads there as well."""

UNTITLED = "Untitled"


def source_line(number: int, quote: Quote, limit: int, *, certain: bool = True) -> str:
    """Return the line in at most `limit` units (200 or more), in small letters.

    The link gives way first: it names fewer words of the quote, then none, and then there is none.
    `certain` says how likely the quote answers.
    """
    article = quote.article
    title = article.title if not is_blank(article.title) else site(article)
    title = shortened(one_line(title), min(TITLE, limit // 3)) if not is_blank(title) else UNTITLED
    facts = [
        fitted(one_line(site(article)), min(_SITE, limit // 4)) if site(article) != title else "",
        day(article.published) if article.published else "",
        f"p. {quote.page}" if quote.page is not None else "",
        certainty(quote.confidence) if certain else "",
    ]
    # A dot stays on the line of what it follows.
    rest = "".join(f"\u00a0· {fact}" for fact in facts if fact)
    start = f"-# \\[{number}\\] "
    room = limit - units(start) - units(rest)
    return start + _title(title, quote, room) + rest


def gone_line(number: int) -> str:
    """Return what stands in the place of a quote whose article has been removed."""
    return f"-# \\[{number}\\] The article of this quote has been removed since."


def _title(title: str, quote: Quote, room: int) -> str:
    url = quote.article.url
    if url is not None and host(url):
        text = quote.text[:_LONGEST_IN_LINK]
        for count in _WORDS_OF_LINK:
            quoted = text if count is None else " ".join(text.split()[:count])
            found = linked(title, wire.link(url, quoted) or url)
            if units(found) <= room:
                return found
        if units(found := linked(title, url)) <= room:
            return found
    return fitted(title, min(room, units(escaped(title))))
