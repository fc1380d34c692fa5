"""The names in a question, and whether a text has one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Span
from index.questions.names import has_any, names_and_numbers, names_in, names_typed_small
from index.quotes.ordering import DOUBTED_SHARE
from index.quotes.read_quotes import ReadPassage
from index.quotes.weighing import weigh
from index.reading.confidence import Evidence
from index.reading.reader import Marks, PassageText, QuoteReading, Reading


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Where was Ada Lind born?", ("Ada", "Lind")),
        ("Ada was born where?", ()),  # the first word always has a capital
        ("where was ada lind born?", ()),
        ("what did the EU and NATO decide?", ()),  # an article may write them out
        ("when does it open on Saturday in June?", ()),
        ("Which European country did Lind visit?", ("Lind",)),  # of this kind is the answer
        ("Which two Nordic towns did Lind visit?", ("Lind",)),
        ("what is Lind's age?", ("Lind",)),
        ("what did O'Hara and Céline say?", ("O'Hara", "Céline")),
        ("what should I bring to the Moss tour?", ("Moss",)),
        ("", ()),
    ],
)
def test_names_have_capitals(question: str, names: tuple[str, ...]) -> None:
    """Not all words with a capital are names."""
    assert names_in(question) == names


@pytest.mark.parametrize(
    ("name", "text", "has"),
    [
        ("Lind", "Mayor Lind opened it.", True),
        ("Lind", "MAYOR LIND OPENED IT", True),
        ("Lind", "The Blinds were closed.", False),
        ("Italian", "She lives in Italy.", True),
        ("Céline", "Celine sang.", True),
        ("Lund", "Mayor Lind opened it.", False),
    ],
)
def test_a_name_is_known_by_its_beginning(name: str, text: str, has: bool) -> None:
    """With its accents or without, in capitals, with another ending."""
    assert has_any((name,), text) is has


def test_one_name_of_several_is_enough_and_so_are_their_initials() -> None:
    """Who is asked about mostly has two."""
    assert has_any(("Ada", "Lund"), "Ada opened it.")
    assert has_any(("European", "Union"), "The EU agreed.")
    assert has_any(("European", "Union"), "The E.U. agreed.")
    assert not has_any(("European", "Union"), "The eunuch agreed.")


def test_a_book_is_not_gone_through() -> None:
    """Each question would wait for that."""
    assert not has_any(("Lund",), "word " * 1_000)
    assert has_any(("Lund",), "word " * 100_000)


@pytest.mark.parametrize(
    ("question", "text", "names"),
    [
        ("how old is lind", "It was Ada Lind. In May Lind left.", ("Lind",)),
        ("lind age", "They met Lind there.", ("Lind",)),
        ("how old is lind", "They saw Ada Lind’s house.", ("Lind",)),
        ("how old is lind", "Ada Lind left.", ("Lind",)),
        ("how old is lind", "Lind left.", ()),  # as any word does at the beginning of a sentence
        ("how old is Lind", "They met Lind there.", ()),  # who types capitals types all
        ("can I visit lind", "They met Lind there.", ("Lind",)),
        ("how old is lind", "They met Lind at the old lind.", ()),
        ("how old is lind", "They met Lind. Write to lind@post.example or www.lind.example.", ("Lind",)),
        ("opening hours", "Opening Hours for Students\nOpening Hours", ()),
        ("what is open on sunday", "It is open on Sunday only.", ()),
        ("who asked when", "They read What Remains and asked When only.", ()),
        ("how old is élodie", "They met Élodie there.", ("Élodie",)),
    ],
)
def test_a_name_that_is_typed_small_is_known_by_the_texts(question: str, text: str, names: tuple[str, ...]) -> None:
    """They have it with a capital where another word would be small."""
    assert names_typed_small(question, [text, "Nothing."]) == names


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_stops_it(question: str, text: str) -> None:
    """Whatever is asked; a text that holds the question has its names, and one that makes a word a name has that."""
    names = names_in(question)
    assert not names or has_any(names, f"{text} {question}")
    small = names_typed_small(question, [text])
    assert not small or has_any(small, text)


def read(key: str, title: str, text: str, rank: float) -> ReadPassage:
    """Make a reading of the last sentence of an article."""
    span = Span(0, len(text))
    quote = QuoteReading(span, rank, Marks, rank)
    article = Article(key, title, f"{text} Nothing more is known.")
    return ReadPassage(article, span, PassageText("", text, (span,)), Reading(rank, (quote,), rank))


def test_an_article_without_the_names_is_about_somebody_else() -> None:
    """Little is left of the confidence in it; the names may stand anywhere in the article."""
    other, hers = (
        read("1", "Tove Berg", "She was born in Moss.", 3.0),
        read("2", "Ada Lind", "She was born in Orr.", 1.0),
    )

    def chance(_: Evidence) -> float:
        return 0.8

    def confidences(question: str) -> list[float]:
        return [each.confidence for each in weigh(question, [other, hers], chance)]

    assert confidences("where was Lind born?") == [0.8 * DOUBTED_SHARE, 0.8]
    assert confidences("where was she born?") == [0.8, 0.8]
    assert confidences("where was lind born?") == [0.8, 0.8]  # no text says that this is a name
    hers = read("2", "what Ada Lind left", "She was born in Orr.", 1.0)
    assert confidences("where was lind born?") == [0.8 * DOUBTED_SHARE, 0.8]


@pytest.mark.parametrize(
    ("question", "specific"),
    [
        ("Did Ada Lind sell 1,200 e-bikes in the US in May 2024?", ["Ada", "Lind", "1,200", "US", "May", "2024"]),
        ("is the Varga-Holm a 14-year lease?", ["Varga", "Holm", "14"]),
        ("why did he take The Box to Q2?", ["Box", "Q2"]),
        ("Which lamp?", []),
        ("", []),
    ],
)
def test_what_a_question_is_about_has_a_capital_or_a_digit(question: str, specific: list[str]) -> None:
    """Of compounds the parts that have; no stop words."""
    assert names_and_numbers(question) == specific
