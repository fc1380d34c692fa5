"""Lists: what announces one, and which items are its."""

from __future__ import annotations

import time

import pytest

from index.article import Span
from index.text.lists import MOST_WORDS, lists
from index.text.packing import passages
from index.text.segment import sentences


@pytest.mark.parametrize(
    ("text", "announcing"),
    [
        ("You may borrow:\n- 15 books\n- 6 films", "You may borrow:"),
        ("It is late.\n\nKnown issues\n\n- It is slow. This is planned for 4.3.\n- It is loud.", "Known issues"),
        ("It is late.\n\n   The tenant may\n   (a) store boats,\n   (b) sail.", "The tenant may"),
        (
            "(1) The club may refuse a boat only if—\n(a) it is leaking; or\n(b) it is late.",
            "(1) The club may refuse a boat only if—",
        ),
        ("Issues:\n- It is slow. This is planned.\n- It is loud. So be it.", "Issues:"),
    ],
)
def test_a_list_is_what_announces_it_and_all_of_its_bullets(text: str, announcing: str) -> None:
    """A colon, a dash as in laws, or a heading announces it, and a bullet may have more than one sentence."""
    spans = sentences(text)
    ((first, last),) = lists(text, spans)
    assert spans[first].of(text) == announcing
    assert spans[last].end == len(text)


RECIPE = (
    "Plum cake\n\nFor the dough:\n500 g flour\n80 g sugar\na pinch of salt\n\nFor the topping:\n1.5 kg plums\nsugar\n"
    "\nCAKES (whole)\nApple cake ..... 24.00\nCheesecake ..... 28.00\nPlum cake ..... 26.00\n\nStir it. Bake it."
)


def test_short_lines_below_a_colon_or_a_heading_are_a_list() -> None:
    """Without any marks, as ingredients and prices are typed; it ends with a blank line."""
    spans = sentences(RECIPE)
    found = [RECIPE[spans[a].start : spans[b].end] for a, b in lists(RECIPE, spans)]
    assert [each.split("\n")[0] for each in found] == ["For the dough:", "For the topping:", "CAKES (whole)"]
    assert [each.split("\n")[-1] for each in found] == ["a pinch of salt", "sugar", "Plum cake ..... 26.00"]
    assert list(lists("You need:\neggs\nmilk", sentences("You need:\neggs\nmilk"))) == [(0, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Best\nBea\nLarch Lane 3",
        "So be it.\n—\nBea\nLarch Lane",
        "The bus came, and we all ran—\nI fell\nHe laughed",
        "You need:\neggs\n\nStir.",
        "You need:\neggs\nmilk\nStir both for a while.",
        "They came.\nNames\nAda\nBo\nCid",
        "Room 12\nAda\nBo\nCid",
        "Prices\nItem: a | Size: b\nItem: c | Size: d\nItem: e | Size: f",
        "Dates and place\n\nJune\nJuly\nMay",
    ],
)
def test_other_short_lines_are_no_list(text: str) -> None:
    """A signature, a verse, one line alone, lines of a paragraph, of a table, or below what may be a line of them."""
    assert not list(lists(text, sentences(text)))


@pytest.mark.parametrize(
    "text",
    [
        "It is late.\n- books\n- films",
        "He came. It is late\n- books\n- films",
        "This line has more words than a heading should ever have\n- books\n- films",
        "Known issues\n- It is slow.",
        "Known issues\nIt is slow. It is loud.",
        "Known issues\n- It is slow.\nSo be it.\n- It is loud.",
    ],
)
def test_other_bullets_are_no_list(text: str) -> None:
    """Where nothing announces them, or there is one only."""
    assert not list(lists(text, sentences(text)))


def test_a_list_ends_before_another_kind_of_mark() -> None:
    """The numbered heading behind bullets is none of them; letters and numbers are marks as well."""
    text = "You need:\n- eggs\n- milk\n\n2. Method\nStir."
    assert [text[spans[a].start : spans[b].end] for spans in [sentences(text)] for a, b in lists(text, spans)] == [
        "You need:\n- eggs\n- milk"
    ]
    for one, two in (("(a)", "(b)"), ("1.", "2."), ("a)", "b)")):
        lettered = f"The rent includes:\n{one} cold water;\n{two} cleaning."
        assert list(lists(lettered, sentences(lettered))) == [(0, 2)]


def test_a_long_list_is_not_kept_together() -> None:
    """Up to `MOST_WORDS` with what announces it, counted with its marks."""
    text = "You need:\n- eggs\n-" + " milk" * (MOST_WORDS - 5)
    assert list(lists(text, sentences(text))) == [(0, 2)]
    assert not list(lists(f"{text} too", sentences(f"{text} too")))


def test_a_list_that_has_room_in_one_passage_is_not_cut() -> None:
    """Its passage begins with what announces it; one that has no room is cut as anything else."""
    text = "The ferry sails. It is old.\nYou need:\n- eggs\n- milk\n- salt"
    spans = sentences(text)
    counts = [10, 10, 10, 10, 10, 10]
    assert [span.of(text) for span in passages(text, spans, counts, budget=40)] == [
        "The ferry sails. It is old.",
        "You need:\n- eggs\n- milk\n- salt",
    ]
    assert [span.of(text) for span in passages(text, spans, counts, budget=30)] == [
        "The ferry sails. It is old.",
        "You need:\n- eggs\n- milk",
        "- salt",
    ]


@pytest.mark.parametrize(
    ("sentence", "count"),
    [("- what it is:\n", 10_000), ("It goes on。", 100_000)],
    ids=["bullets with colons", "one line"],
)
def test_a_long_text_is_looked_through_once(sentence: str, count: int) -> None:
    """Neither every bullet through those below it, nor every sentence of a line back to where that begins."""
    text, size = sentence * count, len(sentence)
    spans = [Span(at, at + len(sentence.rstrip())) for at in range(0, len(text), size)]
    assert spans[:3] == list(sentences(text[: 3 * size])), "to find all of them would take longer than the test"
    begin = time.process_time()
    assert len(list(lists(text, spans))) < MOST_WORDS  # what the last few bullets announce is short enough
    assert time.process_time() - begin < 1.5
