"""The card of an answer, quote first, and what its buttons open: further quotes, and the context of the quotes.

All quotes of a card are in one embed without an address, because Discord merges embeds with the same address.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord

from bot.cards.block import block_of, fitting, surrounded
from bot.cards.card import Card, CardButton
from bot.cards.excerpt import shortened, units
from bot.cards.markdown import fitted, one_line
from bot.cards.source import gone_line, source_lines
from bot.wording import (
    CERTAINTY,
    NEAREST,
    NOT_ANSWERED,
    ONE_AT_A_TIME,
    ONE_NOT_ANSWERED,
    certainty,
    counted,
    days,
    has_several_questions,
    undated,
)
from index.article import Answer, Quote, Span
from index.filters import Filters
from index.storage.feedback import GivenAnswer

CONTENT, DESCRIPTION, EMBEDS = 2_000, 4_096, 6_000
"""Discord's limits in units: a message's content, an embed's description, and all embeds of a message together."""

_QUESTION = 150
"""Units of the question in the last line of a card."""

_ONLY = 40
"""Units of the title in the last line, if only one article was asked."""

_LAST_LINE = 320
"""Units of the last line in plain text: the question, which escaping may double, and the numbers."""

_SOURCE = 800
"""The most units of one source, in the list of sources: an answer shows at most five quotes."""

_NOT_SURE = discord.Colour(0x80848E)
_COLOURS = dict(zip((word for _, word in CERTAINTY), map(discord.Colour, (0x23A55A, 0x23A55A, 0xF0B232)), strict=False))
"""Green for likely, amber for possible, grey for everything else. The word is also in the text."""

GONE = "The articles of these quotes were removed, or changed long ago, so there is nothing more that I could show."
NO_SOURCE = "That answer has no quotes, and so no source."
NO_MORE = "There are no more quotes for this question."


def answer_card(
    found: Answer,
    *,
    shown: int,
    articles: int,
    key: str | None,
    filters: Filters = Filters(),
    only_title: str | None = None,
    left_open: Sequence[str] = (),
    answered_alone: Sequence[str] = (),
) -> Card:
    """Return the card of an answer, or of an abstention, with the first `shown` quotes.

    `articles`: how many were searched. `key`: the key of the stored answer, for the buttons; None means no buttons.
    `filters` are stated; if they name one article, `only_title` is its title. `left_open`: which of several questions
    the quotes do not answer. `answered_alone`: which of several questions that are refused together are answered by
    themselves.
    """
    refusal = NOT_ANSWERED if only_title is None else ONE_NOT_ANSWERED
    quotes = (found.quotes or found.nearest)[:shown]

    def text(room: int) -> str:
        opening = ""
        if not found.answered:
            opening = _refused(found, refusal, room, answered_alone) + (f"\n\n-# {NEAREST}\n" if quotes else "")
        ending = _left_open(left_open)
        return opening + _joined(enumerate(quotes, 1), room - units(opening + ending), answers=found.answered) + ending

    colour = _colour(found.confidence, answers=found.answered)
    embed = discord.Embed(description=text(DESCRIPTION), colour=colour)
    told = [
        f"“{shortened(one_line(found.question), _QUESTION)}”",
        "" if only_title is None else f"only “{shortened(one_line(only_title), _ONLY)}”",
        days(filters.since, filters.until),
        f"{counted(articles, 'article')} searched",
        undated(found.undated),
    ]
    footer = " · ".join(part for part in told if part)
    embed.set_footer(text=footer)
    last = f"\n\n-# {fitted(footer, _LAST_LINE)}"
    buttons = _buttons(found, shown, key) if key is not None else ()
    return Card(embeds=(embed,), buttons=buttons, plain=text(CONTENT - units(last)) + last)


def _buttons(found: Answer, shown: int, key: str) -> tuple[CardButton, ...]:
    buttons = []
    if found.did_you_mean is not None:
        buttons.append(CardButton(f"meant:{key}", "Ask that", style=discord.ButtonStyle.primary))
    if found.quotes or found.nearest:
        buttons.append(CardButton(f"context:{key}", "Context"))
    if len(found.quotes) > shown:
        buttons.append(CardButton(f"more:{key}:{shown}", "More"))
    return *buttons, CardButton(f"up:{key}", emoji="👍"), CardButton(f"down:{key}", emoji="👎")


