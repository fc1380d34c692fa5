"""What is shown around a quote: whole sentences, as many as can be read at a glance."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.text.segment import sentences
from index.text.surroundings import MOST, surroundings


def numbered(lengths: list[int]) -> str:
    """Return a text with a sentence of each of these lengths, in words."""
    return " ".join(f"Line {number} tells {'more and ' * length}more." for number, length in enumerate(lengths))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60), st.data())
def test_as_many_whole_sentences_as_fit_are_shown(lengths: list[int], data: st.DataObject) -> None:
    """On both sides of the quote, the nearest first."""
    text = numbered(lengths)
    spans = sentences(text)
    quoted = data.draw(st.integers(0, len(spans) - 1))
    found = surroundings(text, spans[quoted])
    first = [span.start for span in spans].index(found.start)
    last = [span.end for span in spans].index(found.end)
    assert first <= quoted <= last
    assert found.end - found.start <= MOST
    for more in (spans[first - 1 : first], spans[last + 1 : last + 2]):
        assert all(max(found.end, one.end) - min(found.start, one.start) > MOST for one in more)


def test_both_sides_grow_in_turn() -> None:
    """Nobody is shown only what comes before a quote in the middle."""
    text = numbered([10] * 60)
    quote = sentences(text)[30]
    found = surroundings(text, quote)
    before, after = quote.start - found.start, found.end - quote.end
    assert abs(before - after) < 200


def test_the_passage_with_the_quote_nearest_to_its_middle_is_shown() -> None:
    """If it is short enough; a passage that cuts the quote does not count."""
    text = numbered([5] * 40)
    spans = sentences(text)
    quote = spans[5]
    passages = [Span(spans[low].start, spans[high].end) for low, high in ((0, 5), (4, 7), (6, 9))]
    assert surroundings(text, quote, passages) == passages[1]
    assert surroundings(text, quote, [passages[0], Span(quote.start + 1, spans[8].end)]) == passages[0]
    too_long = Span(0, len(text))
    assert surroundings(text, quote, [too_long]) == surroundings(text, quote) != too_long


def test_a_quote_that_is_longer_stands_alone() -> None:
    """It is not cut."""
    text = numbered([40] * 20)
    spans = sentences(text)
    quote = Span(spans[3].start, spans[9].end)
    assert quote.end - quote.start > MOST
    assert surroundings(text, quote) == quote
