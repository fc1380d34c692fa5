"""A yes-or-no question about an amount -> a question that any amount of that kind answers.

"You may place two" answers "can I place 3 chunk loaders?" without a 3. A reader takes it for a near miss, because it
has learned that a different figure is about something else.
"""

from __future__ import annotations

import re

from index.questions.question import FUNCTION_WORDS, asks_yes_no
from index.questions.word_classes import MANY, NUMBER, TENS
from index.text.days import DAY_OR_MONTH
from index.text.quantities import Quantity, quantities

_ASKED = re.compile(r"\W*(?:can|could|may|might|should|will|would|do|does|is|are|am)\b", re.IGNORECASE)
"""The present, not the past, about which another figure says less."""
_NUMBER = rf"(?:(?!(?:19|20)\d\d\b)\d[\d,]*|{NUMBER}|{TENS}|(?:a )?hundred)"
_NO_UNIT = rf"(?:am|pm|o['’]clock|per|percent|{DAY_OR_MONTH})\b"
_AMOUNT = re.compile(
    rf"(?<![\w.,:/$€£-]){_NUMBER}(?= (?!{_NO_UNIT})(?P<unit>[^\W\d_]+)(?: (?P<more>[^\W\d_]+))?)", re.IGNORECASE
)
_BEFORE = re.compile(r"(?:(\S+) )?(\S+) $")
_WHO = re.compile(r"(?:i|you|we|they|he|she|it)", re.IGNORECASE)
_NAMED = re.compile(r"(?:the|this|that|these|those|my|your|our|his|her|their|its|an?)", re.IGNORECASE)
"""After these, an amount says which one is meant: "the 3 day pass"."""
_THE = re.compile(r"\b(?:the|this|that|these|those)\s\Z", re.IGNORECASE)
_YEARS_OLD = "year"
_SYMBOL = re.compile(r"[b-df-hj-np-tv-z]{1,3}", re.IGNORECASE)
"""An abbreviated unit: "3 gb", "20 kg"."""


def conditions(question: str) -> list[Quantity]:
    """Return the amounts in a question that say for which case it is asked: "10 days before", "my 7 year old".

    Others say which one is meant, and are names: "the 3 day pass", "a two-hour walk".
    """
    return [one for one in quantities(question) if not _is_name(question, one)]


def _is_name(question: str, amount: Quantity) -> bool:
    if amount.kind == "age":
        return False
    return amount.behind.startswith("-") or _THE.search(question, 0, amount.place.start) is not None


def without_amounts(question: str) -> str:
    """Return a yes-or-no question with its amounts replaced by "so many", and any other question unchanged.

    An amount precedes a unit or a plural, and follows a function word or a pronoun and its verb ("can I buy 3 hens").
    Other numbers are names: line 5, the 5 pm boat, the 3 day pass.
    """
    if not (asks_yes_no(question) and _ASKED.match(question)):
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
