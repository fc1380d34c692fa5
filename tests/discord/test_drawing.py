"""Drawn messages look like Discord's: its markdown is read, and the words of a card cannot break the page."""

from __future__ import annotations

import pytest

from tests.discord.drawing.markdown import kinds, parse, shown
from tests.discord.drawing.page import page
from tests.discord.state import Channel, Message, User


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words, 1. and # and >", set()),
        (r"\*\*no\*\* \<@1\> \[a\](b)", set()),
        ("**bold** and *italic* and __under__ and ~~struck~~", {"bold", "italic", "underlined", "struck"}),
        ("> a **quote**\n-# [small](https://example.org)", {"quote", "bold", "small", "link"}),
        ("# heading\n- item\n1. item", {"heading", "item"}),
        ("||spoiler|| `code` :smile: <@1> @everyone https://example.org", {
            "hidden", "code", "emoji", "mention", "address"}),
    ],
)  # fmt: skip
def test_markup_is_told_from_words(text: str, expected: set[str]) -> None:
    """A text is what Discord makes of it."""
    assert kinds(parse(text)) == expected


def test_a_quote_ends_where_its_marks_end() -> None:
    """The next line is outside, and an empty line of the quote is inside."""
    quote, rest = parse("> one\n> \n> two\nthree")
    assert (shown(quote.parts), rest.text) == ("one\n\ntwo\n", "three")


def test_a_message_is_drawn_whole() -> None:
    """Its embeds, its buttons, and who sees it; what looks like HTML is words."""
    bot, ann = User(1, "articlebot", bot=True), User(2, "ann")
    button = {"type": 2, "style": 4, "label": "Remove <it>", "custom_id": "x"}
    message = Message(
        3,
        Channel(4, "general"),
        bot,
        "<script>",
        [{"description": "> **Yes** & no", "footer": {"text": "1 < 2"}}],
        [{"type": 1, "components": [button]}],
        only_for=ann,
        asked_by=ann,
    )
    html = page([message], ["dark phone"])
    for part in (
        "&lt;script&gt;",
        "<blockquote><strong>Yes</strong> &amp; no</blockquote>",
        "1 &lt; 2",
        "Remove &lt;it&gt;",
        "Only you can see this",
        "@ann",
    ):
        assert part in html
    assert "<script>" not in html


def test_fields_stand_beside_each_other_only_if_they_are_inline() -> None:
    """A paragraph gets the whole width, code stands without its ticks, and a command without its id."""
    fields = [{"name": "A", "value": "`/ask` </ask:7>", "inline": False}, {"name": "B", "value": "1", "inline": True}]
    html = page(
        [Message(1, Channel(2, "general"), User(3, "articlebot", bot=True), "", [{"fields": fields}])], ["dark phone"]
    )
    assert '<div class="field wide"><b>A</b><code>/ask</code> <span class="mention">/ask</span></div>' in html
    assert '<div class="field"><b>B</b>1</div>' in html
