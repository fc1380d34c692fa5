"""Whose words an article has: no page borrows the name of another site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.provenance import according_to, publisher, section, site
from index.article import Article, Quote, Span


def test_an_article_is_from_its_site_by_name_else_by_host_else_by_file() -> None:
    """The name is what people know a site by."""
    assert site(Article("a", "A", "Words.", url="https://www.post.example/1", site="The Post")) == "The Post"
    assert site(Article("a", "A", "Words.", site="The Post")) == "The Post"
    assert site(Article("a", "A", "Words.", url="https://www.post.example/1")) == "post.example"
    assert site(Article("a", "A", "Words.", source="folder/tides.pdf")) == "tides.pdf"
    assert site(Article("a", "A", "Words.", source="https://post.example/all.zip")) == "post.example"
    assert site(Article("a", "A", "Words.", source="-")) == "standard input"
    assert site(Article("a", "A", "Words.")) == ""


def test_a_message_is_cited_as_one() -> None:
    """Discord is not who said it."""
    message = Article("m", "M", "Words.", "https://discord.com/channels/1/2/3", date(2026, 11, 27))
    assert site(message) == publisher(message) == "a message"
    assert according_to(message, publisher(message)) == "a message, 27 November 2026"
    page = replace(message, url="https://discord.com/safety")
    assert according_to(page, publisher(page)) == "according to discord.com, 27 November 2026"


@pytest.mark.parametrize(
    ("name", "address", "told"),
    [
        ("The Week", "https://theweek.com/1", "The Week"),
        ("The Week", "https://news.theweek.co.uk/1", "The Week"),
        ("TheWeek.com", "https://theweek.com/1", "TheWeek.com"),
        ("CNN", "https://edition.cnn.com/1", "CNN"),
        ("Éire Nua", "https://eirenua.ie/1", "Éire Nua"),
        ("The Week", "https://evil.example/1", "evil.example (“The Week”)"),
        ("The Week", "https://theweek.evil.example/1", "theweek.evil.example (“The Week”)"),
        ("The Week", "https://theweek.web.com/1", "theweek.web.com (“The Week”)"),
        ("The New York Times", "https://www.nytimes.com/1", "nytimes.com (“The New York Times”)"),
        ("—", "https://a.example/1", "a.example (“—”)"),
        (None, "https://theweek.com.login.page-of-news.and-of-weather.evil.example/1",
         "…age-of-news.and-of-weather.evil.example"),
    ],
)  # fmt: skip
def test_no_page_takes_the_name_of_another_site(name: str | None, address: str, told: str) -> None:
    """A name that its host does not bear stands behind the host; of a long host the end is shown."""
    assert publisher(Article("a", "A", "Words.", url=address, site=name)) == told


HIRE = (
    "Bicycles for hire\n\nVolta E\nElectric, range 90 km. 38 euros a day.\n\nTandem\nFor two riders. 30 euros a day.\n"
)


@pytest.mark.parametrize(
    ("text", "quoted", "above"),
    [
        (HIRE, "38 euros a day.", "Volta E"),
        (HIRE, "Volta E\nElectric, range 90 km.", ""),  # it has its heading itself
        (HIRE.replace("Volta E", "### Volta E:"), "38 euros a day.", "Volta E"),
        (HIRE.replace("Volta E", "Bicycles for hire"), "38 euros a day.", ""),  # the title
        (HIRE.replace("Volta E", "Ida Lind"), "38 euros a day.", ""),  # the author
        (HIRE.replace("Volta E", "Paris CNN —"), "38 euros a day.", ""),
        ("Low | High\n\n22 | 29\n", "22 | 29", ""),
        ("The ferry sails. It is red.", "It is red.", ""),
        ("The ferry sails.\n\nIt is red.", "\n\n", ""),
        ("Fixed\n\n- A crash.\n\n[2.1] - 2026-03-02\n\n- Maps.\n", "[2.1] - 2026-03-02", ""),
        ("1. Fees\n\nWho pays:\n- adults\n- guests\n\nFees are due in May.\n", "Fees are due in May.", "1. Fees"),
        ("1. Fees\n\nWho pays:\n- adults\n- guests\n\nFees are due in May.\n", "- guests", "Who pays"),
        ("Day: 3 May\nAbsent: Jo\nGuest: Al\n", "Guest: Al", ""),
        ("Bus 14\n\nStop   1st   2nd\nMoss   6:31  7:31\n\nIt is red.\n", "It is red.", "Bus 14"),
        (HIRE.replace("Volta E", "Bicycles  for  hire"), "38 euros a day.", ""),
        ("Terms\n\nThe owner pays.\nNone may fry.\n", "None may fry.", "Terms"),
        (HIRE.replace("Volta E", "Is there an electric one?"), "38 euros a day.", "Is there an electric one?"),
    ],
)
def test_a_quote_says_below_which_heading_it_stands(text: str, quoted: str, above: str) -> None:
    """What is said of a thing often does not name it. Lines that say no more are left out."""
    at = text.index(quoted)
    article = Article("hire", "Bicycles for hire", text, author="Ida Lind")
    assert section(Quote(article, Span(at, at + len(quoted)), 0.5)) == above
