"""What was already quoted: each place once, and each sentence of a story once, however many articles copy it."""

from __future__ import annotations

import re

from index.article import Article, Span

STORY_LIKENESS = 0.5
"""Two articles that share this part of their words (Jaccard) are copies of one story. The same sentence in
two different stories is quoted from both: that is one more source, not one more copy."""


class AlreadyQuoted:
    """The places that were quoted so far, and what they say."""

    def __init__(self) -> None:
        self._places: dict[str, list[Span]] = {}
        self._said: dict[tuple[str, ...], list[Article]] = {}
        self._words: dict[str, frozenset[str]] = {}  # of an article, by its id: there may be many quotes to compare

    def remember(self, article: Article, span: Span) -> bool:
        """Remember a quote, and tell whether it is new: it has words, and is neither a known place nor a copy."""
        places = self._places.setdefault(article.id, [])
        said = words(span.of(article.text))
        copied = self._said.setdefault(said, [])
        if not said or any(map(span.overlaps, places)) or any(self._tell_the_same(article, other) for other in copied):
            return False
        places.append(span)
        copied.append(article)
        return True

    def _tell_the_same(self, one: Article, other: Article) -> bool:
        if one.id == other.id:
            return True
        mine, theirs = self._words_of(one), self._words_of(other)
        return len(mine & theirs) >= STORY_LIKENESS * len(mine | theirs)

    def _words_of(self, article: Article) -> frozenset[str]:
        if article.id not in self._words:
            self._words[article.id] = frozenset(words(article.text))
        return self._words[article.id]


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case."""
    return tuple(re.findall(r"\w+", text.casefold()))
