"""Quantities in a text, as ranges."""

from __future__ import annotations

from math import inf, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.quantities import Quantity, quantities

DAY = 24 * 60


def only(text: str) -> Quantity:
    """Return the one quantity of a text."""
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "least", "most"),
    [
        ("7 to 14 days before arrival", "time", 7 * DAY, 14 * DAY),
        ("7-14 days", "time", 7 * DAY, 14 * DAY),
        ("two to three working days", "time", 2 * DAY, 3 * DAY),
        ("between 5 and 10 people", "people", 5, 10),
        ("from 400 to 2,000 euros", "money", 400, 2000),
        ("£20–£35", "money", 20, 35),
        ("Medium dog (10–25 kg)", "weight", 10_000, 25_000),
        ("Less than 7 days: kept.", "time", 0, 7 * DAY),
        ("up to 1.5 hours", "time", 0, 90),
        ("up to 14 days before arrival", "time", 14 * DAY, inf),
        ("until 14 days in advance", "time", 14 * DAY, inf),
        ("no later than 3 days before", "time", 3 * DAY, inf),
        ("from 3 days before arrival", "time", 0, 3 * DAY),
        ("within 3 days before arrival", "time", 0, 3 * DAY),
        ("from 13 to 4 days before", "time", 4 * DAY, 13 * DAY),
        ("from 3 days", "time", 3 * DAY, inf),
        ("until 3 days", "time", 0, 3 * DAY),
        ("within two weeks", "time", 0, 14 * DAY),
        ("at most 80 cm", "length", 0, 0.8),
        ("5 kg or less", "weight", 0, 5000),
        ("over £50", "money", 50, inf),
        ("more than 14 days", "time", 14 * DAY, inf),
        ("groups of 10 or more", "people", 10, inf),
        ("10 or more guests", "people", 10, inf),
        ("Senior (67+)", "age", 67, inf),
        ("children from 6 to 16, students", "age", 6, 16),
        ("Child 4–15 | free", "age", 4, 15),
        ("Ticket: Under 3 | Price: free", "age", 0, 3),
        ("anyone aged 16 or over", "age", 16, inf),
    ],
)
def test_limits_make_a_range(text: str, kind: str, least: float, most: float) -> None:
    """Whatever the words for them are; a limit that is left out differs by no more than a rounding."""
    found = only(text)
    assert found.kind == kind
    assert found.is_limited
    assert isclose(found.least, least, abs_tol=1e-9)
    assert found.most == most or isclose(found.most, most)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("what if I cancel 10 days before?", "time", 10 * DAY),
        ("what if I cancel a week before?", "time", 7 * DAY),
        ("can my 7 year old come?", "age", 7),
        ("my daughter is three years old", "age", 3),
        ("a 12-year-old", "age", 12),
        ("my 12kg dog", "weight", 12_000),
        ("a trip of €1,500", "money", 1500),
        ("a trip of 1500 euros", "money", 1500),
    ],
)
def test_a_figure_alone_is_one_value(text: str, kind: str, value: float) -> None:
    """With its unit."""
    found = only(text)
    assert (found.kind, found.least, found.most, found.is_limited) == (kind, value, value, False)


@pytest.mark.parametrize(
    "text",
    [
        "Family (2+3)",
        "9.00 - 20.00",
        "Sat 9-19",
        "children under 4 feet",  # of a kind that is not known
        "in 2024",
        "line 5",
        "a week in Rome",
        "version 2.3 kg",
        "10:30 days",
    ],
)
def test_other_figures_are_no_quantities(text: str) -> None:
    """Times, sums, names and what is counted in other things."""
    assert [one for one in quantities(text) if one.is_limited or one.kind != "weight"] == []


def test_an_open_limit_leaves_out_its_figure() -> None:
    """Less than 7 days is not 7 days, up to 7 days is."""
    seven = only("7 days")
    assert not only("less than 7 days").overlaps(seven)
    assert not only("more than 7 days").overlaps(seven)
    assert only("up to 7 days").overlaps(seven)
    assert only("7 days or more").overlaps(seven)
    assert not only("up to 7 kg").overlaps(seven)


def test_anything_above_that() -> None:
    """A range goes on behind its limits."""
    text = "Trips from 400 to 2,000 euros need the head, and anything above that the director."
    one, other = quantities(text)
    assert (other.least > one.most, other.most) == (True, inf)
    assert (one.place.of(text), other.place.of(text)) == ("400 to 2,000 euros", "2,000 euros")


def test_younger_children() -> None:
    """They are below the limits, older ones above them."""
    one, other = quantities("Half for children from 4 to 12; younger children eat free.")
    assert (one.least, one.most) == (4, 12)
    assert other.most < 4
    assert not only("Children under 3 pay.").overlaps(other := list(quantities("Children under 3, or older"))[1])
    assert other.most == inf


def test_the_words_of_a_quantity() -> None:
    """With those for its limit, and those behind its figure."""
    text = "Parcels of up to 5 kg, for anyone aged 16 or over."
    places = [(one.place.of(text), one.behind) for one in quantities(text)]
    assert places == [("up to 5 kg", " kg"), ("16 or over", "")]


WORDS = """7 14 2,000 1.5 days kg euros £ to – - and or more over under up within between a week aged child ( ) | : . +
three years old from people less than that above"""


@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=20).map(" ".join)
    | st.lists(st.sampled_from(WORDS.split()), max_size=20).map("".join)
    | st.text(max_size=40)
)
def test_quantities_are_places_in_order(text: str) -> None:
    """Of any text: their words are in it, and their least value is no more than the most."""
    for one in quantities(text):
        assert one.place.of(text)
        assert one.least <= one.most
        assert one.place.end <= len(text)
