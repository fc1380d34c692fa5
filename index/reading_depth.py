"""How many passages are read: the best few, and a few more as long as these leave the answer open."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from index.article import Candidate, Hit
from index.indexing import passage_text
from index.questions.preamble import asking_sentence
from index.quotes.read_quotes import ReadPassage
from index.quotes.weighing import weigh
from index.reading.reader import EarlyStop, PassageText, Reader, Reading
from index.text.subjects import Subject, asked_subject

READ_DEPTH = 20
"""How many passages of the fused run are read at most."""

SURE = {4: 0.5, 8: 0.35, 14: 0.3}
"""After how many of them reading may end, each with the confidence from which on further passages hardly ever change
the first quote. docs/decisions/reader.md has what was measured."""


def passage_texts(question: str, hits: Sequence[Hit]) -> list[PassageText]:
    """Return the passages as a reader sees them."""
    return [text for _, text in _with_texts(question, hits, chosen=_has_chosen(hits))]


def read_and_weigh(
    question: str,
    hits: Sequence[Hit],
    reader: Reader,
    most: int | None = None,
    threshold: float = 0.0,
    *,
    given: bool = False,
) -> list[Candidate]:
    """Read the passages and return what `weigh` makes of them, best first.

    Reading takes nearly all of a question's time. So it ends early if the best quote so far has a confidence of at
    least `SURE` and `threshold` (0 to 1). `most`: how many quotes are wanted; None means all. `given`: the passages are
    those of one given text, and no search has found them; all are read.
    """
    confidence = reader.given if given else reader.searched
    asking, meant = _asking_and_meant(question, hits)
    found: list[tuple[Hit, PassageText]] = []

    def passages() -> Iterator[PassageText]:
        # A few at a time, as the reader takes them: preparing all takes longer than searching for them.
        for each in _with_texts(question, meant, chosen=_has_chosen(hits)):
            found.append(each)
            yield each[1]

    def weighed(readings: Sequence[Reading], most: int | None) -> list[Candidate]:
        read = [
            ReadPassage(hit.article, hit.passage.span, text, reading)
            for (hit, text), reading in zip(found, readings, strict=True)
        ]
        return weigh(asking, read, confidence.of, most)

    def enough(readings: Sequence[Reading]) -> bool:
        best = weighed(readings, 1)
        return bool(best) and best[0].quote.confidence >= max(SURE[len(readings)], threshold)

    stop = None if given else EarlyStop(tuple(SURE), enough)
    return weighed(reader.read(asking, passages(), stop), most)


def _has_chosen(hits: Sequence[Hit]) -> bool:
    """Tell whether the search has chosen among passages, so that its scores count.

    If there are fewer passages than are read, it has left out none: the best of a few always has the highest score.
    """
    return len(hits) >= READ_DEPTH


def _with_texts(question: str, hits: Iterable[Hit], *, chosen: bool) -> Iterator[tuple[Hit, PassageText]]:
    """Yield the passages, each with what a reader sees of it, which is prepared when it is wanted."""
    about: dict[str, Subject | None] = {}
    for hit in hits:
        article = hit.article
        if article.id not in about:
            about[article.id] = asked_subject(question, article.title, article.text)
        score = hit.score if chosen else 0.0
        yield hit, passage_text(article, hit.passage.span, hit.passage.sentences, score, about[article.id])


def _asking_and_meant(question: str, hits: Sequence[Hit]) -> tuple[str, Iterator[Hit]]:
    """Return the part of a question that is read, and the passages of the articles that it may mean.

    If it means none of the articles, return the whole question and all passages. Articles after the first that is meant
    are looked at when their passages are wanted: a book takes half a second.
    """
    asking = asking_sentence(question)
    may_mean: dict[str, bool] = {}

    def is_meant(hit: Hit) -> bool:
        if hit.article.id not in may_mean:
            may_mean[hit.article.id] = asking.may_mean(hit.article)
        return may_mean[hit.article.id]

    meant = filter(is_meant, hits)
    first = next(meant, None)
    return (question, iter(hits)) if first is None else (asking.text, itertools.chain([first], meant))
