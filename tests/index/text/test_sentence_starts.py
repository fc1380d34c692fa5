"""Finding plain ends without syntok gives what syntok gives, on any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from syntok import segmenter
from syntok.tokenizer import Tokenizer

from index.text import sentence_starts as module
from index.text.sentence_starts import sentence_starts

WORDS = ["The ferry sailed", "She", "stayed", "in 2019", "in 7", "on 14", "May", "approx", "Univ", "ferry-boat", "he"]
ODD = ["p.m.-midnight", "U.S", "3.5", "$4", "I", "IV", "NATO", "x", "No", "Jan", "café", "Élan", "McDonald", "e.g", "%"]
MARKS = [*".!?;,:\"“”’'()[]。…—-", "...", "?!", " ", "  ", "\n", "\u00a0", "\u200b", "\x1c"]
PARTS = [*WORDS, *ODD, *MARKS]
LIKELY = [" ", " ", " ", ". ", ".” ", '." ', "? “", ") ", " ("]
texts = st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(["", *LIKELY])), max_size=40).map(
    lambda pairs: "".join(part + between for part, between in pairs)
)


def by_syntok(text: str) -> list[int]:
    """Return where syntok begins a sentence after the first."""
    return [found[0].offset for found in segmenter.segment(Tokenizer(replace_not_contraction=False).tokenize(text))][1:]


def kept(text: str, starts: list[int]) -> list[int]:
    """Leave out those behind a semicolon: nobody cuts there."""
    return [start for start in starts if not re.search(r";[^\w.!?。]*\Z", text[:start]) and start < len(text)]


@settings(max_examples=200)
@given(texts | st.text(max_size=60))
@example("He left.“Never. She sailed on.")
@example("The U.S.“navy. Ann sailed.")
@example("The ferry (sailed ). Then it sank. It stayed) there.")
@example("A pier) here) and (there (was. Nothing else) at all.")
def test_the_starts_are_those_of_syntok(text: str) -> None:
    """Brackets, quotation marks, abbreviations, figures, initials and ends of any kind."""
    assert kept(text, list(sentence_starts(text))) == kept(text, by_syntok(text))


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sailed at noon. She came late! “Who knew?” Nobody paid. It cost 3.5 million in 2019. The pier won.",
        'He asked her “why not?” and left. The U.S. officials stayed." they said. Nothing else happened.',
    ],
)
def test_plain_text_needs_no_syntok(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its ends are found by the words around them."""
    expected = by_syntok(text)
    monkeypatch.setattr(module, "_by_syntok", None)
    assert list(sentence_starts(text)) == expected
    assert len(expected) > 1
