"""Passages and their readings -> an answer: quotes cut out, copies merged, confidence, abstention."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.article import Article, Candidate, Quote, Span
from index.highlights.dimensions import Dimension, asked_dimension, is_of_another
from index.highlights.frames import is_stated
from index.highlights.several import asks_several
from index.highlights.yes_no import asks_yes_no, holds_what_is_asked
from index.named_sections import named_sections, with_list
from index.reading.confidence import NO_RIVAL, Evidence
from index.reading.reader import PassageText, QuoteReading, Reading
from index.text import analysis
from index.text.decisive import marked_words, stated
from index.text.dialogue import asks_just
from index.text.likeness import contradict
from index.under_headings import quotable

COPY_LIKENESS = 0.8
"""Two quotes that share this part of their words (Jaccard) say the same."""

STORY_LIKENESS = 0.5
"""Two articles that share this part of their words (Jaccard) are copies of one story. The same sentence in
two different stories is quoted from both: that is one more source, not one more copy."""

NOT_HELD = 0.2
"""What is left of the confidence in a quote around which what was asked about does not stand, be it the words of a
yes-or-no question or a name that no article has, or whose amount is of another dimension: too little for any reader's
own threshold."""

ASKED_THERE = 0.9
"""The least confidence in a quote that begins with the very question, which the article answers itself."""

NAMED_THERE = 0.5
"""The least confidence in a quote of the section that the question names, and names nothing else."""

NOT_STATED = 0.3
"""What is left of the confidence in a quote that only tells of what is marked in it: denied, alleged, supposed."""

LOOKED_AT = 4
"""How many quotes that only tell may stand before one that states: more than an answer shows."""


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
    that do not, which are no answer; nor is an amount of another dimension than is asked for. A quote that states what
    it says comes before those that only tell of it. `confidence` makes a chance (0 to 1) of what is known of a quote: a
    candidate has it as it is, and a quote behind the first what the first one leaves of it, where both cannot be right.
    `most`: how many quotes are wanted; None is all of them.
    """
    drafts = []
    for passage in passages:
        newest = passage.article.published.toordinal() if passage.article.published else 0
        quotes = quotable(question, passage.article, passage.span.start, passage.text, passage.reading.quotes)
        sections = named_sections(question, passage.text)
        for section in sections:
            quotes = with_list(passage.text, section, quotes)
        drafts += [
            (quote.rank, newest, _Kept(passage, quote, named=any(one.holds(quote.span) for one in sections)))
            for quote in quotes
        ]
    drafts.sort(key=lambda draft: (-draft[0], -draft[1]))

    seen = _Seen()
    kept = [
        one
        for _rank, _newest, one in drafts
        if seen.is_new(one.passage.article, one.quote.span.moved(one.passage.span.start))
    ]
    weighed: list[tuple[Quote, Candidate]] = []
    exclusive = not asks_several(question)
    for one in _in_order(question, kept)[:most]:
        chance = max(confidence(_evidence(question, one, kept)) * one.left, one.least)
        quote = one.quoted(chance)
        if weighed and exclusive and not _mark_the_same(weighed[0][0], quote):
            quote = replace(quote, confidence=chance * (1.0 - weighed[0][0].confidence))
        relevance = one.passage.reading.relevance
        weighed.append((quote, Candidate(quote.article.id, quote.span, one.quote.score, relevance, chance)))
    return weighed


@dataclass(frozen=True, slots=True)
class _Kept:
    """A quote and its passage; what is `left` (0 to 1) of the confidence in it, and the `least` that there is.

    `named`: it stands in a section that the question names.
    """

    passage: ReadPassage
    quote: QuoteReading
    left: float = 1.0
    least: float = 0.0
    named: bool = False

    @property
    def context(self) -> str:
        """The words around the quote."""
        return f"{self.passage.text.title}\n{self.passage.text.text}"

    def states(self, question: str) -> bool:
        """Tell whether the quote states what is marked in it."""
        return is_stated(question, self.passage.text.text, self.quote.span, self.quote.highlight)

    def is_asked(self, question: str) -> bool:
        """Tell whether the quote begins with the question itself, as in a page of frequently asked questions."""
        text, quote = self.passage.text, self.quote.span
        return any(
            sentence.start == quote.start and sentence.end < quote.end and asks_just(question, sentence.of(text.text))
            for sentence in text.sentences
        )

    def quoted(self, chance: float) -> Quote:
        """Return the quote as it stands in its article."""
        marks, at = self.quote.marks(), self.passage.span.start
        highlight = marks.highlight.moved(at) if marks.highlight else None
        further = tuple(each.moved(at) for each in marks.further)
        return Quote(self.passage.article, self.quote.span.moved(at), chance, highlight, further=further)


def _in_order(question: str, kept: Sequence[_Kept]) -> list[_Kept]:
    """Return the quotes in the order in which they are answers, those that only tell behind the first that states.

    Ahead of all stands what an article says to the very question, where it asks that itself, and then what it says in a
    section that the question names.
    """
    asked, named, others = list[_Kept](), list[_Kept](), list[_Kept]()
    for one in kept:
        if one.is_asked(question):
            asked.append(replace(one, least=ASKED_THERE))
        elif one.named:
            named.append(replace(one, least=NAMED_THERE))
        else:
            others.append(one)
    return [*asked, *named, *_by_what_they_say(question, others)]


def _by_what_they_say(question: str, kept: Sequence[_Kept]) -> list[_Kept]:
    found = list(kept)
    if asks_yes_no(question):
        found = [one if holds_what_is_asked(question, one.context) else replace(one, left=NOT_HELD) for one in kept]
        found.sort(key=lambda one: -one.left)
    elif (asked := asked_dimension(question)) is not None:
        found = _by_dimension(asked, kept)
    telling = []
    for one in found[:LOOKED_AT]:
        if one.states(question):
            break
        telling.append(replace(one, left=one.left * NOT_STATED))
    stating = found[len(telling) :]
    return [*stating[:1], *telling, *stating[1:]]


def _by_dimension(asked: Dimension, kept: Sequence[_Kept]) -> list[_Kept]:
    """Return the quotes with little left of amounts of another dimension; before these come such as speak of this one.

    No others: what speaks of neither is a worse answer still.
    """
    found, others = list[_Kept](), list[_Kept]()
    for one in kept:
        text, quote = one.passage.text.text, one.quote.span
        if is_of_another(asked, text, quote, one.quote.highlight):
            others.append(replace(one, left=NOT_HELD))
        elif others and not asked.told.search(text, quote.start, quote.end):
            others.append(one)
        else:
            found.append(one)
    return [*found, *others]


def _evidence(question: str, one: _Kept, kept: Sequence[_Kept]) -> Evidence:
    rivals = [other.passage.reading.answer or 0.0 for other in kept if other.passage is not one.passage]
    return Evidence(
        question,
        one.context,
        one.quote.score,
        answer=one.passage.reading.answer or 0.0,
        rival=max([NO_RIVAL, *rivals]),
        alone=one.quote.score if one.quote.alone is None else one.quote.alone,
    )


def _mark_the_same(one: Quote, other: Quote) -> bool:
    """Tell whether all words that one of two quotes marks are among those that the other does: "3 May", "on 3 May"."""
    mine, theirs = (
        frozenset(analysis.terms(quote.highlight.of(quote.article.text))) if quote.highlight else frozenset()
        for quote in (one, other)
    )
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


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
