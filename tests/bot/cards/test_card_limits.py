"""Whatever the articles are, every card keeps to every limit of Discord's, and all quotes get their share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.answer import answer_card, context_card, more_card, source_card
from bot.cards.block import shares
from index.article import Answer, Article, Copy, Quote, Span
from index.filters import Filters
from tests.bot.carded import KEY, hold, kept
from tests.bot.cards.test_markdown import TRICKS

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    [trick for trick in TRICKS if trick != "\ud800"]
)
long_texts = st.builds(
    lambda parts, times: "".join(parts) * times, st.lists(words, max_size=5), st.sampled_from([1, 900])
)
ADDRESSES = st.sampled_from([None, "https://example.org/(a)", "https://example.org/" + "ü" * 2_000, "http://[x", "x:"])


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    """Return a quote of any article at all."""
    text = draw(long_texts.filter(str.strip))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    first = draw(st.integers(start, end - 1))
    highlight = draw(st.none() | st.builds(Span, st.just(first), st.integers(first + 1, end)))
    day, pages = draw(st.none() | st.dates()), draw(st.sampled_from([(), (0,)]))
    article = Article(draw(st.sampled_from("ab")), draw(long_texts), text, draw(ADDRESSES), day, draw(words), pages)
    copy = st.builds(Copy, words, words, ADDRESSES, st.none(), st.none() | long_texts, st.none() | words)
    also_at = tuple(draw(st.lists(copy, max_size=5)))
    return Quote(article, Span(start, end), draw(st.floats(0, 1)), highlight, draw(st.none() | st.dates()), also_at)


@settings(max_examples=25)
@given(
    st.lists(quotes(), min_size=1, max_size=10), st.integers(1, 5), st.booleans(), long_texts, st.none() | long_texts
)
def test_any_card_keeps_to_every_limit(
    found: Sequence[Quote], shown: int, answers: bool, question: str, meant: str | None
) -> None:
    """Ten quotes of any articles: endless sentences, titles and addresses, and words that would be markup."""
    answer = Answer(
        question,
        "guild:1",
        answers,
        0.5,
        quotes=tuple(found) if answers else (),
        nearest=() if answers else tuple(found),
        did_you_mean=None if answers else meant,
    )
    filters = Filters(frozenset("a"), date(2025, 11, 28), date(2026, 11, 28))
    card = answer_card(answer, shown=shown, articles=1, key=KEY, filters=filters, only_title=found[0].article.title)
    hold(card)
    lines = (card.plain or "").splitlines()
    for number in range(1, min(shown, len(found)) + 1):
        assert sum(line.startswith(rf"-# \[{number}\] ") for line in lines) == 1
    assert lines[-1].startswith("-# “")
    given_answer = kept(*found, None, shown=shown, answered=answers)
    hold(more_card(given_answer, shown, shown))
    hold(more_card(given_answer, 0, 5))
    hold(source_card(given_answer, 0, shown))
    around = [
        (each, Span(max(0, each.span.start - 1_500), min(len(each.article.text), each.span.end + 1_500)))
        for each in found[:shown]
    ]
    hold(context_card(given_answer, around))


@given(st.lists(st.tuples(st.integers(0, 9_000), st.integers(1, 3)), min_size=1, max_size=10), st.integers(0, 9_000))
def test_room_is_shared_fairly(asked: list[tuple[int, int]], room: int) -> None:
    """Nobody gets more than they want, all of it is given out, and whoever lacks some has no less than their part."""
    wanted, weights = [want for want, _ in asked], [weight for _, weight in asked]
    parts = shares(wanted, weights, room)
    assert all(part <= want for part, want in zip(parts, wanted, strict=True))
    assert sum(parts) == min(room, sum(wanted))
    for part, want, weight in zip(parts, wanted, weights, strict=True):
        assert part == want or part >= room * weight // sum(weights)
