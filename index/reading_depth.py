"""How many passages are read: the best few, and a few more as long as these leave the answer open."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Candidate, Hit, Quote
from index.indexing import passage_text
from index.questions.preamble import AskingSentence, asking_sentence
from index.quotes.read_quotes import ReadPassage
from index.quotes.weighing import weigh
from index.reading.reader import EarlyStop, PassageText, Reader, Reading
from index.text.subjects import asked_subject

READ_DEPTH = 20
"""How many passages of the fused run are read at most."""

SURE = {4: 0.5, 8: 0.35, 14: 0.3}
"""After how many of them reading may end, each with the confidence from which on further passages hardly ever change
the first quote. docs/decisions/reader.md has what was measured."""


def passage_texts(question: str, hits: Sequence[Hit]) -> list[PassageText]:
    """Return the passages as a reader sees them.

    If there are fewer passages than are read, the search has left out none, and its scores are not used: the best of a
    few always has the highest score.
    """
    chosen = len(hits) >= READ_DEPTH
    articles = {hit.article.id: hit.article for hit in hits}
    about = {key: asked_subject(question, article.title, article.text) for key, article in articles.items()}
    return [
        passage_text(
            hit.article,
            hit.passage.span,
            hit.passage.sentences,
            hit.score if chosen else 0.0,
            about[hit.article.id],
        )
        for hit in hits
    ]


def read_and_weigh(
    question: str, hits: Sequence[Hit], reader: Reader, most: int | None = None, threshold: float = 0.0
) -> list[tuple[Quote, Candidate]]:
    """Read the passages and return what `weigh` makes of them, best first.

    Reading takes nearly all of a question's time. So it ends early if the best quote so far has a confidence of at
    least `SURE` and `threshold` (0 to 1). `most`: how many quotes are wanted; None means all.
    """
    asking, meant = _asking_and_meant(question, hits)
    texts = passage_texts(question, hits)
    found = [(hit, text) for hit, text in zip(hits, texts, strict=True) if hit.article.id in meant]

    def weighed(readings: Sequence[Reading], most: int | None) -> list[tuple[Quote, Candidate]]:
        read = [
            ReadPassage(hit.article, hit.passage.span, text, reading)
            for (hit, text), reading in zip(found, readings, strict=False)  # readings: of the first few, or of all
        ]
        return weigh(asking.text, read, reader.searched.of, most)

    def enough(readings: Sequence[Reading]) -> bool:
        best = weighed(readings, 1)
        return bool(best) and best[0][0].confidence >= max(SURE[len(readings)], threshold)

    return weighed(reader.read(asking.text, [text for _, text in found], EarlyStop(tuple(SURE), enough)), most)


def _asking_and_meant(question: str, hits: Sequence[Hit]) -> tuple[AskingSentence, set[str]]:
    """Return the part of a question that is read, and the ids of the articles that it may mean.

    If it means none of the articles, return the whole question and all of them.
    """
    asking = asking_sentence(question)
    articles = {hit.article.id: hit.article for hit in hits}
    meant = {key for key, article in articles.items() if asking.may_mean(article)}
    return (asking, meant) if meant else (AskingSentence(question), set(articles))
