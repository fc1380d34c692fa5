"""From readings to quotes: places in the article, copies merged, best first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from index.article import Article, Candidate, Quote, Span
from index.quotes.ordering import DOUBTED_SHARE
from index.quotes.read_quotes import ReadPassage
from index.quotes.weighing import LEAST_SHARE, doubted, shown, weigh
from index.reading.confidence import NO_RIVAL, Evidence
from index.reading.cross_reading import CrossEncoderReader
from index.reading.reader import Marks, PassageText, QuoteReading, Reading
from tests.fakes import WordScorer

confidence = CrossEncoderReader(WordScorer()).searched.of

TEXT = "The bridge is old. It was closed on Monday. Repairs will cost 3 million euros."
BRIDGE = Article("bridge", "The bridge", TEXT)
CLOSED = "It was closed on Monday."
COST = "Repairs will cost 3 million euros."


def read(article: Article, passage: Span, relevance: float, *quotes: tuple[str, float]) -> ReadPassage:
    """Make a reading in which each of the quotes, words of the passage, has its logit."""
    text = passage.of(article.text)
    spans = [Span(text.index(words), text.index(words) + len(words)) for words, _ in quotes]
    readings = tuple(
        QuoteReading(span, score, partial(Marks, Span(span.end - 4, span.end)), score + relevance / 2)
        for span, (_, score) in zip(spans, quotes, strict=True)
    )
    return ReadPassage(
        article, passage, PassageText(article.title, text, tuple(spans)), Reading(relevance, readings, relevance)
    )


def whole(article: Article) -> Span:
    """Return the passage that is the whole article."""
    return Span(0, len(article.text))


def weighed(*passages: ReadPassage) -> list[tuple[str, str]]:
    """Return (article id, words) of each quote, best first."""
    return [(each.quote.article.id, each.quote.text) for each in weigh("What will it cost?", passages, confidence)]


def test_a_quote_stands_where_its_passage_stands() -> None:
    """Offsets into the passage become offsets into the article, those of what is marked too."""
    later = read(BRIDGE, Span(19, len(TEXT)), 2.0, (COST, 3.0))
    (cost,) = later.reading.quotes
    repairs, euros = (Span(cost.span.start, cost.span.start + 7), Span(cost.span.end - 4, cost.span.end))
    later = replace(
        later, reading=replace(later.reading, quotes=(replace(cost, marks=partial(Marks, euros, (repairs,))),))
    )
    (candidate,) = weigh("What will it cost?", [later], confidence)
    quote = candidate.quote
    assert quote.text == COST
    assert quote.highlight is not None
    assert quote.highlight.of(TEXT) == "ros."
    assert [mark.of(TEXT) for mark in quote.further] == ["Repairs"]
    assert (candidate.logit, candidate.passage_relevance) == (3.0, 2.0)
    assert candidate.confidence == quote.confidence


def test_the_best_quote_comes_first() -> None:
    """By what the reader ranks it by."""
    other = Article("ferry", "The ferry", "A ticket costs 4 euros.")
    ticket = read(other, whole(other), -4.0, (other.text, 4.0))
    assert weighed(read(BRIDGE, whole(BRIDGE), 2.0, (COST, 3.0)), ticket)[0] == ("bridge", COST)
    assert weighed(read(BRIDGE, whole(BRIDGE), -4.0, (COST, 3.0)), ticket)[0] == ("ferry", other.text)


def test_what_overlaps_is_one_place() -> None:
    """A pair of sentences and each of them: only the best of the three is shown; the neighbour stays apart."""
    pair = f"{CLOSED} {COST}"
    assert weighed(read(BRIDGE, whole(BRIDGE), 0.0, (COST, 3.0), (pair, 2.0), (CLOSED, 1.0))) == [
        ("bridge", COST),
        ("bridge", CLOSED),
    ]
    assert weighed(read(BRIDGE, whole(BRIDGE), 0.0, (COST, 2.0), (pair, 3.0), (CLOSED, 1.0))) == [("bridge", pair)]


def test_the_overlap_of_two_passages_is_read_once() -> None:
    """The same sentence in two passages of one article is the same place, and another one is another."""
    later = Span(19, len(TEXT))
    assert weighed(read(BRIDGE, whole(BRIDGE), 0.0, (COST, 3.0)), read(BRIDGE, later, 1.0, (COST, 3.0))) == [
        ("bridge", COST)
    ]
    assert weighed(read(BRIDGE, whole(BRIDGE), 0.0, (CLOSED, 3.0)), read(BRIDGE, later, 0.0, (COST, 2.0))) == [
        ("bridge", CLOSED),
        ("bridge", COST),
    ]


def test_copies_in_other_articles_are_merged() -> None:
    """Of one sentence in two articles the better reading stays, and at a tie the newer article."""
    old = Article("old", "The bridge", COST, published=date(2026, 1, 1))
    new = Article("new", "The bridge", COST.upper(), published=date(2026, 2, 1))
    older = read(old, whole(old), 0.0, (old.text, 3.0))
    newer = read(new, whole(new), 0.0, (new.text, 3.0))
    assert weighed(older, newer) == [("new", COST.upper())]
    assert weighed(read(old, whole(old), 0.0, (old.text, 3.1)), newer) == [("old", COST)]


def test_another_statement_is_no_copy() -> None:
    """Sentences that share some of their words stand side by side."""
    other = Article("other", "The bridge", "Repairs will cost the city dearly.")
    assert (
        len(weighed(read(BRIDGE, whole(BRIDGE), 0.0, (COST, 3.0)), read(other, whole(other), 0.0, (other.text, 2.0))))
        == 2
    )


def test_two_stories_with_one_sentence_are_two_sources() -> None:
    """Whoever asks sees both; what has no words is none."""
    other = Article("budget", "The budget", f"The town has debts and builds a school, a pool, and a hall. {COST} ***")
    both = [read(BRIDGE, whole(BRIDGE), 0.0, (COST, 3.0)), read(other, whole(other), 0.0, (COST, 2.0), ("***", 1.0))]
    assert weighed(*both) == [("bridge", COST), ("budget", COST)]


def test_a_better_logit_is_a_higher_confidence() -> None:
    """The confidence of one sentence grows with what the reader thinks of it, and stays between 0 and 1."""
    chances = [
        weigh("What will it cost?", [read(BRIDGE, whole(BRIDGE), logit, (COST, logit))], confidence)[0].quote.confidence
        for logit in (-1000.0, -5.0, 0.0, 5.0, 1000.0)
    ]
    assert chances == sorted(chances)
    assert chances[1] < chances[2] < chances[3]


def test_only_what_is_wanted_is_marked() -> None:
    """Marks of a quote take as long as the rest of its weighing, and of sixty three are shown."""
    marked: list[str] = []

    def quote(words: str, rank: float) -> QuoteReading:
        def marks() -> Marks:
            marked.append(words)
            return Marks()

        at = BRIDGE.text.index(words)
        return QuoteReading(Span(at, at + len(words)), rank, marks, rank)

    quotes = (quote(COST, 2.0), quote(CLOSED, 1.0))
    passage = PassageText("Bridge", BRIDGE.text, tuple(each.span for each in quotes))
    given = ReadPassage(BRIDGE, whole(BRIDGE), passage, Reading(0.0, quotes, 2.0))
    assert len(weigh("What will it cost?", [given], confidence, 1)) == 1
    assert set(marked) == {COST}


def test_nothing_read_is_nothing_to_quote() -> None:
    """No passage, or none worth a closer look."""
    assert weighed() == []
    assert weighed(read(BRIDGE, whole(BRIDGE), 5.0)) == []


def test_a_rival_is_another_passage_that_seems_to_answer() -> None:
    """The likeliest of them; another quote of one's own passage is none."""
    notes: list[Evidence] = []

    def note(evidence: Evidence) -> float:
        notes.append(evidence)
        return 0.5

    readings = []
    for name, answer in (("bridge", 4.0), ("tunnel", 2.0), ("ferry", 1.0)):
        text = f"It takes the {name}. Also."
        first, second = Span(0, len(text) - 6), Span(len(text) - 5, len(text))
        quotes = (
            QuoteReading(first, 1.0, Marks, answer, alone=-2.0),
            QuoteReading(second, 1.5, Marks, -3.0),
        )
        passage = PassageText(name, text, (first, second))
        span = Span(0, len(text))
        readings.append(ReadPassage(Article(name, name, text), span, passage, Reading(0.0, quotes, 0.0, answer)))
    weigh("What does it take?", readings, note, 3)
    assert [evidence.answer for evidence in notes] == [4.0, 2.0, 1.0]
    assert [evidence.rival for evidence in notes] == [2.0, 4.0, 4.0]
    notes.clear()
    weigh("What does it take?", readings[:1], note)
    assert [evidence.rival for evidence in notes] == [NO_RIVAL, NO_RIVAL]
    assert [evidence.alone for evidence in notes] == [-2.0, 1.5], "what was not read alone has its own logit"
    notes.clear()
    hopeless = replace(readings[1], reading=replace(readings[1].reading, answer=NO_RIVAL - 1.0))
    weigh("What does it take?", [readings[0], hopeless], note, 1)
    assert [evidence.rival for evidence in notes] == [NO_RIVAL], "none counts for less"


