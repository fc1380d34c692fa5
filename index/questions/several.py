"""Questions that ask for several things: "which areas", "name the ministers", "what may I borrow?"."""

from __future__ import annotations

import re
from functools import lru_cache

from index.questions.question import AUXILIARY
from index.questions.word_classes import NUMBER

_NUMBER = rf"(?:{NUMBER}|[2-9])"
_ONE = r"(?:\w*(?:ss|us|is)|series|species|news|\w+ics|means|does|was|has)"
_PLURAL = rf"(?:(?!{_ONE}\b)[\w'’-]*[a-z]s|people|men|women|children)"
_VERSION = r"(?:version|release|update|patch|build)\s+(?:first\s+)?(?:\w+ed|\w+s|broke|brought)\s"
"""It did something to several: "which version added maps"."""
_BETWEEN = rf"(?:(?!(?:{AUXILIARY}|of|in|on|to|for|the)\b)[\w.'’-]+\s+)"
_PATTERNS = (
    # "which areas do", "what two things", "what kinds of"; a verb may end in s as well: "what principle underlies the"
    (
        rf"(?:^|,)\W*(?:(?!what|which)\w+\s+){{0,2}}(?:what|which)\s+(?!{_VERSION})(?:the\s+)?{_BETWEEN}{{0,3}}?"
        rf"(?:{_NUMBER}\s+(?:[\w'’-]+\s+)?{_PLURAL}\b|{_PLURAL}(?=\s+(?:{AUXILIARY}|of|\w+ed)\b|\W*$))"
    ),
    # "what are the three branches", and not "what are the horns called"
    (
        r"^\W*(?:what|which)\s+(?:are|were)\s+(?:the|some|all)\s+(?!.*\b(?:\w+ing|called|named|known(?:\s+as)?)\W*$)"
        rf"{_BETWEEN}{{0,3}}?{_PLURAL}\b"
    ),
    # "what may I borrow", and not "what can you tell me", "what can I do", "what should we expect"
    r"^\W*what\s+(?:can|may|must|should)\s+(?:I|we|one|people|you(?!\s+(?:tell|say|show)))\s+(?!do\b|expect\b)\w",
    # "who were the founders"
    rf"\bwho\s+(?:are|were)\s+(?:the|some|all|{_NUMBER})\b",
    # "what's new in 4.2", "what was fixed", "what has changed", "what is included"
    (
        r"^\W*what(?:['’]?s|\s+(?:is|was|has|have|had|were))?\s+(?:been\s+)?"
        r"(?:new|changed|added|fixed|removed|improved|included|needed|required)\b"
    ),
    # "what do I need for the glaze", "what does the fee cover", "what should the children pack"
    (
        r"^\W*what\s+(?:do|does|did|will|would|should|must)\s+(?:[\w.'’-]+\s+){1,6}?"
        r"(?:need|require|include|contain|cover|comprise|bring|pack)\b"
    ),
    # "what do bidders have to show", as "what must I show"
    (
        r"^\W*what\s+(?:do|does|did|will|would)\s+(?:[\w.'’-]+\s+){1,4}?have\s+to\s+"
        r"(?!(?:be|cost|do|expect|pay|say|tell)\b)\w"
    ),
    # "what's in the box"
    r"^\W*what(?:['’]?s|\s+(?:is|was))\s+in\s+(?:the|an?|my|your|its?)\s+(?!(?:cent(?:er|re)|middle|name|way)\b)\w",
    # "name the three branches", "list all members"
    (
        rf"^\W*(?:please\s+)?(?:name|list|give|enumerate)\s+(?:me\s+)?(?:the|all|some|its|their|{_NUMBER})\s+"
        rf"{_BETWEEN}{{0,3}}?{_PLURAL}\b"
    ),
)
_SEVERAL = re.compile("|".join(_PATTERNS), re.IGNORECASE)


@lru_cache(maxsize=64)  # called for every passage that is read
def asks_several(question: str) -> bool:
    """Tell whether a question asks for several things, by a plural, a number, or words such as "what may I"."""
    return _SEVERAL.search(question) is not None
