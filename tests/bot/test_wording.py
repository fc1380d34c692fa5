"""What both interfaces say in the same words."""

from __future__ import annotations

import pytest

from bot.wording import certainty, whole_sentence
from index.quotes.ordering import DOUBTED_SHARE
from index.reading.calibration import load_calibration
from index.weights import CALIBRATION, READERS


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("there is no feed 'a'", "There is no feed 'a'."),
        ("that's all.", "That's all."),
        ("http://a.example/b is not there", "http://a.example/b is not there."),
        ("closed.example does not let me read it.", "closed.example does not let me read it."),
        ("notes.txt has no words", "notes.txt has no words."),
        ("articlebot add FILE", "articlebot add FILE."),
        ("is it there?", "Is it there?"),
        ("u0, u1 …", "u0, u1 …"),
        ('ask "who?"', 'Ask "who?"'),
    ],
)
def test_a_sentence_is_begun_and_ended_but_no_address_is_changed(said: str, sentence: str) -> None:
    """What would not be the same with a capital is left as it is."""
    assert whole_sentence(said) == sentence


@pytest.mark.parametrize("reader", READERS)
def test_what_a_reader_answers_with_is_not_called_unlikely(reader: str) -> None:
    """Nor what it would never answer with, possible."""
    threshold = load_calibration(READERS[reader].path(CALIBRATION)).searched.threshold
    assert certainty(threshold) == "possible"
    assert certainty(0.99 * DOUBTED_SHARE) == "unlikely"
