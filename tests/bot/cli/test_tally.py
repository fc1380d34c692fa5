"""The questions of `articlebot eval`: what is no question is named with its line."""

from __future__ import annotations

import pytest

from bot.cli.evaluation import tally
from index.errors import UsageError


@pytest.mark.parametrize(
    "line",
    [
        "nonsense", "[]", "{}", '{"question": "who?", "answer": "Ida"}', '{"question": "who?", "answers": "x"}',
        '{"question": "who?", "answers": [{"text": "a", "start": 1e999, "end": 2}]}',
    ],
)  # fmt: skip
def test_what_is_no_question_is_named_with_its_line(line: str) -> None:
    """Whatever is wrong with it."""
    with pytest.raises(UsageError, match="q, line 2"):
        tally.read_questions(f'{{"question": "who is it?", "answerable": false}}\n{line}\n', "q")
