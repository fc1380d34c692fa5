"""Cards of answers: quote first, its source under it, and within every limit of Discord's for any article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.answer import GONE, NO_MORE, answer_card, context_card, more_card
from bot.cards.block import shares
from bot.cards.card import Card
from index.article import Answer, Article, Quote, Span
from index.feedback import GivenAnswer
from tests.bot.test_markdown import TRICKS
from tests.discord.drawing.markdown import kinds, parse, shown
from tests.discord.rules import message_problems
from tests.discord.scene import plain

KEY = "AbC-_9xyzAbC"
FERRY = Article(
    "ferry", "The ferry [updated] sails all winter",
    "It sails since 1987. The hull breaks ice of eight centimetres.\nChildren travel free.",
    "https://www.example.org/ferry_(lake)?page=2", date(2025, 3, 3), "ferry.md", (0, 40),
)  # fmt: skip
PASTED = Article("pasted", "Notes", "Nobody knows. Marta Keller designed it in 1882.")
SHOWS = {"quote", "small", "bold", "link"}

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
    return Quote(article, Span(start, end), draw(st.floats(0, 1)), highlight)


def quote(article: Article, words: str, highlight: str | None = None, confidence: float = 0.7) -> Quote:
    """Return a quote by its words."""
    start = article.text.index(words)
    first = article.text.index(highlight, start) if highlight else 0
    marked = Span(first, first + len(highlight)) if highlight else None
    return Quote(article, Span(start, start + len(words)), confidence, marked)


ICE = quote(FERRY, "The hull breaks ice of eight centimetres.", "eight centimetres")
FREE = quote(FERRY, "Children travel free.", "free", 0.4)
MARTA = quote(PASTED, "Marta Keller designed it in 1882.", "Marta Keller", 0.9)


def answered(*found: Quote, question: str = "how thick is the ice?") -> Answer:
    """Return an answer of these quotes."""
    return Answer(question, "guild:1", True, found[0].confidence, found)


def abstained(*nearest: Quote) -> Answer:
    """Return an abstention with these nearest passages."""
    return Answer("who?", "guild:1", False, 0.2, (), nearest)


def kept(*found: Quote | None, shown: int = 3, answered: bool = True) -> GivenAnswer:
    """Return an answer as it is found again."""
    return GivenAnswer(KEY, "guild:1", "who?", datetime(2026, 3, 3, tzinfo=UTC), answered, 0.7, found, shown)


def payload(card: Card) -> dict[str, Any]:
    """Return a card as it is sent; a row holds five buttons."""
    buttons = [
        {"type": 2, "style": each.style.value, "custom_id": each.custom_id}
        | ({"emoji": {"name": each.emoji}} if each.emoji else {"label": each.label})
        for each in card.buttons
    ]
    return {
        "content": card.content, "embeds": [embed.to_dict() for embed in card.embeds],
        "components": [{"type": 1, "components": buttons}] if buttons else [],
        "allowed_mentions": {"parse": []},
    }  # fmt: skip


def text(card: Card) -> str:
    """Return all that a card says but for its footer, as Discord markdown."""
    return "\n".join([card.content or "", *(embed.description or "" for embed in card.embeds)]).strip()


def hold(card: Card) -> None:
    """Hold a card to the rules: nothing is refused, nothing merged, and no word of an article is markup."""
    assert not list(message_problems(payload(card)))
    assert kinds(parse(text(card))) <= SHOWS
    assert all(embed.url is None for embed in card.embeds)


def custom_ids(card: Card) -> list[str]:
    """Return the custom ids of the buttons, in order."""
    return [button.custom_id for button in card.buttons]


def test_a_card_reads_quote_first_with_its_source_under_it() -> None:
    """The highlight is bold, the title leads to the words, and the rest is there to judge them by."""
    card = answer_card(answered(ICE), shown=3, articles=6, key=KEY)
    assert text(card) == (
        "> The hull breaks ice of **eight centimetres**.\n"
        r"-# \[1\] [The ferry (updated) sails all winter](https://www.example.org/ferry_%28lake%29?page=2"
        "#:~:text=The%20hull%20breaks%20ice%20of%20eight%20centimetres.)\u00a0· example.org\u00a0· 3 March 2025\u00a0· p. 1\u00a0· likely"
    )
    assert card.embeds[0].footer.text == "“how thick is the ice?” · 6 articles searched"
    assert custom_ids(card) == [f"context:{KEY}", f"up:{KEY}", f"down:{KEY}"]
    hold(card)


def test_an_article_without_an_address_is_named_and_not_linked() -> None:
    """By its title alone, with its brackets."""
    card = answer_card(answered(MARTA), shown=3, articles=1, key=KEY)
    assert text(card).splitlines()[-1] == "-# \\[1\\] Notes\u00a0· very likely"
    assert card.embeds[0].footer.text == "“how thick is the ice?” · 1 article searched"
    page = Article("x", "A [b] c", "Yes.", "javascript:alert(1)", source="/home/me/notes.txt")
    card = answer_card(answered(Quote(page, Span(0, 4), 0.7)), shown=3, articles=1, key=KEY)
    assert text(card).splitlines()[-1] == "-# \\[1\\] A \\[b\\] c\u00a0· notes.txt\u00a0· likely"


@pytest.mark.parametrize("title", ["", " \n", "\u200b", "\u202e", "\u3164"])
def test_an_article_without_a_title_is_named_by_its_site(title: str) -> None:
    """A link needs words to be seen."""
    article = Article("x", title, "Yes.", "https://example.org/a")
    card = answer_card(answered(Quote(article, Span(0, 4), 0.7)), shown=3, articles=1, key=KEY)
    assert plain(text(card)).startswith("Yes. [1] [example.org](https://example.org/a#:~:text=Yes.) · likely")
    unnamed = Quote(Article("x", title, "Yes."), Span(0, 4), 0.7)
    assert "Untitled" in text(answer_card(answered(unnamed), shown=3, articles=1, key=KEY))


def test_several_quotes_of_one_page_stand_in_one_embed() -> None:
    """Discord would merge several embeds of one address."""
    card = answer_card(answered(ICE, FREE, MARTA), shown=3, articles=6, key=KEY)
    assert len(card.embeds) == 1
    quoted = [shown(node.parts).strip() for node in parse(text(card)) if node.kind == "quote"]
    assert quoted == [ICE.text, FREE.text, MARTA.text]
    assert [f"[{number}]" in plain(text(card)) for number in (1, 2, 3, 4)] == [True, True, True, False]


def test_more_is_offered_when_there_are_more() -> None:
    """And not when all are shown."""
    found = answered(ICE, FREE, MARTA)
    assert f"more:{KEY}:2" in custom_ids(answer_card(found, shown=2, articles=6, key=KEY))
    assert "Marta" not in text(answer_card(found, shown=2, articles=6, key=KEY))
    assert not any("more" in each for each in custom_ids(answer_card(found, shown=3, articles=6, key=KEY)))


@pytest.mark.parametrize(("confidence", "colour"), [(0.9, 0x23A55A), (0.4, 0xF0B232), (0.1, 0x80848E)])
def test_the_colour_goes_with_the_word(confidence: float, colour: int) -> None:
    """Nobody has to tell colours apart: the word is there."""
    card = answer_card(answered(quote(PASTED, "Nobody knows.", None, confidence)), shown=3, articles=1, key=KEY)
    assert card.embeds[0].colour == discord.Colour(colour)


def test_an_abstention_says_so_and_marks_the_nearest_passages() -> None:
    """Nothing in them is bold, and nothing says how likely they are: they are not an answer."""
    card = answer_card(abstained(ICE, MARTA), shown=3, articles=6, key=KEY)
    first, _, heading, *_ = text(card).splitlines()
    assert first == "**The articles here don't answer that.**"
    assert heading == "-# The nearest passages, which are not an answer:"
    assert text(card).count("**") == 2
    assert "likely" not in text(card)
    assert "eight centimetres" in text(card)
    assert custom_ids(card) == [f"context:{KEY}", f"up:{KEY}", f"down:{KEY}"]
    hold(card)


def test_the_nearest_passages_are_kept_short() -> None:
    """They are there to see why they are not an answer, and Context shows the rest."""
    article = Article("x", "A title", "The lake was calm that morning. " * 30)
    passage = Quote(article, Span(0, 900), 0.2)
    card = answer_card(abstained(passage), shown=3, articles=6, key=KEY)
    assert text(card).splitlines()[3] == "> " + "The lake was calm that morning. " * 9 + "…"
    assert "morning. " * 9 in text(answer_card(answered(passage), shown=3, articles=6, key=KEY)).replace("…", "")


def test_an_abstention_without_passages_has_no_context() -> None:
    """There is nothing around nothing."""
    card = answer_card(abstained(), shown=3, articles=6, key=KEY)
    assert text(card) == "**The articles here don't answer that.**"
    assert custom_ids(card) == [f"up:{KEY}", f"down:{KEY}"]
    assert context_card(kept(answered=False), []) == Card(GONE)


def test_more_goes_on_with_the_numbers() -> None:
    """And offers what is still left."""
    given_answer = kept(ICE, FREE, MARTA, ICE, MARTA, shown=2)
    card = more_card(given_answer, 2, 2)
    assert "[3] Notes" in plain(text(card))
    assert "[4] " in plain(text(card))
    assert custom_ids(card) == [f"more:{KEY}:4"]
    last = more_card(given_answer, 4, 2)
    assert "[5] Notes" in plain(text(last))
    assert custom_ids(last) == []
    assert more_card(given_answer, 5, 2) == more_card(given_answer, 999, 2) == Card(NO_MORE)


def test_what_is_gone_is_said_kindly() -> None:
    """In its place among the others, or in a word where nothing is left."""
    card = more_card(kept(ICE, None, MARTA), 1, 2)
    assert plain(text(card)).startswith("[2] The article of this quote has been removed since. Marta")
    assert text(more_card(kept(ICE, None), 1, 3)) == GONE
    around = context_card(kept(None, MARTA), [None, (MARTA, Span(0, len(PASTED.text)))])
    assert "[1] The article of this quote has been removed since." in plain(text(around))
    assert "Marta Keller" in text(around)
    assert context_card(kept(None, None), [None, None]) == Card(GONE)
    hold(around)


def test_more_of_an_abstention_is_no_answer_either() -> None:
    """Such a button is not offered, but can be forged."""
    card = more_card(kept(ICE, MARTA, shown=1, answered=False), 1, 1)
    assert text(card).startswith("-# The nearest passages, which are not an answer:")
    assert "**" not in text(card)


def test_context_shows_the_words_around_with_the_highlight_bold() -> None:
    """A paragraph each, and the source under them."""
    card = context_card(kept(ICE), [(ICE, Span(0, len(FERRY.text)))])
    assert text(card).startswith(
        "> It sails since 1987. The hull breaks ice of **eight centimetres**.\n> \n> Children travel free.\n-# "
    )
    assert card.buttons == ()
    hold(card)


def test_quotes_with_the_same_words_around_them_share_a_context() -> None:
    """Both highlights are bold, and both sources are named."""
    whole = Span(0, len(FERRY.text))
    card = context_card(kept(ICE, MARTA, FREE), [(ICE, whole), (MARTA, Span(14, 47)), (FREE, whole)])
    assert len(card.embeds) == 2
    assert text(card).count("It sails since 1987.") == 1
    both = card.embeds[0].description or ""
    assert "**eight centimetres**" in both
    assert "**free**" in both
    assert [f"[{number}] " in plain(both) for number in (1, 2, 3)] == [True, False, True]


def test_the_context_of_an_abstention_is_not_bold() -> None:
    """It says once more that it is no answer."""
    card = context_card(kept(ICE, answered=False), [(ICE, Span(0, len(FERRY.text)))])
    assert text(card).startswith("-# The nearest passages, which are not an answer:\n> It sails")
    assert "**" not in text(card)


def test_a_long_quote_is_cut_after_a_sentence_and_shows_its_highlight() -> None:
    """Of five long quotes each gets its share, and the link names fewer words."""
    sentence = "The lake was calm that morning and the boats lay still at the pier. "
    article = Article("long", "Long " * 50, sentence * 40 + "The answer is forty-two. " + sentence * 40,
                      "https://example.org/" + "a" * 200, date(2025, 3, 3))  # fmt: skip
    long_quote = quote(article, article.text.strip(), "forty-two")
    card = answer_card(answered(*[long_quote] * 5), shown=5, articles=1, key=KEY)
    blocks = text(card).split("\n\n")
    assert len(blocks) == 5
    for block in blocks:
        words, source = block.splitlines()
        assert words.startswith("> … The lake was calm")
        assert words.endswith(" at the pier. …")
        assert "The answer is **forty-two**." in words
        assert "#:~:text=The%20lake" in source
    assert len(long_quote.text) == len(article.text.strip()), "the quote itself stays whole"
    hold(card)


def test_the_link_gives_way_before_the_words() -> None:
    """An address that has no room leaves the title unlinked."""
    article = Article("x", "A title", "Yes, it is.", "https://example.org/" + "a" * 4_000)
    card = answer_card(answered(Quote(article, Span(0, 11), 0.7)), shown=3, articles=1, key=KEY)
    assert text(card) == "> Yes, it is.\n-# \\[1\\] A title\u00a0· example.org\u00a0· likely"


def test_a_question_is_repeated_as_it_is() -> None:
    """A footer knows no markdown, and a long question is shortened."""
    card = answer_card(answered(ICE, question="is **it**\n@here? " + "why " * 200), shown=3, articles=1, key=KEY)
    footer = card.embeds[0].footer.text or ""
    assert footer.startswith("“is **it** @here? why why")
    assert footer.endswith("why…” · 1 article searched")
    hold(card)


@settings(max_examples=60, deadline=None)
@given(st.lists(quotes(), min_size=1, max_size=10), st.integers(1, 5), st.booleans(), long_texts)
def test_any_card_keeps_to_every_limit(found: Sequence[Quote], shown: int, answers: bool, question: str) -> None:
    """Ten quotes of any articles: endless sentences, titles and addresses, and words that would be markup."""
    answer = Answer(question, "guild:1", answers, 0.5, *((tuple(found), ()) if answers else ((), tuple(found))))
    hold(answer_card(answer, shown=shown, articles=6, key=KEY))
    given_answer = kept(*found, None, shown=shown, answered=answers)
    hold(more_card(given_answer, shown, shown))
    hold(more_card(given_answer, 0, 10))
    around = [(each, Span(max(0, each.span.start - 1_500), min(len(each.article.text), each.span.end + 1_500)))
              for each in found[:shown]]  # fmt: skip
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
