"""What a trained reader mistakes for an answer: the wrong passage and sentence of a search that it likes best.

What BM25 finds for a question is often easy to tell from an answer. What remains to be learned is what the reader
itself likes (as ANCE chooses its negatives: Xiong et al., "Approximate nearest neighbor negative contrastive learning
for dense text retrieval", ICLR 2021).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.article import Hit, Span
from index.collection import Collection
from index.reading.reader import PassageText
from index.reading.span_reading import SpanReader
from index.reading_depth import passage_texts
from index.training.examples import Example
from index.training.reads import Question

LOOKED_AT = 8
"""How many of the found passages are read."""
LIKED = -4.0
"""A quote with a smaller margin over "no answer" is rejected already, and teaches nothing."""


def mistaken(reader: SpanReader, collection: Collection, question: Question, source: str) -> Iterator[Example]:
    """Yield what answers a question, and what the reader likes best of what does not.

    The former are the passage that answers and its answering sentence alone. The latter, without any answer's words,
    are the passage whose quote the reader likes best, and the quote that it likes best alone.
    """
    hits = collection.search(question.question, top=LOOKED_AT)
    texts = passage_texts(question.question, hits)
    readings = reader.read(question.question, texts)
    said = {span.of(question.article.text).casefold() for span in question.spans}

    def answers(words: str) -> bool:
        return any(one in words.casefold() for one in said)

    quotes = [
        (text, quote, quote.span.of(text.text))
        for text, reading in zip(texts, readings, strict=True)
        for quote in reading.quotes
    ]
    wrong = [(text, quote) for text, quote, words in quotes if not answers(words) and quote.logit > LIKED]
    passages = [(text, quote) for text, quote in wrong if not answers(text.text)]
    if passages:
        text, _ = max(passages, key=lambda one: one[1].logit)
        yield _passage(question, source, "mistaken", text)
    alone = [(text, quote, quote.alone) for text, quote in wrong if quote.alone is not None and quote.alone > LIKED]
    if alone:
        text, quote, _ = max(alone, key=lambda one: one[2])
        yield _alone(question, source, text, quote.span)
    if passages or alone:
        yield from _right(question, source, hits, texts)


def _right(question: Question, source: str, hits: Sequence[Hit], texts: Sequence[PassageText]) -> Iterator[Example]:
    """Yield the first passage that holds an answer, as the search found it, and its sentence alone."""
    for hit, text in zip(hits, texts, strict=True):
        passage = hit.passage.span
        held = [span.moved(-passage.start) for span in question.spans if passage.holds(span)]
        if hit.article.id != question.article.id or not held:
            continue
        yield _passage(question, source, "answer", text, tuple(held))
        for sentence in text.sentences:
            inside = tuple(span.moved(-sentence.start) for span in held if sentence.holds(span))
            if inside:
                yield _alone(question, source, text, sentence, inside)
                break
        break


def _passage(question: Question, source: str, kind: str, text: PassageText, spans: tuple[Span, ...] = ()) -> Example:
    return Example(question.id, source, kind, text.title, question.question, text.text, spans, bool(spans), text.head)


def _alone(question: Question, source: str, text: PassageText, sentence: Span, spans: tuple[Span, ...] = ()) -> Example:
    words, over = sentence.of(text.text), text.over(sentence)
    return Example(question.id, source, "alone", text.title, question.question, words, spans, bool(spans), over)
