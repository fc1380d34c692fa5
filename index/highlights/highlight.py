"""The highlight for a reader that only ranks: the words of a quote that are of the kind asked for, found by rules.

Of the names, dates, numbers, spoken words, causes or phrases in a quote, the one nearest to the question's words is
taken, and never one of the question itself. If it asks for none of these, as for yes or no, there is no highlight.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from index.article import Span
from index.highlights.clauses import TOKEN, clause_from, is_new, whole
from index.highlights.matter import find_matter
from index.questions.mentions import dates, names, numbers, speech
from index.questions.question import FUNCTION_WORDS, Kind, content_stems, question_kind, stem, wanted_noun

_Candidates = Iterator[tuple[Span, float]]
"""Spans that could answer, each with a prior on the scale of the closeness (0 to 1)."""

_BEFORE_A_PLACE = re.compile(
    r"\b(?:in|at|to|from|near|outside|inside|across|around|on|into|through|of)\s+(?:the\s+)?$", re.IGNORECASE
)
_PLACE_PHRASE = re.compile(
    r"\b(?:in|at|near|outside|inside|across|on|into|through|from|to|along|within|around)\s+((?:the|a|an|its|their)\s+[^,.;:()\"”]{3,60}?)"
    r"(?=[,.;:()\"”]|\s(?:and|was|is|were|are|which|that|in|on|at|to|for|by|when|where|with|of)\b|$)"
)
_INSIDE = frozenset({"of", "the", "a", "an", "and"})
_RUN = re.compile(r"[wW](?:i*w)*")
"""A run of words, see `_letters`."""
_BY = re.compile(r"\bby\s+(?:the\s+)?$")
_AHEAD = 14
"""How many characters before a name are searched for a preposition."""
_ASKS_YEAR = re.compile(r"\b(?:what|which)\s+year\b", re.IGNORECASE)
_YEAR = re.compile(r"\b\d{4}\b")
_ASKS_MONEY = re.compile(r"\bhow\s+much\b|\b(?:cost|price|paid|pay|worth|spend|spent|money)\b", re.IGNORECASE)
_MONEY = re.compile(r"[$£€¥₹]|dollar|euro|pound")
_ASKS_SHARE = re.compile(r"\b(?:percent|per\s+cent|percentage|proportion|share)", re.IGNORECASE)
_SHARE = re.compile(r"%|per\s?cent")
_CAUSE = re.compile(
    r"\b(?P<sure>because(?:\s+of)?|due\s+to|owing\s+to|thanks\s+to|in\s+order\s+to|so\s+that|as\s+part\s+of"
    r"|as\s+a\s+result\s+of|in\s+response\s+to|caused\s+by|out\s+of\s+fear|on\s+the\s+grounds\s+(?:of|that))\b"
    r"|\b(?:since|after|for|as|to|by)\b",
    re.IGNORECASE,
)


def find_highlight(question: str, text: str, quote: Span) -> Span | None:
    """Return the best span inside `quote` that answers `question`, or None if no rule finds one.

    The span has no outer white space or punctuation. Any strings are accepted, and a quote that reaches past the end of
    the text is cut there.
    """
    rule = _RULES.get(question_kind(question))
    if rule is None or quote.start >= len(text):
        return None
    quote = Span(quote.start, min(quote.end, len(text)))
    found = [(whole(text, span.start, span.end, quote), prior) for span, prior in rule(question, text, quote)]
    fit = [(span, prior) for span, prior in found if span and span != quote and is_new(question, span.of(text))]
    best = max(fit, key=lambda one: one[1] + _closeness(question, text, quote, one[0]), default=None)
    return best[0] if best else None


def _closeness(question: str, text: str, quote: Span, span: Span) -> float:
    """Return the mean of 1 / sqrt(1 + distance in words) over the question's words in the quote, from 0 to 1."""
    asked, words = content_stems(question), list(TOKEN.finditer(text, quote.start, quote.end))
    inside = [i for i, word in enumerate(words) if word.start() < span.end and span.start < word.end()]
    nearest: dict[str, int] = {}
    for i, word in enumerate(words):
        root = stem(word[0])
        if inside and root in asked:
            gap = max(inside[0] - i, i - inside[-1], 1)
            nearest[root] = min(gap, nearest.get(root, gap))
    return math.fsum(1 / math.sqrt(1 + gap) for gap in nearest.values()) / max(1, len(nearest))


