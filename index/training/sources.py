"""The training data in its files -> documents and the questions asked about them.

Each reader keeps what its set provides: spans if annotators marked some, else labels of sentences.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.article import Span

READER_TRAIN = ("new_wiki", "quoref", "reddit", "amazon_reviews")
"""Sets of `reader-train/`. The first two have real titles, and paragraphs that belong together."""
WRITTEN = Path(__file__).with_name("questions")
"""The questions that were written for this project; its README.md describes how."""
OTHER_KINDS = ("lists", "news", "prose", "documents", "records", "reference")
"""Texts of `questions/` of the kinds that people add to a bot, with what they ask about them."""
HARD = "hard"
HELD_OUT = ("held_out", HARD)
"""Texts of `questions/` that nothing is learned from: the calibration is fitted on their questions. Those about the
second were written to be hard to answer."""


@dataclass(frozen=True, slots=True)
class AnnotatedQuestion:
    """A question about one document; `spans` are its answers there, without repetition, the most common first.

    `place` is where the document answers, or nearly answers: the part on which an unanswerable question was written.
    """

    id: str
    question: str
    spans: tuple[Span, ...]
    place: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A text, its title ("" if it has no meaningful one), and what was asked about it."""

    id: str
    source: str
    title: str
    text: str
    asked: tuple[AnnotatedQuestion, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its own short text that answers or does not, without a marked span."""

    source: str
    id: str
    title: str
    question: str
    text: str
    answers: bool
    span: Span | None


def reader_train(data: Path, name: str) -> Iterator[Document]:
    """Yield the documents of one set of `reader-train`; paragraphs under one title are one document."""
    rows = _rows(data / "reader-train" / f"{name}.jsonl.gz")
    yield from _documents(rows, name, joined=name in {"new_wiki", "quoref"})


def written_on(data: Path) -> Iterator[Document]:
    """Yield the documents of `new_wiki` with the questions that were written about them for this project."""
    paragraphs = {row["id"]: row for row in _rows(data / "reader-train" / "new_wiki.jsonl.gz")}
    rows = []
    for number, row in enumerate(_rows(WRITTEN / "on_new_wiki.jsonl")):
        paragraph = paragraphs[row["on"]]
        rows.append(_asked(f"on_new_wiki/{number}", paragraph["title"], paragraph["context"], row))
    yield from _documents(rows, "on_new_wiki", joined=True)


def written(name: str) -> Iterator[Document]:
    """Yield the texts written for the project, with their questions: "texts", one of `OTHER_KINDS` or of `HELD_OUT`."""
    rows = []
    for number, document in enumerate(_rows(WRITTEN / f"{name}.jsonl")):
        for place, row in enumerate(document["asked"]):
            rows.append(_asked(f"{name}/{number}/{place}", document["title"], document["text"], row))
    yield from _documents(rows, name, joined=True)


def articles(data: Path, name: str) -> Iterator[Document]:
    """Yield the articles of `wiki` or `xquad`, with their questions, some of which have no answer."""
    asked: dict[str, list[AnnotatedQuestion]] = {}
    for row in _rows(data / name / "questions.jsonl"):
        spans = [Span(answer["start"], answer["end"]) for answer in row["answers"]]
        place = Span(row["passage"]["start"], row["passage"]["end"])
        asked.setdefault(row["article_id"], []).append(
            AnnotatedQuestion(row["id"], row["question"], tuple(dict.fromkeys(spans)), place)
        )
    for row in _rows(data / name / "corpus.jsonl"):
        yield Document(row["id"], name, row["title"], row["text"], tuple(asked.get(row["id"], ())))


def clapnq(data: Path) -> Iterator[Judged]:
    """Yield CLAP NQ's questions with their paragraph; the answer is whole sentences, so there is no span."""
    for row in _rows(data / "clapnq" / "questions.jsonl"):
        yield Judged("clapnq", row["id"], row["title"], row["question"], row["passage"], row["answerable"], None)


def trecqa(data: Path, part: str) -> Iterator[Judged]:
    """Yield TREC QA's sentences of `part` ("train" or "dev"), with the answer's position if it is marked."""
    for row in _rows(data / "trecqa" / f"{part}.jsonl"):
        for number, candidate in enumerate(row["candidates"]):
            text, answer = candidate["text"], candidate["answer"]
            at = text.find(answer) if answer else -1
            span = Span(at, at + len(answer)) if at >= 0 else None
            yield Judged("trecqa", f"{row['id']}/{number}", "", row["question"], text, bool(candidate["label"]), span)


def _asked(key: str, title: str, context: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return one of our questions in the form of the sets; `answer` is its position in the context, or null."""
    answers = []
    if row["answer"]:
        start, end = row["answer"]
        answers.append({"text": context[start:end], "start": start})
    return {"id": key, "title": title, "context": context, "question": row["question"], "answers": answers}


def _documents(found: Iterable[dict[str, Any]], name: str, *, joined: bool) -> Iterator[Document]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        groups.setdefault(row["title"] if joined else row["context"], []).append(row)
    for rows in groups.values():
        starts: dict[str, int] = {}
        text = ""
        for row in rows:
            if row["context"] not in starts:
                text += "\n\n" if text else ""
                starts[row["context"]] = len(text)
                text += row["context"]
        asked = []
        for row in rows:
            at = starts[row["context"]]
            spans = [
                Span(at + answer["start"], at + answer["start"] + len(answer["text"])) for answer in row["answers"]
            ]
            place = Span(at, at + len(row["context"]))
            asked.append(AnnotatedQuestion(row["id"], row["question"], _commonest(text, spans, row["answers"]), place))
        yield Document(rows[0]["id"], name, rows[0]["title"].replace("_", " ") if joined else "", text, tuple(asked))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _commonest(text: str, spans: list[Span], answers: list[dict[str, Any]]) -> tuple[Span, ...]:
    """Return each span once, the most often marked first; spans that do not match their words are errors of the set."""
    right = [span for span, answer in zip(spans, answers, strict=True) if span.of(text) == answer["text"]]
    return tuple(sorted(dict.fromkeys(right), key=lambda span: -right.count(span)))
