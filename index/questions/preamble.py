"""A question that is led up to: "Our lift is stuck. Whom do I call?" asks whom to call, and nothing about a lift."""

from __future__ import annotations

import re

from index.questions.question import AUXILIARY, content_stems
from index.text import segment

_POINTS_BACK = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|these|those|such|same|former|latter"
    r"|else|another|others?|also|too|then|instead)\b",
    re.IGNORECASE,
)
"""Words that say nothing without what stands before them."""

_OWN_WORDS = 2
"""Words with a meaning of their own, at least: "why?" asks nothing alone."""

_ASKING = r"(?:what|which|who|whom|whose|where|when|why|how)"
_TYPED = re.compile(rf"(?<=[.!?])\s+(?={_ASKING}\b)")
"""Where a question begins that is typed with a small letter."""
_ASKS = re.compile(rf"{_ASKING}\b|(?=.*\b{_ASKING}\b|{AUXILIARY}\b).*\?", re.IGNORECASE | re.DOTALL)
"""What begins as a question does, or has its mark and one of its words."""


def without_preamble(question: str) -> str:
    """Return the one sentence of a question that asks, where it says by itself what it asks; else all of it.

    A reader takes what leads up to a question for a part of what is asked, and either finds that or refuses, since no
    sentence answers both. A search is better off with all of it.
    """
    sentences = [one for span in segment.sentences(question) for one in _TYPED.split(span.of(question))]
    asking = [one for one in sentences if one.endswith("?") or _ASKS.match(one)]
    if len(sentences) == 1 or len(asking) != 1:
        return question
    (one,) = asking
    says_what = _ASKS.match(one) and len(content_stems(one)) >= _OWN_WORDS and not _POINTS_BACK.search(one)
    return one if says_what else question
