"""What turns a statement round from outside the words that are marked of it: a mark without it says the opposite.

"The owner denied that the mill was sold" does not say that the mill was sold. English words, as they are written most;
where they may govern what is marked, the mark reaches over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Span
from index.highlights.scene import clause_end, clause_start, sentence_around, whole
from index.questions.question import content_stems

NEGATION = re.compile(r"\b(?:no|not|never|neither|nor|none|nobody|without|cannot|\w+n['’]t)\b", re.IGNORECASE)

_DENIAL = re.compile(r"\b(?:no|not|never|nobody|nothing|cannot|\w+n['’]t)\b", re.IGNORECASE)
_TAKING_BACK = (
    r"(?:den(?:y|ies|ied|ying|ials?)|reject\w*|dismiss\w*|refut\w*|disput\w*|contradict\w*|retract\w*|refus\w*"
    r"|wrong(?:ly)?|false(?:ly)?|untrue|incorrect(?:ly)?|mistaken(?:ly)?|erroneous(?:ly)?|misleading|baseless|unfounded"
    r"|groundless|hoax(?:es)?|myths?|fakes?|debunk\w*|rumou?r(?:s|ed)?|alleg(?:ed(?:ly)?|es?|ing|ations?)"
    r"|claim(?:s|ed|ing)?|purported(?:ly)?|supposed(?:ly)?|reportedly|doubt(?:s|ed|ful)?|unlikely|improbable|unclear"
    r"|uncertain|withdr(?:aw\w*|ew)|cancel\w*|revok\w*|repeal\w*|overturn\w*|revers(?:ed|al)|revert\w*|scrapped"
    r"|(?:was|were|been|be)\s+set\s+aside|called\s+off|ruled\s+out|fail(?:s|ed|ing|ure)?\s+to|short\s+of|far\s+from"
    r"|we\s+(?:wrote|reported)|(?:advis|warn|decid|vot|rul)\w*\s+(?:\w+\s+)?against)"
)
"""In whatever form and wherever they stand, unlike in `frames`: one too many only makes a mark longer."""

_EXCEPT = (
    r"(?:(?:all|every|any|no|none)(?:one|body|thing|where)?(?:\s+(?:one\s+)?\w+)?\s+but|no\s+one\s+but|except(?:ing)?"
    r"|(?:apart|aside)\s+from|other\s+than|excluding|with\s+the\s+exception\s+of|contrary\s+to)"
)
_ON_CONDITION = r"(?:if|unless|suppose|supposing|provided\s+that|only)"
_AHEAD = re.compile(rf"\b(?:{_TAKING_BACK}|{_EXCEPT}|{_ON_CONDITION})\b", re.IGNORECASE)
_BEHIND = re.compile(rf"{NEGATION.pattern}|\b(?:{_TAKING_BACK}|{_EXCEPT}|unless|only|hardly|rarely)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|provided\s+that)\b", re.IGNORECASE)
_CONDITIONAL = re.compile(
    rf"{NEGATION.pattern}|\b(?:will|would|shall|should|can|could|may|might|must)\b", re.IGNORECASE
)
"""What says little without its condition: "do not come if you are ill"; "free if there is one" says that it is free."""

_RESERVED = re.compile(
    rf"[\s,(–—]*(?:(?:but|though|although|albeit)\s+)?(?:{_EXCEPT}|{_ON_CONDITION}|not|never|without)\b", re.IGNORECASE
)
"""How a clause begins that says for what, or on what condition, the one before it does not hold."""

_IT = (
    r"(?:it|this|that|the\s+(?:claims?|promise|reports?|story|plan|judge?ment|ruling|verdict|decision|statement|news"
    r"|offer|rumou?rs?|allegations?))"
)
_OF_IT = re.compile(
    rf"\W*(?:(?:but|however|yet|and)\W+)?(?:{_IT}|which)\b|.*(?:\b(?:it|this|that)|\b{_TAKING_BACK})\W*$",
    re.IGNORECASE | re.DOTALL,
)
_FLATLY = re.compile(r"\W*(?:wrong|false|untrue|not\s+(?:true|so))\W*$", re.IGNORECASE)
_SHORT = 12
"""Words at most of a clause or sentence that takes back the one before it."""

_THAT = re.compile(r"\b(?:that|whether|if)\b", re.IGNORECASE)
_TO_THAT = 8
"""Characters at the beginning of a mark in which "that" or "whether" stands."""

_APART = re.compile(
    r"[;)]|:\s|\b(?:but|yet|while|whereas|although|though)\s|,\s(?:and|or|so)\s(?!that\b|whether\b)", re.IGNORECASE
)
"""What stands between two statements of which neither governs the other."""

_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ASIDE = re.compile(r"\b(?:after|when|since|as|because|before|despite)\s", re.IGNORECASE)
"""What begins words that say when or why, and nothing of what follows their comma."""

_SAYING_THAT = re.compile(
    r"\b(?:claims?|reports?|rumou?rs?|allegations?|stor(?:y|ies)|news|fears?|idea|belief)\s+that\b", re.IGNORECASE
)
"""What says nothing before its verb: "the story that the wall fell proved to be a joke"."""

_LABEL = re.compile(rf"\W*(?:\d+[.)]\s*)?(?:{_TAKING_BACK}|removed|planned)\b[^:.\n]{{0,12}}:\s", re.IGNORECASE)
_PART = re.compile(r"[^,;–—()]+")


def with_what_turns(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return the mark with what turns its statement round, in its sentence or in the next one of the quote.

    That is a word ahead of it ("denied that", "all but", "if"), behind it in its clause, or in a later clause that
    speaks of it ("this has been withdrawn"). Words of the question turn nothing: it asks about them.
    """
    asked = content_stems(question)
    own = sentence_around(text, quote, mark)
    start, end = _start(text, mark, own.start, asked), _end(text, mark, own.end, asked)
    if own.end < quote.end:
        following = sentence_around(text, quote, Span(own.end, own.end + 1))
        if _takes_back(following.of(text), asked):
            end = following.end
    return mark if (start, end) == (mark.start, mark.end) else whole(text, start, end, quote) or mark


