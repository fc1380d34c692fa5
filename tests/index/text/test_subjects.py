"""Whom an article is about, and of whom a passage speaks without the whole name."""

from __future__ import annotations

import pytest

from index.text.subjects import LOOKED_AT, OPENING, asked_subject, subject

TITLE = "The woman who mends clocks"
PORTRAIT = """The woman who mends clocks

On most mornings Ilse Brandvold is up before her clocks are. She winds forty of them. Her husband, Tor Aasen, sleeps.

She was born in Lillevik, where her father kept the lighthouse. When Ilse was nine, he gave her his watch, and she took
it apart. Aasen says that she has never put it together again. "She likes the parts," he says.

Brandvold runs the workshop alone. She has never learned to drive, and she owns no telephone. Her customers write to
her. Brandvold answers by hand, and she keeps every letter that she gets.
"""


def test_an_article_is_about_the_person_whom_it_names_most_and_calls_she() -> None:
    """Her husband is named, too, and less."""
    found = subject(TITLE, PORTRAIT)
    assert found is not None
    assert found.name == "Ilse Brandvold"


def test_whom_the_title_names_is_whom_an_article_is_about() -> None:
    """Even where somebody else is named more often."""
    text = PORTRAIT.replace("sleeps.", "sleeps. Aasen snores. Aasen dreams. Aasen wakes.")
    people = [found and found.name for found in (subject("Brandvold and her clocks", text), subject(TITLE, text))]
    assert people == ["Ilse Brandvold", "Tor Aasen"]


@pytest.mark.parametrize(
    ("title", "opening", "name"),
    [
        ("Oduya resigns", "South Ferrian President Clara Oduya left Ferris. Oduya wept.", "Clara Oduya"),
        ("Oduya left", "When Clara Oduya left, all wept." + " Oduya waits." * 9 + " The Oduya case!", "Clara Oduya"),
        ("Oduya: a life", "Clara Oduya wrote to Tor Aasen, and Oduya read Aasen. Aasen wrote, too.", "Clara Oduya"),
        ("Clara Oduya: a life", "Clara Oduya wrote to Tor Aasen. Aasen wrote to her.", "Clara Oduya"),
        ("A reign ends", "Clara XII reigned for long. Clara slept. Clara is dead.", "Clara XII"),
    ],
)
def test_a_person_has_the_name_without_what_stands_before_it(title: str, opening: str, name: str) -> None:
    """Neither an office nor "when" nor "the"; and whom the title is about needs no second mention."""
    found = subject(title, f"{opening} " + "She waits, and she sleeps. " * 9)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "opening",
    [
        "Ferris CNN reports. CNN knows. ",
        "Clara Thursday fell ill. Clara sleeps. ",
        "WNBA Hopeful is a club. Hopeful. ",
        "Ferris Old Town Chess plays. Ferris wins. ",
    ],
)
def test_a_station_a_day_and_a_club_are_no_part_of_a_name(opening: str) -> None:
    """Though they have capitals, too."""
    assert subject("", opening + "She waits, and she sleeps. " * 20) is None


def test_who_is_known_by_one_name_is_not_taken_for_somebody_else() -> None:
    """An article that tells of Zita, and in passing of a minister, is not about the minister."""
    text = "Clara Oduya spoke of Zita, and Oduya knew Zita. Oduya wept. " + "She sang, and she slept. " * 9
    beside = subject("A singer is dead", text)
    assert beside is not None
    assert beside.name == "Clara Oduya"
    assert subject("A singer is dead", text + "Zita was loved. " * 9) is None


def test_a_book_is_about_the_person_of_its_beginning() -> None:
    """However long it goes on, as every question looks for whom it is about."""
    found = subject(TITLE, PORTRAIT * (LOOKED_AT // len(PORTRAIT) + 1) + "He waits, and he sleeps. " * 99_999)
    assert found is not None
    assert found.name == "Ilse Brandvold"


def test_what_is_hers_names_her() -> None:
    """By her name, without what makes it hers."""
    found = subject(
        "", "Ilse Brandvold’s clocks are many. " + "Brandvold’s father left them to her, and she sleeps. " * 9
    )
    assert found is not None
    assert found.name == "Ilse Brandvold"


def test_a_name_is_never_cut_where_the_opening_ends() -> None:
    """Half a surname is none."""
    text = "x" * (OPENING - 10) + " Ilse Brandvold came. " + "Brandvold works, and she sleeps as Ilse does. " * 29
    assert subject("", text) is None


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("She has never learned to drive.", True),
        ("Her customers write.", True),
        ("Brandvold answers by hand.", True),
        ("When Ilse was nine, it rained.", True),
        ("Ilse Brandvold is up before her clocks are.", False),
        ("He sleeps.", False),
        ("Here the sheriff sheds a tear.", False),
    ],
)
def test_words_speak_of_the_person_without_the_whole_name(words: str, meant: bool) -> None:
    """By a part of the name, or by her pronouns; his are not hers."""
    found = subject(TITLE, PORTRAIT)
    assert found is not None
    assert found.name_for(words) == ("Ilse Brandvold" if meant else "")


def test_a_word_that_begins_like_the_name_is_none() -> None:
    """Whole words count."""
    found = subject("", "Ann Oduya spoke. " + "Oduya works, and she sleeps. " * 9)
    assert found is not None
    assert not found.name_for("Annual reports are kept.")
    assert found.name_for("Ann’s reports are kept.")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("can Ilse Brandvold drive?", True),
        ("where was brandvold born", True),
        ("does Ilse own a phone?", True),
        ("can Tor Aasen drive?", False),
        ("can the clockmaker drive?", False),
        ("what is elsewhere?", False),
    ],
)
def test_the_subject_counts_where_the_question_names_it(question: str, named: bool) -> None:
    """By a part of the name, with capitals or without."""
    assert (asked_subject(question, TITLE, PORTRAIT) is not None) is named


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(PORTRAIT + "He waits, and he sleeps. " * 4, id="as much he as she"),
        pytest.param(
            "Quay Street is old. " + "She walks down the street, along Quay Street, to the quay. " * 9, id="a street"
        ),
        pytest.param("Old Barnaba saw her. " + "She was seen near Barnaba. " * 9, id="a place"),
        pytest.param("Clara Oduya spoke. " + "Oduya said that the levy rises, and she voted. " * 3, id="few pronouns"),
        pytest.param(PORTRAIT + "The road is closed. " * 150, id="pronouns far apart"),
        pytest.param("x" * 2000 + "\nClara Oduya came. " + "She said that Oduya stays. " * 29, id="not in the opening"),
    ],
)
def test_an_article_about_no_one_has_no_subject(text: str) -> None:
    """And neither has one about a place, or about several people."""
    assert subject("", text) is None
