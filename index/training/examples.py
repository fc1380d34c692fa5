"""Documents -> examples: a question, a passage as the index cuts it, and the right result for the two.

Beside the passage that answers, a question is paired with passages that do not: what the project's BM25 arm finds for
it, another passage of the same document, or, with one word of the question swapped, the passage itself.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.article import Span
from index.retrieval.lexical import LexicalArm
from index.text import analysis, packing, segment
from index.text.sections import lead
from index.text.titled import titled
from index.training.sources import AnnotatedQuestion, Document, Judged

PASSAGE_TOKENS = 200
MINED = 6
"""The depth of the BM25 run from which hard negatives are taken."""

_NAME = re.compile(r"(?<=\s)[A-Z][\w'’-]+(?:\s(?:of|the|de|van|von)?\s?[A-Z][\w'’-]+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_OPPOSITES = [
    ("first", "last"), ("most", "least"), ("largest", "smallest"), ("highest", "lowest"), ("before", "after"),
    ("north", "south"), ("east", "west"), ("increase", "decrease"), ("increased", "decreased"), ("more", "fewer"),
    ("always", "never"), ("oldest", "youngest"), ("above", "below"), ("won", "lost"), ("best", "worst"),
    ("began", "ended"), ("start", "end"), ("allowed", "forbidden"), ("support", "oppose"), ("supported", "opposed"),
    ("early", "late"), ("major", "minor"), ("join", "leave"), ("joined", "left"), ("rise", "fall"), ("rose", "fell"),
    ("inside", "outside"), ("buy", "sell"), ("bought", "sold"), ("accepted", "rejected"), ("maximum", "minimum"),
]  # fmt: skip
_OPPOSITE = {a: b for pair in _OPPOSITES for a, b in (pair, pair[::-1])}


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a passage.

    `spans` are the answers' positions in `text`, best first; empty if nothing answers, or if something does but nobody
    marked where. `kind` says how the example was made: "answer", "judged", "asked" (an annotator's question without an
    answer), "mined", "elsewhere", "swapped", "said", "mistaken", or "alone", which is read without its title. `over`
    are the lines above it in its document.
    """

    id: str
    source: str
    kind: str
    title: str
    question: str
    text: str
    spans: tuple[Span, ...]
    answerable: bool
    over: str = ""

    @property
    def read(self) -> str:
        """The text as a reader sees it."""
        return titled("" if self.kind == "alone" else self.title, self.text, self.over)


@dataclass(frozen=True, slots=True)
class CutDocument:
    """A document, its passages and its sentences."""

    document: Document
    passages: tuple[Span, ...]
    sentences: tuple[Span, ...]


def cut(document: Document, count: Callable[[Sequence[str]], list[int]]) -> CutDocument:
    """Cut a document as the index does; `count` returns the number of word pieces of each text."""
    sentences = segment.sentences(document.text)
    counts = count([span.of(document.text) for span in sentences])
    passages = packing.passages(document.text, sentences, counts, budget=PASSAGE_TOKENS)
    return CutDocument(document, tuple(passages), tuple(sentences))


def from_documents(cuts: Sequence[CutDocument], negatives: float, seed: int) -> Iterator[Example]:
    """Yield the examples of one set's documents: one for each question, and `negatives` more on average."""
    chance = random.Random(seed)  # noqa: S311 — for sampling
    places, arm = searchable(cuts)
    for one in cuts:
        for asked in one.document.asked:
            own = own_passage(one, asked)
            if own is None:
                continue
            example = example_of(one, asked, own)
            yield example
            if not asked.spans or chance.random() >= negatives:
                continue
            draw = chance.random()
            made = None
            if draw < 0.35:
                made = _swapped(example, chance)
            elif draw < 0.55:
                made = _elsewhere(one, asked, chance)
            made = made or _mined(places, arm, one, asked, chance) or _elsewhere(one, asked, chance)
            if made is not None:
                yield made


