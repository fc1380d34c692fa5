"""The order in which the quotes of all passages are answers, and what is left of the confidence in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.highlights.yes_no import asks_yes_no, holds_what_is_asked
from index.questions.names import has_any, names_in, names_typed_small
from index.read_quotes import ReadQuote

NOT_HELD = 0.2
"""The share of the confidence that is left in a quote about something else than was asked: too little for any reader's
own threshold. It lacks the names or numbers of a yes-or-no question, its article has none of the names that were asked
about, no article has one of them, or it says that what is asked about was not done."""

NOT_STATED = 0.3
"""What is left of the confidence in a quote that only tells of what is marked in it: denied, alleged, supposed."""

LOOKED_AT = 4
"""How many quotes that only tell may stand before one that states: more than an answer shows."""


def in_order(question: str, quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes in the order in which they are answers, with little left of those that answer something else.

    Those that only tell stand behind the first that states.
    """
    found = _by_names(question, quotes)
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
    """Return the quotes with little left of those whose article has none of the names in the question."""
    articles = {one.passage.article.id: one.passage.article for one in quotes}
    texts = {key: f"{article.title}\n{article.text}" for key, article in articles.items()}
    names = names_in(question) or names_typed_small(question, texts.values())
    if not names:
        return list(quotes)
    about = {key: has_any(names, text) for key, text in texts.items()}
    return [one if about[one.passage.article.id] else _not_held(one) for one in quotes]


def _not_held(one: ReadQuote) -> ReadQuote:
    return replace(one, share_left=NOT_HELD)