def marked(article: Article, words: str) -> ReadPassage:
    """Make a reading whose only quote is the whole article, with some words of it marked, or none."""
    at = article.text.index(words)
    span = whole(article)
    quote = QuoteReading(span, 2.0, partial(Marks, Span(at, at + len(words)) if words else None), 2.0)
    return ReadPassage(article, span, PassageText(article.title, article.text, (span,)), Reading(2.0, (quote,), 2.0))


@pytest.mark.parametrize(
    ("question", "words", "left"),
    [
        ("when did the bridge close?", "on Sunday, 3 May", [0.8, 0.8 * (1 - 0.8)]),  # says the same in more words
        ("when did the bridge close?", "3 June", [0.8 * (1 - 0.8)] * 2),  # if one is right, the others are not
        ("which bridges will close?", "3 June", [0.8] * 2),  # several may be right
    ],
)
def test_of_several_answers_one_is_right(question: str, words: str, left: list[float]) -> None:
    """A quote that marks something else than the first one, or nothing, has what that one leaves.

    What was weighed stays its own.
    """
    first = Article("first", "Bridges", "All bridges here did close: the old bridge on 3 May at noon.")
    second = Article("second", "News", f"Many bridges close here now, another bridge {words} they say.")
    third = Article("third", "Town", "As the town has it, bridges should close in summer and not before.")
    weighed = weigh(question, [marked(first, "3 May"), marked(second, words), marked(third, "")], lambda _: 0.8)
    assert [each.quote.confidence for each in weighed] == pytest.approx([0.8, *left])
    assert [each.confidence for each in weighed] == [0.8, 0.8, 0.8]


