"""Questions that ask for several things keep every answer of a quote; others keep one."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Answer, Article, Quote, Span
from index.highlights.several import MOST, first_item, further_answers, whole_item
from index.library import Library
from index.reading.reader import PassageText, Reader
from index.text.segment import sentences


def read(reader: Reader, question: str, text: str) -> tuple[str, list[str]]:
    """Return the best quote of a text by the real reader, and all its highlights in order."""
    (reading,) = reader.read(question, [PassageText("", text, tuple(sentences(text)))])
    best = reading.quotes[0]
    assert best.highlight is not None
    marks = sorted((best.highlight, *best.marks().further), key=lambda span: span.start)
    return best.span.of(text), [mark.of(text) for mark in marks]


AIMS = "The plan has three aims:\n- lower fares for students\n- more trams on Sundays\n- fewer cars in the old town\n"


def test_the_bullets_of_a_list_are_one_quote(reader: Reader) -> None:
    """With the sentence that announces them, each bullet marked; asked for one thing, one is marked."""
    text = f"The council met on Monday.\n\n{AIMS}\nThe mayor left early."
    quote, marks = read(reader, "what are the three aims of the plan?", text)
    assert quote == AIMS.strip()
    assert marks == ["lower fares for students", "more trams on Sundays", "fewer cars in the old town"]
    assert len(read(reader, "what is the plan for students?", text)[1]) == 1


PACKING = "What to bring:\nsleeping bag\nsun cream and a hat\nmedicine, with a note\na torch"


def test_items_without_marks_are_marked_each_by_itself(reader: Reader) -> None:
    """As those with marks are: no mark goes over the end of a line."""
    quote, marks = read(
        reader, "what should the children bring?", f"The camp begins in July.\n\n{PACKING}\n\nThe bus leaves early."
    )
    assert quote == PACKING
    assert marks == PACKING.split("\n")[1:]


@pytest.mark.parametrize(
    ("text", "marked", "others"),
    [
        ("Leave here:\n* plants (by van)\n* food\n* lamps (old)", "plants", ["food", "lamps (old)"]),
        ("3. Leave here:\n- plants\n- food", "plants", ["food"]),
        (
            "(1) It is shut only if—\n(a) it snows;\n(b) it rains; or\n(c) it is dark.",
            "snows",
            ["it rains", "it is dark"],
        ),
        ("It is shut if:\n(a) it snows;\n(b) ; or\n(c) it is dark.", "snows", ["it is dark"]),
        (
            "CAKES\nApple cake ..... 24.00\nPlum cake ...... 26.00\nPie .... 9.00",
            "24.00",
            ["Plum cake ...... 26.00", "Pie .... 9.00"],
        ),
    ],
)
def test_the_other_items_are_marked(text: str, marked: str, others: list[str]) -> None:
    """Whole, without their marks."""
    low = np.full(1, -50, dtype=np.float32)
    highlight = Span(text.index(marked), text.index(marked) + len(marked))
    found = further_answers(
        "which are they?", text, Span(0, len(text)), highlight, low, low, np.array([[highlight.start, highlight.end]])
    )
    assert [span.of(text) for span in found] == others


def test_an_item_is_marked_once_and_whole() -> None:
    """However many words in it are likely: the others are marked whole as well. A single item keeps its mark."""
    text = "Bring:\n- 2 kg of brown rice\n- a pot of tin"
    quote, first = Span(0, len(text)), whole_item(text, Span(0, len(text)), Span(9, 13))
    assert first.of(text) == "2 kg of brown rice"
    likely = [text.index(words) for words in ("2 kg", "rice", "pot", "tin")]
    places = np.array([[at, at + 3] for at in likely])
    high = np.zeros(len(places), dtype=np.float32)
    found = further_answers("what?", text, quote, first, high, high, places)
    assert [each.of(text) for each in found] == ["a pot of tin"]
    alone = Span(7, text.index("\n- a"))
    assert whole_item(text, alone, Span(9, 13)).of(text) == "2 kg"


def test_a_long_list_is_marked_in_part() -> None:
    """No quote has more than `MOST` highlights."""
    text = "Bring:" + "".join(f"\n- item {number}" for number in range(2 * MOST))
    low, highlight = np.full(1, -50, dtype=np.float32), Span(9, 15)
    found = further_answers("what?", text, Span(0, len(text)), highlight, low, low, np.array([[9, 15]]))
    assert len(found) == MOST - 1


def test_many_blank_lines_between_two_items_take_no_time() -> None:
    """Words that are far apart are no neighbours in a list."""
    text = "Bring:\n- a cup" + "\n" * 1_000 + "- a plate of tin"
    highlight = Span(text.index("cup"), text.index("cup") + 3)
    places = np.array([[highlight.start, highlight.end], [len(text) - 3, len(text)]])
    start, end = np.array([0, -7], dtype=np.float32), np.zeros(2, dtype=np.float32)
    begin = time.process_time()
    found = further_answers("what?", text, Span(0, len(text)), highlight, start, end, places)
    assert [each.of(text) for each in found] == ["a plate of tin"]
    assert time.process_time() - begin < 1


def test_the_cell_that_is_asked_for_is_the_only_highlight_of_its_row() -> None:
    """However likely the others are."""
    row = "Boat: Wherry | Day: 40 | Week: 200"
    places = np.array([found.span() for found in re.finditer(r"\w+", row)])
    even, highlight = np.zeros(len(places), dtype=np.float32), Span(row.index("40"), row.index("40") + 2)
    assert further_answers("how much is a day?", row, Span(0, len(row)), highlight, even, even, places) == ()


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("lower fares for students\n- more trams", "lower fares for students"),
        ("three aims:\n- lower fares for students\n- more", "lower fares for students"),
        ("The plan", "The plan"),
        ("more trams", "more trams"),
    ],
)
def test_a_highlight_over_bullets_becomes_its_first(marked: str, kept: str) -> None:
    """So that each bullet is marked by itself."""
    start = AIMS.index(marked)
    assert first_item(AIMS, Span(0, len(AIMS)), Span(start, start + len(marked))).of(AIMS) == kept


def test_the_number_of_an_item_is_not_marked() -> None:
    """Else none of the other items would be marked: a mark beside all items is no item."""
    steps = "Method:\n1. Soak the beans.\n2. Fry the garlic."
    assert first_item(steps, Span(0, len(steps)), Span(8, 25)).of(steps) == "Soak the beans"


@pytest.mark.parametrize("empty", ["- \n", "-\n"])
def test_an_item_without_words_is_no_answer(reader: Reader, empty: str) -> None:
    """One that somebody has left to be written."""
    text = f"Please bring:\n{empty}- a cup\n- a plate"
    assert read(reader, "What do I have to bring?", text) == (text, ["a cup", "a plate"])


def test_two_answers_in_one_sentence_are_both_marked(reader: Reader) -> None:
    """Where the question asks for several, and only there."""
    text = "Ada Lind won the first prize on Monday, and Bo Ek won the second prize on Tuesday."
    assert read(reader, "who were the winners?", text)[1] == ["Ada Lind", "Bo Ek"]
    assert read(reader, "who won the first prize?", text)[1] == ["Ada Lind"]


TEXT = "Ada, Bo and Cid met Eva; later Finn came, too"
WORDS = [(at, at + len(word)) for word in TEXT.split() for at in [TEXT.index(word)]]


@given(st.lists(st.floats(-9, 9, width=32), min_size=len(WORDS), max_size=len(WORDS)), st.data())
def test_further_answers_stand_apart_and_in_order(numbers: list[float], data: st.DataObject) -> None:
    """Inside the quote, beside the highlight, whatever the logits; so a quote can be built of them."""
    start = np.array(numbers, dtype=np.float32)
    end = np.array(data.draw(st.permutations(numbers)), dtype=np.float32)
    first = data.draw(st.integers(0, len(WORDS) - 1))
    last = data.draw(st.integers(first, len(WORDS) - 1))
    quote, highlight = Span(0, len(TEXT)), Span(WORDS[first][0], WORDS[last][1])
    found = further_answers("who were the guests?", TEXT, quote, highlight, start, end, np.array(WORDS))
    assert len(found) < MOST
    marks = Quote(Article("a", "", TEXT), quote, 0.5, highlight, further=found).highlights
    for one, other in pairwise(marks):
        assert TEXT[one.end : other.start].strip()


PARTS = "They sold:\n- red lamps (old), tea\n- a blue lamp (new)\n- tea and salt\nand so on"
PIECES = [(found.start(), found.end()) for found in re.finditer(r"\w+", PARTS)]


@given(st.lists(st.floats(-9, 9, width=32), min_size=len(PIECES), max_size=len(PIECES)), st.data())
def test_marks_in_a_list_stand_apart_whatever_the_logits(numbers: list[float], data: st.DataObject) -> None:
    """Those of its items, and those of words in them: so a quote can be built of them."""
    start = np.array(numbers, dtype=np.float32)
    end = np.array(data.draw(st.permutations(numbers)), dtype=np.float32)
    first = data.draw(st.integers(0, len(PIECES) - 1))
    last = data.draw(st.integers(first, len(PIECES) - 1))
    quote = Span(0, len(PARTS))
    highlight = first_item(PARTS, quote, Span(PIECES[first][0], PIECES[last][1]))
    found = further_answers("which things were sold?", PARTS, quote, highlight, start, end, np.array(PIECES))
    Quote(Article("a", "", PARTS), quote, 0.5, highlight, further=found)


def test_the_next_items_of_a_list_need_fewer_logits() -> None:
    """Bo and Cid stand in one list with Ada; Eva does not, and is as likely as they."""
    likely = {"Ada,": 5.0, "Bo": 1.0, "Cid": 1.0, "Eva;": 1.0}
    logits = np.array([likely.get(word, -9.0) for word in TEXT.split()], dtype=np.float32)
    found = further_answers(
        "who were the guests?", TEXT, Span(0, len(TEXT)), Span(0, 3), logits, logits, np.array(WORDS)
    )
    assert [span.of(TEXT) for span in found] == ["Bo", "Cid"]


def test_a_row_has_no_further_answer_beside_the_cell_that_is_asked_for(reader: Reader) -> None:
    """However alike its neighbours are."""
    row = "Region: East | 2023: 45000 | 2024: 61000 | 2025: 88000"
    assert read(reader, "what were the sales in the east in 2025?", row) == (row, ["88000"])


@pytest.mark.parametrize(
    ("highlight", "further", "wrong"),
    [
        (None, (Span(0, 3),), "only beside a first"),
        (Span(0, 3), (Span(2, 7),), "apart from each other"),
        (Span(0, 3), (Span(5, 99),), "inside their quote"),
        (Span(0, 3), (Span(12, 15), Span(5, 7)), "in the order"),
    ],
)
def test_a_quote_checks_its_highlights(highlight: Span | None, further: tuple[Span, ...], wrong: str) -> None:
    """What overlaps, lies outside or is out of order cannot be built."""
    with pytest.raises(ValueError, match=wrong):
        Quote(Article("a", "", TEXT), Span(0, 20), 0.5, highlight, further=further)


def test_a_kept_answer_keeps_all_highlights(library: Library) -> None:
    """So that they are bold again in what is shown later."""
    collection = library.collection("local")
    list(collection.add([Article("a", "Guests", TEXT)]))
    quote = Quote(collection.article("a"), Span(0, len(TEXT)), 0.7, Span(0, 3), further=(Span(5, 7), Span(12, 15)))
    plain = Quote(collection.article("a"), Span(0, len(TEXT)), 0.7, Span(0, 3))
    key = library.feedback.keep(Answer("who were the guests?", "local", True, 0.7, (quote, plain)), 1)
    kept = library.feedback.given("local", key).quotes
    assert [each and each.further for each in kept] == [quote.further, ()]
