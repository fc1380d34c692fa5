"""The cards of a server's articles: the list, one article, and the confirmation before one is removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import discord

from bot.cards.card import Card, CardButton, page_buttons, page_of
from bot.cards.excerpt import shortened, units
from bot.cards.markdown import bold, fitted, linked, one_line
from bot.cards.source import also_at_text
from bot.wire import link
from bot.wording import counted, day
from index.article import Article, Copy
from index.storage.history import Revision
from index.titles import TitledArticle

PER_PAGE = 10
"""Articles on a page of the list: even with the longest titles, they fit into an embed's 4,096 characters."""

NO_ARTICLES = (
    "There are no articles on this server yet. Add some with `/articles add` (a file, or a form for text), or with "
    "**Add to articles** in the menu of a message: Apps → Add to articles."
)

_SOURCE = 60
"""Units of a source that distinguishes articles of the same title."""

_BEGINNING = 1_500
_VALUE = 1_000
"""The longest value of a field; Discord's limit is 1,024."""


def list_card(
    articles: Sequence[TitledArticle], page: int, passages: Callable[[Sequence[int]], Mapping[int, int]]
) -> Card:
    """Return one page (from 1) of the articles, which are given oldest first and shown newest first.

    A page after the last one gives the last one. `passages` returns the number of passages of articles, by their keys.
    """
    if not articles:
        return Card(NO_ARTICLES)
    page, pages = page_of(len(articles), PER_PAGE, page)
    first = (page - 1) * PER_PAGE
    shown = list(reversed(articles))[first : first + PER_PAGE]
    counts = passages([article.key for article in shown])
    leaders = {each.copy_of for each in shown}
    named = {each.key: bold(each.title, each.id) for each in articles if each.key in leaders}
    lines = [
        f"{first + place}. "
        + _line(article, counts.get(article.key, 0), named.get(article.copy_of or 0), apart(article, articles))
        for place, article in enumerate(shown, 1)
    ]
    embed = discord.Embed(
        title=counted(len(articles), "article"), description="\n".join(lines), colour=discord.Colour.blurple()
    )
    if pages > 1:
        embed.set_footer(text=f"Page {page} of {pages}, newest first")
    return Card(embeds=(embed,), buttons=page_buttons("articles-page", page, pages))


def article_card(
    article: Article, passages: int, revisions: Sequence[Revision] = (), also_at: Sequence[Copy] = ()
) -> Card:
    """Return what is known of an article, and its beginning.

    `revisions`: those that are kept, the present one last. `also_at`: the other articles that tell its story.
    """
    embed = discord.Embed(
        title=fitted(one_line(article.title), 256) or None,
        description=fitted(_below_title(article), _BEGINNING),
        colour=discord.Colour.blurple(),
    )
    if article.url is not None:
        embed.add_field(name="Address", value=_address(article.url), inline=False)
    fields = {
        "Id": article.id,
        "Published": day(article.published) if article.published else "not known",
        "Source": article.source or "text that was handed in",
        "Revision": _revision(article, revisions),
        "Passages": f"{passages:,}",
        "Characters": f"{len(article.text):,}",
    }
    for name, value in fields.items():
        embed.add_field(name=name, value=fitted(one_line(value), _VALUE) or "–")
    if also_at:
        embed.add_field(name="Also at", value=also_at_text(also_at, _VALUE) or "–", inline=False)
    return Card(embeds=(embed,))


def removal_card(article: TitledArticle, passages: int, articles: Sequence[TitledArticle]) -> Card:
    """Return a confirmation to remove an article; `articles` are all among which its title may be ambiguous."""
    other = apart(article, articles)
    which = bold(article.title, article.id) + (f" ({other})" if other else "")
    text = f"Remove {which} for good, with its {counted(passages, 'passage')}?"
    buttons = (
        CardButton(f"articles-remove:{article.key}", "Remove", style=discord.ButtonStyle.danger),
        CardButton("articles-keep", "Cancel"),
    )
    return Card(text, buttons=buttons)


def apart(article: TitledArticle, articles: Sequence[TitledArticle]) -> str:
    """Return what distinguishes an article from others of the same title: its date, source or key; else ""."""
    others = [each for each in articles if each.folded == article.folded and each.key != article.key]
    if not others:
        return ""
    if article.published is not None and all(each.published != article.published for each in others):
        return day(article.published)
    if article.source and all(each.source != article.source for each in others):
        return fitted(one_line(article.source), _SOURCE)
    return f"#{article.key}"


def _below_title(article: Article) -> str:
    """Return the text of an article without its first line if that is the title, which stands above it already."""
    first, _, rest = article.text.partition("\n")
    return rest.lstrip("\n") if rest.strip() and one_line(first) == one_line(article.title) else article.text


def _address(url: str) -> str:
    """Return a URL as a link, or as text if no browser opens it."""
    shown = linked(shortened(url, 80), url) if link(url, "") is not None else ""
    return shown if shown and units(shown) <= _VALUE else fitted(one_line(url), _VALUE) or "–"


def _revision(article: Article, revisions: Sequence[Revision]) -> str:
    """Return the number and the date of the present revision, and how many older ones are kept."""
    if not revisions:
        return str(article.revision)
    older = len(revisions) - 1
    kept = f", {older:,} older {'one is' if older == 1 else 'ones are'} kept" if older else ""
    return f"{article.revision:,}, of {day(revisions[-1].stored_at.date())}{kept}"


def _line(article: TitledArticle, passages: int, leader: str | None, other: str) -> str:
    known = [day(article.published)] if article.published else []
    known += [other] if other and other not in known else []
    copy = [f"copy of {leader}"] if leader is not None else []
    # A dot stays on the line of the word before it, and a number on that of the word after it.
    number = counted(passages, "passage").replace(" ", "\u00a0")
    return "\u00a0· ".join([bold(article.title, article.id), *known, number, *copy])
