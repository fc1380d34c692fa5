"""What a sentence reports without stating it: what is denied, alleged, supposed, planned, or no longer so."""

from __future__ import annotations

import re

from index.article import Span
from index.questions.newest import asks_for_the_newest
from index.text.dialogue import is_objected

_TOLD = r"(?:reports?|claims?|rumou?rs?|allegations?|suggestions?|accusations?|speculation|that|having)"
_SAID = r"(?:said|stated|reported|written|wrote|gave|claimed|announced|put|called|named|identified|misstated)"

_DENIED = re.compile(
    rf"""\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disput(?:es|ed|ing)|refut(?:es|ed|ing))
        \s(?:[\w'’-]+\s){{0,3}}?{_TOLD}\b
    |\b(?:not\strue|untrue|false|a\smyth|hoax|no\struth|baseless)\b[^.;:]{{0,60}}?\bthat\b
    |\b(?:myth|hoax|rumou?rs?|speculation|(?<!no\s)(?<!any\s)doubts?)\s(?:that|whether|of)\b
    |\b(?:wrongly|falsely|mistakenly|erroneously|incorrectly)\s{_SAID}\b
    |\b(?:earlier|previous|original|first)\s(?:version|edition|article|report)\b[^.;]{{0,60}}?\b(?!wr|called|named){_SAID}\b
    |(?:^|\n)\W{{0,8}}(?:claim|myth|rumou?r|fiction)\s?:""",
    re.IGNORECASE | re.VERBOSE,
)
"""Only words that govern a statement: a wrong match costs a quote most of its confidence."""

