"""A thing with a number is not another one of its kind."""

from __future__ import annotations

import time

import pytest

from index.questions.numbered import has_only_others


@pytest.mark.parametrize(
    ("question", "text", "others"),
    [
        ("when does year 6 go to Moss", "Year 5 goes to Moss on 3 May.", True),
        ("when does year 6 go to Moss", "In June, Year 5 stays. Years 6 and 7 go to Moss.", False),
        ("when does year 6 go to Moss", "Years 5 to 8 go to Moss.", False),
        ("when does year 6 go to Moss", "Years 5-8 go to Moss. Year 3 stays.", False),
        ("when does year 6 go to Moss", "Year 5/6 goes to Moss. Year 3 stays.", False),
        ("when does year 6 go to Moss", "Year Six goes to Moss. Year 3 stays.", False),
        ("when does grade 6 go to Moss", "Grade 5 stays. The sixth grade goes to Moss.", False),
        ("may year 6 go to Moss?", "Year 5 and above may go to Moss.", False),
        ("may year 6 go to Moss?", "Year 5+ may go to Moss.", False),
        ("may year 6 go to Moss?", "From Year 5 on, all go to Moss.", False),
        ("what does rule 5 say?", "5.1 No lamps.\n5.2 No bells, but for Rule 6.", False),
        ("what does rule 5 say?", "As Rule 5.1 has it, no lamps. Rule 6 is about bells.", False),
        ("what does rule 5 say?", "Lamps are 5.1 kg at most by Rule 6.", True),
        ("when does year 6 go to Moss", "Every class of 6 goes to Moss, and Year 5 by boat.", False),
        ("when does year 6 go to Moss", "The school goes to Moss in its year 5.", False),
        ("who lives in Flat 12?", "Flat 3 is let to Ida Holm, from 12.30 on.", True),
        ("who lives in Flat 12?", "Flat 3, 12 and 14 are let to Ida Holm.", False),
        ("who lives in flats 12 and 14", "Flats 10–16 are let.", False),
        ("can I keep 3 hens?", "You may keep 2 hens. Bring 2 hens, and no more.", False),
        ("may I bring 2 guests?", "Bring 1 guest at most.", False),
        ("is there a fair on June 6?", "The fair is on June 5.", False),
        ("is there a ferry at 6?", "The ferry leaves At 5.", False),
        ("what was new in Larch 4.2?", "Larch 3 is old.", False),
        ("how many rooms are there?", "Room 3 is let.", False),
    ],
)
def test_a_text_may_have_only_others_of_a_kind(question: str, text: str, others: bool) -> None:
    """Not where it has the number anywhere, or a range or limit. Days and amounts are no such things."""
    assert has_only_others(question, text) is others


def test_a_long_text_takes_no_time() -> None:
    """A book is assumed to have every number."""
    begin = time.process_time()
    has_only_others("where is room 7?", "Room 5 " * 28_000)
    assert not has_only_others("where is room 7?", "Room 5 " * 30_000)
    assert time.process_time() - begin < 1
