"""Passages and their readings -> quotes with their confidence, copies merged; and which quotes are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from index.article import Candidate, Quote
from index.questions.several import asks_several
from index.quotes.already_quoted import AlreadyQuoted
from index.quotes.lone_headings import without_lone_headings
from index.quotes.ordering import DOUBTED_SHARE, in_order
from index.quotes.read_quotes import ReadPassage, ReadQuote, mark_the_same
from index.reading.confidence import NO_RIVAL, Evidence

LEAST_SHARE = 0.1
"""The share of the first quote's confidence that another quote needs by itself to be in the answer at all.
`bot.wording` decides when it is shown."""


def weigh(
    question: str,
    passages: Sequence[ReadPassage],
    confidence: Callable[[Evidence], float],
    most: int | None = None,
) -> list[Candidate]:
    """Return the quotes that were read, best answer first, each with its confidence.

    `confidence` turns what is known of a quote into a chance (0 to 1). The candidate has that chance. So has its quote,
    except after the first one: if both cannot be right, it gets only what the first one leaves. `most`: how many quotes
    are wanted; None means all.
    """
    quotes = _each_once(question, passages)
    weighed: list[Candidate] = []
    ordered = in_order(question, quotes)[:most]
    exclusive = not asks_several(question)
    for one in ordered:
        chance = confidence(_evidence(question, one, quotes)) * one.share_left
        quote = one.quoted(chance)
        if weighed and exclusive and not mark_the_same(ordered[0].mark(), one.mark()):
            quote = replace(quote, confidence=chance * (1.0 - weighed[0].quote.confidence))
        weighed.append(Candidate(quote, one.quote.logit, one.passage.reading.relevance, chance))
    return weighed


def shown(weighed: Sequence[Candidate], most: int, *, answered: bool) -> tuple[Quote, ...]:
    """Return the quotes of an answer, or the nearest passages of a refusal, from what `weigh` returned.

    At most `most` (1 or more), best first. Further quotes of an answer need the `LEAST_SHARE` by themselves.
    """
    if not weighed:
        return ()
    best, *others = weighed[:most]
    least = LEAST_SHARE * best.quote.confidence if answered else 0.0
    beside = [other.quote for other in others if other.confidence >= least]
    # What the first one leaves of the others is known only now: "unlikely" does not stand above "possible".
    return (best.quote, *sorted(beside, key=lambda quote: -quote.confidence))


def doubted(weighed: Candidate) -> Candidate:
    """Return a quote with the confidence that is left if the question asks about another name."""
    chance = weighed.quote.confidence * DOUBTED_SHARE
    return replace(weighed, quote=replace(weighed.quote, confidence=chance), confidence=chance)


def _each_once(question: str, passages: Sequence[ReadPassage]) -> list[ReadQuote]:
    """Return the quotes of all passages, best rank first, without lone headings, copies of one sentence merged.

    Two quotes that overlap in one article are one place. Of those, and of copies, the best stays; on ties, that of the
    newer article.
    """
    found = [
        ReadQuote(passage, quote)
        for passage in passages
        for quote in without_lone_headings(question, passage.article, passage.span.start, passage.reading.quotes)
    ]
    found.sort(key=_best_and_newest)
    quoted = AlreadyQuoted()
    return [one for one in found if quoted.remember(one.passage.article, one.quote.span.moved(one.passage.span.start))]


def _best_and_newest(one: ReadQuote) -> tuple[float, int]:
    published = one.passage.article.published
    return -one.quote.rank, -published.toordinal() if published else 0


def _evidence(question: str, one: ReadQuote, quotes: Sequence[ReadQuote]) -> Evidence:
    rivals = [other.passage.reading.answer or 0.0 for other in quotes if other.passage is not one.passage]
    return Evidence(
        question,
        one.context,
        one.quote.logit,
        answer=one.passage.reading.answer or 0.0,
        rival=max([NO_RIVAL, *rivals]),
        alone=one.quote.logit if one.quote.alone is None else one.quote.alone,
    )
