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
        '{"question": "who?", "answers": [{"text": "a", "start": 9, "end": 4}], "article_id": "a"}',
        '{"question": "who?", "answers": [{"text": "a"}], "article_id": ["a"]}',
        '{"question": "who?", "answers": [{"text": "a"}], "article_id": NaN}',
    ],
)  # fmt: skip
def test_what_is_no_question_is_named_with_its_line(line: str, tmp_path: Path) -> None:
    """Whatever is wrong with it, and without a word of Python."""
    (tmp_path / "q").write_text(f'{{"question": "who is it?", "answerable": false}}\n{line}\n')
    with pytest.raises(UsageError, match="q, line 2 ") as told:
        tally.read_questions(str(tmp_path / "q"))
    assert "Error" not in told.value.message
    assert '{"question"' in told.value.hint


@pytest.mark.parametrize(("given", "read"), [("7", "7"), ('"7"', "7"), ("1.5", "1.5"), ("null", None)])
def test_the_id_of_an_article_may_be_a_number(given: str, read: str | None, tmp_path: Path) -> None:
    """As in a corpus, where it becomes a string: otherwise every right answer would count as wrong."""
    (tmp_path / "q").write_text(f'{{"question": "who is it?", "answers": [{{"text": "Ida"}}], "article_id": {given}}}')
    assert tally.read_questions(str(tmp_path / "q"))[0].article_id == read
