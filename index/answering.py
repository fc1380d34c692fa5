"""Passages and their readings -> an answer: quotes cut out, copies merged, confidence, abstention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Article, Candidate, Quote, Span
from index.confidence import Evidence, confidence
from index.reading import PassageText, Reading

COPY_LIKENESS = 0.8
"""Two quotes that share this part of their words (Jaccard) say the same."""

STORY_LIKENESS = 0.5
"""Two articles that share this part of their words (Jaccard) are copies of one story. The same sentence in
two different stories is quoted from both: that is one more source, not one more copy."""

_NEGATIONS = frozenset({"no", "not", "never", "neither", "nor", "without", "t"})  # "t" is what is left of "don't"

_PASSAGE_WEIGHT = 0.5
"""How much of the passage's logit is added to the sentence's for ranking quotes: see docs/decisions.md."""


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage of an article with what the reader made of it; `span` is the passage's place in the article."""

    article: Article
    span: Span
    text: PassageText
    reading: Reading


def weigh(question: str, passages: Sequence[ReadPassage]) -> list[tuple[Quote, Candidate]]:
    """Return every quote that was read, best first, each place once, copies of one sentence merged.

    Two quotes that overlap in one article are one place; of those, and of copies, the best stays. On ties
    the newer article comes first.
    """
    drafts = []
    for passage in passages:
        for quote in passage.reading.quotes:
            rank = quote.score + _PASSAGE_WEIGHT * passage.reading.relevance
            newest = passage.article.published.toordinal() if passage.article.published else 0
            drafts.append((rank, newest, passage, quote))
    drafts.sort(key=lambda draft: (-draft[0], -draft[1]))

    kept: list[tuple[Quote, Candidate]] = []
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
        evidence = Evidence(question, f"{passage.text.title}\n{passage.text.text}", quote.score)
        chance = confidence(evidence)
        kept.append(
            (
                Quote(
                    article=passage.article,
                    span=span,
                    confidence=chance,
                    highlight=_moved(quote.highlight, passage.span.start) if quote.highlight else None,
                ),
                Candidate(passage.article.id, span, quote.score, passage.reading.relevance, chance),
            )
        )
    return kept


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
