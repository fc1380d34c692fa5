"""A heading is no answer: what stands under it is quoted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from index.article import Article, Quote, Span
from index.extract import articles_from
from index.library import Library
from index.models.embedding import Embedder
from index.quotes.read_quotes import ReadPassage
from index.quotes.weighing import weigh
from index.reading.cross_reading import CrossEncoderReader
from index.reading.reader import Marks, PassageText, QuoteReading, Reading
from index.reading.readers import CROSS_ENCODER, open_reader
from index.storage.catalogue import Catalogue
from index.text.segment import sentences
from tests.fakes import WordScorer

confidence = CrossEncoderReader(WordScorer()).searched.of

CARD = "A card costs 12 euros a year."
FREE = "It is free for students."
LOST = "Whoever loses a book pays its price."
TEXT = f"Ashby Library\n\nFees\n\n{CARD} {FREE}\n\nLost items\n\n{LOST}"
LIBRARY = Article("library", "Ashby Library", TEXT)

Read = tuple[str, float, str]
"""A quote that was read: its words, its logit, and what is marked in it."""


def weighed(
    article: Article, *read: Read, question: str = "What does it cost?", begin: int = 0, end: int | None = None
) -> list[Quote]:
    """Weigh what was read of an article, of which a passage goes from `begin` to `end`."""
    text = article.text[begin:end]
    quotes = []
    for words, logit, mark in read:
        at = text.index(words)
        highlight = Span(at + words.index(mark), at + words.index(mark) + len(mark)) if mark else None
        quotes.append(QuoteReading(Span(at, at + len(words)), logit, partial(Marks, highlight), logit))
    quotes.sort(key=lambda quote: -quote.rank)
    passage = PassageText(article.title, text, tuple(sentences(text)))
    given = ReadPassage(article, Span(begin, begin + len(text)), passage, Reading(0.0, tuple(quotes), 0.0))
    return [each.quote for each in weigh(question, [given], confidence)]


def words(quotes: list[Quote]) -> list[str]:
    """Return the words of the quotes, best first."""
    return [quote.text for quote in quotes]


def test_a_line_with_the_figure_that_is_asked_for_stays() -> None:
    """Where it stands over the values of a record as a heading does; where nothing is asked that it names, it goes."""
    cake = Article("cake", "Plum cake", "Plum cake\n\nServes 12\nPreparation: 40 minutes\nBaking: 35 minutes")
    read = (("Serves 12", 2.0, "12"), ("Preparation: 40 minutes", -9.0, "40"))
    found = weighed(cake, *read, question="how many people does it serve?")
    assert words(found) == ["Serves 12", "Preparation: 40 minutes"]
    assert words(weighed(cake, *read, question="how long do I bake it?"))[0] == "Preparation: 40 minutes"


def test_a_heading_goes_where_something_under_it_was_read() -> None:
    """What stands under it has its own highlight and place."""
    read = (("Fees", 4.0, "Fees"), (LOST, 2.0, "price"), (FREE, 1.0, "free"), (CARD, 0.0, "12 euros"))
    assert weighed(LIBRARY, *read) == weighed(LIBRARY, *read[1:])


def test_a_heading_goes_though_nothing_else_was_read() -> None:
    """The title is one, too."""
    assert weighed(LIBRARY, ("Lost items", 4.0, "Lost items"), ("Ashby Library", 1.0, "")) == []


RELEASE = Article(
    "release", "Notes", "Notes\n\nVersion 2.4 of 4 March\n\nA dark theme was added. It came out on a Tuesday."
)


def test_a_heading_that_says_what_is_asked_stays() -> None:
    """There is no other place for its date: that a quote under it is no likely answer shows it."""
    heading, other = ("Version 2.4 of 4 March", 4.0, "4 March"), ("It came out on a Tuesday.", -1.0, "Tuesday")
    found = weighed(RELEASE, heading, other, question="When was version 2.4 released?")
    assert words(found) == [heading[0], other[0]]
    assert weighed(RELEASE, heading, question="What is new in the theme?") == []
    likely = ("It came out on a Tuesday.", 1.0, "Tuesday")
    assert words(weighed(RELEASE, heading, likely, question="When was version 2.4 released?")) == [likely[0]]


@pytest.mark.parametrize(
    ("heading", "mark", "question", "stays"),
    [
        ("Closed from 5 June", "5 June", "When is the lane closed?", True),
        ("Did the works begin on 5 June?", "5 June", "When did the works begin?", False),  # it asks
        ("12. Lanes for cars", "12", "How many lanes for cars are there?", False),  # its number
        ("Lane 4 changes", "Lane 4 changes", "What is there in lane 4?", False),  # no figure is asked for
        ("Bridge lanes", "Bridge", "How many lanes are there?", False),  # and none told
        ("Work of 4 weeks", "4 weeks", "How long is the bridge?", False),  # nothing that is asked for
    ],
)
def test_a_heading_stays_for_the_figure_that_is_asked_for(heading: str, mark: str, question: str, stays: bool) -> None:
    """Else what stands under it is quoted, however much better the heading is read."""
    below = "Cars wait there for a long time."
    text = f"Halden bridge\n\nThe works go on for a year.\n\n{heading}\n\n{below}"
    found = weighed(Article("a", "Halden bridge", text), (heading, 4.0, mark), (below, -1.0, "Cars"), question=question)
    assert words(found)[0] == (heading if stays else below)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Closed on Sundays", "Closed on Sundays"),
        ("Cake\n\n4 eggs\n200 g flour\nA pinch of salt\n\nStir it well.", "A pinch of salt"),
        (
            "Library\n\nThese are the days:\n\n- Open on Mondays\n- Closed on Sundays\n\nThe hall is cold.",
            "- Closed on Sundays",
        ),
    ],
)
def test_short_lines_are_quoted(text: str, quote: str) -> None:
    """The line that is the article, one of a recipe, a bullet."""
    assert words(weighed(Article("a", text.partition("\n")[0], text), (quote, 1.0, ""))) == [quote]


FAQ = b"""# The harbour museum

## Can I bring my dog?

Dogs are welcome in the yard. They have to stay outside the exhibition rooms.

## How long does a visit take?

Most people stay for about two hours.

## Who runs the museum?

A society of 340 volunteers has run it since 1987.
"""


@pytest.mark.parametrize("name", [None, CROSS_ENCODER])
def test_a_question_that_is_a_heading_is_answered_by_what_stands_under_it(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, name: str | None
) -> None:
    """Both readers are drawn to the heading itself."""
    catalogue = Catalogue.open(tmp_path_factory.mktemp("faq") / "articlebot.db")
    library = Library(catalogue, embedder, open_reader(name))
    collection = library.collection("local")
    list(collection.add(articles_from(FAQ, "faq.md")))
    expected: dict[str, Callable[[str], bool]] = {
        "Can I bring my dog to the museum?": lambda text: "yard" in text or "outside" in text,
        "How long does a visit take?": lambda text: "two hours" in text,
        "Who runs the museum?": lambda text: "volunteers" in text,
    }
    for question, fits in expected.items():
        answer = collection.ask(question)
        best = (answer.quotes or answer.nearest)[0]
        assert fits(best.text), best.text
        assert not any(quote.text.endswith("?") for quote in (*answer.quotes, *answer.nearest))
    library.close()
