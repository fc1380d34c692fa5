"""The marks of Discord's messages: its words are what is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.message_formatting import without_formatting


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("**Rules**", "Rules"),
        ("__**No ads**__, *please*", "No ads, please"),
        ("***Very*** _important_", "Very important"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("The end was ||a dream||.", "The end was a dream."),
        ("It costs ~~5 euros~~ 4 euros.", "It costs 4 euros."),
        ("# Opening hours\n## Summer\n-# as of May", "Opening hours\nSummer\nas of May"),
        ("#general is for all", "#general is for all"),
        ("> so she said\n>>> and more", "so she said\nand more"),
        ("5 > 3", "5 > 3"),
        ("- milk\n* eggs\n1. bread", "- milk\n* eggs\n1. bread"),
        ("Type `/ask **x**` here", "Type /ask **x** here"),
        ("```py\nprint(1)\n```", "print(1)"),
        ("So:\n```py\ndef __init__(self):\n# **note**\n```", "So:\ndef __init__(self):\n# **note**"),
        ("see https://docs.example/`v2`", "see https://docs.example/v2"),
        ("Hi <:wave:123456789012345678> there <a:party:123456789012345678>", "Hi there"),
        ("We meet <t:1700000000:F>.", "We meet Tuesday, 14 November 2023, 22:13 UTC."),
        (
            "<t:1700000000:D>, <t:1700000000:t>, <t:1700000000:R>",
            "14 November 2023, 22:13 UTC, 14 November 2023, 22:13 UTC",
        ),
        ("<t:999999999999>", "<t:999999999999>"),
        (
            "[the wiki](https://example.org/a_b_c) and **https://example.org/x_y_z**",
            "the wiki and https://example.org/x_y_z",
        ),
        ("<https://example.org/a*b*c>", "https://example.org/a*b*c"),
        (r"\*not bold\*", "*not bold*"),
        ("Use </verify me:123> below <id:customize>, `</a:1>`", "Use /verify me below Channels & Roles, </a:1>"),
        ("See <id:linked-roles:123>, 5 </ 6: 7>", "See Linked Roles, 5 </ 6: 7>"),
        ("🙂 :x: no", "🙂 :x: no"),
    ],
)
def test_words_are_left_without_their_marks(message: str, words: str) -> None:
    """As they look in Discord; what is struck out is said no more."""
    assert without_formatting(message) == words


@given(st.text("a *_~|`>#-\\<t:1>\n\x00[](https://x)", max_size=120))
def test_no_message_stops_it(message: str) -> None:
    """However its marks stand in one another; nothing is added to the words but times."""
    words = without_formatting(message)
    assert "\x00" not in words
    assert len(words) <= len(message) + 40 * message.count("<t:")


@given(st.text("abc .,!?\n", max_size=80))
def test_plain_words_stay_as_they_are(message: str) -> None:
    """A message without marks is its own words."""
    assert without_formatting(message) == message
