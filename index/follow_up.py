"""A question that leans on the one before ("and when?") -> one that stands alone, as it is searched for and read.

Rules on English question words and pronouns. What stands alone already comes back as it is.
"""

from __future__ import annotations

import re

from index.question import FUNCTION_WORDS

_LEAD = re.compile(r"^\W*(?:(?:and|but|so|then|ok(?:ay)?|also)\b[\s,]*)+", re.IGNORECASE)
_ASKS = (
    r"(?:how\s+(?:many|much|long|old|far|often|come)|(?:at|by|from|in|on|to|with|for)\s+(?:what|which|whom)"
    r"|who|whom|whose|what|when|where|why|which|how)"
)
_BARE = re.compile(rf"^({_ASKS})(?:\s+(?:else|exactly|then|so|not))?\W*$", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how)\s+about\s+(.+?)\W*$", re.IGNORECASE)
_ASKED = re.compile(rf"^\W*{_ASKS}\b\s*", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(?:he|she|him|they|them|it)\b", re.IGNORECASE)
_OWNER = re.compile(r"\b(?:his|her|hers|their|theirs|its)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w.])[A-Z][\w'’.-]*\w(?:\s+(?:(?:of|the|de|van|von|al)\s+)?[A-Z][\w'’.-]*\w)*")


def standalone(previous: str, question: str) -> str:
    """Return `question` with what it leaves out taken from `previous`, the question before it.

    "and when?" after "what did Rubio raise?" becomes "when did Rubio raise?"; "what about Modi?" becomes "what did Modi
    raise?"; "did he meet Modi?" becomes "did Rubio meet Modi?".
    """
    rest = _LEAD.sub("", question).strip()
    before = previous.strip().rstrip("?!. ")
    if not rest or not before:
        return question
    subjects = _names(before)
    if bare := _BARE.match(rest):
        return f"{bare[1]} {_ASKED.sub('', before)}?"
    about = _ABOUT.match(rest)
    if about or (rest != question.strip() and _is_phrase(rest)):
        phrase = about[1] if about else rest.rstrip("?!. ")
        if subjects:
            return before.replace(subjects[-1], phrase) + "?"
        return f"{before} {phrase}?"
    # A pronoun behind a name means that name: "did Modi say when he would come?".
    named = _names(rest)
    open_part = rest[: rest.index(named[0])] if named else rest
    for pronoun, form in ((_PRONOUN, "{}"), (_OWNER, "{}'s")):
        if subjects and (found := pronoun.search(open_part)):
            return rest[: found.start()] + form.format(subjects[0]) + rest[found.end() :]
    return question


def _is_phrase(text: str) -> bool:
    """Tell whether it asks nothing of its own: no question word, no verb in front, a few words at most."""
    words = text.split()
    return len(words) <= 4 and not _ASKED.match(text) and not _AUXILIARY.match(text)


def _names(text: str) -> list[str]:
    """Return the names in a question; its first word is one only when it is no question word."""
    found = []
    for match in _NAME.finditer(text):
        words = match[0].split()
        while words and words[0].casefold() in FUNCTION_WORDS:
            words.pop(0)
        if words:
            found.append(" ".join(words))
    return found
