"""Passages and their readings -> an answer: quotes cut out, copies merged, confidence, abstention."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.article import Article, Candidate, Quote, Span
from index.highlights.several import asks_several
from index.highlights.yes_no import asks_yes_no, holds_what_is_asked
from index.reading.confidence import NO_RIVAL, Evidence
from index.reading.reader import PassageText, QuoteReading, Reading
from index.text import analysis
from index.text.decisive import marked_words, stated
from index.text.likeness import contradict
from index.under_headings import quotable

COPY_LIKENESS = 0.8
"""Two quotes that share this part of their words (Jaccard) say the same."""

STORY_LIKENESS = 0.5
"""Two articles that share this part of their words (Jaccard) are copies of one story. The same sentence in
two different stories is quoted from both: that is one more source, not one more copy."""

NOT_HELD = 0.2
"""What is left of the confidence in a quote around which what was asked about does not stand, be it the words of a
yes-or-no question or a name that no article has: too little for any reader's own threshold."""


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage of an article with what the reader made of it; `span` is the passage's place in the article."""

    article: Article
    span: Span
    text: PassageText
    reading: Reading


def weigh(
    question: str,
    passages: Sequence[ReadPassage],
    confidence: Callable[[Evidence], float],
    most: int | None = None,
) -> list[tuple[Quote, Candidate]]:
    """Return the quotes that were read, best first, each place once, copies of one sentence merged.

    Two quotes that overlap in one article are one place; of those, and of copies, the best stays. On ties
    the newer article comes first. Where yes or no would answer, places that hold what is asked about come before those
    that do not, which are no answer. `confidence` makes a chance (0 to 1) of what is known of a quote: a candidate has
    it as it is, and a quote behind the first what the first one leaves of it, where both cannot be right. `most`: how
    many quotes are wanted; None is all of them.
    """
    drafts = []
    for passage in passages:
        newest = passage.article.published.toordinal() if passage.article.published else 0
        quotes = quotable(question, passage.article, passage.span.start, passage.text, passage.reading.quotes)
        drafts += [(quote.rank, newest, passage, quote) for quote in quotes]
    drafts.sort(key=lambda draft: (-draft[0], -draft[1]))

    kept: list[tuple[ReadPassage, QuoteReading]] = []
    seen = _Seen()
    for _rank, _newest, passage, quote in drafts:
        if seen.is_new(passage.article, _moved(quote.span, passage.span.start)):
            kept.append((passage, quote))

    held = [True] * len(kept)
    if asks_yes_no(question):
        held = [holds_what_is_asked(question, _context(passage)) for passage, _ in kept]
        kept = [one for here in (True, False) for one, there in zip(kept, held, strict=True) if there is here]
        held.sort(reverse=True)
    weighed: list[tuple[Quote, Candidate]] = []
    exclusive = not asks_several(question)
    for place, (passage, quote) in enumerate(kept[:most]):
        rivals = [other.reading.answer or 0.0 for other, _ in kept if other is not passage]
        evidence = Evidence(
            question,
            _context(passage),
            quote.score,
            answer=passage.reading.answer or 0.0,
            rival=max([NO_RIVAL, *rivals]),
            alone=quote.score if quote.alone is None else quote.alone,
        )
        chance = confidence(evidence) * (1.0 if held[place] else NOT_HELD)
        span = _moved(quote.span, passage.span.start)
        marks = quote.marks()
        highlight = _moved(marks.highlight, passage.span.start) if marks.highlight else None
        further = tuple(_moved(each, passage.span.start) for each in marks.further)
        made = Quote(passage.article, span, chance, highlight, further=further)
        if weighed and exclusive and not _mark_the_same(weighed[0][0], made):
            made = replace(made, confidence=chance * (1.0 - weighed[0][0].confidence))
        weighed.append((made, Candidate(passage.article.id, span, quote.score, passage.reading.relevance, chance)))
    return weighed


def _mark_the_same(one: Quote, other: Quote) -> bool:
    """Tell whether all words that one of two quotes marks are among those that the other does: "3 May", "on 3 May"."""
    mine, theirs = (
        frozenset(analysis.terms(quote.highlight.of(quote.article.text))) if quote.highlight else frozenset()
        for quote in (one, other)
    )
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _context(passage: ReadPassage) -> str:
    return f"{passage.text.title}\n{passage.text.text}"


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


class _Seen:
    """The places that were quoted so far, and what they say."""

    def __init__(self) -> None:
        self._places: dict[str, list[Span]] = {}
        self._said: list[tuple[Article, _Said]] = []
        self._stories = _Stories()

    def is_new(self, article: Article, span: Span) -> bool:
        """Tell whether a quote has words, is no place again and no copy; if so, it is one of those from now on."""
        places = self._places.setdefault(article.id, [])
        if any(map(span.overlaps, places)):
            return False
        mine = _Said.of(span.of(article.text))
        if not mine.words or any(
            mine.is_copy_of(theirs) and self._stories.same(article, other) for other, theirs in self._said
        ):
            return False
        places.append(span)
        self._said.append((article, mine))
        return True


@dataclass(frozen=True, slots=True)
class _Said:
    """A quote's words as they are written and in lower case, and all of them as a set."""

    written: list[str]
    words: list[str]
    different: frozenset[str]

    @classmethod
    def of(cls, text: str) -> _Said:
        written = marked_words(text)
        words = [word.casefold() for word in written]
        return cls(written, words, frozenset(words))

    def is_copy_of(self, other: _Said) -> bool:
        """Tell copies from contradictions: "rose to 12" and "fell to 12", "did say" and "did not say" both stay."""
        fewer, more = sorted((len(self.different), len(other.different)))
        if fewer < COPY_LIKENESS * more:
            return False  # nearly all pairs are told apart by that, and the rest takes much longer
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
