"""Words of articles stay words: nothing that stands in a text becomes markup, a link or a ping, whatever it is."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cards.excerpt import excerpt, shortened
from bot.cards.markdown import JOINER, cleaned, escaped, fitted, linked, quoted, quoted_within
from index.article import Span
from tests.discord.drawing.markdown import Node, kinds, parse, shown
from tests.discord.rules import units
from tests.discord.scene import plain

TRICKS = (
    "**", "*", "__", "_", "~~", "||", "`", "```", ">", ">>> ", "# ", "-# ", "- ", "1. ", "[", "](", ")", "\\", "\n",
    "\r", "\u2028", " ", "@everyone", "@here", "<@1>", "<@!1>", "<@&1>", "<#1>", "</ask:1>", "<id:guide>", "<a:b:1>",
    "<t:0:R>", ":smile:", "http", "s:", "//", "example.com/a_b", "<https://example.com>", "discord.gg/abc", "word",
    "A sentence.", "\u202e", "\u2066", "\u200b", "\0", "é", "😀", "\ud800",
)  # fmt: skip
texts = st.lists(st.sampled_from(TRICKS) | st.text(max_size=5), max_size=12).map("".join)
PINGS = re.compile(r"@(?:everyone|here)|<@[!&]?\d+>|<#\d+>|</[^>]+:\d+>|<id:\w+>|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>")


def seen(text: str) -> str:
    """Return what is seen of a text."""
    return cleaned(text).replace(JOINER, "")


def words_of(nodes: tuple[Node, ...], kind: str) -> list[str]:
    """Return the words of every node of a kind."""
    return [
        text for node in nodes for text in ([shown(node.parts)] if node.kind == kind else words_of(node.parts, kind))
    ]


@given(texts)
@example("1. one\n- two\n# three\n-# four\n> five")
@example("see [the programme](https://example.com/a_b) and ||hide|| `this`")
def test_any_text_is_shown_as_it_is(text: str) -> None:
    """Discord's own patterns find no markup in it, and its words are those that it had."""
    nodes = parse(escaped(text))
    assert kinds(nodes) == set()
    assert shown(nodes).replace(JOINER, "") == seen(text)


@given(texts, st.sampled_from(("> ", "-# ", "word ")))
def test_it_does_not_matter_what_stands_before(text: str, before: str) -> None:
    """In a quote, in small letters, or after other words."""
    assert kinds(parse(before + escaped(text).replace("\n", f"\n{before}"))) <= {"quote", "small"}


@given(texts)
def test_no_text_holds_what_pings(text: str) -> None:
    """Discord looks for it in the raw text, whatever stands before it."""
    assert PINGS.search(escaped(text)) is None


@given(texts)
def test_the_words_can_be_read_by_tests(text: str) -> None:
    """Without backslashes and invisible letters, they are the article's."""
    text = text.replace("**", "").replace(">", "").replace("-#", "")
    once = " ".join(plain(escaped(text)).split())
    assert once == " ".join(re.sub("[\u200b-\u200f\u2060-\u2064\ufeff]", "", cleaned(text)).replace("**", "").split())


def test_piled_up_accents_do_not_hide_the_lines_above_and_below() -> None:
    """Words of any language stay as they are, with one accent upon another."""
    piled = "Z" + "\u0335\u0322\u0321\u031b\u0347" * 40 + "algo"
    assert cleaned(piled) == "Z\u0335\u0322\u0321\u031balgo"
    assert quoted(piled, Span(0, len(piled))) == "> **Z\u0335\u0322\u0321\u031balgo**"
    for word in ("Việt", "Vie\u0323\u0302t", "שָׁלוֹם", "ที่นี่"):
        assert cleaned(word) == word


def test_a_link_ends_where_it_ends() -> None:
    """Though its text knows no backslashes, and another name behind it has what ends one."""
    nodes = parse(f"{linked('example.org', 'https://example.org/')} and {escaped(')](x) ](')}")
    assert [shown(node.parts) for node in nodes if node.kind == "link"] == ["example.org"]
    assert kinds(nodes) == {"link"}


def test_an_unclosed_override_does_not_turn_what_follows() -> None:
    """Overrides, embeddings and isolates go; marks of direction and the words stay."""
    assert escaped("a\u202eb\u2067c\u200fd") == "abc\u200fd"


