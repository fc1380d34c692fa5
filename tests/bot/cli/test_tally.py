"""The questions of `articlebot eval`: what is no question is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.evaluation import tally
from index.errors import UsageError


@pytest.mark.parametrize(
    "line",
    [
        "nonsense", "[]", "{}", '{"question": null}', '{"question": "who?", "answers": "x"}',
        '{"question": "who?", "answer": "Ida"}',
        '{"question": "who?", "answerable": "false"}',
        '{"question": "who?", "answers": [{"text": "a", "start": 1e999, "end": 2}]}',
    ],
)  # fmt: skip
def test_what_is_no_question_is_named_with_its_line(line: str, tmp_path: Path) -> None:
    """Whatever is wrong with it, and without a word of Python."""
    (tmp_path / "q").write_text(f'{{"question": "who is it?", "answerable": false}}\n{line}\n')
    with pytest.raises(UsageError, match="q, line 2 ") as told:
        tally.read_questions(str(tmp_path / "q"))
    assert "Error" not in told.value.message
    assert '{"question"' in told.value.hint
