"""What is a copy of a story, and what only looks like one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.text.likeness import ComparedText, is_copy, is_same_page
from index.text.shingles import BANDS, MOST_WORDS, ROWS, bands, shingles, signature
from tests.index.stories import ADDED, SENTENCES, STORY, WEATHER


def copied(one: str, other: str) -> bool:
    """Tell whether the shorter of two texts is a copy of the longer one."""
    shorter, longer = sorted((ComparedText.of(one), ComparedText.of(other)), key=lambda each: len(each.shingles))
    return is_copy(shorter, longer)


@pytest.mark.parametrize(
    "other",
    [
        STORY.upper().replace(". ", ".\n\n"),
        f"{STORY} {ADDED}",
        f"{ADDED} {STORY}",
        STORY.replace("quarrel", "argument"),
        " ".join(SENTENCES[:9]),
    ],
    ids=["other case and paragraphs", "longer at the end", "longer at the beginning", "a word changed", "cut short"],
)
def test_what_editors_make_of_a_story_is_a_copy(other: str) -> None:
    """The longer text says all that the shorter one does."""
    assert copied(STORY, other)


@pytest.mark.parametrize(
    "other",
    [
        STORY.replace("140", "190"),
        STORY.replace("1968", "1869"),
        STORY.replace("Ilse Brandt", "Per Oland"),
        STORY.replace("on Thursday", "on Sunday"),
        STORY.replace("will open", "will not open"),
        STORY.replace("Nobody knows", "Everybody knows"),
        " ".join(SENTENCES[:4]),
        ADDED,
    ],
    ids=["a number", "a year", "a name", "a day", "not", "nobody", "half of it", "another text"],
)
def test_what_says_something_else_is_no_copy(other: str) -> None:
    """Other numbers, other names or the opposite in the same place, and what leaves much of the story out."""
    assert not copied(STORY, other)


REPORT = (
    f"{STORY} The fund {{0}} by {{1}} last year, after heavy losses in the years before, and the village hopes that "
    "it lasts until the roof is done."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("rose", "nine million"), ("rose", "ten million")),
        (("rose", "9 million"), ("rose", "9 billion")),
        (("rose", "9 million"), ("rose", "9")),
        (("rose", "a half"), ("rose", "a third")),
        (("rose", "€9m"), ("rose", "$9m")),
        (("rose", "9 €"), ("rose", "9 $")),
        (("rose", "nine euros"), ("rose", "nine dollars")),
        (("rose", "5 degrees"), ("rose", "-5 degrees")),
        (("rose", "+5 points"), ("rose", "−5 points")),
    ],
)
def test_numbers_in_words_signs_and_currencies_tell_texts_apart(one: tuple[str, str], other: tuple[str, str]) -> None:
    """They turn what is said, as another figure or a "not" does."""
    assert not copied(REPORT.format(*one), REPORT.format(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("rose", "9 million euros"), ("climbed", "9 million euros")),
        (("rose", "€9m"), ("rose", "some €9m")),
        (("rose", "€9m"), ("rose", "9m")),
        (("rose", "-5 points"), ("rose", "minus 5 points")),
        (("rose", "-5 points"), ("rose", "–5 points")),
        (("rose", "3-2 points"), ("rose", "3–2 points")),
        (("rose", "1990-1995 points"), ("rose", "1990 1995 points")),
        (("rose", "9 million US dollars"), ("rose", "9 million U.S. dollars")),
        (("rose", "9 million, says Recep Erdoğan,"), ("rose", "9 million, says Recep Erdogan,")),
    ],
)
def test_other_words_for_the_same_are_a_copy(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Another word for an act, another sign for minus, a dash that is no sign, no accent."""
    assert copied(REPORT.format(*one), REPORT.format(*other))


def test_two_days_of_one_template_are_two_articles() -> None:
    """A report or a result with other numbers or places is another article, however much is the same."""
    today = WEATHER.format(high=12, low=3, place="Tolm")
    assert copied(today, today)
    assert not copied(today, WEATHER.format(high=14, low=3, place="Tolm"))
    assert not copied(today, WEATHER.format(high=12, low=3, place="Varn"))


def test_a_short_text_is_a_copy_only_when_all_words_are_the_same() -> None:
    """In a sentence or two, one word may be all that is said."""
    assert copied("The tower opens in spring.", "The tower opens, in Spring!")
    assert not copied("The tower opens in spring.", "The tower opens in spring again.")
    assert not copied("Who knows?", "Who knows? Who knows?")


def test_a_note_inside_a_long_report_is_no_copy_of_it() -> None:
    """What is less than half of the other text is another article."""
    assert not copied(STORY, f"{STORY} {WEATHER} {' '.join(f'and {number} more' for number in range(99))}")


def test_two_states_of_a_page_have_half_in_common() -> None:
    """Of one page, numbers may have changed; another text there is another article."""
    story = ComparedText.of(STORY)
    assert is_same_page(story, ComparedText.of(STORY.replace("140", "190").replace("four euros", "five euros")))
    assert is_same_page(ComparedText.of(" ".join(SENTENCES[:5])), story)
    assert not is_same_page(story, ComparedText.of(WEATHER))


def test_a_text_that_is_too_long_or_empty_is_like_no_other() -> None:
    """A book is not compared, and a text without words neither."""
    book = "word " * (MOST_WORDS + 1)
    for text in (book, "", "?!"):
        assert bands(text) == []
        assert not copied(text, text)
        assert not is_same_page(ComparedText.of(text), ComparedText.of(text))


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    """Whatever is in them; a text with words is a copy of itself."""
    copied(one, other)
    assert copied(one, one) == bool(ComparedText.of(one).written)


def test_copies_meet_in_their_bands() -> None:
    """What is a copy shares many bands, and another story none."""
    mine = set(bands(STORY))
    assert len(mine) == BANDS
    assert len(mine & set(bands(f"{STORY} {ADDED}"))) > BANDS // 4
    assert not mine & set(bands(WEATHER))
    assert mine == set(bands(STORY.upper()))


@settings(max_examples=30)
@given(st.lists(st.integers(0, 2**32 - 1), min_size=1))
def test_a_signature_is_datasketchs(hashes: list[int]) -> None:
    """To the last bit: what an earlier version stored was made by datasketch."""
    assert signature(np.array(hashes, np.uint32)).tolist() == _minhash(hashes).tolist()


def _minhash(hashes: list[int]) -> np.ndarray:
    from datasketch import MinHash  # here: it takes half a second, and every worker collects this file

    reference = MinHash(num_perm=BANDS * ROWS, hashfunc=int, scheme="affine32")
    reference.update_batch(hashes)
    return np.asarray(reference.hashvalues)


def test_bands_are_those_that_are_stored() -> None:
    """Where others come out, `VERSION` has to change, so that all is compared anew."""
    first, second, *_, last = bands("The harbour of Wangen is shut until Easter, says the mayor.")
    assert (first, second, last) == (-7285838638986611924, -7303137392725509599, 3444860092574324191)


def test_a_shingle_is_a_run_of_five_words() -> None:
    """Of fewer words, the one run that they are."""
    assert shingles(list("abcdef")) == {"a b c d e", "b c d e f"}
    assert shingles(["one", "two"]) == {"one two"}
    assert shingles(list("abcde")) == {"a b c d e"}
