"""Which words of a quote could answer a question: a rule for each kind of question.

Each rule gives spans of the quote with a prior, on the scale of the closeness that `index.highlights.highlight` adds.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from index.article import Span
from index.highlights.matter import RAISE_QUESTION, raised
from index.highlights.scene import CandidateSpan, Scene, Word, clause, clause_start, trim
from index.questions.mentions import dates, names, numbers, speech
from index.questions.question import Kind, stem, wanted_noun

_CAUSE = re.compile(
    r"\b(?P<sure>because(?:\s+of)?|due\s+to|owing\s+to|thanks\s+to|in\s+order\s+to|so\s+that|as\s+part\s+of"
    r"|as\s+a\s+result\s+of|in\s+response\s+to|caused\s+by|out\s+of\s+fear|on\s+the\s+grounds\s+(?:of|that))\b"
    r"|\b(?P<weak>since|after|for|as|to|by)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:called|known\s+as|named|termed|dubbed|nicknamed|titled|entitled|referred\s+to\s+as|seen\s+as|regarded\s+as"
    r"|considered|described\s+as|defined\s+as|stands\s+for|meaning)\s+",
    re.IGNORECASE,
)
_COPULA = re.compile(r"\b(?:is|was|are|were|became|remains?|has\s+(?:been|remained))\s+", re.IGNORECASE)
_RAISING = re.compile(
    r"\b(?:rais(?:e[ds]?|ing)|address(?:e[ds]|ing)?|discuss(?:e[ds]|ing)?|voic(?:e[ds]?|ing)|express(?:e[ds]|ing)?"
    r"|stress(?:e[ds]|ing)?|emphasi[sz](?:e[ds]?|ing)|mention(?:s|ed|ing)?|demand(?:s|ed|ing)?|urg(?:e[ds]?|ing)"
    r"|highlight(?:s|ed|ing)?)\s+",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:said|says|told\s+\w+|stated|claim(?:s|ed)|announced|argue[sd]|warn(?:s|ed)|insist(?:s|ed)|noted|added|wrote"
    r"|reiterated|maintain(?:s|ed)|affirmed|explained|suggest(?:s|ed)|predict(?:s|ed)|urged)\s+(?:that\s+)?",
    re.IGNORECASE,
)
_BEFORE_A_PLACE = re.compile(
    r"\b(?:in|at|to|from|near|outside|inside|across|around|on|into|through|of)\s+(?:the\s+)?$", re.IGNORECASE
)
_PLACE_PHRASE = re.compile(
    r"\b(?:in|at|near|outside|inside|across|on|into|through|from|to|along|within|around)\s+((?:the|a|an|its|their)\s+[^,.;:()\"”]{3,60}?)"
    r"(?=[,.;:()\"”]|\s(?:and|was|is|were|are|which|that|in|on|at|to|for|by|when|where|with|of)\b|$)"
)
_HUMANS = frozenset(
    map(stem, ("people", "persons", "individuals", "nationals", "citizens", "men", "women", "residents"))
)
_ASKS_SUBJECT = re.compile(
    r"\bwhat\s+(?:is|was|are|were|has|have|had)\b|\bwhat\s+(?!did|do|does|can)\w+(?:s|ed)\b", re.IGNORECASE
)
_FINITE = re.compile(r"\b(?:(?:is|was|are|were|has|have|had)(?:\s+(?:been|remained|become|also))*|became|remains?)\s+")
# "what company …?" wants a proper name
_PROPER_NOUN = re.compile(
    r"\bwhat\s+(?:[\w.'-]+\s+){0,2}?(?:team|company|organi[sz]ation|university|college|school|language|band|group|church|party"
    r"|network|agency|channel|book|album|song|show|film|movie|newspaper|ship|war|battle|treaty|award|building|dynasty"
    r"|airport|museum|hotel|bank|act|law|event|religion|entity|position|title)\b|\bwhat\s+(?:is|was)\s+the\s+name\b",
    re.IGNORECASE,
)
_INNER = frozenset({"of", "the", "a", "an", "and"})
_VERB_FORM = re.compile(r"^[a-z].*(?:ed|ing|ly)$")
_PERSON_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|President|Prime Minister|Minister|Secretary|King|Queen|Pope|Professor|Senator)\b"
)


def _named(scene: Scene) -> list[CandidateSpan]:
    return [CandidateSpan(span) for span in names(scene.text, scene.quote)]


def _people(scene: Scene) -> list[CandidateSpan]:
    found = []
    for span in names(scene.text, scene.quote):
        before = scene.text[max(scene.quote.start, span.start - 12) : span.start]
        words = span.of(scene.text).split()
        prior = 0.15 if len(words) in (2, 3) else 0.0
        prior += 0.15 * bool(re.search(r"\bby\s+(?:the\s+)?$", before))
        prior -= 0.15 * bool(re.search(r"\b(?:in|at|from|of)\s+(?:the\s+)?$", before))
        prior += 0.1 * bool(_PERSON_TITLE.search(span.of(scene.text)))
        prior -= 0.4 * bool(dates(scene.text, span))
        found.append(CandidateSpan(span, prior))
    return found


def _times(scene: Scene) -> list[CandidateSpan]:
    year = re.search(r"\b(?:what|which)\s+year\b", scene.question, re.IGNORECASE)
    found = []
    for span in dates(scene.text, scene.quote):
        inner = re.search(r"\b\d{4}\b", span.of(scene.text))
        kept = Span(span.start + inner.start(), span.start + inner.end()) if year and inner else span
        found.append(CandidateSpan(kept, 0.1 * bool(re.search(r"\d", kept.of(scene.text)))))
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
    measure = re.search(
        r"\bhow\s+(?!many|much)\w+|\b(?:age|height|length|distance|size|speed|price|cost)\b",
        scene.question,
        re.IGNORECASE,
    )
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
        prior -= 0.3 * (words.casefold() in {"one", "a third", "second", "third", "half"})
        prior += 0.2 * bool(measure and has_unit)
        prior += 0.6 * bool(percent and re.search(r"%|per\s?cent", words))
        prior += 0.4 * bool(money and re.search(r"[$£€¥₹]|dollar|euro|pound", words))
        following = [w for w in scene.words if span.end <= w.start][:3]
        if wanted and wanted != "percent":
            sought = _HUMANS if wanted in _HUMANS else {wanted}
            prior += next((0.6 - 0.1 * i for i, w in enumerate(following) if w.stem in sought), 0.0)
        found.append(CandidateSpan(_with_noun(scene, span, following, has_unit), prior))
    return found


def _with_noun(scene: Scene, span: Span, following: list[Word], has_unit: bool) -> Span:  # noqa: FBT001 - a fact, not a switch
    """Take what is counted along ("1,100 Indian nationals") where the question does not name it already."""
    if has_unit or not following or following[0].small or following[0].asked:
        return span
    if len(following) > 1 and following[1].asked:
        return span
    end = span.end
    for position, word in enumerate(following[:2]):
        if word.small or word.asked or not scene.text[end : word.start].isspace():
            break
        if position == 1 and not scene.text[following[0].start].isupper():
            break
        end = word.end
    return Span(span.start, end)


def _said(scene: Scene) -> list[CandidateSpan]:
    text, quote = scene.text, scene.quote
    found = []
    if RAISE_QUESTION.search(scene.question):
        found += [CandidateSpan(span, 1.5) for span in raised(scene)]
        for match in _RAISING.finditer(text, quote.start, quote.end):
            span = clause(scene, match.end())
            if span:
                found.append(CandidateSpan(span, 0.8))
    found += [CandidateSpan(span, 1.0) for span in speech(text, quote) if len(span.of(text).split()) > 2]
    for match in _REPORTED.finditer(text, quote.start, quote.end):
        span = clause(scene, match.end(), 30)
        if span:
            found.append(CandidateSpan(span, 0.7))
    return found


def _causes(scene: Scene) -> list[CandidateSpan]:
    found = []
    for match in _CAUSE.finditer(scene.text, scene.quote.start, scene.quote.end):
        span = clause(scene, match.end(), 14)
        if span and len(span.of(scene.text).split()) > 1:
            found.append(CandidateSpan(span, 1.0 if match["sure"] else 0.0))
    return found


def _phrases(scene: Scene) -> list[CandidateSpan]:
    """Return noun-like runs: words between small words, punctuation, verb forms and the question's own words."""
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
            prior = 0.1 * min(len(run), 3) + 0.1 * name - 0.2 * _is_verb_like(text, run)
            # "the Song dynasty" for "what dynasty", "rounded arches" for "what kind of arches"
            if wanted and after and after.stem == wanted and text[span.end : after.start].isspace():
                prior += 0.4
            found.append(CandidateSpan(span, prior))
        run.clear()

    before: Word | None = None
    for word in scene.words:
        gap = text[run[-1].end : word.start] if run else " "
        joins = word.small and bool(run) and text[word.start : word.end].casefold() in _INNER
        verb = bool(run) and bool(_VERB_FORM.search(text[word.start : word.end])) and not run[-1].small
        if not gap.isspace() or word.asked or verb or (word.small and not joins):
            close(word)
        if not word.asked and (not word.small or joins):
            run.append(word)
        before = word
    close(before if before and before.asked else None)
    return found