def _start(text: str, mark: Span, first: int, asked: frozenset[str]) -> int:
    """Return where the mark begins with what governs it in its sentence, of which `first` is the beginning."""
    clause = clause_start(text, first, mark.start)
    if _LABEL.match(text, first, mark.start):
        return first
    for found in _turning(_AHEAD, text, first, mark.start, asked):
        if _governs(text, found.end(), mark) and (
            _is_linked(text, found.end(), mark)
            or "," not in text[found.end() : mark.start]
            or not _ASIDE.match(text, clause_start(text, first, found.start()))
        ):
            return clause if found.start() >= clause else first
    for found in _turning(_DENIAL, text, first, clause, asked):
        if _governs(text, found.end(), mark) and _is_linked(text, found.end(), mark):
            return first
    return mark.start


def _governs(text: str, behind: int, mark: Span) -> bool:
    between = _IN_BRACKETS.sub("", text[behind : min(mark.start + _TO_THAT, mark.end)])
    return _APART.search(between) is None


def _is_linked(text: str, behind: int, mark: Span) -> bool:
    """Tell whether "that" or "whether" makes the mark depend on what ends at `behind`."""
    return _THAT.search(text, behind, min(mark.start + _TO_THAT, mark.end)) is not None


def _end(text: str, mark: Span, last: int, asked: frozenset[str]) -> int:
    """Return where the mark ends with what turns it in its sentence, of which `last` is the end."""
    end, clause = mark.end, clause_end(text, mark.end, last)
    said = _SAYING_THAT.search(text, mark.start, mark.end) is not None
    on_condition = _IF.search(text, end, clause) and _CONDITIONAL.search(text, mark.start, mark.end)
    if said or on_condition or any(_turning(_BEHIND, text, end, clause, asked)):
        end = clause
    if reserved := _RESERVED.match(text, clause, last):
        end = clause_end(text, reserved.end(), last)
    for part in _PART.finditer(text, clause, last):
        if _takes_back(part[0], asked):
            end = max(end, part.end())
    return end


def _takes_back(words: str, asked: frozenset[str]) -> bool:
    """Tell whether a clause or sentence says of the one before it that it is not so: "This has not been confirmed."."""
    if _FLATLY.match(words):
        return True
    of_it = len(words.split()) <= _SHORT and _OF_IT.match(words) is not None
    return of_it and any(_turning(_BEHIND, words, 0, len(words), asked))


def _turning(words: re.Pattern[str], text: str, start: int, end: int, asked: frozenset[str]) -> Iterator[re.Match[str]]:
    return (found for found in words.finditer(text, start, end) if not content_stems(found[0]) & asked)