def _left_open(questions: Sequence[str]) -> str:
    """Return a line that names the questions without an answer, or "" if there are none."""
    if not questions:
        return ""
    return f"\n\n-# Not answered here: {_named(questions)} Ask {'that' if len(questions) == 1 else 'each'} by itself."


def _named(questions: Sequence[str]) -> str:
    return ", ".join(f"“{fitted(one_line(each), _QUESTION)}”" for each in questions)


def _refused(found: Answer, refusal: str, room: int, answered_alone: Sequence[str]) -> str:
    """Return the refusal, the suggestion (at most an eighth of `room`), and advice on how to ask."""
    said = [f"**{refusal}**"]
    if found.did_you_mean is not None:
        said.append(f"Did you mean “{fitted(one_line(found.did_you_mean), room // 8)}”")
    if has_several_questions(found.question):
        said.append(
            f"{ONE_AT_A_TIME} The articles answer {_named(answered_alone)}" if answered_alone else ONE_AT_A_TIME
        )
    return "\n".join(said)


def more_card(given: GivenAnswer, offset: int, count: int) -> Card:
    """Return `count` quotes (up to 5) after the first `offset`, with continued numbers and their buttons."""
    quotes = given.quotes[offset : offset + count]
    if not quotes:
        return Card(NO_MORE)
    if not any(quotes):
        return Card(GONE, buttons=_more(given, offset + count))
    # Also for replies: "and when?" finds its subject by a button of the card that it is to.
    buttons = (_context(given, offset, count), *_more(given, offset + count))
    opening = "" if given.answered else f"-# {NEAREST}\n"

    def text(room: int) -> str:
        return opening + _joined(enumerate(quotes, offset + 1), room - units(opening), answers=given.answered)

    best = max(quote.confidence for quote in quotes if quote is not None)
    embed = discord.Embed(description=text(DESCRIPTION), colour=_colour(best, answers=given.answered))
    return Card(embeds=(embed,), buttons=buttons, plain=text(CONTENT))


def source_card(given: GivenAnswer, offset: int, count: int) -> Card:
    """Return where `count` quotes after the first `offset` are from, and a button for their context."""
    quotes = given.quotes[offset : offset + count]
    if not quotes:
        return Card(NO_SOURCE)

    def text(room: int) -> str:
        each = min(_SOURCE, room // len(quotes) - 1)
        return "\n".join(
            gone_line(number) if quote is None else source_lines(number, quote, each, answers=given.answered)
            for number, quote in enumerate(quotes, offset + 1)
        )

    embed = discord.Embed(description=text(DESCRIPTION), colour=_colour(given.confidence, answers=given.answered))
    return Card(embeds=(embed,), buttons=(_context(given, offset, count),), plain=text(CONTENT))


def context_card(given: GivenAnswer, around: Sequence[tuple[Quote, Span] | None], offset: int = 0) -> Card:
    """Return the context of the quotes after the first `offset`; None in `around` is a quote whose article is gone."""
    if not any(around):
        return Card(GONE)
    opening = "" if given.answered else f"-# {NEAREST}\n"
    texts = fitting(surrounded(around, offset + 1), EMBEDS - units(opening), answers=given.answered)
    texts[0] = opening + texts[0]
    colour = _colour(given.confidence, answers=given.answered)
    return Card(embeds=tuple(discord.Embed(description=text, colour=colour) for text in texts))


def _context(given: GivenAnswer, offset: int, count: int) -> CardButton:
    return CardButton(f"context:{given.key}:{offset}:{count}", "Context")


def _more(given: GivenAnswer, offset: int) -> tuple[CardButton, ...]:
    return (CardButton(f"more:{given.key}:{offset}", "More"),) if offset < len(given.quotes) else ()


def _joined(numbered: Iterable[tuple[int, Quote | None]], room: int, *, answers: bool) -> str:
    between = "\n\n"
    blocks = [block_of(number, quote, answers=answers) for number, quote in numbered]
    return between.join(fitting(blocks, room - len(between) * len(blocks), answers=answers))


def _colour(confidence: float, *, answers: bool) -> discord.Colour:
    return _COLOURS.get(certainty(confidence), _NOT_SURE) if answers else _NOT_SURE
