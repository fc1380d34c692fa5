"""The order of the quotes of all passages, and how much confidence each keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.already_quoted import words
from index.highlights.dimensions import Dimension, asked_dimension, is_of_another
from index.highlights.yes_no import asks_yes_no, holds_what_is_asked
from index.questions.names import has_any, names_in, names_typed_small
from index.read_quotes import ReadQuote, mark_the_same

NOT_HELD = 0.2
"""The share of its confidence that a quote about something else keeps: too little for any reader's own threshold. It
lacks the names or numbers of a yes-or-no question; its article has none of the names in the question; no article has
one of these names; its amount is of another dimension; or the act in the question was not done there."""

NAMED_THERE = 0.5
"""The least confidence of a quote from a section, if the question names that section and nothing else."""

NOT_STATED = 0.3
"""The share of its confidence that a quote keeps if it does not state its highlight: denies, alleges or supposes it."""

LOOKED_AT = 4
"""How many of the best quotes are checked for stating nothing: more than an answer shows."""

AGREED = 1.5
"""Added to a quote's rank (a logit) if a quote of another article has the same highlight in other words.
docs/decisions/confidence.md has what was measured."""

COMPARED = 6
"""How many of the best quotes are compared for the same highlight."""


def in_order(question: str, quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes, best answer first; those that state nothing come after the first that states something.

    Quotes from a section that the question names come before all others.
    """
    ordered = _by_agreement(quotes)
    named = [replace(one, at_least=NAMED_THERE) for one in ordered if one.named]
    return [*named, *_by_what_they_say(question, [one for one in ordered if not one.named])]


def _by_what_they_say(question: str, quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes, with less confidence in those about something else, and the first that states in front."""
    found = _by_names(question, quotes)
    if asks_yes_no(question):
        found = [one if holds_what_is_asked(question, one.context) else _not_held(one) for one in found]
    elif (asked := asked_dimension(question)) is not None:
        found = _by_dimension(asked, found)
    found = _by_act(question, found)
    telling = []
    for one in found[:LOOKED_AT]:
        if one.states(question):
            break
        telling.append(replace(one, share_left=one.share_left * NOT_STATED))
    stating = found[len(telling) :]
    return [*stating[:1], *telling, *stating[1:]]


def _by_names(question: str, quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes, with less confidence in those whose article has none of the names in the question."""
    articles = {one.passage.article.id: one.passage.article for one in quotes}
    texts = {key: f"{article.title}\n{article.text}" for key, article in articles.items()}
    names = names_in(question) or names_typed_small(question, texts.values())
    if not names:
        return list(quotes)
    about = {key: has_any(names, text) for key, text in texts.items()}
    return [one if about[one.passage.article.id] else _not_held(one) for one in quotes]


def _by_dimension(asked: Dimension, quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes, with less confidence in amounts of another dimension, and those about `asked` before these.

    Other quotes, which mention neither dimension, do not move up: they are still worse answers.
    """
    found, others = list[ReadQuote](), list[ReadQuote]()
    for one in quotes:
        text, quote = one.passage.text.text, one.quote.span
        if is_of_another(asked, text, quote, one.quote.highlight):
            others.append(_not_held(one))
        elif others and not asked.told.search(text, quote.start, quote.end):
            others.append(one)
        else:
            found.append(one)
    return [*found, *others]


def _by_act(question: str, quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes, with less confidence in the first ones if the act in the question was not done there.

    A quote that mentions that act, or stands in another passage, moves ahead of them. Other quotes of the same passage
    do not: they are still worse answers, and owe their confidence to that passage.
    """
    missing, acts = list[ReadQuote](), frozenset[str]()
    for one in quotes[:LOOKED_AT]:
        missed = one.misses(question)
        if not missed:
            break
        missing.append(_not_held(one))
        acts |= missed
    others = list(quotes[len(missing) :])
    for at, one in enumerate(others[:LOOKED_AT] if missing else ()):
        if acts & one.acts or all(one.passage is not other.passage for other in missing):
            return [others.pop(at), *missing, *others]
    return [*missing, *others]


def _not_held(one: ReadQuote) -> ReadQuote:
    return replace(one, share_left=NOT_HELD)


def _by_agreement(quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes, best first, with a higher rank for those whose highlight two articles have.

    A sentence that one article copied from the other counts once.
    """
    best = quotes[:COMPARED]
    if len({one.passage.article.id for one in best}) > 1:
        agreed = [any(_agree(one, other) for other in best) for one in best]
        ranks = [one.quote.rank + AGREED * more for one, more in zip(best, agreed, strict=True)]
        best = [best[at] for at in sorted(range(len(best)), key=lambda at: -ranks[at])]
    return [*best, *quotes[COMPARED:]]


def _agree(one: ReadQuote, other: ReadQuote) -> bool:
    return (
        one.passage.article.id != other.passage.article.id
        and mark_the_same(one.mark(), other.mark())
        and words(one.words) != words(other.words)
    )