def _people(_: str, text: str, quote: Span) -> _Candidates:
    for span in names(text, quote):
        prior = 0.15 * (len(span.of(text).split()) in (2, 3)) + 0.15 * bool(_BY.search(_before(text, quote, span)))
        yield span, prior - 0.4 * bool(dates(text, span))


def _places(_: str, text: str, quote: Span) -> _Candidates:
    for span in names(text, quote):
        if not dates(text, span):
            yield span, 0.3 * bool(_BEFORE_A_PLACE.search(_before(text, quote, span)))
    for found in _PLACE_PHRASE.finditer(text, quote.start, quote.end):
        if not dates(text, phrase := Span(*found.span(1))):
            yield phrase, 0.1


def _before(text: str, quote: Span, span: Span) -> str:
    return text[max(quote.start, span.start - _AHEAD) : span.start]


def _times(question: str, text: str, quote: Span) -> _Candidates:
    for span in dates(text, quote):
        year = _YEAR.search(text, span.start, span.end) if _ASKS_YEAR.search(question) else None
        yield Span(*year.span()) if year else span, 0.0


def _counts(question: str, text: str, quote: Span) -> _Candidates:
    wanted, years = wanted_noun(question), {span.start for span in dates(text, quote)}
    for span, has_unit in numbers(text, quote):
        words, following = span.of(text), [stem(word) for word in TOKEN.findall(text, span.end, quote.end)[:3]]
        prior = -0.5 * (span.start in years and not has_unit)
        prior += 0.6 * bool(_ASKS_SHARE.search(question) and _SHARE.search(words))
        prior += 0.4 * bool(_ASKS_MONEY.search(question) and _MONEY.search(words))
        prior += 0.6 - 0.1 * following.index(wanted) if wanted in following else 0.0
        yield span, prior


def _said(question: str, text: str, quote: Span) -> _Candidates:
    if matter := find_matter(question, text, quote):
        yield matter, 1.5
    for span in speech(text, quote):
        if len(span.of(text).split()) > 2:
            yield span, 1.0


def _causes(_: str, text: str, quote: Span) -> _Candidates:
    for found in _CAUSE.finditer(text, quote.start, quote.end):
        if span := clause_from(text, found.end(), quote, 14):
            yield span, 1.0 if found["sure"] else 0.0


def _whiches(question: str, text: str, quote: Span) -> _Candidates:
    for span in names(text, quote):
        yield span, 0.6
    yield from _phrases(question, text, quote)


def _phrases(question: str, text: str, quote: Span) -> _Candidates:
    """Yield the runs of words between punctuation, words of the question and function words, except inside a run.

    A run has a higher prior for up to three words, for a name, and before the noun that is asked for: "rounded arches"
    for "what kind of arches".
    """
    asked, wanted = content_stems(question), wanted_noun(question)
    words = list(TOKEN.finditer(text, quote.start, quote.end))
    for run in _RUN.finditer(_letters(text, words, asked)):
        first, last, *after = words[run.start()], words[run.end() - 1], *words[run.end() : run.end() + 1]
        is_name = first[0][0].isupper() and first.start() != quote.start
        prior = 0.1 * min(len(run[0]), 3) + 0.1 * is_name
        prior += 0.4 * any(stem(word[0]) == wanted and text[last.end() : word.start()].isspace() for word in after)
        yield Span(first.start(), last.end()), prior


def _letters(text: str, words: Sequence[re.Match[str]], asked: AbstractSet[str]) -> str:
    """Return a letter for each word: w, i if it may only stand inside a run, else x; a capital after punctuation."""
    letters, end = "", 0
    for word in words:
        small, root = word[0].casefold(), stem(word[0])
        letter = "i" if small in _INSIDE else "x" if small in FUNCTION_WORDS or root in asked else "w"
        letters += letter if text[end : word.start()].isspace() else letter.upper()
        end = word.end()
    return letters


_RULES: dict[Kind, Callable[[str, str, Span], _Candidates]] = {
    Kind.WHO: _people,
    Kind.WHEN: _times,
    Kind.WHERE: _places,
    Kind.HOW_MANY: _counts,
    Kind.SAID: _said,
    Kind.WHY: _causes,
    Kind.WHICH: _whiches,
    Kind.WHAT: _phrases,
}