def test_what_a_title_says_is_said_of_its_passages() -> None:
    """A yes-or-no question finds there what the passage does not say again."""
    for title, left in (("The Halden bridge", 1.0), ("The ferry", DOUBTED_SHARE)):
        article = Article("a", title, "It was closed on Monday.")
        (found,) = weigh("was the Halden bridge closed?", [marked(article, "closed")], lambda _: 0.8)
        assert found.quote.confidence == pytest.approx(0.8 * left)


def test_a_text_without_a_title_need_not_name_what_it_is_about() -> None:
    """A paragraph that somebody gives was taken from where that is said."""
    for title, left in (("", 1.0), ("Studies", DOUBTED_SHARE), ("Holm College", 1.0)):
        article = Article("a", title, "Among those who studied there is the painter Per Lund.")
        (found,) = weigh("Which painter went to Holm College?", [marked(article, "Per Lund")], lambda _: 0.8)
        assert found.quote.confidence == pytest.approx(0.8 * left)


@pytest.mark.parametrize(
    ("other", "first"),
    [
        ("Nobody but Kim Berg ran faster than the others.", "b"),
        ("The race was won by Kim Berg.", "a"),  # copied
        ("The race was long.", "a"),
    ],
)
def test_what_two_articles_say_comes_before_what_one_says_a_little_better(other: str, first: str) -> None:
    """In words of their own: a sentence that one has from the other is said once."""
    texts = {"a": "The race was won by Ann Holm.", "b": "The race was won by Kim Berg.", "c": other}
    names = {"a": "Ann Holm", "b": "Kim Berg", "c": "Kim Berg" if "Kim Berg" in other else "long"}
    passages = []
    for score, (label, text) in zip((2.0, 1.0, 0.8), texts.items(), strict=True):
        article = Article(label, label, " ".join([text, *(label * n for n in range(2, 14))]))
        mark = Span(text.index(names[label]), text.index(names[label]) + len(names[label]))
        quote = QuoteReading(Span(0, len(text)), score, partial(Marks, mark), score)
        shown = PassageText(article.title, article.text, (quote.span,))
        passages.append(ReadPassage(article, whole(article), shown, Reading(score, (quote,), score)))
    best, *_ = weigh("Who won the race?", passages, confidence)
    assert best.quote.article.id == first


def one(words: str, confidence: float, left: float) -> Candidate:
    """Return a quote as it was weighed: its confidence by itself, and what the first quote leaves of that."""
    span = Span(TEXT.index(words), TEXT.index(words) + len(words))
    return Candidate(Quote(BRIDGE, span, left), 0.0, 0.0, confidence)


FIRST = one(COST, 0.8, 0.8)


def test_an_answer_leaves_out_what_is_far_less_sure_by_itself() -> None:
    """A refusal does not: it shows what is nearest, however unlikely."""
    least = LEAST_SHARE * FIRST.confidence
    enough, too_little = one(CLOSED, least, least / 4), one("The bridge is old.", least - 0.01, least - 0.01)
    found = [FIRST, too_little, enough]
    assert shown(found, 3, answered=True) == (FIRST.quote, enough.quote)
    assert shown(found, 3, answered=False) == (FIRST.quote, too_little.quote, enough.quote)
    assert shown(found, 1, answered=False) == (FIRST.quote,)
    assert shown([], 3, answered=False) == ()


def test_after_the_first_quote_the_surest_comes_first() -> None:
    """By what the first one leaves of it."""
    less, more = one(CLOSED, 0.5, 0.1), one("The bridge is old.", 0.4, 0.4)
    assert shown([FIRST, less, more], 3, answered=True) == (FIRST.quote, more.quote, less.quote)


def test_a_doubted_quote_keeps_a_share_of_what_was_left_of_it() -> None:
    """In the answer, and in what explains it."""
    left = doubted(one(CLOSED, 0.5, 0.25))
    assert left.quote.confidence == left.confidence == 0.25 * DOUBTED_SHARE
