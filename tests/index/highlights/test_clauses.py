"""A highlight is cut so that it reads as a whole: brackets and white space."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.highlights.clauses import clause_around, whole

WROTE = "She wrote two books: Striking Matters (1985) and Tides (about the sea [1990]); call (020) 7946 (day or night"


def place(part: str) -> tuple[int, int]:
    """Return where the part stands in `WROTE`."""
    return WROTE.index(part), WROTE.index(part) + len(part)


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("Striking Matters (1985", "Striking Matters (1985)"),
        ("Striking Matters (1985)", "Striking Matters (1985)"),
        ("Striking Matters (", "Striking Matters"),
        ("(1985)", "1985"),
        ("Tides (about", "Tides (about the sea [1990])"),
        ("Tides (about the sea [1990", "Tides (about the sea [1990])"),
        ("(020) 7946", "(020) 7946"),
        ("020) 7946", "(020) 7946"),
        ("7946 (day", "7946"),
        ("1985) and Tides", "(1985) and Tides"),
        ("two books:", "two books"),
        ("; ", None),
    ],
)
def test_a_bracket_is_closed_or_left_out(marked: str, kept: str | None) -> None:
    """By the one that closes it in the quote, else it goes with what follows."""
    span = whole(WROTE, *place(marked), Span(0, len(WROTE)))
    assert (span and span.of(WROTE)) == kept


@pytest.mark.parametrize(
    ("text", "marked", "kept"),
    [
        ("Write to bye@larch-box.example.org today.", "bye@larch", "bye@larch-box.example.org"),
        ("Write to bye@larch-box.example.org today.", "example", "bye@larch-box.example.org"),
        ("See https://larch.example/a/b?c=1, and pay.", "larch.example/a", "https://larch.example/a/b?c=1"),
        ("It costs 1,100.50 euros.", "100", "1,100.50"),
        ("It has 45000 seats.", "450", "45000"),
        ("Needs Larch 4.2+, see below.", "Larch 4.2", "Larch 4.2+"),
        ("Only for ages 18+.", "18", "18+"),
        ("Bicycles: at most 12 on each crossing.", "most 12", "at most 12"),
        ("At least\n12 may come.", "least\n12", "At least\n12"),
        ("They look at most of them.", "most of them", "most of them"),
        ("Freeze it at -18 °C.", "18 °C", "-18 °C"),
        ('Set theme = "ember" there.', 'theme = "ember', 'theme = "ember"'),
        ("Read “Larch” and Moss.", "Larch” and Moss", "“Larch” and Moss"),
        ("They call it “the Larch” here.", "the Larch", "the Larch"),
        ("“It is late,” she said, “and dark.”", "late,” she said, “and dark", "late,” she said, “and dark"),
        ("Sales were SEK 4,812 million.", "4,812 million", "SEK 4,812 million"),
        ("It costs £9.40 a day.", "9.40", "£9.40"),
        ("It cost US$5 million.", "$5 million", "US$5 million"),
        ("It costs 9.40 EUR 12 times.", "9.40 EUR", "9.40 EUR"),
        ("It had (−4.5 °C) frost.", "5 °C", "−4.5 °C"),
        ("Take .5 ml of it.", "5 ml", ".5 ml"),
        ("Noise of <40 dB, or 50.", "40 dB", "<40 dB"),
        ("From 4 -18 were left.", "18 were", "18 were"),
        ("It is open 9 am -5 pm.", "5 pm", "5 pm"),
        ("It had\n-18 eggs", "18 eggs", "18 eggs"),
        ("The sum of 3+4 is 7.", "3", "3"),
        ("It opens at 18:30. 40 came.", "18", "18:30"),
        ("It opens at 18. 40 came.", "18", "18"),
        ("A 10-year lease.", "10", "10"),
        ("She joined on 2008-05-30.", "2008", "2008-05-30"),
        ("It ends at 10 p.m., earlier than planned.", "10 p.m", "10 p.m."),
        ("It ends at 10 p.m.", "10 p", "10 p.m."),
        ("Go, e.g., to the U.S. Then rest.", "the U.S", "the U.S."),
        ("It takes two years and nine months until then.", "nine months", "two years and nine months"),
        ("It takes 2 h 30 min, from Riga 4 h.", "2 h", "2 h 30 min"),
        ("She is two months, and nine years later", "nine years", "nine years"),
        (
            "Sold at Tilley's and kettlecraft.example for 5.",
            "Tilley's and kettlecraft",
            "Tilley's and kettlecraft.example",
        ),
        ("It is kept as config.yaml.bak. The rest goes.", "yaml", "config.yaml.bak"),
        ("It ends.Then it goes on", "ends", "ends"),
        ("She chose plan B. Then she left.", "plan B", "plan B"),
        ("Move it to ~/.config/larch/larch.toml. Then stop.", "larch.toml", "~/.config/larch/larch.toml"),
        ("mount /dev/sda1 /mnt/backup", "/dev/sda1 /mnt", "/dev/sda1 /mnt/backup"),
        ("export FILE=/root/.larch-pass", "pass", "/root/.larch-pass"),
        ("Tea and/or cake, 50 km/h.", "or cake, 50 km", "or cake, 50 km"),
        ("Use --no-cache, then stop.", "cache", "--no-cache"),
        ("Unpack it with -xzf and wait.", "xzf", "-xzf"),
        ("-q, --quiet\n  print less", "q", "-q"),
        ("-rope\n-boots", "rope", "rope"),
        ("pip install -r larch.txt --upgrade Moss", "r larch.txt --upgrade Moss", "-r larch.txt --upgrade Moss"),
        ("It is a well-known - and old - mill.", "known", "known"),
        ("Call 0421 77 88 20 or +49 421 990.", "77 88", "0421 77 88 20"),
    ],
)
def test_no_address_and_no_figure_is_cut(text: str, marked: str, kept: str) -> None:
    """A model marks word pieces, of which these have several."""
    start = text.index(marked)
    span = whole(text, start, start + len(marked), Span(0, len(text)))
    assert span is not None
    assert span.of(text) == kept


@pytest.mark.parametrize("character", ["a", "1", "a-"])
def test_a_long_run_of_letters_or_digits_takes_no_time(character: str) -> None:
    """It is read once, and not again from each of its characters."""
    run = 10_000 * character + "a"
    begin = time.process_time()
    assert whole(run, 0, len(run), Span(0, len(run))) == Span(0, len(run))
    assert time.process_time() - begin < 1


def test_a_bracket_that_is_closed_outside_the_quote_is_left_out() -> None:
    """Or closed too far away."""
    start, end = place("Striking Matters (1985")
    assert whole(WROTE, start, end, Span(0, end)) == Span(*place("Striking Matters"))
    long = "Tides (" + "a very long remark on the sea " * 3 + ")"
    assert whole(long, 0, 10, Span(0, len(long))) == Span(0, len("Tides"))
    listed = "1) Tides (see\n2) Winds"
    assert whole(listed, 3, 13, Span(0, len(listed))) == Span(3, 8), "what numbers the next line closes nothing"


@given(st.text(st.sampled_from("a1 ()[].,"), min_size=1), st.data())
def test_it_lies_in_the_quote(text: str, data: st.DataObject) -> None:
    """Whatever is opened and closed, and has something in it."""
    first = data.draw(st.integers(0, len(text) - 1))
    quote = Span(first, data.draw(st.integers(first + 1, len(text))))
    numbers = st.integers(0, len(text))
    found = whole(text, data.draw(numbers), data.draw(numbers), quote)
    assert found is None or quote.holds(found)


@pytest.mark.parametrize(
    ("text", "marked", "clause"),
    [
        ("The mayor, who is ill, has not resigned, her office said.", "resigned", "has not resigned"),
        ("The mill is open again. Come in!", "again", "The mill is open again"),
        ("On Ash Ward, mothers and fathers are welcome.", "welcome", "mothers and fathers are welcome"),
        ("Judge Moss sent Bo Ek, 52, to two years and a day.", "day", "to two years and a day"),
        ("The mayor, who is ill, has resigned and left.", "left", "has resigned and left"),
        ("Rules\nNo dogs in the hall\nNo bikes", "dogs", "No dogs in the hall"),
        ("It is open from 2 p.m. to 4 p.m. for all. Come in!", "open", "It is open from 2 p.m. to 4 p.m. for all"),
        ("It shuts at 4 p.m. Dogs stay out.", "shuts", "It shuts at 4 p.m."),
        ("In May, Mr. Moss and Mrs. Lind have come. It rained.", "come", "Mr. Moss and Mrs. Lind have come"),
        ("Boat: Wherry | By day: not let | By week: let", "not let", "not let"),
        ("It is shut —\u00a0never in May —\u202ffor all.", "May", "never in May"),
        ("It is shut ; it opens at 8\u00a0; come.", "8", "it opens at 8"),
    ],
)
def test_the_clause_around_a_mark_says_what_is_so(text: str, marked: str, clause: str) -> None:
    """With its "not", and nothing of the clauses and lines beside it."""
    at = text.index(marked)
    assert clause_around(text, Span(0, len(text)), Span(at, at + len(marked))).of(text) == clause
