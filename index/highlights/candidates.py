"""Which spans of a quote could answer a question: one rule for each kind of question.

Each rule gives spans with a prior, on the scale of the closeness (0 to 1) that `index.highlights.highlight` adds.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from index.article import Span
from index.highlights.matter import raised
from index.highlights.scene import CandidateSpan, Scene, Word, clause
from index.questions.mentions import dates, names, numbers, speech
from index.questions.question import Kind, stem, wanted_noun

_CAUSE = re.compile(
    r"\b(?P<sure>because(?:\s+of)?|due\s+to|owing\s+to|thanks\s+to|in\s+order\s+to|so\s+that|as\s+part\s+of"
    r"|as\s+a\s+result\s+of|in\s+response\s+to|caused\s+by|out\s+of\s+fear|on\s+the\s+grounds\s+(?:of|that))\b"
    r"|\b(?:since|after|for|as|to|by)\b",
    re.IGNORECASE,
)
_BEFORE_A_PLACE = re.compile(
    r"\b(?:in|at|to|from|near|outside|inside|across|around|on|into|through|of)\s+(?:the\s+)?$", re.IGNORECASE
)
_PLACE_PHRASE = re.compile(
    r"\b(?:in|at|near|outside|inside|across|on|into|through|from|to|along|within|around)\s+((?:the|a|an|its|their)\s+[^,.;:()\"”]{3,60}?)"
    r"(?=[,.;:()\"”]|\s(?:and|was|is|were|are|which|that|in|on|at|to|for|by|when|where|with|of)\b|$)"
)
# "what company …?" wants a proper name
_PROPER_NOUN = re.compile(
    r"\bwhat\s+(?:[\w.'-]+\s+){0,2}?(?:team|company|organi[sz]ation|university|college|school|language|band|group|church|party"
    r"|network|agency|channel|book|album|song|show|film|movie|newspaper|ship|war|battle|treaty|award|building|dynasty"
    r"|airport|museum|hotel|bank|act|law|event|religion|entity|position|title)\b|\bwhat\s+(?:is|was)\s+the\s+name\b",
    re.IGNORECASE,
)
_INNER = frozenset({"of", "the", "a", "an", "and"})


def _named(scene: Scene) -> list[CandidateSpan]:
    return [CandidateSpan(span) for span in names(scene.text, scene.quote)]


def _people(scene: Scene) -> list[CandidateSpan]:
    found = []
    for span in names(scene.text, scene.quote):
        before = scene.text[max(scene.quote.start, span.start - 12) : span.start]
        words = span.of(scene.text).split()
        prior = 0.15 if len(words) in (2, 3) else 0.0
        prior += 0.15 * bool(re.search(r"\bby\s+(?:the\s+)?$", before))
        prior -= 0.4 * bool(dates(scene.text, span))
        found.append(CandidateSpan(span, prior))
    return found


def _times(scene: Scene) -> list[CandidateSpan]:
    year = re.search(r"\b(?:what|which)\s+year\b", scene.question, re.IGNORECASE)
    found = []
    for span in dates(scene.text, scene.quote):
        inner = re.search(r"\b\d{4}\b", span.of(scene.text))
        kept = Span(span.start + inner.start(), span.start + inner.end()) if year and inner else span
        found.append(CandidateSpan(kept))
    return found


def _places(scene: Scene) -> list[CandidateSpan]:
    found = []
    for span in names(scene.text, scene.quote):
        if dates(scene.text, span):
            continue
        before = scene.text[max(scene.quote.start, span.start - 14) : span.start]
        found.append(CandidateSpan(span, 0.3 * bool(_BEFORE_A_PLACE.search(before))))
    if re.search(r"\bwhere\b", scene.question, re.IGNORECASE):
        phrases = _PLACE_PHRASE.finditer(scene.text, scene.quote.start, scene.quote.end)
        spans = [Span(match.start(1), match.end(1)) for match in phrases]
        found += [CandidateSpan(span, 0.1) for span in spans if not dates(scene.text, span)]
    return found


def _counts(scene: Scene) -> list[CandidateSpan]:
    percent = re.search(r"\b(?:percent|per\s+cent|percentage|proportion|share)", scene.question, re.IGNORECASE)
    money = re.search(
        r"\bhow\s+much\b|\b(?:cost|price|paid|pay|worth|spend|spent|money)\b", scene.question, re.IGNORECASE
    )
    wanted = wanted_noun(scene.question)
    years = {span.start for span in dates(scene.text, scene.quote)}
    found = []
    for span, has_unit in numbers(scene.text, scene.quote):
        words = span.of(scene.text)
        prior = -0.5 * (span.start in years and not has_unit)
        prior += 0.6 * bool(percent and re.search(r"%|per\s?cent", words))
        prior += 0.4 * bool(money and re.search(r"[$£€¥₹]|dollar|euro|pound", words))
        following = [w for w in scene.words if span.end <= w.start][:3]
        if wanted and wanted != "percent":
            prior += next((0.6 - 0.1 * i for i, w in enumerate(following) if w.stem == wanted), 0.0)
        found.append(CandidateSpan(span, prior))
    return found


def _said(scene: Scene) -> list[CandidateSpan]:
    text, quote = scene.text, scene.quote
    spoken = [span for span in speech(text, quote) if len(span.of(text).split()) > 2]
    return [*(CandidateSpan(span, 1.5) for span in raised(scene)), *(CandidateSpan(span, 1.0) for span in spoken)]


def _causes(scene: Scene) -> list[CandidateSpan]:
    found = []
    for match in _CAUSE.finditer(scene.text, scene.quote.start, scene.quote.end):
        span = clause(scene, match.end(), 14)
        if span:
            found.append(CandidateSpan(span, 1.0 if match["sure"] else 0.0))
    return found


def _phrases(scene: Scene) -> list[CandidateSpan]:
    """Return the runs of words between function words, punctuation and words of the question."""
    text = scene.text
    wanted = wanted_noun(scene.question)
    found: list[CandidateSpan] = []
    run: list[Word] = []

    def close(after: Word | None) -> None:
        while run and run[-1].small:
            run.pop()
        if run:
            span = Span(run[0].start, run[-1].end)
            name = text[run[0].start].isupper() and run[0].start != scene.quote.start
            prior = 0.1 * min(len(run), 3) + 0.1 * name
            # "the Song dynasty" for "what dynasty", "rounded arches" for "what kind of arches"
            if wanted and after and after.stem == wanted and text[span.end : after.start].isspace():
                prior += 0.4
            found.append(CandidateSpan(span, prior))
        run.clear()

    before: Word | None = None
    for word in scene.words:
        gap = text[run[-1].end : word.start] if run else " "
        joins = word.small and bool(run) and text[word.start : word.end].casefold() in _INNER
        if not gap.isspace() or word.asked or (word.small and not joins):
            close(word)
        if not word.asked and (not word.small or joins):
            run.append(word)
        before = word
    close(before if before and before.asked else None)
    return found


def _behind_verb(scene: Scene) -> list[CandidateSpan]:
    """Return what follows the question's own verb: "what did they build?"."""
    verb = re.search(
        r"\bwhat\s+(?:did|does|do|can|will|would|could|has|had)\b.*?(\w+)\W*$", scene.question, re.IGNORECASE
    )
    places = [word.end for word in scene.words if verb and word.stem == stem(verb[1])]
    return [CandidateSpan(span, 0.5) for at in places if (span := clause(scene, at, 10))]


def _whats(scene: Scene) -> list[CandidateSpan]:
    found = _phrases(scene) + _behind_verb(scene)
    if _PROPER_NOUN.search(scene.question):
        found += [CandidateSpan(c.span, 0.5) for c in _named(scene)]
    return found


def _whiches(scene: Scene) -> list[CandidateSpan]:
    return [CandidateSpan(c.span, c.prior + 0.6) for c in _named(scene)] + _phrases(scene)


RULES: dict[Kind, Callable[[Scene], list[CandidateSpan]]] = {
    Kind.WHO: _people,
    Kind.WHEN: _times,
    Kind.WHERE: _places,
    Kind.HOW_MANY: _counts,
    Kind.SAID: _said,
    Kind.WHY: _causes,
    Kind.WHICH: _whiches,
    Kind.WHAT: _whats,
}
