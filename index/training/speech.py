"""Questions about what somebody said, made from sentences that report it: common questions that the sets hardly have.

"Secretary Brown also stressed the need for rain" -> "what did Brown raise?": the verb is often replaced by another of
the same kind, because the person who asks has not read the article.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from index.article import Span
from index.questions.question import FUNCTION_WORDS
from index.text import segment
from index.training.examples import CutDocument, Example

_CLAUSE = {
    "said": "say", "stated": "state", "claimed": "claim", "argued": "argue", "announced": "announce", "noted": "note",
    "warned": "warn about", "declared": "declare", "insisted": "insist on", "suggested": "suggest",
    "explained": "explain", "admitted": "admit", "denied": "deny", "believed": "believe", "added": "add",
    "complained": "complain about", "promised": "promise", "replied": "reply", "told": "tell", "wrote": "write",
}  # fmt: skip
_MATTER = {
    "raised": "raise", "expressed": "express", "voiced": "voice", "emphasized": "emphasize", "emphasised": "emphasize",
    "stressed": "stress", "discussed": "discuss", "mentioned": "mention", "highlighted": "highlight",
    "demanded": "demand", "proposed": "propose", "criticized": "criticize", "criticised": "criticize",
    "praised": "praise", "requested": "request", "recommended": "recommend", "urged": "urge", "addressed": "address",
    "condemned": "condemn", "supported": "support", "opposed": "oppose", "called for": "call for",
    "pointed out": "point out", "underlined": "underline", "reiterated": "reiterate", "described": "describe",
}  # fmt: skip
_NO_OPENING = frozenset({"in", "on", "at", "as", "with", "would", "could", "it", "this", "to"})
"""After one of these, the verb has no object of its own: "Brown wrote in 2001 that …"."""
_ALSO_CLAUSE = ("say", "mention", "bring up", "point out", "state", "talk about")
_ALSO_MATTER = ("raise", "bring up", "mention", "stress", "emphasize", "discuss", "talk about", "highlight")

_TOLD = re.compile(
    r"(?P<who>(?:[A-Z][\w.'’-]+\s){1,4}?)(?:also\s|later\s|then\s|has\s|had\s|once\s|further\s)*"
    rf"(?P<verb>{'|'.join(map(re.escape, (*_CLAUSE, *_MATTER)))})\s+(?:that\s|for\s)?(?P<what>[^;:\"”\n]+)"
)
_WORRY = re.compile(
    rf"(?P<who>(?:[A-Z][\w.'’-]+\s){{1,4}}?)[^.;\"”\n]*?\b(?:{'|'.join(map(re.escape, _MATTER))})\b[^.;\"”\n]*?"
    r"(?P<what>(?:concerns|questions|doubts|worries|objections|fears|complaints|issues|criticism)\s"
    r"(?:about|over|regarding|related\sto|with|that|of)\s[^;:\"”\n]+)"
)


def spoken(cuts: Sequence[CutDocument], most: int, seed: int) -> Iterator[Example]:
    """Yield up to `most` examples from the passages of documents, in random order."""
    chance = random.Random(seed)  # noqa: S311 — for sampling
    places = [(one, passage) for one in cuts for passage in one.passages]
    chance.shuffle(places)
    made = 0
    for one, passage in places:
        text = passage.of(one.document.text)
        sentences = segment.sentences(text)
        chance.shuffle(sentences)
        for sentence in sentences:
            found = _question(text, sentence, chance)
            if found is None:
                continue
            question, span = found
            document = one.document
            name = f"{document.id}/said/{passage.start}"
            yield Example(name, document.source, "said", document.title, question, text, (span,), answerable=True)
            made += 1
            break  # one per passage
        if made == most:
            return


def _question(text: str, sentence: Span, chance: random.Random) -> tuple[str, Span] | None:
    """Return a question that one sentence answers, and where it answers, or None."""
    match = _WORRY.search(text, sentence.start, sentence.end)
    if match is None or chance.random() < 0.3:
        match = _TOLD.search(text, sentence.start, sentence.end)
    if match is None:
        return None
    who, what = match["who"].split(), match["what"].rstrip(" .,'’)")
    while who and who[0].casefold() in FUNCTION_WORDS:
        who.pop(0)
    words = what.split()
    # A clause that was cut in the middle ends in a function word.
    if not who or not 3 <= len(words) <= 24 or words[-1].casefold() in FUNCTION_WORDS or words[0] in _NO_OPENING:
        return None
    told = match.groupdict().get("verb")
    own, others = (
        (_CLAUSE[told], _ALSO_CLAUSE) if told in _CLAUSE else (_MATTER.get(told or "raised", "raise"), _ALSO_MATTER)
    )
    verb = own if chance.random() < 0.4 else chance.choice(others)
    name = who[-1] if chance.random() < 0.5 else " ".join(who)
    begin = match.start("what")
    return f"what did {name} {verb}?", Span(begin, begin + len(what))
