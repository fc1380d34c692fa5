"""Passages and their readings -> an answer: quotes cut out, copies merged, confidence, abstention."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.article import Article, Candidate, Quote, Span
from index.confidence import Evidence
from index.reading import PassageText, QuoteReading, Reading

COPY_LIKENESS = 0.8
"""Two quotes that share this part of their words (Jaccard) say the same."""

STORY_LIKENESS = 0.5
"""Two articles that share this part of their words (Jaccard) are copies of one story. The same sentence in
two different stories is quoted from both: that is one more source, not one more copy."""

_NEGATIONS = frozenset({"no", "not", "never", "neither", "nor", "without", "t"})  # "t" is what is left of "don't"


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage of an article with what the reader made of it; `span` is the passage's place in the article."""

    article: Article
    span: Span
    text: PassageText
    reading: Reading


def weigh(
    question: str, passages: Sequence[ReadPassage], confidence: Callable[[Evidence], float]
) -> list[tuple[Quote, Candidate]]:
    """Return every quote that was read, best first, each place once, copies of one sentence merged.

    Two quotes that overlap in one article are one place; of those, and of copies, the best stays. On ties
    the newer article comes first. `confidence` makes a chance (0 to 1) of what is known of a quote.
    """
    drafts = []
    for passage in passages:
        newest = passage.article.published.toordinal() if passage.article.published else 0
        drafts += [(quote.rank, newest, passage, quote) for quote in passage.reading.quotes]
    drafts.sort(key=lambda draft: (-draft[0], -draft[1]))

    kept: list[tuple[ReadPassage, QuoteReading]] = []
    seen: list[tuple[Article, Span, list[str]]] = []
    for _rank, _newest, passage, quote in drafts:
        span = _moved(quote.span, passage.span.start)
        words = _words(span.of(passage.article.text))
        if not words or any(
            _overlap(passage.article, span, article, other)
            or (_says_the_same(words, theirs) and _same_story(passage.article, article))
            for article, other, theirs in seen
        ):
            continue
        seen.append((passage.article, span, words))
        kept.append((passage, quote))

    said = [_highlighted(passage, quote) for passage, quote in kept]
    weighed = []
    for place, (passage, quote) in enumerate(kept):
        others = [other.rank for i, (_, other) in enumerate(kept) if said[i] != said[place]]
        evidence = Evidence(
            question,
            f"{passage.text.title}\n{passage.text.text}",
            quote.score,
            lead=quote.rank - max(others) if others else 0.0,
            agreeing=sum(words == said[place] for words in said) - 1,
            relevance=passage.reading.relevance,
            answer=passage.reading.answer or 0.0,
            alone=quote.alone or 0.0,
        )
        chance = confidence(evidence)
        span = _moved(quote.span, passage.span.start)
        highlight = _moved(quote.highlight, passage.span.start) if quote.highlight else None
        weighed.append(
            (
                Quote(passage.article, span, chance, highlight),
                Candidate(passage.article.id, span, quote.score, passage.reading.relevance, chance),
            )
        )
    return weighed


def _highlighted(passage: ReadPassage, quote: QuoteReading) -> str:
    return " ".join(_words((quote.highlight or quote.span).of(passage.text.text)))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _says_the_same(words: list[str], others: list[str]) -> bool:
    """Tell copies from contradictions: "rose to 12" and "rose to 14", "did say" and "did not say" both stay."""
    if set(words) == set(others):
        return words == others  # "A beat B" is not "B beat A"
    return _jaccard(words, others) >= COPY_LIKENESS and _decisive(words) == _decisive(others)


def _decisive(words: list[str]) -> list[str]:
    return sorted(word for word in words if word in _NEGATIONS or any(letter.isdigit() for letter in word))


def _overlap(article: Article, span: Span, other_article: Article, other: Span) -> bool:
    return article.id == other_article.id and span.start < other.end and other.start < span.end


def _same_story(a: Article, b: Article) -> bool:
    return a.id == b.id or _jaccard(_words(a.text), _words(b.text)) >= STORY_LIKENESS


def _jaccard(words: list[str], others: list[str]) -> float:
    a, b = set(words), set(others)
    return len(a & b) / len(a | b) if a or b else 1.0
