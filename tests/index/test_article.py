"""The values refuse what cannot be true."""

from __future__ import annotations

import pytest

from index.article import Answer, Article, Quote, Span

ARTICLE = Article("bridge", "The bridge", "It was closed. It is old.", page_starts=(0, 15))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2)])
def test_a_span_is_never_empty_or_negative(start: int, end: int) -> None:
    """0 <= start < end."""
    with pytest.raises(ValueError, match="span"):
        Span(start, end)


def test_a_span_holds_what_lies_inside_it() -> None:
    """Both ends may touch; one character more is outside."""
    assert Span(2, 5).holds(Span(2, 5))
    assert not Span(2, 5).holds(Span(2, 6))
    assert not Span(2, 5).holds(Span(1, 5))
    assert Span(2, 5).of("abcdef") == "cde"


def test_a_moved_span_has_the_same_words_in_a_part_of_its_text() -> None:
    """It is moved back into the whole by as much, and never to before the text begins."""
    text, part = "abcdefgh", Span(2, 7)
    inside = Span(3, 5).moved(-part.start)
    assert inside.of(part.of(text)) == Span(3, 5).of(text) == "de"
    assert inside.moved(part.start) == Span(3, 5)
    with pytest.raises(ValueError, match="span"):
        Span(1, 3).moved(-2)


@pytest.mark.parametrize(
    "fields",
    [
        {"id": ""},
        {"text": " \n"},
        {"page_starts": (0, 26)},
        {"page_starts": (-1,)},
        {"page_starts": (5, 0)},
    ],
)
def test_an_article_that_cannot_be_is_refused(fields: dict[str, object]) -> None:
    """An id, a word of text, and pages that start inside it, in order."""
    with pytest.raises(ValueError, match=r"article needs|pages start"):
        Article(**{"id": "a", "title": "", "text": "It was closed. It is old.", **fields})  # type: ignore[arg-type]


def test_a_page_begins_at_its_start() -> None:
    """Pages count from 1, and what stands before the first start is on page 1."""
    assert [ARTICLE.page_of(offset) for offset in (0, 14, 15, 24)] == [1, 1, 2, 2]
    assert Article("a", "", "text", page_starts=(2,)).page_of(0) == 1
    assert Article("a", "", "text").page_of(0) is None


def test_a_quote_is_cut_out_of_its_article() -> None:
    """Its words and its page follow from its place."""
    quote = Quote(ARTICLE, Span(15, 25), 0.5, highlight=Span(21, 24))
    assert (quote.text, quote.page) == ("It is old.", 2)


@pytest.mark.parametrize(
    ("span", "confidence", "highlight", "fault"),
    [
        (Span(15, 26), 0.5, None, "inside its article"),
        (Span(15, 25), 1.1, None, "between 0 and 1"),
        (Span(15, 25), float("nan"), None, "between 0 and 1"),
        (Span(15, 25), 0.5, Span(14, 20), "inside its quote"),
    ],
)
def test_a_quote_that_is_not_verbatim_cannot_be_built(
    span: Span, confidence: float, highlight: Span | None, fault: str
) -> None:
    """A place outside the text, a highlight outside the quote and a chance that is none are refused."""
    with pytest.raises(ValueError, match=fault):
        Quote(ARTICLE, span, confidence, highlight)


def test_an_answer_has_quotes_and_an_abstention_has_none() -> None:
    """Neither can be mistaken for the other."""
    quote = Quote(ARTICLE, Span(0, 14), 0.5)
    with pytest.raises(ValueError, match="has quotes"):
        Answer("?", "local", answered=True, confidence=0.5)
    with pytest.raises(ValueError, match="has quotes"):
        Answer("?", "local", answered=False, confidence=0.5, quotes=(quote,))
    with pytest.raises(ValueError, match="nearest"):
        Answer("?", "local", answered=True, confidence=0.5, quotes=(quote,), nearest=(quote,))
    with pytest.raises(ValueError, match="another question"):
        Answer("?", "local", answered=True, confidence=0.5, quotes=(quote,), did_you_mean="!")
    assert Answer("?", "local", answered=False, confidence=0.5, did_you_mean="!").did_you_mean == "!"


@pytest.mark.parametrize(
    ("other", "both"), [((2, 5), True), ((0, 9), True), ((4, 6), True), ((5, 7), False), ((0, 2), False)]
)
def test_spans_overlap_where_they_share_text(other: tuple[int, int], *, both: bool) -> None:
    """Two that only touch share none; it is the same from either side."""
    one = Span(2, 5)
    assert one.overlaps(Span(*other)) == Span(*other).overlaps(one) == both
