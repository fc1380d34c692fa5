"""A misspelt question is refused, and offers the question that the articles answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from index.article import Article
from index.collection import Collection
from index.filters import Filters
from index.library import Library
from index.questions.spelling import Respelling
from index.questions.validation import MAX_QUESTION
from index.quotes.ordering import DOUBTED_SHARE
from index.reading.cross_reading import CrossEncoderReader
from index.reading.reader import EarlyStop, PassageText, Reading
from tests.fakes import WordEmbedder, WordScorer

BRIDGE = Article("bridge", "The bridge", "The bridge was closed by Rubio. Repairs cost 3 million euros.")
FERRY = Article("ferry", "The ferry", "The ferry sails every hour.", published=date(2026, 2, 1))


class NotingReader(CrossEncoderReader):
    """Remembers the questions for which it reads."""

    def __init__(self) -> None:
        super().__init__(WordScorer())
        self.asked: list[str] = []

    def read(self, question: str, passages: Iterable[PassageText], stop: EarlyStop | None = None) -> list[Reading]:
        """Note the question, and read."""
        self.asked.append(question)
        return super().read(question, passages, stop)


@pytest.fixture
def reader() -> NotingReader:
    """A reader that remembers."""
    return NotingReader()


@pytest.fixture
def collection(library: Library, reader: NotingReader) -> Collection:
    """A bridge and a ferry."""
    collection = Library(library.catalogue, WordEmbedder(), reader).collection("local")
    list(collection.add([BRIDGE, FERRY]))
    return collection


def test_a_name_that_no_article_has_is_not_taken_for_its_neighbour(
    collection: Collection, reader: NotingReader
) -> None:
    """However sure the reader is: whoever asked says whether Rubio was meant. Of another word a slip is but a slip."""
    refused = collection.ask("what bridge was closed by “Rubia”?", explain=True)
    assert (refused.answered, refused.did_you_mean) == (False, "what bridge was closed by “Rubio”?")
    assert refused.explanation is not None
    assert refused.explanation.candidates[0].confidence == refused.confidence
    assert not collection.ask("what bridge was closed by rubia?").answered
    whole = collection.ask("what bridge was closed by Rubio?")
    assert whole.answered
    assert refused.confidence < whole.confidence / 2
    reader.asked.clear()
    for question in ("what bridge was clozed by Rubio?", "Brigde that was closed by Rubio?"):
        slip = collection.ask(question)
        assert (slip.answered, slip.did_you_mean) == (True, None)
    assert len(reader.asked) == 2


def test_what_was_sure_of_a_name_that_no_article_has_is_doubted(collection: Collection) -> None:
    """Where nobody else can be meant it is an answer."""
    said = "old stone bridge over the Elm was closed for heavy lorries on Monday morning by"
    list(collection.add([Article("elm", "Works", f"The {said} Rubio.")]))
    sure = collection.ask(f"What {said} “Modi”?")
    doubted = collection.ask(f"What {said} “Rubia”?", explain=True)
    assert (sure.answered, doubted.answered) == (True, False)
    assert doubted.confidence == doubted.nearest[0].confidence == pytest.approx(DOUBTED_SHARE * sure.confidence)
    assert doubted.explanation is not None
    assert doubted.explanation.candidates[0].confidence == doubted.confidence


def test_a_refusal_is_as_sure_of_its_nearest_quotes_whatever_it_offers(collection: Collection) -> None:
    """What else may have been meant says nothing of them."""
    offering, other = collection.ask("when was the brigde clozed?"), collection.ask("when was the zzzzzz qqqqqq?")
    assert (offering.did_you_mean, other.did_you_mean) == ("when was the bridge closed?", None)
    assert offering.confidence == other.confidence > 0


def test_a_name_without_a_neighbour_is_left_to_the_reader(collection: Collection, reader: NotingReader) -> None:
    """Nothing else can have been meant."""
    assert collection.ask("what bridge was closed by Modi?").did_you_mean is None
    assert len(reader.asked) == 1


def test_a_refusal_offers_the_question_that_the_articles_answer(collection: Collection) -> None:
    """It stays a refusal of the question as it was asked, with the nearest passages and confidence of that."""
    refused = collection.ask("  who closed the brigde? ")
    assert (refused.answered, refused.quotes, refused.question) == (False, (), "  who closed the brigde? ")
    assert refused.did_you_mean == "who closed the bridge?"
    answer = collection.ask("who closed the bridge?")
    assert (answer.answered, answer.did_you_mean) == (True, None)
    assert refused.nearest
    assert refused.confidence == refused.nearest[0].confidence < answer.confidence


def test_a_name_one_letter_off_is_never_answered(collection: Collection) -> None:
    """Rubin may be somebody else: that is for who asks to say."""
    refused = collection.ask("what was closed by Rubin?")
    assert not refused.answered
    assert refused.did_you_mean == "what was closed by Rubio?"


def test_where_all_words_are_known_nothing_is_read_again(collection: Collection, reader: NotingReader) -> None:
    """Nor where the question was answered; else once, and what is offered is not respelled again."""
    for question in ("does the ferry cost 3 million?", "who closed the bridge?", "tungsten?"):
        assert collection.ask(question).did_you_mean is None
        assert reader.asked == [question]
        reader.asked.clear()
    collection.ask("who closed the brigde?")
    assert reader.asked == ["who closed the brigde?", "who closed the bridge?"]


def test_what_would_be_refused_as_well_is_not_offered(collection: Collection, reader: NotingReader) -> None:
    """It was read."""
    assert collection.ask("when was the brigde painted?").did_you_mean is None
    assert reader.asked == ["when was the brigde painted?", "when was the bridge painted?"]


@pytest.mark.parametrize(
    ("question", "tried"),
    [
        ("who closed the brigde?", "who closed the bridge?"),
        ("who painted the brigde?", "who painted the bridge?"),
        ("what bridge was clozed by Rubio?", None),
        ("who closed the bridge?", None),
    ],
)
def test_an_explanation_names_the_question_that_was_tried(
    collection: Collection, question: str, tried: str | None
) -> None:
    """Whether it was offered or not."""
    explanation = collection.ask(question, explain=True).explanation
    assert explanation is not None
    assert explanation.tried == tried


def test_the_other_question_is_put_to_the_same_articles(collection: Collection) -> None:
    """What only an article answers that was not to be asked is not offered."""
    question = "who closed the brigde?"
    for filters, offered in ((Filters(frozenset({"bridge"})), True), (Filters(frozenset({"ferry"})), False)):
        assert (collection.ask(question, filters=filters).did_you_mean is not None) == offered


@pytest.mark.parametrize("question", ["who closed the brigde?", "who painted the brigde?", "who closed the bridge?"])
def test_its_time_is_a_step_of_its_own(collection: Collection, question: str) -> None:
    """And belongs to the total, whatever came of it."""
    timings = dict(collection.ask(question).timings_ms)
    assert set(timings) == {"total", "embed", "search", "read", "respell"}
    assert timings.pop("total") == pytest.approx(sum(timings.values()))


def test_what_is_removed_is_no_longer_meant(collection: Collection) -> None:
    """Words are those of the articles that there are now."""
    assert collection.respelled("who closed the brigde?") == Respelling("who closed the bridge?", renames=False)
    collection.remove(["bridge"])
    assert collection.respelled("who closed the brigde?") is None
    assert collection.ask("who closed the brigde?").did_you_mean is None


def test_words_of_titles_are_known(collection: Collection) -> None:
    """They are searched with every passage."""
    list(collection.add([Article("tram", "Funicular", "It is red.")]))
    found = collection.respelled("funiclar")
    assert found is not None
    assert found.question == "funicular"


def test_a_question_that_would_be_too_long_is_not_offered(collection: Collection) -> None:
    """A letter more, and it could not be asked."""
    full = "brdge" + "?" * (MAX_QUESTION - 5)
    assert collection.respelled(full[:-1]) is not None
    assert collection.respelled(full) is None


def test_a_short_form_is_no_misspelt_word(collection: Collection, reader: NotingReader) -> None:
    """It is read as its word, whoever asked keeps what was typed, and nothing else is offered."""
    answer = collection.ask("what bridge was closed b4 the ferry sails")
    assert set(reader.asked) == {"what bridge was closed before the ferry sails"}
    assert (answer.question, answer.did_you_mean) == ("what bridge was closed b4 the ferry sails", None)
    assert collection.respelled("was the bridgr closed b4 ur ferry") == Respelling(
        "was the bridge closed before your ferry", renames=False
    )
