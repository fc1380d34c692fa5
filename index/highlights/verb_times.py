"""When something happened, where other times stand between who did it and the verb.

"Ida Roth, who led the choir from 1970 to 1990, died on Monday": readers mark the last year as gladly.
"""

from __future__ import annotations

import re

from index.article import Span
from index.highlights.scene import clause_end, sentence_around
from index.questions.mentions import dates
from index.questions.question import FUNCTION_WORDS, Kind, question_kind, stem

_WORD = re.compile(r"[^\W\d_]+")
_RESUMED = re.compile(
    r"[,)]\s+(?:(?:has|have|had|will|would|was|were|is|are|be|been|being|to|can|may|must|also|now|then|again|only|just"
    r"|finally|suddenly)\s+)*(?P<verb>[a-z]+)(?:\s+(?P<particle>away)\b)?"
)
"""Where a sentence goes on with its verb, behind what stands between commas or in brackets."""

_THAT = re.compile(r"\bthat\b")
_FORMS = """became/become began/begin begun/begin bought/buy broke/break broken/break built/build came/come chose/choose
chosen/choose fell/fall fled/flee flew/fly found/find gave/give given/give held/hold left/leave lost/lose met/meet
rose/rise sank/sink sold/sell spoke/speak stood/stand taken/take took/take went/go withdrew/withdraw won/win wrote/write
written/write"""
_BASE = dict(pair.split("/") for pair in _FORMS.split())


def in_clause_of_verb(question: str, text: str, quote: Span, mark: Span) -> Span:
    """Return the time of the verb that the question asks about, where the mark stands in an insertion ahead of it.

    The mark stays where that verb stands in the insertion itself, or has no time or several.
    """
    if question_kind(question) is not Kind.WHEN:
        return mark
    asked = {word for word in map(str.casefold, _WORD.findall(question)) if word not in FUNCTION_WORDS}
    sentence = sentence_around(text, quote, mark)
    last = sentence.end
    inserted = max(text.rfind(sign, sentence.start, mark.start) for sign in ",(")
    resumed = next((one for one in _RESUMED.finditer(text, mark.end, last) if _is_of(one, asked)), None)
    if inserted < 0 or resumed is None or _THAT.search(text, mark.end, resumed.start()):
        return mark
    if _holds(text[inserted : resumed.start()], asked):
        return mark
    end = clause_end(text, resumed.end(), last)
    times = [time for time in dates(text, Span(resumed.start("verb"), last)) if time.start < end]
    if len(times) != 1:
        return mark
    if times[0].end >= last:
        return times[0]
    day = next((time for time in dates(text, Span(times[0].end, last)) if time.start < end + len(", ")), None)
    return times[0] if day is None else Span(times[0].start, day.end)  # "Monday, 3 May"


def _is_of(resumed: re.Match[str], asked: set[str]) -> bool:
    passed_away = resumed["verb"] in {"passed", "passes"} and resumed["particle"] is not None
    return _is_form(resumed["verb"], asked) or (passed_away and "die" in asked)


def _holds(words: str, asked: set[str]) -> bool:
    """Tell whether a verb of the question may stand in some words: a name of its subject does as well."""
    return any(word.islower() and _is_form(word, asked) for word in _WORD.findall(words))


def _is_form(word: str, asked: set[str]) -> bool:
    """Tell whether a word is a form of one of the question's."""
    base = _BASE.get(word, word)
    return any(_is_same(base, _BASE.get(one, one)) for one in asked)


def _is_same(word: str, verb: str) -> bool:
    forms = (verb, f"{verb}d", f"{verb}ed", f"{verb}s", f"{verb.removesuffix('y')}ied", f"{verb.removesuffix('y')}ies")
    return word in forms or stem(word) == stem(verb)
