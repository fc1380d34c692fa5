"""The highlight is the shortest part of a quote that answers, and never leaves the quote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.article import Span
from index.highlights.highlight import find_highlight
from index.highlights.matter import find_matter

ROOT = Path(__file__).parents[3]
SEED = (ROOT / "seeds" / "000_827c7ce34b9814a4.txt").read_text(encoding="utf-8")


def highlight(question: str, quote: str) -> str | None:
    """Return the words highlighted when the whole of `quote` is the quote."""
    span = find_highlight(question, quote, Span(0, len(quote)))
    return span.of(quote) if span else None


def seed_sentence(words: str) -> Span:
    """Return the line of the seed article that holds `words`."""
    at = SEED.index(words)
    end = SEED.find("\n", at)
    return Span(SEED.rfind("\n", 0, at) + 1, end if end >= 0 else len(SEED))


@pytest.mark.parametrize(
    ("question", "quote", "wanted"),
    [
        ("Who designed the bridge?", "The bridge was designed by Ana de la Cruz in 1931.", "Ana de la Cruz"),
        ("Who met Ana Cruz?", "Ana Cruz met Dr. Bo Lind on Monday.", "Dr. Bo Lind"),
        ("When did the bridge open?", "The bridge, paid for by the town, opened on 4 May 1931.", "4 May 1931"),
        ("What year did the bridge open?", "The bridge opened on 4 May 1931.", "1931"),
        ("When did the mayor speak?", "The mayor spoke last week about the tram.", "last week"),
        ("Where was the treaty signed?", "The treaty was signed in Utrecht by Queen Anne.", "Utrecht"),
        ("How many trams run?", "In 2019, 48 trams and 210 buses ran.", "48"),
        ("How many buses ran?", "In 2019, 48 trams and 210 buses ran.", "210"),
        ("How much did the bridge cost?", "It took 3 years and the bridge cost $3.5 million.", "$3.5 million"),
        ("What percentage voted?", "Of 1,200 residents, 70 % voted.", "70 %"),
        ("Why did the bridge close?", "The bridge closed because of a crack in the pillar.", "a crack in the pillar"),
        (
            "What did the mayor say?",
            "“The tram will return next year,” the mayor said.",
            "The tram will return next year",
        ),
    ],
)
def test_the_highlight_is_of_the_kind_that_the_question_asks_for(question: str, quote: str, wanted: str) -> None:
    """Of all that a sentence names, the words that answer are taken, without the punctuation around them."""
    assert highlight(question, quote) == wanted


@pytest.mark.parametrize(
    ("question", "place", "wanted"),
    [
        ("what did Rubio raise?", "Secretary Rubio also", "concerns related to irregular migration"),
        ("Who is the State Department spokesperson?", "Tammy Bruce", "Tammy Bruce"),
        ("How many repatriation flights were there?", "495 repatriation", "495"),
        ("when did Rubio and Jaishankar meet?", "The meeting on Tuesday", "Tuesday"),
    ],
)
def test_the_seed_article_is_highlighted(question: str, place: str, wanted: str) -> None:
    """The highlight's offsets are the article's, not the quote's."""
    span = find_highlight(question, SEED, seed_sentence(place))
    assert span is not None
    assert span.of(SEED) == wanted


def test_words_of_the_question_are_never_the_answer() -> None:
    """A name that the question gives is not given back."""
    assert highlight("Who is Ana Cruz?", "Ana Cruz spoke.") is None


def test_a_sentence_without_the_wanted_kind_has_no_highlight() -> None:
    """No date, no highlight: the quote stands for itself."""
    assert highlight("When did the bridge open?", "The bridge opened to much applause.") is None


def test_golden_questions_are_answerable_from_the_seed_article() -> None:
    """Each answerable golden question expects words that stand in the seed article; the others expect none."""
    lines = (ROOT / "tests" / "golden" / "seed.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["answerable"] for row in rows} == {True, False}
    for row in rows:
        assert (row["expect"] in SEED) if row["answerable"] else (row["expect"] is None), row["id"]


WORDS = st.sampled_from(
    [
        "who",
        "why",
        "when",
        "where",
        "which",
        "what did",
        "how many",
        "raise",
        "Rubio",
        "U.S.",
        "Ana",
        "1996",
        "$3.5",
        "million",
        "%",
        "because",
        "due to",
        "said",
        "called",
        "is",
        "was",
        "of",
        ",",
        ".",
        "(",
        "—",
        "“",
        "”",
        '"',
        "\n",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=20).map(" ".join))


@given(question=TEXTS, text=TEXTS, ends=st.tuples(st.integers(0, 120), st.integers(1, 120)))
@example(question="who?", text="U.S.", ends=(0, 4))
def test_a_highlight_never_leaves_its_quote(question: str, text: str, ends: tuple[int, int]) -> None:
    """Whatever the texts, a highlight lies inside the quote and has no white space at its edges."""
    quote = Span(ends[0], ends[0] + ends[1])
    span = find_highlight(question, text, quote)
    if span is not None:
        assert quote.holds(span)
        assert span.end <= len(text)
        assert span.of(text).strip() == span.of(text)


@pytest.mark.parametrize(
    ("question", "text", "matter"),
    [
        (
            "What did Novak raise?",
            "Novak praised the port and voiced doubts about the new pier, she said.",
            "doubts about the new pier",
        ),
        ("what did she bring up?", "She brought up questions of safety.", "questions of safety"),
        ("What did Novak eat?", "Novak had concerns about the soup.", None),
        ("What did Novak raise?", "Novak raised two sons.", None),
    ],
)
def test_what_is_raised_is_a_concern_a_question_or_a_doubt(question: str, text: str, matter: str | None) -> None:
    """With its matter, and only where the question asks for what was raised."""
    found = find_matter(question, text, Span(0, len(text)))
    assert (found and found.of(text)) == matter
