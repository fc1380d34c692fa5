"""How many passages are read: the best few, and the others only where these leave the answer open."""

from __future__ import annotations

from collections.abc import Sequence

from index.answering import weigh
from index.article import Candidate, Hit, Quote
from index.indexing import passage_text
from index.questions.preamble import Asked, asked_of
from index.read_quotes import ReadPassage
from index.reading.reader import EarlyStop, PassageText, Reader, Reading
from index.text.subjects import asked_subject

READ_DEPTH = 20
"""How many passages of the fused run are read at most."""

FIRST = 6
"""How many of them are read first. `docs/decisions/reader.md` has what was measured."""

SURE = 0.3
"""From this confidence on, what stands further down hardly ever changes the first quote: docs/decisions/reader.md."""


def passage_texts(question: str, hits: Sequence[Hit]) -> list[PassageText]:
    """Return the passages as a reader sees them.

    Where there are hardly more passages than are read, the search has chosen none, and its scores are nothing to go by:
    the best of a few has the highest score there is.
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
    """Return what `weigh` makes of the passages, best first; those behind the first few are read if need be.

    Reading takes nearly all of a question's time. When the best quote of the first few is `SURE`, what stands further
    down hardly ever changes it. Where only surer quotes are answers, by `threshold` (0 to 1), it has to be one.
    """
    texts = passage_texts(question, hits)
    asked = asked_of(question)
    meant = {key: asked.may_mean(article) for key, article in {hit.article.id: hit.article for hit in hits}.items()}
    found = [(hit, text) for hit, text in zip(hits, texts, strict=True) if meant[hit.article.id]]
    if not found:  # what leads up to the question names something else than the articles tell of
        asked, found = Asked(question), list(zip(hits, texts, strict=True))

    def weighed(readings: Sequence[Reading], most: int | None) -> list[tuple[Quote, Candidate]]:
        read = [
            ReadPassage(hit.article, hit.passage.span, text, reading)
            for (hit, text), reading in zip(found, readings, strict=False)  # readings: of the first few, or of all
        ]
        return weigh(asked.question, read, reader.searched.of, most)

    def enough(readings: Sequence[Reading]) -> bool:
        best = weighed(readings, 1)
        return bool(best) and best[0][0].confidence >= max(SURE, threshold)

    return weighed(reader.read(asked.question, [text for _, text in found], EarlyStop(FIRST, enough)), most)
