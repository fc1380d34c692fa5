"""How many passages are read for a question: the first few, and more only where these leave it open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

import pytest

from index import reading_depth
from index.article import Article, Hit, Passage, Span
from index.questions.preamble import AskingSentence
from index.reading.confidence import Evidence
from index.reading.reader import EarlyStop, Marks, PassageText, QuoteReading, Reading
from index.reading_depth import READ_DEPTH, SURE, passage_texts, read_and_weigh

FIRST, SECOND, THIRD = SURE
WORDS = [f"Bridge number {number} was opened in the year {1900 + number}." for number in range(READ_DEPTH)]
ARTICLES = [Article(f"a{number}", "Bridges", text) for number, text in enumerate(WORDS)]
HITS = [
    Hit(Passage(number, article.id, Span(0, len(article.text))), article, 1.0 - number / 100)
    for number, article in enumerate(ARTICLES)
]


class Told:
    """A confidence that is as sure as told of the best, and of nothing else."""

    threshold = 0.3

    def __init__(self, chance: float) -> None:
        self._chance = chance

    def of(self, evidence: Evidence) -> float:
        """Return the chance."""
        return self._chance if evidence.logit > 0 else 0.01


class Counting:
    """Finds the sentence about one bridge best, and remembers what it was given."""

    name = "counting"

    def __init__(self, best: int, *, chance: float) -> None:
        self.seen: list[str] = []
        self.found: list[float] = []
        self.asked: list[str] = []
        self.searched, self.given = Told(chance), Told(1.0)
        self._best = WORDS[best]

    def read(self, question: str, passages: Iterable[PassageText], stop: EarlyStop | None = None) -> list[Reading]:
        """Give each passage one quote, the whole of it."""
        coming = iter(passages)
        self.asked.append(question)
        assert stop is not None
        readings: list[Reading] = []
        for end in stop.after:
            readings += self._read(list(islice(coming, end - len(readings))))
            if len(readings) < end or stop.enough(readings):
                return readings
        return readings + self._read(list(coming))

    def _read(self, passages: Sequence[PassageText]) -> list[Reading]:
        self.seen += [passage.text for passage in passages]
        self.found += [passage.found for passage in passages]
        ranks = [5.0 if passage.text == self._best else -5.0 for passage in passages]
        return [
            Reading(rank, (QuoteReading(Span(0, len(passage.text)), rank, Marks, rank),), rank)
            for rank, passage in zip(ranks, passages, strict=True)
        ]


class QuotingNothing(Counting):
    """Finds nothing to quote, as in passages of a quiz."""

    def _read(self, passages: Sequence[PassageText]) -> list[Reading]:
        return [replace(reading, quotes=()) for reading in super()._read(passages)]


@pytest.mark.parametrize(
    ("best", "chance", "threshold", "read"),
    [
        (2, SURE[FIRST], 0.3, FIRST),
        (2, SURE[FIRST] - 0.01, 0.3, SECOND),
        (2, SURE[SECOND] - 0.01, 0.3, THIRD),
        (2, SURE[THIRD] - 0.01, 0.2, READ_DEPTH),
        (FIRST - 1, 0.9, 0.3, FIRST),
        (FIRST, 0.9, 0.3, SECOND),
        (SECOND, 0.9, 0.3, THIRD),
        (THIRD, 0.9, 0.3, READ_DEPTH),
        (2, SURE[FIRST] + 0.1, SURE[FIRST] + 0.2, READ_DEPTH),
        (2, SURE[FIRST] + 0.2, SURE[FIRST] + 0.2, FIRST),
    ],
)
def test_more_is_read_only_where_the_first_few_leave_it_open(
    best: int, chance: float, threshold: float, read: int
) -> None:
    """In the order in which they were found, each once; the best quote comes first wherever it stands.

    What would not be answered, because only surer answers are wanted, is open.
    """
    reader = Counting(best, chance=chance)
    weighed = read_and_weigh("When was it opened?", HITS, reader, threshold=threshold)
    assert reader.seen == WORDS[:read]
    assert weighed[0].quote.text == WORDS[best]
    assert weighed[0].quote.confidence == chance
    assert len(weighed) == read


@pytest.mark.parametrize(("hits", "scores"), [(HITS, [hit.score for hit in HITS]), (HITS[:-1], [0.0] * len(HITS[:-1]))])
def test_scores_of_the_search_count_where_it_has_chosen(hits: Sequence[Hit], scores: Sequence[float]) -> None:
    """With as many passages as are read; of fewer, it has left none out."""
    assert [text.found for text in passage_texts("When was it opened?", hits)] == scores
    reader = Counting(0, chance=0.0)
    read_and_weigh("When was it opened?", hits, reader)
    assert reader.found == scores


@pytest.mark.parametrize("found", [0, 1, FIRST, FIRST + 1, SECOND + 1])
def test_few_passages_or_none_are_all_that_is_read(found: int) -> None:
    """Each gives its quote, and no more are returned than are wanted."""
    reader = Counting(0, chance=0.1)
    assert len(read_and_weigh("When was it opened?", HITS[:found], reader)) == found
    assert reader.seen == WORDS[:found]
    assert len(read_and_weigh("When was it opened?", HITS[:found], reader, 1)) == min(found, 1), "as many as are wanted"


def test_passages_without_a_quote_leave_it_open() -> None:
    """All are read, however little is wanted."""
    reader = QuotingNothing(0, chance=0.9)
    assert read_and_weigh("When was it opened?", HITS, reader) == []
    assert reader.seen == WORDS


def test_what_leads_up_to_a_question_is_not_read_with_it() -> None:
    """A sentence answers the question, and seldom what was told before it."""
    reader = Counting(0, chance=0.9)
    read_and_weigh("We drive to the coast on Monday. When was the old bridge opened?", HITS, reader)
    assert reader.asked == ["When was the old bridge opened?"]


def test_what_leads_up_to_a_question_says_which_articles_are_meant() -> None:
    """Others are not read, though they tell of the same."""
    elsewhere = Article("elsewhere", "Bridges of Norvale", "The old bridge was opened in the year 1888.")
    hits = [*HITS, Hit(Passage(99, elsewhere.id, Span(0, len(elsewhere.text))), elsewhere, 0.1)]
    reader = Counting(0, chance=0.9)
    read_and_weigh("We drive to Norvale. When was the old bridge opened?", hits, reader)
    assert reader.seen == [elsewhere.text]


@pytest.fixture
def asked_of(monkeypatch: pytest.MonkeyPatch) -> list[Article]:
    """The articles of which it was found out whether a question means them."""
    seen: list[Article] = []
    may_mean = AskingSentence.may_mean

    def counting(asked: AskingSentence, article: Article) -> bool:
        seen.append(article)
        return may_mean(asked, article)

    monkeypatch.setattr(AskingSentence, "may_mean", counting)
    return seen


def test_an_article_of_several_passages_is_asked_once_whether_it_is_meant(asked_of: list[Article]) -> None:
    """A book is asked for half a second."""
    read_and_weigh("I was in Orrby. When was the old bridge opened?", [HITS[0]] * 3, Counting(0, chance=0.5))
    assert asked_of == [ARTICLES[0]]


def test_what_is_not_read_is_not_prepared(asked_of: list[Article], monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking through all articles takes longer than searching for them."""
    looked_into: list[str] = []
    monkeypatch.setattr(reading_depth, "asked_subject", lambda _question, _title, text: looked_into.append(text))
    read_and_weigh("I love bridges. When was bridge number 2 opened?", HITS * 2, Counting(2, chance=0.9))
    assert asked_of == ARTICLES[:FIRST]
    assert looked_into == WORDS[:FIRST]


def test_an_article_of_several_passages_is_looked_into_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the person whom it is about."""
    looked_into: list[str] = []
    monkeypatch.setattr(reading_depth, "asked_subject", lambda _question, _title, text: looked_into.append(text))
    read_and_weigh("When was the old bridge opened?", [HITS[0]] * 3, Counting(0, chance=0.5))
    assert looked_into == WORDS[:1]
