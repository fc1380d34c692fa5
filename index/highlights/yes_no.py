"""Yes-or-no questions: what of the question an article has to say.

What a reader likes may be about somebody else, or another year. So the names and numbers that are asked about must
stand there.
"""

from __future__ import annotations

import re

from index.questions.names import names_and_numbers
from index.questions.question import Kind, question_kind, stem

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")


def asks_yes_no(question: str) -> bool:
    """Tell whether yes or no would answer, or one of two words: "is it open or closed?"."""
    return question_kind(question) is Kind.YES_NO


def holds_what_is_asked(question: str, context: str) -> bool:
    """Tell whether `context` (title and passage) holds all names and numbers that a yes-or-no question asks about.

    Other words may be said otherwise.
    """
    there = {_root(word) for word in _WORD.findall(context)}
    return all(_root(name) in there for name in names_and_numbers(question))


def _root(word: str) -> str:
    # Dots go between letters only: "U.S." is "US", but version 3.12 is not 31.2.
    return stem(re.sub(r"\.(?!\d)|,", "", word) if not word.islower() else word)
