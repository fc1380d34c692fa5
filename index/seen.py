"""What was quoted already: each place once, and each sentence of a story once, however many articles copy it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.article import Article, Span
from index.text.decisive import marked_words, stated
from index.text.likeness import contradict

COPY_LIKENESS = 0.8
"""Two quotes that share this part of their words (Jaccard) say the same."""

STORY_LIKENESS = 0.5
"""Two articles that share this part of their words (Jaccard) are copies of one story. The same sentence in
two different stories is quoted from both: that is one more source, not one more copy."""


class Seen:
    """The places that were quoted so far, and what they say."""

    def __init__(self) -> None:
        self._places: dict[str, list[Span]] = {}
        self._said: list[tuple[Article, Said]] = []
        self._stories = _Stories()

    def is_new(self, article: Article, span: Span) -> bool:
        """Tell whether a quote has words, is no place again and no copy; if so, it is one of those from now on."""
        places = self._places.setdefault(article.id, [])
        if any(map(span.overlaps, places)):
            return False
        mine = Said.of(span.of(article.text))
        # By their size nearly all pairs are told apart, and comparing words takes much longer.
        many = len(mine.different)
        fewest = COPY_LIKENESS * many
        alike = (
            (other, theirs)
            for other, theirs in self._said
            if fewest <= len(theirs.different) and COPY_LIKENESS * len(theirs.different) <= many
        )
        if not many or any(mine.is_copy_of(theirs) and self._stories.same(article, other) for other, theirs in alike):
            return False
        places.append(span)
        self._said.append((article, mine))
        return True


@dataclass(frozen=True, slots=True)
class Said:
    """A quote's words as they are written and in lower case, and all of them as a set."""

    written: list[str]
    words: list[str]
    different: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Said:
        """Cut a quote into its words."""
        written = marked_words(text)
        words = [word.casefold() for word in written]
        return cls(written, words, frozenset(words))

    def is_copy_of(self, other: Said) -> bool:
        """Tell copies from contradictions: "rose to 12" and "fell to 12", "did say" and "did not say" both stay."""
        if self.different == other.different:
            return self.words == other.words  # "A beat B" is not "B beat A"
        return (
            _jaccard(self.different, other.different) >= COPY_LIKENESS
            and stated(self.written) == stated(other.written)
            and not contradict(self.written, other.written)
        )


class _Stories:
    """Tells which articles are copies of one story; each is cut into words once."""

    def __init__(self) -> None:
        self._words: dict[str, frozenset[str]] = {}

    def same(self, a: Article, b: Article) -> bool:
        return a.id == b.id or _jaccard(self._of(a), self._of(b)) >= STORY_LIKENESS

    def _of(self, article: Article) -> frozenset[str]:
        if article.id not in self._words:
            self._words[article.id] = frozenset(_words(article.text))
        return self._words[article.id]


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    both = len(a & b)
    return both / (len(a) + len(b) - both) if a or b else 1.0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
