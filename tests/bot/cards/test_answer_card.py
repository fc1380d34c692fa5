"""Cards of answers: quote first, its source under it, and a plain word where the articles do not answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import discord
import pytest

from bot.cards.answer import GONE, answer_card, context_card, more_card
from bot.cards.card import Card
from bot.wording import worth_showing
from index.article import Article, Copy, Quote, Span
from index.filters import Filters
from tests.bot.carded import (
    FERRY,
    FREE,
    ICE,
    KEY,
    MARTA,
    PASTED,
    abstained,
    answered,
    custom_ids,
    hold,
    kept,
    quote,
    text,
)
from tests.discord.drawing.markdown import parse, shown
from tests.discord.scene import plain


def test_a_card_reads_quote_first_with_its_source_under_it() -> None:
    """The highlight is bold, the title leads to the words, and the rest is there to judge them by."""
    card = answer_card(answered(ICE), shown=3, articles=6, key=KEY)
    assert text(card) == (
        "> The hull breaks ice of **eight centimetres**.\n"
        r"-# \[1\] [The ferry (updated) sails all winter](https://www.example.org/ferry_%28lake%29?page=2"
        "#:~:text=The%20hull%20breaks%20ice%20of%20eight%20centimetres.)"
        "\u00a0· according to example.org, 3 March 2025\u00a0· p.\u00a01\u00a0· likely"
    )
    assert card.embeds[0].footer.text == "“how thick is the ice?” · 6 articles searched"
    assert custom_ids(card) == [f"context:{KEY}", f"up:{KEY}", f"down:{KEY}"]
    hold(card)


def test_a_card_names_the_heading_above_a_quote() -> None:
    """Behind the title, whether that is a link or not; as plain text, and short."""
    words = "38 euros a day, and a helmet comes with it."
    for heading, shown_as in (("Volta *E*", r"Volta \*E\*"), ("Volta " * 8, "Volta Volta Volta Volta Volta Volta…")):
        text_of = f"Hire\n\nCity Loop\nSeven gears and a basket.\n\n{heading.strip()}\n{words}\n"
        for url, title in ((None, "Hire"), ("https://a.example/h", "[Hire](https://a.example/h#:~:text=")):
            article = Article("hire", "Hire", text_of, url)
            line = text(answer_card(answered(quote(article, words, "38 euros")), shown=3, articles=6, key=KEY))
            source = line.splitlines()[1]
            assert source.startswith(rf"-# \[1\] {title}")
            assert f" › {shown_as}\u00a0· " in source


def test_what_is_wrapped_is_one_line_and_items_are_lines() -> None:
    """By the article, of which the quote may be too little to tell; a mark goes over the end of a wrapped line."""
    lease = Article(
        "lease",
        "Lease",
        "The owner keeps roof and walls in repair; the tenant pays for\nwindows.\n"
        "The tenant, whose name and place stand above, is the rowing club\n"
        "Vrij Water, which has a chair, a treasurer and may have\na second one.\n\nNone may use\na) fryers\nb) grills",
    )
    club = quote(
        lease, "The tenant, whose name and place stand above, is the rowing club\nVrij Water", "club\nVrij Water"
    )
    rules = quote(lease, "None may use\na) fryers\nb) grills", "fryers")
    assert text(answer_card(answered(club, rules), shown=3, articles=6, key=KEY)).split("\n")[:6] == [
        "> The tenant, whose name and place stand above, is the rowing **club Vrij Water**",
        r"-# \[1\] Lease" + "\u00a0· likely",
        "",
        "> None may use",
        "> a) **fryers**",
        "> b) grills",
    ]


def test_every_highlight_is_bold() -> None:
    """Where several are asked for, the best and the others."""
    several = replace(ICE, further=(quote(FERRY, "hull", "hull").span,))
    card = answer_card(answered(several), shown=3, articles=6, key=KEY)
    assert text(card).startswith("> The **hull** breaks ice of **eight centimetres**.\n")
    around = context_card(kept(several), [(several, Span(0, len(FERRY.text)))])
    assert "The **hull** breaks ice of **eight centimetres**." in text(around)
    hold(card)


def test_a_title_that_is_the_quote_is_not_said_twice() -> None:
    """It leads to the place all the same."""
    article = Article("x", "The ferry is *free*", "The ferry is *free*\nSince May.", "https://example.org/a")
    card = answer_card(answered(Quote(article, Span(0, 19), 0.7)), shown=3, articles=1, key=KEY)
    last = text(card).splitlines()[-1]
    assert last.startswith(r"-# \[1\] [Headline](https://example.org/a#:~:text=The%20ferry%20is%20%2Afree%2A)")
    assert last.endswith("according to example.org\u00a0· likely")
    hold(card)


def test_an_article_without_an_address_is_named_and_not_linked() -> None:
    """By its title alone, with its brackets."""
    card = answer_card(answered(MARTA), shown=3, articles=1, key=KEY)
    assert text(card).splitlines()[-1] == "-# \\[1\\] Notes\u00a0· very\u00a0likely"
    assert card.embeds[0].footer.text == "“how thick is the ice?” · 1 article searched"
    page = Article("x", "A [b] c", "Yes.", "javascript:alert(1)", source="/home/me/notes.txt")
    card = answer_card(answered(Quote(page, Span(0, 4), 0.7)), shown=3, articles=1, key=KEY)
    assert text(card).splitlines()[-1] == "-# \\[1\\] A \\[b\\] c\u00a0· notes.txt\u00a0· likely"


def test_a_message_is_cited_as_one_and_linked_as_it_is() -> None:
    """Not as the words of Discord, nor with a fragment that Discord does not know."""
    address = "https://discord.com/channels/1/2/3"
    message = Article("m", "The fair is moved", "Yes.", address, date(2026, 11, 27))
    card = answer_card(answered(Quote(message, Span(0, 4), 0.7)), shown=3, articles=1, key=KEY)
    last = text(card).splitlines()[-1]
    assert last == f"-# \\[1\\] [The fair is moved]({address})\u00a0· a message, 27 November 2026\u00a0· likely"
    hold(card)


@pytest.mark.parametrize("title", ["", " \n", "\u200b", "\u202e", "\u3164"])
def test_an_article_without_a_title_is_named_by_its_site(title: str) -> None:
    """A link needs words to be seen."""
    article = Article("x", title, "Yes.", "https://example.org/a")
    card = answer_card(answered(Quote(article, Span(0, 4), 0.7)), shown=3, articles=1, key=KEY)
    assert plain(text(card)).startswith("Yes. [1] [example.org](https://example.org/a#:~:text=Yes.) · likely")
    unnamed = Quote(Article("x", title, "Yes."), Span(0, 4), 0.7)
    assert "Untitled" in text(answer_card(answered(unnamed), shown=3, articles=1, key=KEY))


COPIES = tuple(
    Copy(str(number), f"Title {number}", url, None, site, f"/home/me/{number}.txt")
    for number, (url, site) in enumerate(
        [("https://www.example.com/a", None), ("https://post.net/b", "The [Post]"), (None, None), (None, "X"),
         ("https://example.org/c", None)]
    )
)  # fmt: skip


def test_what_is_known_of_an_article_is_said_once_on_a_card() -> None:
    """With its first quote; those below have its title with their own link, page and certainty."""
    again = replace(FREE, also_at=COPIES[:1])
    card = answer_card(answered(replace(ICE, also_at=COPIES[:1]), MARTA, again), shown=3, articles=9, key=KEY)
    assert plain(text(card)).count("according to example.org, 3 March 2025") == 1
    assert text(card).count("also at") == 1
    last = text(card).splitlines()[-1]
    assert last.startswith("-# \\[3\\] [The ferry (updated) sails all winter](https://www.example.org/")
    assert last.endswith(")\u00a0· p.\u00a02\u00a0· possible")
    hold(card)


def test_a_headline_says_of_which_article_it_is() -> None:
    """Though a quote above is from the same: its line has no title."""
    article = Article("a", "The fair is moved", "The fair is moved\n\nIt rains.", "https://example.org/a")
    headline, rain = quote(article, "The fair is moved"), quote(article, "It rains.")
    card = answer_card(answered(rain, headline), shown=2, articles=1, key=KEY)
    assert "according to example.org" in text(card).splitlines()[-1]


def test_articles_of_one_title_say_with_every_quote_which_they_are() -> None:
    """Else nobody could tell of which day the last quote is."""
    may, june = (
        Article(f"n{month}", "Patch notes", f"Level {month}. Fire {month}.", None, date(2026, month, 1), site="Anvil")
        for month in (5, 6)
    )
    found = answered(quote(may, "Level 5."), quote(june, "Level 6."), quote(may, "Fire 5."), quote(june, "Fire 6."))
    lines = [line for line in text(answer_card(found, shown=4, articles=2, key=KEY)).splitlines() if "Patch" in line]
    assert ["May" if "1 May 2026" in line else "June" if "1 June 2026" in line else "" for line in lines] == [
        "May",
        "June",
        "May",
        "June",
    ]


def test_a_story_that_stands_elsewhere_too_says_where() -> None:
    """Three places by their sites or files, linked where they can be, and how many there are more."""
    lines = [
        text(answer_card(answered(replace(ICE, also_at=COPIES[:count])), shown=3, articles=9, key=KEY)).splitlines()
        for count in (0, 1, 2, 5)
    ]
    assert [len(each) for each in lines] == [2, 3, 3, 3]
    assert lines[1][-1] == "-# also at [example.com](https://www.example.com/a)"
    assert lines[2][-1] == lines[1][-1] + " and [The (Post)](https://post.net/b)"
    assert lines[3][-1].endswith("(https://post.net/b), 2\\.txt and 2 more")


def test_a_quote_of_an_older_text_says_of_which_day() -> None:
    """What was quoted stands as it was; that there is a newer text is said beside it."""
    card = more_card(kept(replace(ICE, as_of=date(2026, 3, 3))), 0, 1)
    assert "according to example.org, 3 March 2025 · as of 3 March 2026, there is a newer text · p. 1" in plain(
        text(card)
    )
    hold(card)


def test_articles_without_a_date_are_counted() -> None:
    """Where days were asked for, whoever asked learns what was left out for having none."""
    for count, said in ((1, " · 1 article without a date left out"), (0, "")):
        card = answer_card(replace(answered(ICE), undated=count), shown=3, articles=6, key=KEY)
        assert card.embeds[0].footer.text == f"“how thick is the ice?” · 6 articles searched{said}"


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


@pytest.mark.parametrize(("confidence", "colour"), [(0.9, 0x23A55A), (0.25, 0xF0B232), (0.1, 0x80848E)])
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
    assert passage.text.strip() in text(answer_card(answered(passage), shown=3, articles=6, key=KEY))


def test_a_refusal_offers_what_was_probably_meant() -> None:
    """Below it, with a button; what is markup in it is words, and it stays within its part of the card."""
    refused = replace(abstained(ICE), did_you_mean="is *it* thick?\n# <@1> @everyone")
    card = answer_card(refused, shown=3, articles=6, key=KEY)
    first, second, _, heading, *_ = text(card).splitlines()
    assert (first, heading) == (
        text(answer_card(abstained(ICE), shown=3, articles=6, key=KEY)).splitlines()[0],
        "-# The nearest passages, which are not an answer:",
    )
    assert plain(second) == "Did you mean “is *it* thick? # <@1> @everyone”"
    assert "@everyone" not in second
    assert (card.plain or "").splitlines()[:2] == [first, second]
    assert custom_ids(card) == [f"meant:{KEY}", f"context:{KEY}", f"up:{KEY}", f"down:{KEY}"]
    shown_as = [(button.label, button.style) for button in card.buttons[:2]]
    assert shown_as == [("Ask that", discord.ButtonStyle.primary), ("Context", discord.ButtonStyle.secondary)]
    hold(card)
    long = answer_card(replace(refused, did_you_mean="why " * 250), shown=3, articles=6, key=KEY)
    assert text(long).splitlines()[1].endswith("why…”")
    hold(long)


def test_who_asks_several_questions_at_once_is_told_to_ask_one() -> None:
    """Where they are not answered; what leads up to a question is none."""
    for question, several in (("Who came? When?", True), ("1. who came? 2. when?", True), ("I came. Who else?", False)):
        found = replace(abstained(ICE), question=question)
        card = answer_card(found, shown=3, articles=6, key=KEY)
        assert ("one at a time" in text(card).splitlines()[1]) == several
        found = replace(answered(ICE), question=question)
        assert "one at a time" not in text(answer_card(found, shown=3, articles=6, key=KEY))
        hold(card)


def test_which_of_several_refused_questions_are_answered_alone_is_said() -> None:
    """Beside the advice to ask them one at a time, and however long they are."""
    found = replace(abstained(ICE), question="how **thick** is it? who?")
    card = answer_card(found, shown=3, articles=6, key=KEY, answered_alone=("how **thick** is it?",))
    assert text(card).splitlines()[1].endswith("one at a time. The articles answer “how \\*\\*thick\\*\\* is it?”")
    hold(card)
    hold(answer_card(found, shown=3, articles=6, key=KEY, answered_alone=("why _" * 200,) * 4))


def test_what_is_left_open_of_several_questions_is_named_below_the_quotes() -> None:
    """As it was typed, and however long the quotes and the questions are."""
    card = answer_card(answered(ICE), shown=3, articles=6, key=KEY, left_open=("who is **she**?",))
    assert text(card).endswith("\n\n-# Not answered here: “who is \\*\\*she\\*\\*?” Ask that by itself.")
    article = Article("long", "Long", "It goes on and on, as it always does. " * 300)
    quotes = [Quote(article, Span(0, len(article.text)), 0.7)] * 5
    card = answer_card(answered(*quotes), shown=5, articles=6, key=KEY, left_open=("why? " * 100, "when?"))
    assert text(card).endswith("…”, “when?” Ask each by itself.")
    assert "Ask each by itself." in (card.plain or "")
    hold(card)


def test_an_abstention_without_passages_has_no_context() -> None:
    """There is nothing around nothing."""
    card = answer_card(abstained(), shown=3, articles=6, key=KEY)
    assert text(card) == "**The articles here don't answer that.**"
    assert custom_ids(card) == [f"up:{KEY}", f"down:{KEY}"]
    assert context_card(kept(answered=False), []) == Card(GONE)


def test_a_long_quote_is_cut_after_a_sentence_and_shows_its_highlight() -> None:
    """Of five long quotes each gets its share, and the link names fewer words."""
    sentence = "The lake was calm that morning and the boats lay still at the pier. "
    article = Article(
        "long",
        "Long " * 50,
        sentence * 40 + "The answer is forty-two. " + sentence * 40,
        "https://example.org/" + "a" * 200,
        date(2025, 3, 3),
    )
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
    assert text(card) == "> Yes, it is.\n-# \\[1\\] A title\u00a0· according to example.org\u00a0· likely"


@pytest.mark.parametrize("count", [1, 3, 5])
def test_without_embeds_the_same_is_said_as_text(count: int) -> None:
    """As large as a message may be: each quote with its source, and the last line; what is whole has no "…"."""
    sentence = "The lake was calm that morning and the boats lay still at the pier. "
    found = [
        quote(
            Article(str(n), f"Boats {n}", sentence * 8, f"https://www.example.org/news/2025/03/boats-of-the-lake-{n}"),
            (sentence * 8).strip(),
            "calm",
        )
        for n in range(count)
    ]
    card = answer_card(answered(*found, question="was the *lake* calm?"), shown=5, articles=6, key=KEY)
    *blocks, last = (card.plain or "").split("\n\n")
    assert last == "-# “was the \\*lake\\* calm?” · 6 articles searched"
    assert len(blocks) == count
    for number, block in enumerate(blocks, 1):
        words, source = block.splitlines()
        assert words.startswith("> The lake was **calm** that morning")
        assert words.endswith("…") == (len(plain(words)) < len(sentence * 8) - 1)
        assert plain(source).startswith(f"[{number}] [Boats {number - 1}](https://www.example.org/news")
        assert source.endswith("example.org\u00a0· likely")
    if count == 1:
        assert blocks == [text(card)]
    hold(card)


def test_an_abstention_without_embeds_says_so_too() -> None:
    """With the nearest passages, if there are any."""
    for found in (abstained(ICE, MARTA), abstained()):
        card = answer_card(found, shown=3, articles=6, key=KEY)
        assert card.plain == f"{text(card)}\n\n-# “who?” · 6 articles searched"


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        (None, None, ""),
        (date(2025, 1, 22), None, " · since 22 January 2025"),
        (None, date(2025, 1, 22), " · until 22 January 2025"),
        (date(2025, 1, 1), date(2025, 1, 22), " · 1 January 2025 to 22 January 2025"),
        (date(2025, 1, 22), date(2025, 1, 22), " · 22 January 2025"),
    ],
)
def test_what_was_asked_of_some_articles_is_not_told_of_all(since: date | None, until: date | None, told: str) -> None:
    """The days and the one article that was asked are told beside the question; of a long title its beginning."""
    days = Filters(since=since, until=until)
    card = answer_card(abstained(), shown=3, articles=2, key=KEY, filters=days)
    assert text(card) == "**The articles here don't answer that.**"
    assert card.embeds[0].footer.text == f"“who?”{told} · 2 articles searched"
    one = replace(days, article_ids=frozenset({"clock"}))
    card = answer_card(
        abstained(ICE), shown=3, articles=1, key=KEY, filters=one, only_title="The *clock*\n" + "tower " * 9
    )
    assert text(card).startswith("**That article doesn't answer that.**")
    footer = card.embeds[0].footer.text or ""
    assert footer.startswith("“who?” · only “The *clock* tower tower")
    assert footer.endswith(f"tower…”{told} · 1 article searched")
    hold(card)


def test_a_question_is_repeated_as_it_is() -> None:
    """A footer knows no markdown, and a long question is shortened."""
    card = answer_card(answered(ICE, question="is **it**\n@here? " + "why " * 200), shown=3, articles=1, key=KEY)
    footer = card.embeds[0].footer.text or ""
    assert footer.startswith("“is **it** @here? why why")
    assert footer.endswith("why…” · 1 article searched")
    hold(card)


@pytest.mark.parametrize(
    ("confidences", "most", "shown"),
    [
        ((0.9, 0.05, 0.04), 3, 1),
        ((0.4, 0.05, 0.2), 3, 3),  # what is likelier is not hidden by what stands before it
        ((0.4, 0.1, 0.05), 3, 2),
        ((0.05,), 3, 1),
        ((0.9, 0.8, 0.7), 2, 2),
    ],
)
def test_what_is_most_likely_wrong_waits_for_more(confidences: tuple[float, ...], most: int, shown: int) -> None:
    """Beside a sure quote it would claim an answer of its own."""
    quotes = [replace(ICE, confidence=each) for each in confidences]
    assert worth_showing(answered(*quotes), most) == shown
    assert worth_showing(abstained(*quotes), most) == most
