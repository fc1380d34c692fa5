"""A question that only names a section ("known problems", "what was fixed in 2.8?") -> what that section says.

A reader looks for what is said about the words. Whoever types the name of a section wants what stands below it.
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
"""Other kinds of question (when, who, how many) want a single thing from a section."""

_LONGEST = 80
"""Characters of a heading that is asked for by its words, at most."""


def named_sections(question: str, passage: PassageText) -> list[Span]:
    """Return the sections of a passage, from their heading on, that the question names.

    The question has all content words of the heading, and no others except those of the article's title.
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
    """Return where a section ends, given the number of its heading: at the first heading after other words."""
    following = list(passage.sentences[heading + 1 :])
    while following and _is_heading(passage, following[0]):
        following.pop(0)  # a section's below a chapter's
    return next((other.start for other in following if _is_heading(passage, other)), len(passage.text))


def with_list(passage: PassageText, section: Span, quotes: Sequence[QuoteReading]) -> list[QuoteReading]:
    """Return the quotes of a passage, best first, with a section's list or rows as one quote before its other quotes.

    That quote gets the values of the section's best quote. It begins with the heading, and is as long as a quote may
    be. If the section has no list, or a quote already contains it, the quotes are unchanged.
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
