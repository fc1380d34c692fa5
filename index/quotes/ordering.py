"""The order of the quotes of all passages, and how much confidence each keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from index.questions.asked_case import asked_case
from index.questions.names import has_any, names_in, names_typed_small
from index.questions.numbered import has_only_others
from index.questions.question import asks_yes_no
from index.quotes.already_quoted import words
from index.quotes.other_sections import sections_by_name
from index.quotes.read_quotes import ReadQuote, mark_the_same
from index.quotes.required import holds_what_is_asked, names_what_is_priced
from index.quotes.versions import asked_versions, is_of_another

DOUBTED_SHARE = 0.2
"""The share (0 to 1) of its confidence that a doubted quote keeps: too little for any reader's own threshold.

A quote is doubted if it lacks the names or numbers of a yes-or-no question; if it is a row of a table about another
thing than the one whose price is asked, or stands below another version or the name of another thing than asked for; if
it is about another case, such as another day of the week (`index.questions.asked_case`); if its article has none of the
names in the question, or only another thing with a number ("year 5" for "year 6"); if no article has one of these names
(`weighing.doubted`); or if it says that the act in the question was not done."""

UNSTATED_SHARE = 0.3
"""The share (0 to 1) that a quote keeps if it does not state its highlight, but denies, alleges or supposes it."""

CHECKED = 4
"""How many of the best quotes are checked for not stating their highlights: more than an answer shows."""

AGREEMENT_BONUS = 1.5
"""Added to a quote's rank (a logit) if a quote of another article has the same highlight in other words.
docs/decisions/confidence.md has what was measured."""

COMPARED = 6
"""How many of the best quotes are compared for the same highlight."""


def in_order(question: str, quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes, best answer first, with less confidence in those that are doubted (`DOUBTED_SHARE`).

    `quotes` come with the best rank first. A quote on which two articles agree moves up. Then the first ones (at most
    `CHECKED`) that do not state their highlights go behind the first that does.
    """
    found = _by_section(question, _by_version(question, _by_names(question, _by_agreement(quotes))))
    found = _by_case(question, found)
    found = [one if names_what_is_priced(question, one.words, one.context) else _doubted(one) for one in found]
    if asks_yes_no(question):
        found = [one if holds_what_is_asked(question, one.context) else _doubted(one) for one in found]
    if found and found[0].denies(question):
        found[0] = _doubted(found[0])
    unstated = []
    for one in found[:CHECKED]:
        if one.states(question):
            break
        unstated.append(replace(one, share_left=one.share_left * UNSTATED_SHARE))
    rest = found[len(unstated) :]
    return [*rest[:1], *unstated, *rest[1:]]


def _by_names(question: str, quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes, with less confidence in those whose article has none of the names in the question.

    Nor may it have only other numbers of what the question numbers. An article without a title, such as a paragraph
    given to `read`, need not name what it is about.
    """
    articles = {one.passage.article.id: one.passage.article for one in quotes}
    texts = {key: f"{article.title}\n{article.text}" for key, article in articles.items()}
    names = names_in(question) or names_typed_small(question, texts.values())
    about = {
        key: (not names or not articles[key].title or has_any(names, text)) and not has_only_others(question, text)
        for key, text in texts.items()
    }
    return [one if about[one.passage.article.id] else _doubted(one) for one in quotes]


def _by_version(question: str, quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes; those below another version than the one asked for come last, with less confidence."""
    if not (asked := asked_versions(question)):
        return list(quotes)
    of_it, of_others = list[ReadQuote](), list[ReadQuote]()
    for one in quotes:
        if is_of_another(asked, one.words, one.passage.text.over(one.quote.span)):
            of_others.append(_doubted(one))
        else:
            of_it.append(one)
    return of_it + of_others


def _by_section(question: str, quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes, with less confidence in those in a section about another thing than the one asked for.

    They stay where they are: if one of them is the likeliest answer, those of the right section are hardly one.
    """
    articles = {one.passage.article.id: one.passage.article for one in quotes}
    sections = {key: sections_by_name(question, article) for key, article in articles.items()}

    def is_other(one: ReadQuote) -> bool:
        place = one.quote.span.moved(one.passage.span.start)
        return sections[one.passage.article.id].is_other(place, one.words)

    return [_doubted(one) if is_other(one) else one for one in quotes]


def _by_case(question: str, quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes; those about another case than the question's ("up to 7 days" for 10) have less confidence.

    In each article they come behind those about its own case.
    """
    if (case := asked_case(question)) is None:
        return list(quotes)
    told = [(one, case.is_met(one.words, partial(one.passage.text.lines_over, one.quote.span))) for one in quotes]
    ordered = list(told)
    for article in {one.passage.article.id for one, met in told if met}:
        places = [i for i, (one, met) in enumerate(told) if one.passage.article.id == article and met is not None]
        for place, each in zip(places, sorted((told[i] for i in places), key=lambda each: not each[1]), strict=True):
            ordered[place] = each
    return [_doubted(one) if met is False else one for one, met in ordered]


def _doubted(one: ReadQuote) -> ReadQuote:
    return replace(one, share_left=DOUBTED_SHARE)


def _by_agreement(quotes: Sequence[ReadQuote]) -> list[ReadQuote]:
    """Return the quotes, best first, with a higher rank for those whose highlight two articles have."""
    if len({one.passage.article.id for one in quotes[:COMPARED]}) < 2:
        return list(quotes)  # marking takes long
    best = [(one, one.mark()) for one in quotes[:COMPARED]]

    def rank(marked: tuple[ReadQuote, frozenset[str]]) -> float:
        one, mark = marked
        agreed = any(mark_the_same(mark, other_mark) and _are_two(one, other) for other, other_mark in best)
        return one.quote.rank + AGREEMENT_BONUS * agreed

    return [*(one for one, _ in sorted(best, key=rank, reverse=True)), *quotes[COMPARED:]]


def _are_two(one: ReadQuote, other: ReadQuote) -> bool:
    """Tell whether two quotes are of two articles, and neither is a copy of the other."""
    return one.passage.article.id != other.passage.article.id and words(one.words) != words(other.words)
