"""Questions and answers inside a text: those of an interview, or of a page of frequently asked questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Span

_SPEAKER = r"(?-i:(?:(?![a-z])[^\W\d][\w.’'-]*\s?){1,4}:\s+)"
"""Up to four words with capitals and a colon."""

_SENDER = r"(?:\[[\d:.,/ T-]{4,24}\]|\d{1,2}:\d\d(?::\d\d)?)\s+<?[\w.’'-]{1,32}[>:]{1,2}\s+"
"""Who writes a line of a chat, behind its day or hour: "[2026-03-02 18:07] mia: "."""

_ASKS = re.compile(
    r"(?:\#+\s+|[-*•]\s+|\(?\d{1,2}[.)]\s+)?"  # a heading, a bullet, a number
    rf"(?:{_SENDER}|{_SPEAKER}|Q\d*[.:)]?\s+)?"
    r"(?:(?:and|but|so|or|then|well|ok|okay|hey|hi)\W+)?"
    r"(?:what|when|where|who|whom|whose|why|how|which|is|are|was|were|am|do|does|did|can|could|will|would|shall|should"
    r"|may|might|must|has|have|had|isn['’]t|aren['’]t|don['’]t|doesn['’]t|didn['’]t|can['’]t|won['’]t"
    r"|(?:in|on|at|by|for|from|to|with|under|until|since)\s+(?:what|which|whom|whose))\b"
    r"[^?\n]*\?",
    re.IGNORECASE,
)

CURT = 3
"""Words of an answer that is but the beginning of one, at most: "Yes.", "Not yet.", "Ms Tveit: No."."""


def asks(sentence: str) -> bool:
    """Tell whether a sentence of a text is nothing but a question: it answers none, and what follows answers it.

    By its first word and its mark, so that "he asked why?" and a title that ends in one stay what they are.
    """
    return _ASKS.fullmatch(sentence.strip()) is not None


def answer_to(text: str, sentences: Sequence[Span], question: int) -> tuple[int, int] | None:
    """Return the first and the last sentence that answer the one by the number `question`, or None.

    One sentence, and another one of the same line behind a curt one: "Yes. Children under six travel free."
    """
    first = question + 1
    if first >= len(sentences) or asks(sentences[first].of(text)):
        return None
    last = first
    following = first + 1
    if (
        len(_spoken(sentences[first].of(text)).split()) <= CURT
        and following < len(sentences)
        and "\n" not in text[sentences[first].end : sentences[following].start]
    ):
        last = following
    return first, last


def _spoken(sentence: str) -> str:
    """Return a sentence without the name of who speaks."""
    return re.sub(rf"^(?:{_SENDER}|{_SPEAKER})", "", sentence)
