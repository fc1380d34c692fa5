"""A word that no article has is replaced by the one that was meant, and by nothing else."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.questions.spelling import LONGEST, MOST, respelled
from index.text import analysis
from index.text.analysis import STOP_WORDS, terms

TEXTS = (
    "Secretary Rubio raised irregular migration with Müller of the Indo-Pacific desk.",
    "The bridge was closed. McDonald and O'Brian sent an email on whales, migrants and a migration of 2,000 birds.",
    "The bridge is open. Wait for the ferry at the pier; a tram goes to the peer.",
    "At the pier, the ferry's whale was seen.",
)
KNOWN = sorted({word for text in TEXTS for word in re.findall(r"[^\W\d_]+", text)} | STOP_WORDS)


def meant(question: str, texts: tuple[str, ...] = TEXTS) -> str | None:
    """Respell a question by what stands in a few texts, each one passage."""
    counts = Counter(term for text in texts for term in set(terms(text)))
    found = respelled(
        question, lambda term: counts[term], lambda word: [t for t in texts if set(terms(word)) <= set(terms(t))]
    )
    return found.question if found else None


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("what did Rubbio raise?", "what did Rubio raise?"),  # a letter more
        ("what did Rbio raise?", "what did Rubio raise?"),  # less
        ("what did Rubin raise?", "what did Rubio raise?"),  # other
        ("what did Ruibo raise?", "what did Rubio raise?"),  # swapped
        ("rubbio RUBBIO Rubbio Urbio", "rubio RUBIO Rubio Rubio"),
        ("McDonalld", "McDonald"),
        ("Rubbio's, Rubbio’s and RUBBIO'S", "Rubio's, Rubio’s and RUBIO'S"),
        ("  “Rubbio”…\tand  the brigde?!\n", "  “Rubio”…\tand  the bridge?!\n"),
        ("the Indo-Pasific", "the Indo-Pacific"),
        ("Mulller or Müler", "Muller or Müller"),
        ("O'Brien", "O'Brian"),
    ],
)
def test_a_word_that_no_article_has_is_replaced_by_its_neighbour(question: str, other: str) -> None:
    """In the case in which it was typed, with all that stands around it."""
    assert meant(question) == other


@pytest.mark.parametrize("question", ["how many came?", "how long?", "how fast?"])
def test_words_of_asking_are_no_misspelt_names(question: str) -> None:
    """Not even where the articles have none of them, and a name that is a letter from each."""
    assert meant(question, ("In May they came to Hong Kong, in the Far East.",)) is None


@pytest.mark.parametrize(
    "question",
    [
        "what did Rubio raise?", "what is the capital of France?", "Rubbbio", "the tam", "2001 2,00 rubbio2 2rubbio",
        "an e-mail", "Рубьио", "", "rubi\u0301bo",
    ],
)  # fmt: skip
def test_what_is_known_or_has_no_known_neighbour_stays(question: str) -> None:
    """Two edits, three letters, numbers, compounds that are known as one word, other scripts."""
    assert meant(question) is None


def test_the_word_of_the_most_passages_is_meant() -> None:
    """And of as many the first of the alphabet."""
    assert meant("the pierr") == "the pier"
    assert meant("the peier") == "the pier", "two passages have it, and one has a peer"
    assert meant("the cabe", ("A cafe.", "A cake.")) == "the cafe"


def test_only_words_that_are_written_are_offered() -> None:
    """The index has stems, and many a letter more or less leads to the stem of a word."""
    assert meant("the bridgd") == "the bridge", "not bridg, nor bridged"
    assert meant("the migratin") == "the migration", "not migrating"
    assert meant("the brdg") is None, "bridg is a stem, and no word"


def test_a_stop_word_is_meant_by_its_own_letters_alone() -> None:
    """In another order, whatever else is near; a letter more, less or other is a word of the articles, or none."""
    assert meant("Waht did Rubio raise abotu it?") == "What did Rubio raise about it?"
    assert meant("how heavy is a whal?") == "how heavy is a whale?"
    assert meant("did Theo buy a fery?", ("They wait.",)) is None


def test_a_word_that_only_holds_a_question_together_is_known() -> None:
    """Articles need not have it: might is not night."""
    assert meant("what might it be?", ("At night.",)) is None


def test_the_work_is_bounded() -> None:
    """Many unknown words are another matter, not misspelt; a very long one is no word."""
    assert meant(" ".join(["Rubbio"] * MOST)) == " ".join(["Rubio"] * MOST)
    assert meant(" ".join(["Rubbio"] * (MOST + 1))) is None
    long = "a" * (LONGEST - 1)
    assert meant(f"{long}b", (long,)) == long
    assert meant(f"{long}ab", (f"{long}a",)) is None


@settings(max_examples=50)
@given(st.lists(st.sampled_from(KNOWN), max_size=6), st.sampled_from([" ", ", ", "? ", "-", "\n", " 7 ", "'s "]))
def test_a_question_of_known_words_is_never_changed(known: list[str], between: str) -> None:
    """Whatever stands between them, and in whatever order they are."""
    assert meant(between.join(known)) is None


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from(["Rubbio", "brigde", "rubio", "x", "Müler", "'s", "-", " ", "é", "\u0301", "2", "_", "?", "’"])
        | st.text(max_size=3),
        max_size=8,
    ).map("".join)
)
def test_nothing_but_letters_inside_words_changes(question: str) -> None:
    """Blanks, signs and numbers are the same, in the same order."""

    def apart(text: str) -> list[str]:
        return re.split(r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]+", text)

    assert apart(meant(question) or question) == apart(question)


@pytest.mark.parametrize(
    ("question", "renames"),
    [
        ("what did rubbio raise?", True),
        ("the anti-Rubbio brigde", True),
        ("WHAT DID RUBBIO RAISE?", True),
        ("Brigde", False),
        ("US-brigde", False),
        ("Waht is it?", False),
    ],
)
def test_a_name_is_what_the_articles_write_with_a_capital(question: str, renames: bool) -> None:
    """However the question has it."""
    found = respelled(question, lambda term: term in terms(TEXTS[0] + TEXTS[1]), lambda _: TEXTS[:2])
    assert found is not None
    assert found.renames == renames


@pytest.mark.parametrize(
    ("question", "other", "renames"),
    [
        ("who won the Lindholm race?", "who won the Lindholm grace?", False),
        ("who won the Race?", "who won the Grace?", True),
        ("Who Won The Lindholm Race?", "Who Won The Lindholm Grace?", False),
        ("when do the feries leave?", "when do the ferries leave?", False),
        ("what did Cate raise?", "what did Kate raise?", True),
        ("what did cate raise?", "what did rate raise?", False),
        ("what did Tim oppose?", "what did Kim oppose?", True),
        ("what did tim oppose?", None, False),
        ("what did Holt win?", "what did Holm win?", True),
    ],
)
def test_a_common_word_is_a_name_only_where_it_has_a_capital(question: str, other: str | None, renames: bool) -> None:
    """Whoever types "race" means a race, though the articles have but a Grace; and feries are no Ferries."""
    texts = (
        "Grace Holm won. Kate Holm raised the rate. Kim opposed the tax.",
        "Ferries leave Lindholm. See lindholm.example/people/grace_holm for the rate.",
    )
    found = respelled(
        question,
        lambda term: sum(term in terms(text) for text in texts),
        lambda word: [text for text in texts if set(terms(word)) <= set(terms(text))],
    )
    assert (found and found.question) == other
    assert found is None or found.renames == renames


@pytest.mark.parametrize(
    ("question", "renames"),
    [
        ("What did Skandiar Sports buy?", False),
        ("What did the new Velora Skandio buy?", False),
        ("What did Skandio buy?", True),
        ("What did Skandio Press buy?", True),
        ("What did Skndia buy?", False),
        ("What did Skandai buy?", False),
        ("What did Kandia buy?", True),
        ("What did Skandi buy?", True),
        ("What did Skandian viewers buy?", False),
        ("What did Norseman buy?", False),
    ],
)
def test_a_slip_that_leaves_no_doubt_who_is_meant_is_no_other_name(question: str, renames: bool) -> None:
    """In one of two names side by side, inside a long one, or between the forms of one."""
    texts = ("Skandia Sports and Velora Skandia bought the Norsemen a boat, said the Press.",)
    found = respelled(question, lambda term: term in terms(texts[0]), lambda _: texts)
    assert found is not None
    assert found.renames == renames


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("when does the coat leave?", None),  # a common word, whatever stands beside it
        ("what did rubbio raise from the coat?", "what did rubio raise from the coat?"),  # this one may be a name
        ("What does Coat raise?", "What does Boat raise?"),  # and this one is written as one
    ],
)
def test_who_looks_for_another_name_looks_for_no_other_word(question: str, other: str | None) -> None:
    """Where only another name is of use, a question of common words is left alone without looking for neighbours."""
    texts = ("Rubio took the boat.",)
    known = set(terms(texts[0]))
    looked: list[str] = []

    def passages_with(term: str) -> int:
        looked.append(term)
        return term in known

    found = respelled(question, passages_with, lambda _: texts, renaming=True)
    assert (found and found.question) == other
    assert (len(looked) > MOST) == (other is not None)


def test_a_common_word_is_no_slip_for_another() -> None:
    """What was chosen, somebody chose; of a name, or of no word at all, an end may be missing."""
    texts = ("The town chose a mayor. Rubio was away.",)
    assert meant("who was chosen?", texts) is None
    assert meant("when was it begun?", ("They begin in May.",)) is None
    assert meant("can I cook there?", ("The party took the road.",)) is None
    assert meant("is it cool?", ("The pool lets all in.",)) is None
    assert meant("when did it bagin?", ("They begin in May.",)) == "when did it begin?"
    assert meant("was Rubi away?", texts) == "was Rubio away?"
    assert meant("who was the mayorr?", texts) == "who was the mayor?"


def test_words_that_were_only_tried_are_not_remembered() -> None:
    """They would drive out those of the articles."""
    before = len(analysis._TERMS_OF)
    assert meant("what did Rubbbio raise?") is None
    assert len(analysis._TERMS_OF) - before < 10
