"""Questions and answers inside a text: those of an interview, or of a page of frequently asked questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Span
from index.text.line_marks import UNLETTERED_MARK

_SPEAKER = r"(?-i:(?:(?![a-z])[^\W\d][\w.’'-]*+\s?){1,4}:\s+)"
"""A speaker: up to four capitalised words and a colon."""

_ADDRESSED = r"(?-i:(?:[A-Z][\w’'-]*+\.?\s?){1,4},\s+)"
"""The person an interviewer speaks to: "Ms. Lind, how did you …?"."""

_NAME = r"<?[\w.’'-]{1,32}(?:\s[\w.’'-]{1,32}){0,2}[>:]{1,2}\s+"
_TIME = (
    r"(?:\[(?=\D{0,9}\d)[\w:.,/ \u202f-]{4,28}\]"
    r"|(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s)?\d{1,2}:\d\d(?::\d\d)?(?:\s[ap]m)?(?:\s-)?)\s+"
)
_SENDER = rf"{_TIME}{_NAME}"
"""The author of a line of a chat, after its date or time: "[2026-03-02 18:07] mia: ", "[12 May, 6:07 PM] mia: "."""

_NICK = r"(?-i:[^\W\d_A-Z][\w.’'-]{0,31}:\s+)"
"""The author of a line of a chat without times: "mia: ". Labels of forms are capitalised instead."""

_EXCLAIMED = r"(?:[\w'’]+\s){0,2}[\w'’]+[!.,…]+\s+"
_AUTHOR = rf"(?:{_SENDER}|{_NICK})"
_WRITES = rf"{_AUTHOR}(?:{_EXCLAIMED}){{0,2}}"
"""The author, and what people say before a question: "mia: thanks a lot, ", "[18:07] jo: ty!! "."""

_OBJECTS = re.compile(
    rf"\s*{_AUTHOR}(?:nope|nah|no|wrong|not\strue)\W+(?:actually\W+)?(?:it|that|this|he|she|they)\b",
    re.IGNORECASE,
)

_FIRST = r"(?:(?:and|but|so|or|then|well|ok|okay|hey|hi)\W+)?"
_AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|can|could|will|would|shall|should|may|might|must|has|have|had|isn['’]t|aren['’]t"
    r"|don['’]t|doesn['’]t|didn['’]t|can['’]t|won['’]t)"
)
_PREPOSITION = r"(?:in|on|at|by|for|from|to|with|under|until|since)"

_ASKS = re.compile(
    rf"(?:\#+\s+|{UNLETTERED_MARK.pattern})?"  # a heading, a bullet, a number
    rf"(?:{_WRITES}|{_SPEAKER}|Q\d*[.:)]?\s+)?{_ADDRESSED}?{_FIRST}"
    rf"(?:what|when|where|who|whom|whose|why|how|which|{_AUXILIARY}|{_PREPOSITION}\s+(?:what|which|whom|whose))\b"
    r"[^?\n]*\?",
    re.IGNORECASE,
)

_ASKS_UNMARKED = re.compile(
    rf"(?:{_WRITES}|{_SPEAKER}){_FIRST}"
    # "who brings cake", "when do we meet", "what time does the bus go"; "when it rains", "what he said" tell something
    rf"(?:(?:who|what)\s+(?:{_AUXILIARY}|(?!\w*ever\b)\w+s)|(?:when|where|why|how|whom)\s+{_AUXILIARY}"
    r"|(?:who|what|when|where|how)['’]?s|how\s+(?:much|many|long|far|often|old|big|late|early)"
    rf"|(?:{_PREPOSITION}\s+)?(?:what|which|whose)(?:\s+(?!(?:it|he|she|we|they|you|i|the|an?)\b)[\w’'-]+){{1,2}}?"
    r"\s+(?:is|are|was|were|do|does|did|can|will|should)"
    rf"|{_AUXILIARY}\s+(?:you|we|i|he|she|they|there|any\s?(?:one|body)|some\s?(?:one|body))"
    r"|(?:is|are|was|were|does|did|can|could|will|would|should)\s+(?:the|this|that|my|your|our))\b"
    r"[^?!:;\n]*(?<![.,\s…])\s*",
    re.IGNORECASE,
)
"""A line of a chat: many questions have no question mark there."""

_ASKS_FIRST = re.compile(rf"({_WRITES}.*?\?)\s+(?-i:[a-z])[^?\n]*", re.IGNORECASE)
"""A line of a chat that goes on in lower case after its question: no sentence ends there."""

_LONGEST_UNMARKED = 16
"""The most words of a question without a question mark, including its author."""

_STAMP = re.compile(rf"\A{_TIME}")
_MESSAGE = re.compile(_AUTHOR, re.IGNORECASE)
_REPLIES = re.compile(rf"{_AUTHOR}|{_SPEAKER}", re.IGNORECASE)
"""The author of an answer, who may write their name with a capital where the one who asks does not."""


def asks(sentence: str) -> bool:
    """Tell whether a sentence is only a question, so that it answers nothing and the next sentence may answer it.

    It must begin with a question word and end in "?", unlike "he asked why?". After the name of an author or speaker,
    the first words are enough: "[18:07] mia: who brings cake".
    """
    words = sentence.strip()
    more = _ASKS_FIRST.fullmatch(words)
    if more and len(_STAMP.sub("", words, count=1).split()) <= _LONGEST_UNMARKED:
        words = more[1]
    if words.endswith("?"):
        return _ASKS.fullmatch(words) is not None
    return len(words.split()) <= _LONGEST_UNMARKED and _ASKS_UNMARKED.fullmatch(words) is not None


def answer_to(text: str, sentences: Sequence[Span], question: int) -> int | None:
    """Return the index of the sentence that answers sentence `question`: the next one, unless it is a question too.

    In a chat it is the first one of the next message, if the next line is one.
    """
    answer = question + 1
    if _MESSAGE.match(text, sentences[question].start):
        following = range(answer, len(sentences))
        line = next((i for i in following if "\n" in text[sentences[i - 1].end : sentences[i].start]), None)
        if line is not None and _REPLIES.match(text, sentences[line].start):
            answer = line
    return answer if answer < len(sentences) and not asks(sentences[answer].of(text)) else None


def is_objected(text: str, end: int) -> bool:
    """Tell whether the line of a chat that follows offset `end` objects: "jo: nope, it was Ines"."""
    return _OBJECTS.match(text, end) is not None
