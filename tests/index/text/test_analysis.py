"""What counts as one word for the BM25 arm."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import Stemmer
from hypothesis import given
from hypothesis import strategies as st

from index.text.analysis import STOP_WORDS, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Raising concerns", ["rais", "concern"]),
        ("Café naïve Łódź Straße", ["cafe", "naiv", "lodz", "strass"]),
        ("1,100 people, 10,000,000.5 or 3.5%", ["1100", "peopl", "10000000.5", "3.5"]),
        ("It ended in 2024.", ["end", "2024"]),
        ("v2.1.0, V4.3 and version 4.3", ["2.1.0", "4.3", "version", "4.3"]),
        ("1,2,3", ["1", "2", "3"]),
        ("Indo-Pacific", ["indo", "pacif", "indopacif"]),
        ("a state-of-the-art plan", ["state", "art", "plan"]),
        ("2024-05-06", ["2024", "05", "06"]),
        ("Trump's Trump’s Trumps'", ["trump", "trump", "trump"]),
        ("Rubio 's plan", ["rubio", "plan"]),
        ("They don't, won’t and couldn't", []),
        ("O'Brien", ["obrien"]),
        ("AT&T and R&D", ["at&t", "r&d"]),
        ("J.D. Vance", ["jd", "vanc"]),
        ("snake_case", ["snake", "case"]),
        ("ﬁnance \N{SOFT HYPHEN}2\N{SUPERSCRIPT TWO}", ["financ", "22"]),
    ],
)
def test_english_words_become_stems_without_case_accents_or_stop_words(text: str, expected: list[str]) -> None:
    """Each spelling gives the terms beside it."""
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京に行く", ["東京", "京に", "に行", "行く"]),
        ("水", ["水"]),
        ("iPhone手机", ["iphon", "手机"]),
        ("한국어 뉴스", ["한국", "국어", "뉴스"]),
        ("हिन्दी समाचार।", ["हिन्दी", "समाचार"]),
    ],
)
def test_other_scripts_become_pairs_or_whole_words(text: str, expected: list[str]) -> None:
    """Languages without spaces give pairs of characters; vowel signs do not cut a word in two."""
    assert terms(text) == expected


def test_the_country_is_one_term_in_both_spellings_and_not_the_pronoun() -> None:
    """U.S., US and US's meet; "us" is a stop word."""
    assert terms("the U.S.") == terms("the US") == terms("US's") == ["u.s"]
    assert terms("they told us") == ["told"]


def test_initials_meet_their_spelling_without_dots() -> None:
    """U.N. and UN are one term."""
    assert terms("U.N.") == terms("UN") == ["un"]


def test_a_shouted_question_does_not_ask_for_the_health_organisation() -> None:
    """WHO is a name in mixed case and a question word where everything is in capitals."""
    assert terms("The WHO met") == ["w.h.o", "met"]
    assert terms("WHO MET THEM?") == ["met"]


def test_a_question_of_stop_words_has_no_terms() -> None:
    """Nothing to look for is an empty list, however it is spelled."""
    assert terms("Who was it, and what is that?") == []
    assert terms("") == terms(" ?! — …") == []


@given(st.text())
def test_any_text_gives_clean_terms(text: str) -> None:
    """No text fails, and no term is empty, has white space, or is a stop word left in capitals."""
    for term in terms(text):
        assert term
        assert not any(character.isspace() for character in term)
        assert term == term.casefold() or not term.isascii()


@given(st.lists(st.sampled_from(sorted(STOP_WORDS)), max_size=8))
def test_stop_words_never_come_out(words: list[str]) -> None:
    """Alone or in a row, capitalised or not, stop words give nothing."""
    assert terms(" ".join(words)) == terms(" ".join(words).capitalize()) == []


def test_threads_get_the_stems_that_one_would() -> None:
    """The stemmer is shared safely: spellings never seen before, stemmed from four threads at once."""
    texts = [[f"{head}{tail}nesses" for tail in STOP_WORDS] for head in ("hope", "walk", "talk", "look")]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(terms, (" ".join(words) for words in texts * 4)))
    alone = Stemmer.Stemmer("english")
    assert together == [alone.stemWords(words) for words in texts] * 4
