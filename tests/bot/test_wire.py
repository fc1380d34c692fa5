"""Links open the page at the quote: the text fragment is encoded as browsers read it."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wire
from index.article import Answer


def test_a_short_quote_is_in_the_link_whole() -> None:
    """Every character that has a meaning in a fragment is encoded, dashes too."""
    link = wire.link("https://example.org/a?b=1", "Cyclists - and walkers, 50 % & more.")
    assert link == "https://example.org/a?b=1#:~:text=Cyclists%20%2D%20and%20walkers%2C%2050%20%25%20%26%20more."


def test_a_long_quote_is_named_by_its_ends() -> None:
    """Over 300 characters, or over several lines, the first and last five words stand for the quote."""
    words = [f"word{n}" for n in range(100)]
    assert wire.link("https://example.org/", " ".join(words)) == (
        "https://example.org/#:~:text=word0%20word1%20word2%20word3%20word4,word95%20word96%20word97%20word98%20word99"
    )
    assert ",b" in (wire.link("http://example.org", "a a a a a a\nb b b b b") or "")


@pytest.mark.parametrize(
    ("quoted", "text"),
    [
        ("- Dogs: not allowed", "Dogs%3A%20not%20allowed"),
        ("2. Press START.", "Press%20START."),
        ("Health | Normal: 48,000 | Nightmare: 71,500", "Health,71%2C500"),
        (
            "Item: Rose soap | Size: 80 g | Notes: hand made, by us and our sons",
            "Rose%20soap,by%20us%20and%20our%20sons",
        ),
        ("Noise | 58 dB", "Noise,58%20dB"),
        ("Prices:\n- Cats: free\n- Dogs: half", "Prices%3A,Dogs%3A%20half"),
        ("Item: Rose soap | Size: 80 g\nItem: Salt | Size: 500 g", "Rose%20soap,500%20g"),
        ("- ", "%2D"),
    ],
)
def test_rows_and_items_are_named_as_the_page_shows_them(quoted: str, text: str) -> None:
    """Without the mark of an item and the names of columns, which a browser does not find there."""
    assert wire.link("https://example.org/", quoted) == f"https://example.org/#:~:text={text}"


def test_a_page_that_has_a_fragment_keeps_it() -> None:
    """The directive follows the fragment without a second #."""
    assert wire.link("https://example.org/#top", "Yes.") == "https://example.org/#top:~:text=Yes."


def test_a_link_to_a_highlight_leads_to_the_quote_instead() -> None:
    """A browser reads two directives as one that is nowhere on the page."""
    for url in ("https://example.org/#:~:text=No.", "https://example.org/#"):
        assert wire.link(url, "Yes.") == "https://example.org/#:~:text=Yes."
    assert wire.link("https://example.org/#top:~:text=No.", "Yes.") == "https://example.org/#top:~:text=Yes."


def test_a_message_is_linked_as_it_is() -> None:
    """Discord opens it; what only begins like one is a page."""
    for start in ("https://discord.com", "https://ptb.discord.com", "https://Discordapp.com"):
        assert wire.link(f"{start}/channels/1/2/3", "Yes.") == f"{start}/channels/1/2/3"
    for page in ("https://discord.com/safety", "https://discord.com.evil.example/channels/1", "https://x.example/"):
        assert wire.link(page, "Yes.") == f"{page}#:~:text=Yes."


@pytest.mark.parametrize("url", [None, "file:///etc/passwd", "javascript:alert(1)"])
def test_only_web_pages_are_linked(url: str | None) -> None:
    """Whatever else stands in an article's url is no link."""
    assert wire.link(url, "Yes.") is None


@given(st.text(min_size=1, max_size=200).filter(lambda text: text.split() and not re.search(r"\n| \| |^\W|^\d", text)))
def test_the_words_of_a_short_quote_can_be_read_back(quoted: str) -> None:
    """Decoding the fragment gives the quote's words, whatever characters it has."""
    link = wire.link("https://example.org/", quoted) or ""
    assert unquote(link.partition("text=")[2]).split() == quoted.split()
    assert not set(link.partition("text=")[2]) & set("-,& ")


def test_what_was_probably_meant_is_there_only_where_it_is_offered() -> None:
    """A key is added, and none has gone."""
    refused = wire.answer(Answer("who?", "local", False, 0.1))
    offered = wire.answer(Answer("who?", "local", False, 0.1, did_you_mean="Who?"))
    assert "did_you_mean" not in refused
    assert offered == refused | {"did_you_mean": "Who?"}