_NOT_CHANGED = re.compile(
    r"""(?:\bnot|\bnever|n['’]t)\s(?:been\s|yet\s)*
        (?:lower|rais|increas|reduc|extend|shorten|mov|chang|postpon|transfer|promot|renam)r?ed\s(?:up\s|down\s)?to\W*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
"""A change that was not made, right before the highlight: "the age was not lowered to 16"."""

_ALLEGED = re.compile(
    r"""\ballege(?:s|d|dly)?\b|\breportedly\b|\b(?:is|are|was|were)\s(?:(?:rumou?red|suspected)\sto|(?:said|believed|thought)\sto(?!\sbe))\b
    |\baccus(?:es|ed|ing)\b[^.;]{0,60}?\bof\b
    |\bsuspected\s(?:(?:by|the|an?|his|her|their|its)\s[^.;]{0,50}?|(?:(?:him|her|them|(?-i:[A-Z])[\w'’-]+)\s){0,2})\bof\b
    |\bcharged\b(?!\s(?:\d[\d.,]*\s|(?:at|for|per)\b|an?\s(?:[\w-]+\s)?(?:deposit|fee|price|rate)\b))[^.;$£€]{0,60}?\bwith\b
    |\bprosecut(?:ion|ors?)\s(?:says?|said|claims?|claimed|maintains?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SUPPOSED = re.compile(
    r"""\bsuppos(?:e|ing)\b|\bwould(?:n['’]t|\snot)?\shave\b(?!\sto\b)|\b(?:had\s)?hoped\sto\b
    |\b(?:nearly|almost)\s(?:bought|sold|won|lost|signed|joined|closed|became|died|paid)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CONDITION = re.compile(
    r"""(?<!as\s)\b[Ii]f\s[^.;]{0,60}?\bwere\b
    |(?:^|[.;:!?]\s+|\n)\W{0,8}(?:Had|Were|Should)\s(?!I\b)(?:(?:an?|it|s?he|th\w+|we|you)\b|[A-Z])""",
    re.VERBOSE,
)
"""Conditions that are mostly not met: what follows from them is supposed, too."""
_WOULD = re.compile(r"\b(?:would|could|might)(?:n['’]t)?\b|['’]d\b", re.IGNORECASE)
"""Words that suppose something; "Should it rain, the fair is in the hall." is a rule."""
_PLANNED = re.compile(
    r"""(?:\b(?:is|are|was|were|been)\s(?:supposed|meant|intended|planned|expected|scheduled|proposed)\sto\b
    |\bdue\sto\s(?:be|begin|close|come|end|finish|go|leave|open|run|start|take)\b
    |\b(?:intend(?:s|ed)?|plan(?:s|ned)?|propos(?:es|ed))\sto\b
    |\b(?:was|were)\sto\s(?:be\s\w+(?:ed|t|n)|begin|close|end|open|start)\b
    |\b(?:was|were|been)\sproposed\s(?:in|by|for)\b|\bspoken\sof\sas\b)(?!.*\bbut\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Plans: a question about what happened does not ask for them."""

_PAST = re.compile(r"\b(?:did|was|were|had)(?:n['’]t)?\b", re.IGNORECASE)

_BEFORE = re.compile(
    r"""(?P<used>\bused\sto\b)
        (?!\s\w+\s(?:(?!(?:that|wh\w+)\b)[\w'’-]+\s){1,6}?(?:is|are|can|must|may|should|has|have|will)\b)
    |\boriginally\b(?!\sfrom\b)|\bformerly\b|\bpreviously\b|\bat\sfirst\b|\bin\sthose\sdays\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Not "the brush used to clean the filter is in the drawer", but "he used to live in the house that is now a shop"."""
_IS = re.compile(
    r"""\b(?:is|are|was|were|be|been)\s
        (?:(?!(?:and|as|but|no|not|never|once|than|that|wh\w+|how|it|s?he|we|they|I|you)\b)[\w'’-]+\s){0,8}\Z""",
    re.IGNORECASE | re.VERBOSE,
)
"""Before "used to", which then states what something is for: "it is a key used to open the gate". Not "it is no longer
used to", and not "it is small and used to be a mill"."""

_REFUTED = re.compile(
    r"""\s*(?:(?:verdict|rating|truth|fact|answer)\s?:\s*(?:\w+\s){0,2}?(?:false|misleading|untrue|not\strue|wrong|myth|hoax|no)\b
    |(?:this|that|both|it|these|they|all\s(?:of\s)?(?:this|that|these))\s(?:is|are|was|were)\s(?:[\w']+\s){0,2}?
     (?:false|untrue|wrong|incorrect|misleading|invented|made\sup|not\s(?:true|correct|so))
     (?=\s*(?:[^\w\s]|\Z|(?:and|as|at\sall|because|but|since)\b)|[^\S\n]*\n\s*(?-i:[A-Z])))""",
    re.IGNORECASE | re.VERBOSE,
)
"""The verdict ends its clause: "it was invented by Holm", "it is made up of nine members" refute nothing."""

_ASKED = re.compile(
    r"""\b(?:if|would|could|might|may|should|suppos\w+|hop(?:e[sd]?|ing)|plan\w*|nearly|almost|intend\w*|expect\w*|want\w*
    |den(?:y|ies|ied|ying)|denials?|reject\w*|dismiss\w*|disput\w*|refut\w*|myths?|hoax|rumou?r\w*|claim\w*|alleg\w*|accus\w*|suspect\w*
    |charge[sd]?|blam\w*|critici[sz]\w*|reported\w*|say|says|said|tell|told|true|false|wrong\w*|mistake\w*|correct\w*|version|believe[sd]?|thought
    |used\sto|originally|formerly|former|previous\w*|at\sfirst|first|before|earlier|once)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a question that asks for such reports. Any form counts: a wrong match only leaves a quote as it is."""

_COMMA = re.compile(r",\s")
_ENDED = re.compile(
    r"[.;!?](?:\s|$)|,\s(?:but|yet|while|whereas|although|though|and\s(?:later|now|then|(?:by|in|since)\s\d{4}))\b"
)
_ASIDE = re.compile(r"(?<=,\s)\w+ly\s[^,;]*,\s")
"""An adverb and its words between commas: "Holm, formerly of Moss, "."""
_CONCEDES = re.compile(r"\b(?:although|though|because|since|whereas|while)\b[^,;]*\Z", re.IGNORECASE)
"""The beginning of a clause that ends at the next comma: "although it was originally planned for Moss, "."""
_BRACKET_ENDS = re.compile(r"[^()]*\)")
_PRESENT = re.compile(r"^\W*(?:\w+\s){0,3}?(?:is|are|does|do|can|has|have)\b", re.IGNORECASE)


def is_stated(question: str, text: str, quote: Span, highlight: Span | None) -> bool:
    """Tell whether a quote, a span of `text`, states its highlight instead of only reporting it.

    It does not if the highlight is denied, alleged, supposed, refuted by the next sentence, no longer so (if the
    question is about the present) or planned (if it is about the past). True without a highlight, and for a question
    that has such a word itself: "what did she deny?" asks for just that.
    """
    if highlight is None or _ASKED.search(question):
        return True
    ahead = text[quote.start : highlight.start]
    if _REFUTED.match(text, quote.end) or is_objected(text, quote.end) or _NOT_CHANGED.search(ahead):
        return False
    of_now = _PRESENT.search(question) or asks_for_the_newest(question)
    of_past = _PAST.search(question)
    frames = [_DENIED, _ALLEGED, _SUPPOSED, _CONDITION]
    frames += [*([_BEFORE] if of_now else []), *([_PLANNED] if of_past else [])]
    # What governs the highlight comes before it in the same clause, and not between commas or in brackets.
    would = _WOULD.search(text, quote.start, quote.end) is not None
    return all(_is_over(ahead, found, would=would) for frame in frames for found in frame.finditer(ahead))


def _is_over(ahead: str, found: re.Match[str], *, would: bool) -> bool:
    """Tell whether the part that a frame governs ends within `ahead`, the words of the quote before its highlight.

    `would`: the quote has a word that supposes something. Without one, what follows a condition is a rule.
    """
    start, end = found.span()
    goes_on = _COMMA.search(ahead, end) is not None
    concedes = goes_on and _CONCEDES.search(ahead, 0, start) is not None
    is_rule = goes_on and found.re is _CONDITION and not would
    is_purpose = found.re is _BEFORE and found["used"] is not None and _IS.search(ahead, 0, start) is not None
    ended = _ENDED.search(ahead, end) or _BRACKET_ENDS.match(ahead, end) or _ASIDE.match(ahead, start)
    return concedes or is_rule or is_purpose or ended is not None
