"""One block of a card: a quote or its context, with the line that names its source; and the room for each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.cards.excerpt import shortened, units
from bot.cards.markdown import one_line, quoted_within
from bot.cards.source import TITLE, gone_line, source_lines
from index.article import Quote, Span
from index.text.paragraphs import unwrapped

_QUOTE = 1_200
"""Units of a quote: more than two long sentences, and less than a screen."""

_NEAREST = 300
"""Units of a passage that is not an answer: enough to see why it is not one."""

_AROUND = 2_000
"""Units of the context of a quote."""

_SOURCE = 1_500
"""Units of the line under a quote; most of it is the link's address, which is not displayed."""

_LEAST_SOURCE = 200

_WHOLE = 4_000
"""The most units of a block: hardly less than a description may have."""


@dataclass(frozen=True, slots=True)
class Block:
    """What is shown of one article, in at most `longest` units, for one or more quotes, each with its number.

    `keep` must stay visible; `highlights` are in bold if the quotes answer. Without quotes, the article is gone.
    """

    numbers: tuple[int, ...]
    quotes: tuple[Quote, ...] = ()
    text: str = ""
    keep: Span | None = None
    highlights: tuple[Span, ...] = ()
    longest: int = 0
    between: str = ""


def block_of(number: int, quote: Quote | None, *, answers: bool) -> Block:
    """Return the block of a quote, or of a passage that is not an answer; None means that its article is gone."""
    if quote is None:
        return Block((number,))
    highlights = _inside(quote.span, *quote.highlights)
    keep = next(iter(_inside(quote.span, quote.highlight)), None)
    return Block(
        (number,),
        (quote,),
        unwrapped(quote.article.text, quote.span),
        keep,
        highlights,
        _QUOTE if answers else _NEAREST,
    )


def surrounded(around: Sequence[tuple[Quote, Span] | None], first: int) -> list[Block]:
    """Return blocks with the context of quotes, numbered from `first`; quotes with the same context share one block."""
    groups: dict[object, list[tuple[int, tuple[Quote, Span] | None]]] = {}
    for number, each in enumerate(around, first):
        key = number if each is None else (each[0].article.id, each[0].article.revision, each[1])
        groups.setdefault(key, []).append((number, each))
    blocks = []
    for group in groups.values():
        numbers = tuple(number for number, _ in group)
        found = [each for _, each in group if each is not None]
        if not found:
            blocks.append(Block(numbers))
            continue
        quotes, span = tuple(quote for quote, _ in found), found[0][1]
        highlights = _inside(span, *(each for quote in quotes for each in quote.highlights))
        seen = _inside(span, *(quote.highlight or quote.span for quote in quotes))
        text = unwrapped(quotes[0].article.text, span)
        keep = Span(min(each.start for each in seen), max(each.end for each in seen)) if seen else None
        blocks.append(Block(numbers, quotes, text, keep, highlights, _AROUND, between="> \n"))
    return blocks


def fitting(blocks: Sequence[Block], room: int, *, answers: bool) -> list[str]:
    """Return the text of each block, all in at most `room` units: short ones whole, long ones in fair shares.

    `room`: at least 300 units for each quote. `answers` is False for passages that are not an answer.
    """
    naming = _naming(blocks)
    wanted = [_text(block, _WHOLE, naming, answers=answers) for block in blocks]
    given = shares([units(text) for text in wanted], [len(block.numbers) for block in blocks], room)
    return [
        text if units(text) <= share else _text(block, share, naming, answers=answers)
        for block, text, share in zip(blocks, wanted, given, strict=True)
    ]


def shares(wanted: Sequence[int], weights: Sequence[int], room: int) -> list[int]:
    """Return each one's part of `room`: what it wants if that fits, else at least its share by weight."""
    given = [0] * len(wanted)
    left = sum(weights)
    for each in sorted(range(len(wanted)), key=lambda number: wanted[number] / weights[number]):
        given[each] = min(wanted[each], room * weights[each] // left)
        room -= given[each]
        left -= weights[each]
    return given


def _naming(blocks: Sequence[Block]) -> Collection[int]:
    """Return the numbers of the quotes that say where their article is from.

    Those are the first ones of each article, and all of articles with the same title, which nothing else tells apart.
    """
    keys: dict[int, tuple[str, int]] = {}
    alike: dict[str, dict[tuple[str, int], int]] = {}
    for block in blocks:
        for number, quote in zip(block.numbers, block.quotes, strict=False):  # without quotes, the article is gone
            article = quote.article
            keys[number] = article.id, article.revision
            alike.setdefault(shortened(one_line(article.title), TITLE), {}).setdefault(keys[number], number)
    first = {key: number for group in alike.values() if len(group) == 1 for key, number in group.items()}
    return {number for number, key in keys.items() if first.get(key, number) == number}


def _text(block: Block, limit: int, naming: Collection[int], *, answers: bool) -> str:
    if not block.quotes:
        return "\n".join(map(gone_line, block.numbers))

    def words(most: int) -> str:
        bold = block.highlights if answers else ()
        return quoted_within(block.text, block.keep, min(most, block.longest), *bold, between=block.between)

    # Half of the room for the sources, and whatever the words do not need.
    room = max(limit // 2, limit - units(words(limit)) - 1)
    each = max(_LEAST_SOURCE, min(room // len(block.quotes) - 1, _SOURCE))
    sources = "\n".join(
        source_lines(number, quote, each, answers=answers, named_above=number not in naming)
        for number, quote in zip(block.numbers, block.quotes, strict=True)
    )
    return f"{words(limit - units(sources) - 1)}\n{sources}"


def _inside(span: Span, *others: Span | None) -> tuple[Span, ...]:
    """Return those of `others` that lie in `span`, as offsets from its start."""
    return tuple(each.moved(-span.start) for each in others if each is not None and span.holds(each))
