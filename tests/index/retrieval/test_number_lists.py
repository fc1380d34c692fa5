"""Lists of numbers: what was packed comes back, and only what is changed is unpacked."""

from __future__ import annotations

from array import array

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.retrieval.number_lists import NumberLists

NUMBERS = st.integers(0, 2**32 - 1)


def packed(*lists: list[int]) -> NumberLists:
    """Return the lists as a snapshot gives them back."""
    own = NumberLists()
    own.own.extend(array("I", numbers) for numbers in lists)
    return NumberLists.of("some", len(lists), own.parts("some"))


@given(st.lists(st.lists(NUMBERS)), st.lists(st.tuples(st.integers(0, 5), NUMBERS)))
def test_lists_are_those_that_were_packed_and_changed(lists: list[list[int]], appended: list[tuple[int, int]]) -> None:
    """Also packed a second time, when some were changed and some were not."""
    found = packed(*lists)
    for place, number in appended:
        if place < len(lists):
            found.unpacked(place).append(number)
            lists[place] = [*lists[place], number]
    again = NumberLists.of("more", len(lists), found.parts("more"))
    for place, numbers in enumerate(lists):
        assert found.numbers(place).tolist() == numbers
        assert again.numbers(place).tolist() == numbers
        assert again.unpacked(place).tolist() == numbers


def test_reading_unpacks_nothing() -> None:
    """Only the list that is changed is held as a list."""
    lists = packed([1, 2], [3], [])
    assert [lists.numbers(place).tolist() for place in range(3)] == [[1, 2], [3], []]
    assert lists.own == [None, None, None]
    lists.unpacked(1).append(4)
    assert lists.own == [None, array("I", [3, 4]), None]
    assert lists.numbers(1).tolist() == [3, 4]


def test_small_numbers_take_a_byte() -> None:
    """Most counts are small."""
    assert packed([1], [255]).numbers(1).dtype == np.uint8
    assert packed([1], [256]).numbers(1).dtype == np.uint16


@pytest.mark.parametrize(
    ("row", "ends"),
    [
        ([1, 2, 3], [0, 2]),  # a list too few
        ([1, 2, 3], [0, 2, 4]),  # ends behind the numbers
        ([1, 2, 3], [1, 2, 3]),  # the first number is in no list
        ([1, 2, 3], [0, 4, 3]),  # an end before a beginning
    ],
)
def test_what_does_not_fit_together_is_refused(row: list[int], ends: list[int]) -> None:
    """So that a snapshot that is damaged counts as missing."""
    with pytest.raises(ValueError, match="lists"):
        NumberLists.of("some", 2, {"some": np.array(row, dtype=np.uint8), "some_ends": np.array(ends)})


def test_numbers_of_another_kind_are_refused() -> None:
    """Postings are never negative, and never fractions."""
    with pytest.raises(ValueError, match="lists"):
        NumberLists.of("some", 1, {"some": np.array([-1]), "some_ends": np.array([0, 1])})
