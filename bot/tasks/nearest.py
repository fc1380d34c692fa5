"""Which passages near an abstention are shown to a whole channel: those that may be about the same subject."""

from __future__ import annotations

from dataclasses import replace

from index.article import Answer, Quote
from index.text import analysis

_AROUND = 400
"""Characters before and after a passage whose words count as well: it may refer to the subject as "it"."""

_SHARE = 1 / 3
"""More than this share of a question's terms must be in the passage, around it or in its article's title."""


def without_unrelated(found: Answer) -> Answer:
    """Return an answer without the nearest passages that have hardly a word of the question, even if none is left.

    The search always finds some, and a reader's confidence in them says nothing about their subject.
    """
    asked = frozenset(analysis.terms(found.question))
    return replace(found, nearest=tuple(each for each in found.nearest if _has_its_words(each, asked)))


def _has_its_words(passage: Quote, asked: frozenset[str]) -> bool:
    article, span = passage.article, passage.span
    around = article.text[max(span.start - _AROUND, 0) : span.end + _AROUND]
    return len(asked.intersection(analysis.terms(f"{article.title}\n{around}"))) > _SHARE * len(asked)
