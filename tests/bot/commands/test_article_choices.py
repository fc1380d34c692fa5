"""Autocomplete: what a few letters mean, and names and values that Discord takes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.excerpt import units
from bot.commands.article_choices import LONGEST, MOST, choices
from index.titles import TitledArticle

TITLES = (
    "The Lindau ferry will sail all winter",
    "The clock tower of Graz tells the right time again",
    "Old apple orchard saved by its neighbours",
    "Notice about the autumn fair",
    "Café Müller schließt",
)
ARTICLES = [TitledArticle(number, f"{number}.txt", title, None) for number, title in enumerate(TITLES, 1)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("fery lindau", 0), ("orchard", 2), ("apple orchard", 2), ("CLOCK", 1), ("cafe muller", 4), ("schliesst", 4)],
)
def test_a_few_letters_find_the_title(typed: str, meant: int) -> None:
    """Misspelt, out of order, without accents."""
    assert choices(ARTICLES, typed)[0].name == TITLES[meant]


def test_what_was_not_meant_is_not_offered() -> None:
    """A clear word has one choice; nonsense has none."""
    assert [choice.value for choice in choices(ARTICLES, "apple orchard")] == ["3.txt"]
    assert choices(ARTICLES, "xyzzy qwrt") == []


def test_the_likeliest_of_very_many_is_found_wherever_it_stands() -> None:
    """They are compared some at a time."""
    many = [TitledArticle(number, f"{number}", f"Notice {number} of the council", None) for number in range(2_500)]
    many[1_700] = TitledArticle(1_700, "ferry", "The Lindau ferry", None)
    assert choices(many, "lindau fery")[0].value == "ferry"
    assert choices(many, "notice 2")[0].value == "2"


def test_a_few_words_of_long_titles_find_those_that_have_them() -> None:
    """However little of a title they are, and by the id as well."""
    rest = "what was decided on a rainy Monday in the town hall, and what was put off until spring"
    many = [TitledArticle(n, f"n{n}", f"Harbour report number {n}: {rest}", None) for n in range(130)]
    assert [each.value for each in choices(many, "report 17")] == ["n17"]
    assert {each.value for each in choices(many, "harbour 11")} == {"n11", *(f"n11{n}" for n in range(10))}
    assert choices(many, "N42")[0].value == "n42"
    assert choices(many, "#7")[0].value == "n7"


def test_the_first_letters_of_a_file_find_its_article() -> None:
    """A card names the file under a quote: that is what people have seen."""
    some = [TitledArticle(n, f"n{n}", f"Minutes {n}", None, f"town/protocol-{n}.PDF") for n in range(3)]
    assert choices(some, "Protocol-2.p")[0].value == "n2"
    assert choices([TitledArticle(9, "p", "Tea", None, "https://tea.org")], "https") == []


def test_nothing_typed_offers_the_newest_first() -> None:
    """At most 25, as Discord allows."""
    many = [TitledArticle(number, f"{number}", f"Article {number}", None) for number in range(40)]
    offered = choices(many, "  ")
    assert [choice.value for choice in offered] == [str(number) for number in range(39, 39 - MOST, -1)]


def test_articles_of_one_title_are_told_apart() -> None:
    """By date where there is one, else by number."""
    two = [TitledArticle(1, "a", "News", date(2025, 1, 2)), TitledArticle(2, "b", "News", None)]
    assert {choice.name for choice in choices(two, "news")} == {"News · 2025-01-02", "News · #2"}


def test_no_title_turns_around_what_stands_behind_it() -> None:
    """Nor is a choice empty to the eye, whatever the title and the id are."""
    named = (("1.txt", "\u202eevil\x07"), ("2.txt", "\u200b"), (" ", ""))
    articles = [TitledArticle(n, article_id, title, None) for n, (article_id, title) in enumerate(named, 1)]
    assert [each.name for each in choices(articles, "")] == ["#3", "2.txt", "evil"]


def test_titles_that_begin_alike_are_told_apart() -> None:
    """Discord shows 100 characters of them, and a day may have two."""
    long = "The council's minutes, as they were read out and agreed upon in the large hall of the town at noon, part "
    some = [TitledArticle(n, f"{n}", f"{long}{n}", day) for n, day in enumerate([date(2025, 1, 2)] * 2 + [None])]
    names = [choice.name for choice in choices(some, "")]
    assert len(set(names)) == 3
    assert all(name.endswith(f"· #{n}") for name, n in zip(names, (2, 1, 0), strict=True))


@pytest.mark.parametrize("article_id", ["x" * 101, "#12", " padded "])
def test_an_id_that_discord_would_change_is_replaced_by_the_key(article_id: str) -> None:
    """Too long, or with white space that is cut off, or easily taken for a key."""
    (choice,) = choices([TitledArticle(7, article_id, "News", None)], "")
    assert choice.value == "#7"


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=40), st.text(max_size=50))
def test_whatever_the_titles_are_discord_takes_the_choices(named: list[tuple[str, str]], typed: str) -> None:
    """At most 25 names and values of 1 to 100 UTF-16 units, as clients count."""
    articles = [TitledArticle(number, article_id, title, None) for number, (article_id, title) in enumerate(named)]
    offered = choices(articles, typed)
    assert len(offered) <= MOST
    for choice in offered:
        assert 1 <= units(choice.name) <= LONGEST
        assert 1 <= units(choice.value) <= LONGEST
