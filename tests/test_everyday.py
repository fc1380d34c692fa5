"""The everyday documents: their answers are slices of them, and their near misses have none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EVERYDAY = Path(__file__).parent / "everyday"


def read(name: str) -> list[dict[str, Any]]:
    """Read a file of JSON lines."""
    return [json.loads(line) for line in (EVERYDAY / name).read_text(encoding="utf-8").splitlines()]


def test_answers_are_slices_of_their_articles() -> None:
    """At the places that are given, so that `articlebot eval` counts what was meant."""
    texts = {line["id"]: line["text"] for line in read("corpus.jsonl")}
    questions = read("questions.jsonl")
    assert len({each["id"] for each in questions}) == len(questions)
    for each in questions:
        assert each["answerable"] == bool(each["answers"])
        for answer in each["answers"]:
            assert texts[each["article_id"]][answer["start"] : answer["end"]] == answer["text"]
