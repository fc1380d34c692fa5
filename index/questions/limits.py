"""A yes-or-no question about an amount -> the question that any amount of that kind answers.

"Can I place 3 chunk loaders?" is answered by "You may place two", in which there is no 3: a reader, who has learned
that another figure is another thing, takes that for a near miss.
"""

from __future__ import annotations

import re

from index.questions.question import FUNCTION_WORDS, Kind, question_kind
from index.questions.word_classes import MANY, NUMBER, TENS
from index.text.subjects import DAY_OR_MONTH

_ASKED = re.compile(r"\W*(?:can|could|may|might|should|will|would|do|does|is|are|am)\b", re.IGNORECASE)
"""What is so, and not what was: of that, another figure says less."""
_NUMBER = rf"(?:(?!(?:19|20)\d\d\b)\d[\d,]*|{NUMBER}|{TENS}|(?:a )?hundred)"
_NO_UNIT = rf"(?:am|pm|o['’]clock|per|percent|{DAY_OR_MONTH})\b"
_AMOUNT = re.compile(
    rf"(?<![\w.,:/$€£-]){_NUMBER}(?= (?!{_NO_UNIT})(?P<unit>[^\W\d_]+)(?: (?P<more>[^\W\d_]+))?)", re.IGNORECASE
)
_BEFORE = re.compile(r"(?:(\S+) )?(\S+) $")
_WHO = re.compile(r"(?:i|you|we|they|he|she|it)", re.IGNORECASE)
_NAMED = re.compile(r"(?:the|this|that|these|those|my|your|our|his|her|their|its|an?)", re.IGNORECASE)
"""Behind these an amount says which one it is: "the 3 day pass"."""
_YEARS_OLD = "year"
_SYMBOL = re.compile(r"[b-df-hj-np-tv-z]{1,3}", re.IGNORECASE)
"""A unit in short: "3 gb", "20 kg"."""


def without_amounts(question: str) -> str:
    """Return a yes-or-no question with "so many" in the place of its amounts; any other as it is.

    An amount stands before its unit or what there are several of, and behind a small word or the verb of who asks: line
    5, the 5 pm boat and the 3 day pass are names.
    """
    if question_kind(question) is not Kind.YES_NO or not _ASKED.match(question):
        return question
    return _AMOUNT.sub(lambda found: "so many" if _is_amount(question, found) else found[0], question)


def _is_amount(question: str, found: re.Match[str]) -> bool:
    before, unit = _BEFORE.search(question, 0, found.start()), found["unit"].casefold()
    if before is None or unit in FUNCTION_WORDS:
        return False
    if unit != _YEARS_OLD and not _SYMBOL.fullmatch(unit) and not any(map(_are_several, found.group("unit", "more"))):
        return False
    subject, word = before[1] or "", before[2]
    if _WHO.fullmatch(subject):
        return True
    return word.casefold() in FUNCTION_WORDS and (unit == _YEARS_OLD or _NAMED.fullmatch(word) is None)


def _are_several(word: str | None) -> bool:
    return word is not None and word.casefold() not in FUNCTION_WORDS and MANY.search(word) is not None
