"""Whoever types the name of a section wants what stands under it."""

from __future__ import annotations

from functools import partial

import pytest

from index.answering import weigh
from index.article import Article, Quote, Span
from index.named_sections import named_sections, with_list
from index.ordering import NAMED_THERE
from index.read_quotes import ReadPassage
from index.reading.cross_reading import CrossEncoderReader
from index.reading.reader import Marks, PassageText, QuoteReading, Reading
from index.text.segment import sentences
from tests.fakes import WordScorer

confidence = CrossEncoderReader(WordScorer()).searched.of

BANNER = "- Some players see the banner twice."
SOUND = "- Sound is missing on the first day. We look into it."
REMOVED = "The lottery is gone, and unused tickets become credits."
ROWS = "Item: Plate | Chance: 12 %\nItem: Egg | Chance: 1 %"
TEXT = (
    f"Harbor 2.8 notes\n\nServers go down on Tuesday for five hours.\n\nKnown problems\n\n{BANNER}\n{SOUND}\n\n"
    f"Removed\n\n{REMOVED}\n\nDrops\n\n{ROWS}\n\nThe Egg of the Harbor cannot be traded by anybody."
)
NOTES = Article("notes", "Harbor 2.8 notes", TEXT)
PASSAGE = PassageText(NOTES.title, TEXT, tuple(sentences(TEXT)))


@pytest.mark.parametrize(
    ("question", "headings"),
    [
        ("known problems", ["Known problems"]),
        ("what are the known problems of Harbor?", ["Known problems"]),
        ("what's been removed in 2.8", ["Removed"]),
        ("what does Harbor drop?", ["Drops"]),
        ("what kind of lottery was removed", []),  # one thing
        ("problems", []),  # of which there may be unknown ones
        ("what problems with sound are known", []),  # something of it
        ("what was removed in 2.9", []),  # another one's
        ("who removed it", []),
        ("when was it removed", []),
        ("harbor notes", []),  # all of it
        ("Harbor 2.8 notes", []),
        ("servers go down on Tuesday for five hours", []),  # a sentence
    ],
)
def test_the_words_of_a_heading_and_of_the_title_name_a_section(question: str, headings: list[str]) -> None:
    """All of the heading's and no others; one thing that is told there is asked for otherwise."""
    found = [section.of(TEXT).split("\n")[0] for section in named_sections(question, PASSAGE)]
    assert found == headings


def test_a_heading_is_known_by_what_stands_before_its_passage() -> None:
    """The end of a line that goes on is none, and neither is one under which nothing stands."""
    text = f"Known problems\n\n{BANNER}\n{SOUND}\n\nRemoved"
    for before, found in (("They start at noon.\n\n", 1), ("We list here all that are\n", 0)):
        passage = PassageText("Notes", text, tuple(sentences(text)), before=before)
        assert len(named_sections("known problems", passage)) == found
        assert named_sections("removed", passage) == []


def test_a_section_ends_at_the_next_heading() -> None:
    """A section's heading right below a chapter's is within."""
    (section,) = named_sections("known problems", PASSAGE)
    assert section.of(TEXT).strip().endswith(SOUND)
    text = f"Notes\n\nThe boss has two of them.\n\nAttacks\n\nPhase one\n\n{REMOVED}\n\nPhase two\n\n{SOUND}"
    (section,) = named_sections("attacks", PassageText("Notes", text, tuple(sentences(text))))
    assert section.of(text).strip() == f"Attacks\n\nPhase one\n\n{REMOVED}"


def asked(question: str, *read: tuple[str, float]) -> list[Quote]:
    """Weigh quotes of the notes by their logits."""
    spans = [Span(TEXT.index(words), TEXT.index(words) + len(words)) for words, _ in read]
    quotes = [
        QuoteReading(span, logit, partial(Marks, span), logit) for span, (_, logit) in zip(spans, read, strict=True)
    ]
    quotes.sort(key=lambda quote: -quote.rank)
    reading = ReadPassage(NOTES, Span(0, len(TEXT)), PASSAGE, Reading(0.0, tuple(quotes), 0.0))
    return [quote for quote, _ in weigh(question, [reading], confidence)]


def test_its_list_is_quoted_from_the_heading_on() -> None:
    """All items, or all rows; ahead of what a reader took to be better elsewhere."""
    first, *_ = asked("known problems", (REMOVED, 4.0), (SOUND, -6.0))
    assert first.text == f"Known problems\n\n{BANNER}\n{SOUND}"
    assert first.confidence >= NAMED_THERE
    first, *_ = asked("what does Harbor drop", ("The Egg of the Harbor cannot be traded by anybody.", 4.0), (ROWS, 1.0))
    assert first.text == f"Drops\n\n{ROWS}"


def test_a_list_that_was_read_is_quoted_with_its_marks() -> None:
    """As the reader quotes it, and not once more."""
    (section,) = named_sections("known problems", PASSAGE)
    listed = Span(section.start, TEXT.index(SOUND) + len(SOUND))
    quotes = [QuoteReading(listed, 1.0, partial(Marks, listed), 1.0)]
    assert with_list(PASSAGE, section, quotes) == quotes


def test_of_prose_the_reader_chooses() -> None:
    """What it takes to be best there comes first; without a section that is named, what is best anywhere."""
    assert [quote.text for quote in asked("removed", (BANNER, 4.0), (REMOVED, -6.0))] == [REMOVED, BANNER]
    assert [quote.text for quote in asked("who removed it?", (BANNER, 4.0), (REMOVED, -6.0))] == [BANNER, REMOVED]
