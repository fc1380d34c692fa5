"""Sentences and passages are exact offsets, whatever the text holds."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.article import Span
from index.text.packing import passages
from index.text.paragraphs import paragraphs
from index.text.segment import MAX_SENTENCE, sentences

SEED = (Path(__file__).parents[3] / "seeds" / "000_827c7ce34b9814a4.txt").read_text(encoding="utf-8")

ANY_CHARACTER = st.characters(exclude_categories=())
TRICKY = st.sampled_from(
    [
        *"aAbZ.!?;\"'”’()[ \n\r\t\u200b\u0301\u200d\ud83d\ude00\x00\x1c\x85。！😀-1",
        "\n\n",
        " The ",
        "Rep. ",
        "...",
        "U.S. ",
        " a@b.example. ",
        "a 4.1.6. ",
    ]
)
ANY_TEXT = st.one_of(
    st.text(ANY_CHARACTER),
    st.text(),
    st.lists(TRICKY).map("".join),
    st.lists(TRICKY).map(lambda parts: "".join(parts) * 40),
)


def words_of(text: str) -> list[str]:
    """Return the sentences of `text` as strings."""
    return [span.of(text) for span in sentences(text)]


def test_a_value_at_the_end_of_an_item_belongs_to_it() -> None:
    """Alone, nobody knows of what it is the default; in prose it is a sentence like others."""
    item = "- retries: how often it is tried. Default: 3"
    assert words_of(f"{item}\n- wait: how long. Default: 2 s") == [item, "- wait: how long. Default: 2 s"]
    assert words_of("It is tried often. Default: 3") == ["It is tried often.", "Default: 3"]
    assert words_of("- It is tried every night. Note: Ada says so.")[1:] == ["Note: Ada says so."]


@given(ANY_TEXT)
@settings(max_examples=200)
@example("a" * 2_000)
@example("\u0301" * 2_000)
@example("\ud83d\ude00" * 2_000)
@example("(. " * 1_000)
def test_sentences_tile_any_text(text: str) -> None:
    """Only white space lies outside the sentences, which are in order, trimmed and short enough."""
    position = 0
    for span in sentences(text):
        assert span.start >= position
        assert not text[position : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        assert span.end - span.start <= MAX_SENTENCE
        position = span.end
    assert not text[position:].strip()


def test_a_long_sentence_without_blanks_is_not_cut_before_a_vowel_sign() -> None:
    """Thai has few blanks, and writes vowels above their letters."""
    text = "ก" + "ที่" * 500
    assert [span.of(text)[0] for span in sentences(text)] == ["ก", "ท", "ท"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "It works." Then he left.', ['He said "It works."', "Then he left."]),
        ("“No way.” She left at 5 p.m. on Jan. 5.", ["“No way.”", "She left at 5 p.m. on Jan. 5."]),
        ("Gov. Ron DeSantis met Rep. Smith. They talked.", ["Gov. Ron DeSantis met Rep. Smith.", "They talked."]),
        ("The World Health Organization (WHO) In Geneva met.", ["The World Health Organization (WHO) In Geneva met."]),
        ("Prices rose 3.5 per cent; Rents did not.", ["Prices rose 3.5 per cent; Rents did not."]),
        ("12. The plan holds. It is old.", ["12. The plan holds.", "It is old."]),
        ("- Fishing. From level 12 on. It pays.", ["- Fishing. From level 12 on.", "It pays."]),
        ("• Shared docks. Four may share.\n• Gone.", ["• Shared docks. Four may share.", "• Gone."]),
        ("- The old boat sank. It was new.", ["- The old boat sank.", "It was new."]),
        ("Fishing. From level 12 on.", ["Fishing.", "From level 12 on."]),
        ("Write to orders@ashby.example. Objections help.", ["Write to orders@ashby.example.", "Objections help."]),
        ("(Ask a.lind@ashby.org.) “It works.”", ["(Ask a.lind@ashby.org.)", "“It works.”"]),
        ("Write to a@ashby.example. com is no end.", ["Write to a@ashby.example. com is no end."]),
        ("It is at moss.example/boats. Ada keeps it.", ["It is at moss.example/boats.", "Ada keeps it."]),
        ("Edit boats.yml. Then start it.", ["Edit boats.yml.", "Then start it."]),
        ("A boat is £6.80. Oars are free.", ["A boat is £6.80.", "Oars are free."]),
        ("Hire rose by 59 %. Ada sold hers.", ["Hire rose by 59 %.", "Ada sold hers."]),
        ("The lake had 20 °C. Ada swam.", ["The lake had 20 °C.", "Ada swam."]),
        ("By Holm & C. Lind, 4 p.m. Monday.", ["By Holm & C. Lind, 4 p.m. Monday."]),
        ("The old one was 4.1.6. Both work.", ["The old one was 4.1.6.", "Both work."]),
        ("4.1.6. Both work.", ["4.1.6. Both work."]),
        ("It opens on 3.12. Ada will come.", ["It opens on 3.12. Ada will come."]),
        ("Bo was ahead with 29.4. Ada had more.", ["Bo was ahead with 29.4.", "Ada had more."]),
        ("Shares rose to 17.25. Ada sold hers.", ["Shares rose to 17.25.", "Ada sold hers."]),
        ("It opened in 1911.[1][2] Ada left.", ["It opened in 1911.[1][2]", "Ada left."]),
        ("“It rained.”[note 3] Ada left.⁴ He stayed.", ["“It rained.”[note 3]", "Ada left.⁴", "He stayed."]),
        ("The garden (north)[5] Ada kept, and 40 m² Bo.", ["The garden (north)[5] Ada kept, and 40 m² Bo."]),
        (
            "- The old pump of the boat leaked. (#12, by Ada)\n- New: oars.",
            ["- The old pump of the boat leaked. (#12, by Ada)", "- New: oars."],
        ),
        ("The pump leaked. (Ada saw it.) It rained.", ["The pump leaked.", "(Ada saw it.)", "It rained."]),
        ("Case no. HG-2024-07. It rained.", ["Case no. HG-2024-07.", "It rained."]),
        ("At meeting no. 7/2025 Ada spoke.", ["At meeting no. 7/2025 Ada spoke."]),
        (
            "Flight no. BA 123 is late, see pp. 31–38 and sec. 6.",
            ["Flight no. BA 123 is late, see pp. 31–38 and sec. 6."],
        ),
        ("He said no. Ada left.", ["He said no.", "Ada left."]),
        ("«Oui. » Non.", ["«Oui. »", "Non."]),
        ("Great day. 😀", ["Great day. 😀"]),
        ("We waited. . . . Then it came.", ["We waited. . . .", "Then it came."]),
        ("你好。再见！他说：“是。”然后走。", ["你好。", "再见！", "他说：“是。”", "然后走。"]),
        ("यह पहला है। यह दूसरा है।", ["यह पहला है।", "यह दूसरा है।"]),
        (
            "A headline without a stop\nThe text begins. It goes on.",
            ["A headline without a stop", "The text begins.", "It goes on."],
        ),
        ("one\n\ntwo", ["one", "two"]),
        ("one\r\ntwo\rthree\u2028four", ["one", "two", "three", "four"]),
        (" \n\t ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    """Quotes, titles, abbreviations, labels, other scripts and line breaks are read as a person reads them."""
    assert words_of(text) == expected


def test_the_seed_article_is_cut_into_its_seventeen_sentences() -> None:
    """Its "U.S." ends no sentence, and a closing quotation mark stays with the words that it closes."""
    found = words_of(SEED)
    assert len(found) == 17
    assert any(
        s.startswith("In October last year, the U.S. Department of Homeland Security (DHS) deported") for s in found
    )
    assert any(s.startswith('"Secretary Rubio') and s.endswith('migration," the spokesperson said.') for s in found)


WRAPPED = """The council voted on Monday to close the old bridge for good, as
the cost of repair had grown to twice the sum that was planned
when the work began. The mayor said that a ferry would be found
before the summer.
- The bridge was built in 1911 and carried trams until they went
- It closes in May
"""


def test_a_line_break_that_wraps_at_a_column_ends_no_sentence() -> None:
    """In wrapped text a sentence runs over the line break, and a bullet still begins a new one."""
    assert [s.split()[0] for s in words_of(WRAPPED)] == ["The", "The", "-", "-"]
    assert "as\nthe cost" in words_of(WRAPPED)[0]


def test_headlines_one_a_line_are_not_taken_for_wrapped_text() -> None:
    """They are as long as wrapped lines and have no full stop, but they do not go on in lower case."""
    headlines = "\n".join(f"Council Number {n} Votes to Close the Old Bridge Over the River" for n in range(8))
    assert len(sentences(headlines)) == 8


def test_a_sentence_that_is_too_long_is_cut_at_a_clause() -> None:
    """The parts are about equal, and each but the last ends with the comma."""
    text = ", ".join(f"clause number {n} goes on for a while" for n in range(25)) + "."
    parts = words_of(text)
    assert len(parts) == 2
    assert parts[0].endswith(",")
    assert len(parts[1]) > 300


TEXTS_WITH_COUNTS = st.lists(
    st.tuples(st.integers(0, 120), st.sampled_from([" ", " ", "\n", "\n\n"])), min_size=1, max_size=40
)


@given(TEXTS_WITH_COUNTS, st.integers(1, 250))
@settings(max_examples=150)
def test_passages_hold_every_sentence_within_the_budget(parts: list[tuple[int, str]], budget: int) -> None:
    """Passages are runs of whole sentences in order; one over the budget is one sentence or has a short rest."""
    text = "".join(f"Word number {n} is here.{gap}" for n, (_, gap) in enumerate(parts))
    spans = sentences(text)
    counts = [count for count, _ in parts]
    assert len(spans) == len(counts)
    found = passages(text, spans, counts, budget=budget)
    assert (found[0].start, found[-1].end) == (spans[0].start, spans[-1].end)
    assert {p.start for p in found} <= {s.start for s in spans}
    assert {p.end for p in found} <= {s.end for s in spans}
    assert all(any(p.holds(s) for p in found) for s in spans)
    for before, after in pairwise(found):
        assert before.start < after.start
        assert before.end < after.end
        shared = [s for s in spans if before.holds(s) and after.holds(s)]
        assert len(shared) <= 1
    for passage in found:
        inside = [count for span, count in zip(spans, counts, strict=True) if passage.holds(span)]
        assert sum(inside) <= budget or len(inside) == 1 or (passage == found[-1] and sum(inside) < 1.15 * budget)


def test_a_passage_begins_with_the_last_sentence_before_it_in_the_same_paragraph() -> None:
    """A short sentence is repeated inside a paragraph, not over a paragraph break."""
    text = "One is here. Two is here. Three is here. Four is here."
    spans, counts = sentences(text), [20, 20, 20, 20]
    assert [p.of(text) for p in passages(text, spans, counts, budget=80)] == [text]
    assert [p.of(text)[:4] for p in passages(text, spans, [40, 20, 20, 40], budget=80)] == ["One ", "Thre"]
    broken = text.replace(" Four", "\nFour")
    assert [p.of(broken)[:4] for p in passages(broken, spans, [40, 20, 20, 40], budget=80)] == ["One ", "Four"]


def test_a_passage_ends_at_a_paragraph_break_once_it_is_half_full() -> None:
    """The break after the second sentence is taken although the third would have fitted."""
    text = "One is here. Two is here.\n\nThree is here. Four is here."
    found = passages(text, sentences(text), [30, 30, 30, 30], budget=100)
    assert [p.of(text) for p in found] == ["One is here. Two is here.", "Three is here. Four is here."]


def test_a_short_rest_joins_the_passage_before_it() -> None:
    """A last passage under 15 % of the budget is not worth a vector of its own."""
    text = "One is here. Two is here. Three is here."
    assert len(passages(text, sentences(text), [50, 50, 10], budget=100)) == 1
    assert len(passages(text, sentences(text), [50, 50, 20], budget=100)) == 2


def test_passages_refuse_counts_that_do_not_fit() -> None:
    """A missing token count is a fault of the caller, and no text gives no passage."""
    with pytest.raises(ValueError, match="one token count"):
        passages("a", [Span(0, 1)], [], budget=80)
    with pytest.raises(ValueError, match="positive budget"):
        passages("a", [Span(0, 1)], [1], budget=0)
    assert passages("", [], [], budget=80) == []


def test_paragraphs_end_at_blank_lines_with_spaces_in_them() -> None:
    """A line of white space is blank, whichever line break is used."""
    text = "a\r\n \r\nb\n\t\nc"
    assert [p.of(text) for p in paragraphs(text)] == ["a", "b", "c"]


@pytest.mark.parametrize("opening", ["Lost and found", "What happens to what is found?"])
def test_what_names_the_next_lines_opens_their_passage(opening: str) -> None:
    """A heading, or a question that the text asks itself, is not cut from what it is about."""
    before = "The ferry sails every day of the winter. " * 3
    under = "What is found on board is kept in the office for a month."
    text = f"The ferry\n\n{before.strip()}\n\n{opening}\n\n{under} Nobody has to pay for that."
    spans = sentences(text)
    counts = [len(span.of(text).split()) for span in spans]
    for budget in range(20, 60):
        held = [passage.of(text) for passage in passages(text, spans, counts, budget=budget)]
        assert all(not each.endswith(opening) for each in held)
