"""A question about one given text, which is cut, read and weighed like the passages of a collection, but not stored."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Article, Hit, Passage, Span
from index.errors import UsageError
from index.indexing import Indexer
from index.questions.short_forms import written_out
from index.questions.validation import checked_question
from index.reading.reader import Reader
from index.reading_depth import read_and_weigh
from index.text.analysis import terms


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """The answer of one text to a question, as spans of that text. A refused question may have a `highlight` too.

    `confidence` is the chance (0 to 1) that the quote answers. `further` are other highlights, in the order of the
    text, if the question asks for several.
    """

    answered: bool
    confidence: float
    highlight: Span | None
    quote: Span | None
    further: tuple[Span, ...] = ()


def read_text(
    question: str, text: str, title: str, indexer: Indexer, reader: Reader, threshold: float | None
) -> ReadAnswer:
    """Answer a question from one text. Raises UsageError for an unfit question or an empty text.

    `threshold`: the confidence (0 to 1) below which it is refused; None is the reader's own for such texts.
    """
    article = _article(text, title)
    asked = written_out(checked_question(question), lambda term: term in terms(f"{article.title}\n{article.text}"))
    weighed = read_and_weigh(asked, hits_of(article, indexer), reader, most=1, given=True)
    if not weighed:
        return ReadAnswer(answered=False, confidence=0.0, highlight=None, quote=None)
    best = weighed[0].quote
    least = reader.given.threshold if threshold is None else threshold
    return ReadAnswer(best.confidence >= least, best.confidence, best.highlight, best.span, best.further)


def hits_of(article: Article, indexer: Indexer) -> list[Hit]:
    """Return all passages of an article that is not stored, in its order, as if a search had found them."""
    passages = [Passage(key, article.id, cut.span, cut.sentences) for key, cut in enumerate(indexer.cut(article.text))]
    return [Hit(passage, article, 0.0) for passage in passages]


def _article(text: str, title: str) -> Article:
    if not text.strip():
        raise UsageError("the text to read is empty", "give a text with at least one word")
    # Half of a surrogate pair cannot be written; one character for one keeps the offsets.
    text, title = (part.encode("utf-8", "replace").decode("utf-8") for part in (text, title))
    return Article(id="text", title=title, text=text)