def from_judged(judged: Iterable[Judged], wrong_each: int, seed: int) -> Iterator[Example]:
    """Yield short texts with yes or no; for each question at most `wrong_each` times as many wrong as right, or two."""
    chance = random.Random(seed)  # noqa: S311 — for sampling
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(one.question, []).append(one)
    for mine in groups.values():
        right = [one for one in mine if one.answers]
        wrong = [one for one in mine if not one.answers]
        chance.shuffle(wrong)
        for one in right + wrong[: max(2, wrong_each * len(right))]:
            spans = (one.span,) if one.span else ()
            yield Example(one.id, one.source, "judged", one.title, one.question, one.text, spans, one.answers)


def own_passage(one: CutDocument, asked: AnnotatedQuestion) -> Span | None:
    """Return the passage with most of the marked answers, or without answers that with the largest overlap."""
    if asked.spans:
        best = max(one.passages, key=lambda p: sum(map(p.holds, asked.spans)))
        return best if any(map(best.holds, asked.spans)) else None
    return max(one.passages, key=lambda p: min(p.end, asked.place.end) - max(p.start, asked.place.start))


def example_of(one: CutDocument, asked: AnnotatedQuestion, passage: Span, kind: str | None = None) -> Example:
    """Return the example of a question and a span of a document, with the answers in that span."""
    spans = tuple(span.moved(-passage.start) for span in asked.spans if passage.holds(span))
    document = one.document
    kind = kind or ("answer" if spans else "asked")
    text = passage.of(document.text)
    over = lead(document.text, passage, document.title)
    return Example(asked.id, document.source, kind, document.title, asked.question, text, spans, bool(spans), over)


def searchable(cuts: Iterable[CutDocument]) -> tuple[list[tuple[CutDocument, Span]], LexicalArm]:
    """Return all passages and a BM25 arm over them, in which a passage's key is its index in the list."""
    places = [(one, span) for one in cuts for span in one.passages]
    arm = LexicalArm()
    terms = [analysis.terms(f"{one.document.title}\n{span.of(one.document.text)}") for one, span in places]
    arm.add(range(len(places)), terms)
    return places, arm


def _mined(
    places: Sequence[tuple[CutDocument, Span]],
    arm: LexicalArm,
    one: CutDocument,
    asked: AnnotatedQuestion,
    chance: random.Random,
) -> Example | None:
    words = {span.of(one.document.text).casefold() for span in asked.spans}
    query = analysis.terms(f"{one.document.title} {asked.question}")
    found = []
    for key, _score in arm.search(query, MINED):
        other, span = places[key]
        text = span.of(other.document.text).casefold()
        if not any(word in text for word in words):
            found.append(example_of(other, replace(asked, spans=()), span, "mined"))
    return chance.choice(found) if found else None


def _elsewhere(one: CutDocument, asked: AnnotatedQuestion, chance: random.Random) -> Example | None:
    words = {span.of(one.document.text).casefold() for span in asked.spans}
    other = [p for p in one.passages if not any(word in p.of(one.document.text).casefold() for word in words)]
    return example_of(one, replace(asked, spans=()), chance.choice(other), "elsewhere") if other else None


def _swapped(example: Example, chance: random.Random) -> Example | None:
    """Ask for another name, number or opposite than the passage has, so that it no longer answers."""
    question = example.question
    changes: list[tuple[Span, str]] = []
    for pattern in (_NAME, _NUMBER):
        others = sorted({match[0] for match in pattern.finditer(example.text)})
        answers = {span.of(example.text) for span in example.spans}
        for match in pattern.finditer(question):
            fit = [
                other
                for other in others
                if other.casefold() not in question.casefold()
                and match[0].casefold() not in other.casefold()
                and not any(other in answer or answer in other for answer in answers)
            ]
            if match[0] in example.text and fit:
                changes.append((Span(*match.span()), chance.choice(fit)))
    for match in re.finditer(r"\w+", question):
        opposite = _OPPOSITE.get(match[0])
        if opposite and opposite not in example.text:
            changes.append((Span(*match.span()), opposite))
    if not changes:
        return None
    span, word = chance.choice(changes)
    swapped = question[: span.start] + word + question[span.end :]
    return replace(example, kind="swapped", question=swapped, spans=(), answerable=False)
