"""The order of the quotes of all passages, and how much confidence each keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.highlights.yes_no import asks_yes_no
from index.questions.names import has_any, names_in, names_typed_small
from index.quotes.already_quoted import words
from index.quotes.read_quotes import ReadQuote, mark_the_same
from index.quotes.required import holds_what_is_asked

NOT_HELD = 0.2
"""The share of its confidence that a quote about something else keeps: too little for any reader's own threshold. It
lacks the names or numbers of a yes-or-no question; its article has none of the names in the question; no article has
one of these names; or it says that the act in the question was not done."""

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
    """Return the quotes, best answer first, with less confidence in those about something else.

    Those that state nothing come after the first that states something.
    """
    found = _by_names(question, _by_agreement(quotes))
    if asks_yes_no(question):
        found = [one if holds_what_is_asked(question, one.context) else _not_held(one) for one in found]
    found[:1] = [_not_held(one) if one.denies(question) else one for one in found[:1]]
    telling = []
    for one in found[:LOOKED_AT]:
        if one.states(question):
            break
        telling.append(replace(one, share_left=one.share_left * NOT_STATED))
    stating = found[len(telling) :]
    return [*stating[:1], *telling, *stating[1:]]


def _by_names(question: str, quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes, with less confidence in those whose article has none of the names in the question.

    An article without a title, such as a paragraph given to `read`, need not name what it is about.
    """
    articles = {one.passage.article.id: one.passage.article for one in quotes}
    texts = {key: f"{article.title}\n{article.text}" for key, article in articles.items()}
    names = names_in(question) or names_typed_small(question, texts.values())
    if not names:
        return list(quotes)
    about = {key: not articles[key].title or has_any(names, text) for key, text in texts.items()}
    return [one if about[one.passage.article.id] else _not_held(one) for one in quotes]


def _not_held(one: ReadQuote) -> ReadQuote:
    return replace(one, share_left=NOT_HELD)


def _by_agreement(quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes, best first, with a higher rank for those whose highlight two articles have.

    A sentence that one article copied from the other counts once.
    """
    best = quotes[:COMPARED]
    if len({one.passage.article.id for one in best}) > 1:
        marks = [one.mark() for one in best]
        agreed = [
            any(
                mark_the_same(mark, other_mark) and _are_two(one, other)
                for other, other_mark in zip(best, marks, strict=True)
            )
            for one, mark in zip(best, marks, strict=True)
        ]
        ranks = [one.quote.rank + AGREED * more for one, more in zip(best, agreed, strict=True)]
        best = [best[at] for at in sorted(range(len(best)), key=lambda at: -ranks[at])]
    return [*best, *quotes[COMPARED:]]


def _are_two(one: ReadQuote, other: ReadQuote) -> bool:
    """Tell whether two quotes are of two articles, and neither is a copy of the other."""
    return one.passage.article.id != other.passage.article.id and words(one.words) != words(other.words)
