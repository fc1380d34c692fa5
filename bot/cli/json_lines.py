"""Files of JSON lines: one object a line, gzipped or not. For batches and for the questions of `eval` and `bench`."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from typing import Any

from bot.cli.adding.files import called, content
from index.errors import SourceError, UsageError
from index.questions.validation import checked_question


@dataclass(frozen=True, slots=True)
class JsonLine:
    """The object of one line. `number` counts the file's lines from 1; `hint` shows how a line is written."""

    number: int
    fields: dict[str, Any]
    name: str
    """The line in messages: "questions.jsonl, line 3"."""
    hint: str

    def wrong(self, what: str) -> UsageError:
        """Return the error that says what is wrong with the line: `what` follows its name."""
        return UsageError(f"{self.name} {what}", self.hint)

    def text(self, key: str) -> str:
        """Return the text under `key`. Raises UsageError."""
        if key not in self.fields:
            raise self.wrong(f'has no "{key}"')
        value = self.fields[key]
        if not isinstance(value, str):
            raise self.wrong(f'has a "{key}" that is no text')
        return value

    def question(self) -> str:
        """Return the question, as it stands there. Raises UsageError if it cannot be asked."""
        question = self.text("question")
        try:
            checked_question(question)
        except UsageError as error:
            raise UsageError(f"{self.name}: {error.message}", error.hint) from error
        return question


def read_json_lines(file: str, example: str) -> list[JsonLine]:
    """Return the lines of a file (``-``: standard input) that are not empty; `example` is how one is written.

    Raises SourceError if the file cannot be read or has no line, and UsageError for a line that is no object.
    """
    data, hint = content(file, pipe=True), f"each line is an object such as {example}"
    try:
        text = (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise SourceError(
            f"{called(file)} is not a text of JSON lines", "write it as UTF-8, one JSON object a line"
        ) from error
    lines = [
        JsonLine(number, _object(raw, name := f"{called(file)}, line {number}", hint), name, hint)
        # Not splitlines(): a JSON string may contain U+2028 and the like unescaped.
        for number, raw in enumerate(text.split("\n"), 1)
        if raw.strip()
    ]
    if not lines:
        raise SourceError(f"{called(file)} holds no question", "write one JSON object a line")
    return lines


def _object(raw: str, name: str, hint: str) -> dict[str, Any]:
    try:
        fields = json.loads(raw)
    except (ValueError, RecursionError) as error:
        at = getattr(error, "pos", 0)  # 0: no JSON at all, or too much of it
        raise UsageError(f"{name} is not JSON" + (f": look at character {at + 1}" if at else ""), hint) from error
    if not isinstance(fields, dict):
        raise UsageError(f"{name} is not a JSON object", hint)
    return fields
