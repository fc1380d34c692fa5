"""Sentences written to replace another one, which nearly answer what that one answers.

Asked for something that a passage does not say, a reader tends to take its neighbour: "14 km long" for "how wide is
the bridge?". Each pair of sentences has two questions, each asked about both versions of the text: neither question
nor passage shows whether there is an answer, only the two together.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.article import Span
from index.text import analysis, segment
from index.training.alone import shared
from index.training.examples import CutDocument, Example, example_of, searchable
from index.training.sources import OTHER_KINDS, WRITTEN, AnnotatedQuestion, Document, written

NEAR = 3
"""The depth of a search from which a text about something else is taken."""
BOTH = 1 / 6
"""The share of the pairs that also stand side by side: a text with both answers both questions."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A sentence that replaces the one that answers the question `of`, and a question that it answers.

    `answer` is the answer's position in `instead`.
    """

    of: str
    instead: str
    question: str
    answer: Span


@dataclass(frozen=True, slots=True)
class AnsweredSentence:
    """A sentence, a question and the position of its answer in the sentence."""

    sentence: str
    question: str
    answer: Span


def twins() -> Iterator[Twin]:
    """Yield the written twins, in the order of their file."""
    for line in (WRITTEN / "twins.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Twin(row["of"], row["instead"], row["question"], Span(*row["answer"]))


def versions(seed: int) -> Iterator[Document]:
    """Yield each text as it is, with the twin instead of the sentence, and some with both, each with both questions.

    A question's place is that of the sentence, of its twin, or of both.
    """
    found = {
        asked.id: (document, asked)
        for name in ("texts", *OTHER_KINDS)
        for document in written(name)
        for asked in document.asked
    }
    cut: dict[str, list[Span]] = {}  # in some texts several sentences have twins
    chance = random.Random(seed)  # noqa: S311 -- for sampling
    for twin in twins():
        document, asked = found[twin.of]
        (answer,) = asked.spans
        if document.id not in cut:
            cut[document.id] = segment.sentences(document.text)
        told = next(sentence for sentence in cut[document.id] if sentence.holds(answer))
        first = AnsweredSentence(told.of(document.text), asked.question, answer.moved(-told.start))
        second = AnsweredSentence(twin.instead, twin.question, twin.answer)
        both = [first, second]
        yield _version(f"{twin.of}/first", document, told, [first], both)
        yield _version(f"{twin.of}/twin", document, told, [second], both)
        if chance.random() < BOTH:
            beside = both if chance.random() < 0.5 else both[::-1]
            yield _version(f"{twin.of}/both", document, told, beside, both)


def _version(
    key: str, document: Document, told: Span, here: Sequence[AnsweredSentence], both: Sequence[AnsweredSentence]
) -> Document:
    before, behind = document.text[: told.start], document.text[told.end :]
    line = before.endswith("\n") and behind.startswith("\n")
    text = before
    spans: dict[str, tuple[Span, ...]] = {}
    for one in here:
        text += ("\n" if line else " ") if spans else ""
        spans[one.question] = (Span(len(text) + one.answer.start, len(text) + one.answer.end),)
        text += one.sentence
    place = Span(told.start, len(text))
    asked = tuple(
        AnnotatedQuestion(f"{key}/{number}", one.question, spans.get(one.question, ()), place)
        for number, one in enumerate(both)
    )
    return Document(key, "twins", document.title, text + behind, asked)


def by_themselves(cuts: Sequence[CutDocument], share: float, seed: int) -> Iterator[Example]:
    """Yield, for a `share` of the texts with one of the two, that sentence alone with both questions."""
    chance = random.Random(seed)  # noqa: S311 -- for sampling
    for one in cuts:
        if not one.document.id.endswith("/both") and chance.random() < share:
            for asked in one.document.asked:
                yield example_of(one, asked, asked.place, "alone")


def elsewhere(cuts: Sequence[CutDocument], share: float, seed: int) -> Iterator[Example]:
    """Yield, for a `share` of the answers, a passage that a search finds in another text, and one of its sentences.

    A sentence and its twin have the same subject: without these examples, a reader learns to ignore the subject.
    """
    chance = random.Random(seed)  # noqa: S311 -- for sampling
    texts = {one.document.title: one for one in cuts}
    places, arm = searchable(texts.values())
    for one in cuts:
        for asked in one.document.asked:
            if not asked.spans or chance.random() >= share:
                continue
            said = asked.spans[0].of(one.document.text).casefold()
            near = [places[key] for key, _ in arm.search(analysis.terms(asked.question), 3 * NEAR)]
            near = [
                (other, passage)
                for other, passage in near
                if other.document.title != one.document.title and said not in passage.of(other.document.text).casefold()
            ]
            if not near:
                continue
            other, passage = chance.choice(near[:NEAR])
            unanswered = replace(asked, spans=())
            yield example_of(other, unanswered, passage, "mined")
            alone = [sentence for sentence in other.sentences if passage.holds(sentence)]
            if alone and chance.random() < 0.5:
                yield example_of(other, unanswered, max(alone, key=lambda each: shared(other, asked, each)), "alone")
