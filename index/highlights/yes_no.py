"""Yes-or-no questions: what of the question an article has to say.

What a reader likes may be about somebody else, or another year. So the names and numbers that are asked about must
stand there.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from itertools import combinations

from index.questions.names import LETTERS, names_and_numbers
from index.questions.question import Kind, question_kind, stem

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_RUN = re.compile(r"[A-Z][\w’'-]*(?:\s+(?:of\s+|and\s+|the\s+)*[A-Z][\w’'-]*)+")
_NOUN = r"[a-z][^\W\d_]*(?:[-'’][^\W\d_]+)*(?!\w)"
_MAY = re.compile(
    r"^\W*(?i:is|are|was|were)\s+(?:(?:the|an?)\s+)?(?!(?:there|it|this|that|these|those|he|she|they|we|you|I)\b)"
    rf"(?!(?:any|some|every|no)(?:one|body|thing)?\b)({_NOUN})(?:\s+({_NOUN}))?\s+"
    r"(?:allowed|permitted|admitted|accepted|welcome|tolerated|banned|forbidden|prohibited)\b",
)
"""Who asks what may be: "are dogs allowed?", "is the service dog admitted?"."""
_SAID_SO = {
    stem(word): frozenset(map(stem, others))
    for word, *others in (
        ("kid", "child", "children"),
        ("bike", "bicycle", "cycle"),
        ("dog", "pet", "animal"),
        ("cat", "pet", "animal"),
    )
}
"""What says whether kids, bikes or dogs may be, without that word."""


def asks_yes_no(question: str) -> bool:
    """Tell whether yes or no would answer, or one of two words: "is it open or closed?"."""
    return question_kind(question) is Kind.YES_NO


def holds_what_is_asked(question: str, context: str) -> bool:
    """Tell whether `context` (title and passage) holds what a yes-or-no question asks about: all names and numbers.

    So must what is asked of in "are cats allowed?": dogs are none. Other words may be said otherwise.
    """
    words = _WORD.findall(context)
    there = {_root(word) for word in words}
    written_out, letters = _initials(context), {_root(word) for word in words if word.isupper()}
    shortened = {_root(word) for short, run in _initials(question).items() if short in letters for word in run}
    there |= shortened
    names = names_and_numbers(question)
    held = [_root(name) in there or (name.isupper() and _root(name) in written_out) for name in names]
    return _holds_subject(question, there) and all(held)


def _holds_subject(question: str, there: AbstractSet[str]) -> bool:
    """Tell whether roots hold the thing that "are dogs allowed?" asks of, or one noun of a "service dog"."""
    found = _MAY.match(question)
    if found is None:
        return True
    names = _WORD.findall(" ".join(filter(None, found.groups())))  # "e-bikes" by its parts
    return any({_root(name), *_SAID_SO.get(_root(name), ())} & there for name in names)


def _initials(text: str) -> dict[str, tuple[str, ...]]:
    """Return names of several words by their first letters: "eu" for "European Union"."""
    found = {}
    for run in _RUN.findall(text):
        words = [word for word in _WORD.findall(run) if word[0].isupper()]
        for start, end in combinations(range(len(words) + 1), 2):
            if 1 < end - start <= LETTERS:
                found["".join(word[0] for word in words[start:end]).casefold()] = tuple(words[start:end])
    return found


def _root(word: str) -> str:
    # Dots go between letters only: "U.S." is "US", but version 3.12 is not 31.2.
    return stem(re.sub(r"\.(?!\d)|,", "", word) if not word.islower() else word)