@given(texts, st.data())
def test_the_highlight_alone_is_bold(text: str, data: st.DataObject) -> None:
    """Whatever it begins or ends with, and over however many lines it goes."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    highlight = Span(start, end) if start < end else None
    drawn = parse(quoted(text, *([highlight] if highlight else [])))
    assert kinds(drawn) <= {"quote", "bold"}
    assert [node.kind for node in drawn] == ["quote"]
    assert "".join(shown(drawn).replace(JOINER, "").split()) in ("".join(seen(text).split()), "…")
    bold = "".join("".join(words_of(drawn, "bold")).replace(JOINER, "").split())
    wanted = "".join(seen(highlight.of(text) if highlight else "").split())
    # What shows nothing cannot be bold.
    assert re.sub("[\u200b\u00ad]", "", bold) == re.sub("[\u200b\u00ad]", "", wanted)


@pytest.mark.parametrize(
    ("text", "bold", "expected"),
    [
        ("It cost *2* euros.", "*2*", r"> It cost **\*2\*** euros."),
        ("He said: 'no'.", " 'no'", r"> He said\: **'no'**."),
        ("One\nTwo. Three", "One\nTwo", "> **One**\n> **Two**. Three"),
        ("A path C:\\", "C:\\", r"> A path **C\:\\**"),
        ("It goes\non.", "goes\non", "> It **goes**\n> **on**."),
    ],
)
def test_bold_holds_at_its_edges(text: str, bold: str, expected: str) -> None:
    """Beside signs, blanks, line breaks and backslashes."""
    start = text.index(bold)
    assert quoted(text, Span(start, start + len(bold))) == expected


LIST = "You may not use\na) deep fryers\nb) charcoal grills\n\nItem: Soap | Size: 1\n\nItem: Salt | Size: 2\n\nCome in."


def test_lines_are_shown_as_lines() -> None:
    """Also those that begin with a small letter: what wraps a line at a column is gone before."""
    assert quoted(LIST[: LIST.index("\n\n")]) == "> You may not use\n> a) deep fryers\n> b) charcoal grills"


def test_a_gap_is_between_paragraphs_and_not_between_items_or_rows() -> None:
    """So that a screen holds a whole list."""
    assert quoted(LIST, between="> \n").split("\n") == [
        "> You may not use",
        "> a) deep fryers",
        "> b) charcoal grills",
        "> ",
        r"> Item: Soap \| Size: 1",
        r"> Item: Salt \| Size: 2",
        "> ",
        "> Come in.",
    ]


def test_several_highlights_are_bold_also_where_they_touch() -> None:
    """Two quotes of one passage show both."""
    assert quoted("one two three four", Span(0, 3), Span(8, 11), Span(10, 18)) == "> **one** two **three four**"
    assert quoted("one two three four", Span(0, 7), Span(4, 5), Span(8, 13)) == "> **one two three** four"


@given(texts, st.integers(1, 200))
@example("*", 1)
@example("**", 3)
def test_what_is_shortened_fits(text: str, limit: int) -> None:
    """Raw and escaped, as clients count and as servers count."""
    short = shortened(text, limit)
    assert units(short) <= limit
    assert short == text or short.endswith("…")
    assert text.startswith(short.removesuffix("…").rstrip())
    assert units(fitted(text, limit)) <= limit
    assert kinds(parse(fitted(text, limit))) == set()


@given(texts, st.integers(3, 200), st.data())
def test_a_quote_fits_wherever_its_highlight_is(text: str, limit: int, data: st.DataObject) -> None:
    """Also where the highlight is longer than the room."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    keep = Span(start, end) if start < end else None
    found = quoted_within(text, keep, limit, *([keep] if keep else []))
    assert units(found) <= limit
    assert kinds(parse(found)) <= {"quote", "bold"}


@given(texts, st.integers(1, 60), st.data())
def test_an_excerpt_knows_where_its_words_stand(text: str, limit: int, data: st.DataObject) -> None:
    """What it says of a place in the text holds the words of that place."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    keep = Span(start, end) if start < end else None
    part = excerpt(text, keep, limit)
    assert units(part.text) <= limit
    place = part.place(keep) if keep else None
    if keep and place:
        assert place.of(part.text).rstrip(" …") in keep.of(text)
        assert place.end - place.start == end - start or units(keep.of(text)) > limit // 4


def test_what_is_kept_is_shown_whole_among_characters_of_two_units() -> None:
    """Room is counted in units: what stands before the words must not take what they need."""
    text = "**\n0000𐀀********000𐀀𐀀**"
    part = excerpt(text, Span(18, 22), 25)
    assert (place := part.place(Span(18, 22))) is not None
    assert place.of(part.text) == text[18:22]


STORY = (
    "The U.S. ferry sails at 6.40 a.m. from Lindau. Its captain is Ruth Amann. "
    "The hull breaks ice of eight centimetres. Children under six travel free! Who pays for them?"
)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (1, "…"),
        (200, STORY),
        (100, STORY[:73] + " …"),
        (76, STORY[:73] + " …"),
        (74, STORY[:46] + " …"),
        (30, "The U.S. ferry sails at 6.40…"),
    ],
)
def test_a_text_is_cut_after_a_sentence_or_else_a_word(limit: int, expected: str) -> None:
    """An abbreviation ends no sentence."""
    assert shortened(STORY, limit) == expected


def test_the_window_opens_at_the_sentence_of_the_highlight() -> None:
    """What is left out before it is marked, too."""
    start = STORY.index("eight centimetres")
    found = quoted_within(STORY, Span(start, start + 17), 75, Span(start, start + 17))
    assert found == "> … The hull breaks ice of **eight centimetres**. …"


def test_a_highlight_in_an_endless_sentence_is_shown_with_some_words_before_it() -> None:
    """Two megabytes without a full stop."""
    text = "word " * 200_000 + "the answer " + "word " * 200_000
    start = text.index("the answer")
    found = quoted_within(text, Span(start, start + 10), 100, Span(start, start + 10))
    assert re.fullmatch(r"> … (word )+\*\*the answer\*\*( word)+…", found)


@given(texts, st.sampled_from(("a_(b)", "a b", '?q=[1]&x="', "<>\\|`", "ü", "")))
def test_any_words_can_be_a_link(text: str, path: str) -> None:
    """The address leads where it did, and nothing in the words ends the link or makes another."""
    (node,) = parse(linked(f"a{text}", f"https://example.org/{path}"))
    assert node.kind == "link"
    assert kinds(node.parts) == set()
    assert unquote(node.url) == f"https://example.org/{path}"
    assert "".join(shown(node.parts).split()).replace(JOINER, "") == "".join(
        seen(f"a{text}").replace("[", "(").replace("]", ")").split()
    )