def _is_verb_like(text: str, run: list[Word]) -> bool:
    return len(run) == 1 and bool(_VERB_FORM.search(text[run[0].start : run[0].end]))


def _defined(scene: Scene) -> list[CandidateSpan]:
    """What stands after "called", "known as", a copula, or the question's own verb."""
    text, quote = scene.text, scene.quote
    found = []
    for pattern, prior in ((_NAMED, 0.4), (_COPULA, 0.1)):
        for match in pattern.finditer(text, quote.start, quote.end):
            span = clause(scene, match.end(), 10)
            if span:
                found.append(CandidateSpan(span, prior))
    verb = re.search(
        r"\bwhat\s+(?:did|does|do|can|will|would|could|has|had)\b.*?(\w+)\W*$", scene.question, re.IGNORECASE
    )
    if verb:
        for word in scene.words:
            if word.stem == stem(verb[1]):
                span = clause(scene, word.end, 10)
                if span:
                    found.append(CandidateSpan(span, 0.5))
    return found


def _subjects(scene: Scene) -> list[CandidateSpan]:
    """Return what stands before the verb, where the question says the rest ("what has been a key issue?")."""
    text, quote = scene.text, scene.quote
    if not _ASKS_SUBJECT.search(scene.question):
        return []
    found = []
    for match in _FINITE.finditer(text, quote.start, quote.end):
        span = trim(text, clause_start(text, quote.start, match.start()), match.start())
        after = [w for w in scene.words if w.start >= match.end()][:4]
        if span and len(span.of(text).split()) <= 8 and any(w.asked for w in after):
            found.append(CandidateSpan(span, 0.5))
    return found


def _whats(scene: Scene) -> list[CandidateSpan]:
    found = _phrases(scene) + _defined(scene) + _subjects(scene)
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
