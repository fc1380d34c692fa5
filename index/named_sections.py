"""A question that is but the name of a section ("known problems", "what was fixed in 2.8?") -> what that section says.

A reader looks for what the words are told of. Whoever types the name of a section wants what stands under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from index.article import Span
from index.questions.question import Kind, content_stems, question_kind
from index.reading.reader import Marks, PassageText, QuoteReading
from index.text.headings import is_heading
from index.text.lists import items_from

_KINDS = (Kind.WHAT, Kind.WHICH, Kind.OTHER)
"""Who asks when, who or how many wants one thing of a section."""

_LONGEST = 80
"""Characters of a heading that is asked for by its words, at most."""


def named_sections(question: str, passage: PassageText) -> list[Span]:
    """Return the sections of a passage, from their heading on, that the question names.

    All words of the heading that carry meaning are asked for, and no others but such as the article's title has.
    """
    if question_kind(question) not in _KINDS:
        return []
    asked, title = _stems(question), _stems(passage.title)
    found = []
    for at, sentence in enumerate(passage.sentences):
        if sentence.end - sentence.start > _LONGEST:
            continue
        named = content_stems(sentence.of(passage.text))
        if named <= asked <= named | title and not named <= title and _is_heading(passage, sentence):
            found.append(Span(sentence.start, _end(passage, at)))
    return found


def _end(passage: PassageText, heading: int) -> int:
    """Return where the section ends of a heading, given by its number: at the next one that stands behind words."""
    following = list(passage.sentences[heading + 1 :])
    while following and _is_heading(passage, following[0]):
        following.pop(0)  # a section's below a chapter's
    return next((other.start for other in following if _is_heading(passage, other)), len(passage.text))


def with_list(passage: PassageText, section: Span, quotes: Sequence[QuoteReading]) -> list[QuoteReading]:
    """Return the quotes of a passage, best first, with the list or the rows of a section ahead of its other quotes.

    It is as good as the best of these, begins with the heading, and goes as far as a quote may. Where there is no list,
    or the reader quotes it already, the quotes are as they were.
    """
    inside = [quote for quote in quotes if section.holds(quote.span)]
    sentences = [sentence for sentence in passage.sentences if section.holds(sentence)]
    first = next((at for at, sentence in enumerate(sentences) if not _is_heading(passage, sentence)), 0)
    last = items_from(passage.text, sentences, first)
    whole = Span(section.start, sentences[last].end)
    if last == first or not inside or any(quote.span.holds(whole) for quote in inside):
        return list(quotes)
    best = max(inside, key=lambda quote: quote.rank)
    listed = QuoteReading(whole, best.logit, Marks, best.rank, best.alone, best.alone_relevance)
    at = quotes.index(best)
    return [*quotes[:at], listed, *quotes[at:]]


@lru_cache(maxsize=64)  # every passage that is read asks
def _stems(words: str) -> frozenset[str]:
    return content_stems(words)


def _is_heading(passage: PassageText, sentence: Span) -> bool:
    before = len(passage.before)
    return is_heading(passage.before + passage.text, sentence.moved(before), passage.title)
