"""Made passages, which fill a collection beyond the existing articles without hours of embedding.

A made passage is one of the corpus's own with half of its words replaced by words drawn from the whole corpus, in
another order, and its vector moved by a random one. So words are as frequent as in the corpus, passages share words as
those of one topic do, texts are as long, and vectors lie where those of real passages lie. The text is nonsense, which
does not affect timings: it is stored, compared, indexed and read like any other.
"""

from __future__ import annotations

import math
import random
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count

import numpy as np

from index.article import Article, Span
from index.bench.own_articles import OwnArticle
from index.storage.storing import PreparedArticle
from index.text import analysis
from index.text.shingles import bands
from index.text.titled import searchable

KEPT = 0.5
"""The share of a passage's own words that is kept."""

MOVED = 0.75
"""The length of the random vector that is added to one of length 1: their cosine is about .8."""

_SENTENCE = 18
"""Words of a sentence."""

_TITLE = 8
"""Words of a title."""


class Maker:
    """Makes articles from the passages of a corpus. The same seed gives the same articles."""

    def __init__(self, own: Sequence[OwnArticle], seed: int) -> None:
        self._sources = [_words(text) for one in own for text in one.texts]
        self._vectors = np.concatenate([one.stored.vectors for one in own])
        self._lengths = [len(one.passages) for one in own]
        self._days: list[date | None] = [one.article.published for one in own]
        # Each word as often as in the corpus, so that a drawn word is as frequent as there.
        self._all = np.array([word for words in self._sources for word in words], dtype=object)
        self._seed = seed

    def prepared(self, least: float = math.inf) -> Iterator[PreparedArticle]:
        """Yield made articles, ready to be stored, until they have at least `least` passages together."""
        rng = np.random.default_rng(self._seed)
        for number in count(1):
            passages = self._lengths[rng.integers(len(self._lengths))]
            day = self._days[rng.integers(len(self._days))]
            sources = rng.integers(len(self._sources), size=passages)
            article, spans = self._article(rng, f"made-{number}", day, sources)
            texts = searchable(article.title, article.text, spans)
            terms = tuple(tuple(analysis.terms(text)) for text in texts)
            sentences = tuple(_spans_of_sentences(article.text, span) for span in spans)
            yield PreparedArticle(article, spans, sentences, terms, self._moved(rng, sources), bands(article.text))
            least -= passages
            if least <= 0:
                return

    def articles(self, how_many: int, passages: int, label: str) -> list[Article]:
        """Return made articles of about `passages` passages each, to be cut and embedded like any other."""
        rng = np.random.default_rng([self._seed, *label.encode()])
        return [
            self._article(rng, f"{label}-{number}", None, rng.integers(len(self._sources), size=passages))[0]
            for number in range(how_many)
        ]

    def _article(
        self, rng: np.random.Generator, article_id: str, day: date | None, sources: np.ndarray
    ) -> tuple[Article, tuple[Span, ...]]:
        texts = [_sentences(self._drawn(rng, self._sources[source])) for source in sources]
        spans, at = [], 0
        for text in texts:
            spans.append(Span(at, at + len(text)))
            at += len(text) + 2
        title = _sentences(self._drawn(rng, self._sources[sources[0]])[:_TITLE]).rstrip(".")
        return Article(article_id, title, "\n\n".join(texts), published=day), tuple(spans)

    def _drawn(self, rng: np.random.Generator, words: Sequence[str]) -> list[str]:
        kept = rng.permutation(len(words))[: max(1, round(KEPT * len(words)))]
        strange = self._all[rng.integers(len(self._all), size=len(words) - len(kept))]
        together = [words[at] for at in kept] + strange.tolist()
        return [together[at] for at in rng.permutation(len(together))]

    def _moved(self, rng: np.random.Generator, sources: np.ndarray) -> np.ndarray:
        vectors = self._vectors[sources]
        away = rng.standard_normal(vectors.shape, dtype=np.float32)
        vectors = vectors + MOVED * away / np.linalg.norm(away, axis=1, keepdims=True)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def nonsense(articles: int, sentences: int, seed: int) -> list[Article]:
    """Return articles of made words, some common and most rare as in a language: a corpus for those without one."""
    rng = random.Random(seed)  # noqa: S311 -- a draw, and no secret
    vocabulary = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3))) for _ in range(_VOCABULARY)]
    common = [1 / rank for rank in range(1, _VOCABULARY + 1)]
    made = []
    for number in range(articles):
        words = rng.choices(vocabulary, common, k=sentences * _SENTENCE)
        made.append(Article(f"nonsense-{number}", _sentences(words[:_TITLE]).rstrip("."), _sentences(words)))
    return made


_SYLLABLES = [first + vowel + last for first in "bdfgklmnprstvz" for vowel in "aeiou" for last in ("", "n", "r", "s")]
_VOCABULARY = 5_000
_SENTENCE_OF = re.compile(r"\S.*?\.(?=\s|\Z)", re.DOTALL)


def _words(text: str) -> list[str]:
    return [sys.intern(word) for raw in text.split() if (word := raw.strip('.!?…:;"“”()'))] or ["word"]


def _spans_of_sentences(text: str, passage: Span) -> tuple[Span, ...]:
    """Return the sentences of a made passage: each ends with a full stop, and no word contains one."""
    return tuple(Span(*match.span()) for match in _SENTENCE_OF.finditer(text, passage.start, passage.end))


def _sentences(words: Sequence[str]) -> str:
    """Put words into sentences of one length, so that a reader sees where it may cut."""
    lines = [" ".join(words[at : at + _SENTENCE]) for at in range(0, len(words), _SENTENCE)]
    return " ".join(line[:1].upper() + line[1:] + "." for line in lines)
