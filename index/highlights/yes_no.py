"""Yes-or-no questions: what of the question an article has to say, and the words in which it says it.

A reader marks short answers, and the answer to such a question is a whole statement. What it likes may also be about
something else: "did Rubio raise tariffs?" is close to all that Rubio raised. So the words that are asked about must
stand there, and the highlight is the part of the quote that holds them, with what turns it round.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from itertools import combinations

from index.article import Span
from index.highlights.scene import Scene, Word, clause_end, clause_start, scene_of, sentence_ends, whole
from index.highlights.turned import NEGATION, with_what_turns
from index.questions.question import ACTING, FUNCTION_WORDS, Kind, question_kind, stem

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_COMPOUND = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+){1,2}(?![\w-])")
_RUN = re.compile(r"[A-Z][\w’'-]*(?:\s+(?:of\s+|and\s+|the\s+)*[A-Z][\w’'-]*)+")
_ARTICLE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_CHOICE = re.compile(r"\bor\b(?!\s+not\b)", re.IGNORECASE)
_ACTS = re.compile(rf"^\W*{ACTING}\b", re.IGNORECASE)
_NOUN = r"[a-z][^\W\d_]*(?:[-'’][^\W\d_]+)*(?!\w)"
_MAY = re.compile(
    r"^\W*(?i:is|are|was|were)\s+(?:(?:the|an?)\s+)?(?!(?:there|it|this|that|these|those|he|she|they|we|you|I)\b)"
    rf"(?!(?:any|some|every|no)(?:one|body|thing)?\b)({_NOUN})(?:\s+({_NOUN}))?\s+"
    r"(?:allowed|permitted|admitted|accepted|welcome|tolerated|banned|forbidden|prohibited)\b",
)
"""Who asks what may be: "are dogs allowed?", "is the service dog admitted?"."""
_ADJUNCT = re.compile(
    # "did they say when it opens?" asks for just that
    r"\s(?:after|before|during|since|until|while|(?<!\bsay\s)(?<!\btell\s)(?<!\bknow\s)(?<!announce\s)(?<!decide\s)when)\s",
    re.IGNORECASE,
)
"""What begins words that say when something is done."""

_PASSING = frozenset(
    {"already", "also", "always", "anymore", "back", "really", "still", "today", "together", "tomorrow", "yesterday"}
)
"""Words at the end of a question that say how or when, and not what."""

_WORTH = 16
"""How many words longer a highlight may get to hold one more of the words asked about."""

_LAST = 0.01
"""What the last word of a question is worth more: it decides between two sentences that are as good."""

_REST = 4
"""Words up to which the beginning and the rest of a clause belong to the highlight: it is not cut for so few."""

_SAME = 5
"""Letters of a stem from which a longer one that begins with it is of the same word."""

_LETTERS = 6
"""The most letters of an abbreviation: a headline all in capitals is none."""

_VERSION = re.compile(r"^[vV](?=\d)")
_BARE = frozenset({"yes", "no", "yeah", "nope"})


def asks_yes_no(question: str) -> bool:
    """Tell whether yes or no would answer: not "is it open or closed?", which asks for one of two words."""
    return question_kind(question) is Kind.YES_NO and not _CHOICE.search(question)


def holds_what_is_asked(question: str, context: str) -> bool:
    """Tell whether `context` (title and passage) holds what a yes-or-no question asks about.

    These are all of its names and numbers, at least half of its other words, and the last of these where the question
    is about an act ("did they raise tariffs?"): verbs may be said otherwise, what they are done to is mostly not. What
    says when it is done ("during the works") is not the last of them. So must stand there what is asked of in "are cats
    allowed?": dogs are none.
    """
    words = _words_of(context)
    there = {_root(word) for word in words}
    question = _COMPOUND.sub(
        lambda found: joined if _root(joined := _joined(found[0])) in there else found[0], question
    )
    first, *rest = _WORD.findall(question) or [""]
    adjunct = _ADJUNCT.search(question)
    before_adjunct = len(_WORD.findall(question, 0, adjunct.start())) - 1 if adjunct else len(rest)
    written_out, letters = _initials(context), {_root(word) for word in words if word.isupper()}
    shortened = {_root(word) for short, run in _initials(question).items() if short in letters for word in run}
    if not _holds_subject(question, there):
        return False
    held: list[bool] = []
    last_held = True
    for number, word in enumerate(rest):
        if word.casefold() in FUNCTION_WORDS:
            continue
        root = _root(word)
        short = root in shortened or (word.isupper() and root in written_out)
        found = short or any(_akin(root, other) for other in there)
        if word[0].isupper() or any(letter.isdigit() for letter in word):
            if not found:
                return False
        elif word.casefold() not in _PASSING and not word.endswith("ly"):
            held.append(found)
            last_held = found if number < before_adjunct else last_held
    if len(held) > 1 and _ACTS.match(first) and not last_held:
        return False
    return 2 * sum(held) >= len(held)


def _holds_subject(question: str, there: AbstractSet[str]) -> bool:
    """Tell whether roots hold the thing that "are dogs allowed?" asks of, or one noun of a "service dog"."""
    found = _MAY.match(question)
    if found is None:
        return True
    names = _WORD.findall(" ".join(filter(None, found.groups())))  # "e-bikes" by its parts
    return any(_akin(_root(name), other) for name in names for other in there)


def asked_clause(question: str, text: str, quote: Span) -> Span | None:
    """Return the part of the quote that holds the words asked about, or None where it holds none of them.

    One more word is worth `_WORTH` words of length, and of sentences that hold as many the one with the last of them is
    taken: "will the cinema have a lift?" asks for a lift. The clause is finished where little of it is left, or a
    negation stands there. Never a bare "yes".
    """
    scene = scene_of(question, text, quote)
    meant = [_root(word) for word in _WORD.findall(question)[1:] if word.casefold() not in FUNCTION_WORDS]
    roots = set(meant)
    ends = sentence_ends(text, quote)
    asked: list[tuple[int, str]] = []  # number of a word, and what it is of the question
    for number, word in enumerate(scene.words):
        parts = [] if word.small else _words_of(text[word.start : word.end])  # "India-US"
        asked += [(number, root) for root in sorted(roots) if any(_akin(root, _root(part)) for part in parts)]
    best: tuple[float, int, int] | None = None
    for at, (first, _) in enumerate(asked):
        seen: set[str] = set()
        for last, root in asked[at:]:
            if any(scene.words[first].start < end <= scene.words[last].start for end in ends):
                break
            seen.add(root)
            worth = len(seen) - (last - first) / _WORTH + _LAST * (root == meant[-1])
            if best is None or worth > best[0]:
                best = (worth, first, last)
    if best is None:
        return None
    span = _finished(scene, scene.words[best[1]], scene.words[best[2]])
    if span is None or span.of(text).casefold() in _BARE:
        return None
    return with_what_turns(question, text, quote, span)


def _finished(scene: Scene, first: Word, last: Word) -> Span | None:
    """Return the words from `first` to `last` with what belongs to them of the clauses in which they stand."""
    text, start, end = scene.text, first.start, last.end
    begins, ends = clause_start(text, scene.quote.start, start), clause_end(text, end, scene.quote.end)
    if _words_in(scene, end, ends) <= _REST or NEGATION.search(text, end, ends):
        end = ends
    if _words_in(scene, begins, start) <= _REST:
        start = begins
    elif negation := NEGATION.search(text, begins, start):
        start = negation.start()
    elif article := _ARTICLE.search(text, begins, start):
        start = article.start()
    return whole(text, start, end, scene.quote)


def _words_of(text: str) -> list[str]:
    """Return the words of a text, and its compounds as one: "plug-ins" are plugins."""
    return _WORD.findall(text) + [_joined(compound) for compound in _COMPOUND.findall(text)]


def _joined(compound: str) -> str:
    return compound.replace("-", "")


def _words_in(scene: Scene, start: int, end: int) -> int:
    return sum(start <= word.start and word.end <= end for word in scene.words)


def _initials(text: str) -> dict[str, tuple[str, ...]]:
    """Return names of several words by their first letters: "eu" for "European Union"."""
    found = {}
    for run in _RUN.findall(text):
        words = [word for word in _WORD.findall(run) if word[0].isupper()]
        for start, end in combinations(range(len(words) + 1), 2):
            if 1 < end - start <= _LETTERS:
                found["".join(word[0] for word in words[start:end]).casefold()] = tuple(words[start:end])
    return found


def _root(word: str) -> str:
    # Dots go between letters only: "U.S." is "US", but version 3.12 is not 31.2.
    return stem(_VERSION.sub("", re.sub(r"\.(?!\d)|,", "", word) if not word.islower() else word))


def _akin(one: str, other: str) -> bool:
    """Tell whether two stems are of one word: "verifi" and "verific"; figures only when they are the same."""
    if one == other:
        return True
    long_enough = min(len(one), len(other)) >= _SAME and one.isalpha() and other.isalpha()
    return long_enough and (one.startswith(other) or other.startswith(one))
