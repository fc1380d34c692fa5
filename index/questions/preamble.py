"""Questions of several sentences: "It is cold here. Which company repairs the lift?" asks nothing about the cold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.article import Article
from index.questions.common_words import is_common
from index.questions.question import AUXILIARY, YES_NO, content_stems
from index.text import segment
from index.text.analysis import terms
from index.text.days import DAY_OR_MONTH
from index.text.subjects import full_names

_POINTS_BACK = re.compile(
    r"\b(?:it|they|them|its|theirs?|this|these|those|such|same|former|latter|else|another|others?|too|then|instead)\b"
    rf"|\b(?:{AUXILIARY}|about|after|before|for|like|of|to|with)\s+that\b|\bdo\s+so\b"
    r"|\b(?:an?|the|which)\s+(?:\w+\s+)?ones?\b|\bthere\W*$",
    re.IGNORECASE,
)
"""Words that refer to something before them."""
_WHO = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_WHOSE = re.compile(r"\b(?:he|she|him|his|hers?)\b", re.IGNORECASE)

_WORDS = re.compile(r"[\w'’.-]*\w")
_NAME = re.compile(rf"(?!I\b|May\b|{DAY_OR_MONTH})[A-Z]|v?\d+\.\d[\w.]*\Z|(?:1\d|20)\d\d\Z")
"""A name (but not a day or month), a version or a year."""

_OWN_WORDS = 2
"""The fewest words with a meaning in a question that is read alone: "why?" has none."""

_ASKING = r"(?:what|which|who|whom|whose|where|when|why|how)"
_TYPED = re.compile(rf"(?<=[.!?])\s+(?={_ASKING}\b)")
"""The white space before a question that is typed in lower case."""
_ASKS = re.compile(rf"{_ASKING}\b|(?=.*\b{_ASKING}\b|{YES_NO}).*\?", re.IGNORECASE | re.DOTALL)
"""A sentence that begins with a question word, or has "?" and a question word or an auxiliary at its beginning."""

_PEOPLE = r"(?:you|(?:any|some)(?:one|body)(?:\s+here)?)"
_ADDRESSED = (
    r"(?:(?:hello|hi|hey|yo)\b[\s,!]*(?:there|all|guys|folks|everyone|mods)?|guys|please|pls|plz|@\w+"
    r"|(?:quick|noob|dumb|stupid|silly)\s+question(?:\s+but)?|(?:sorry|idk|not\s+sure)\b[^.?!]{1,60}?\bbut)\b[\s,!:]+"
)
"""People addressed, and excuses: "hey guys …", "sorry if this was asked before but …"."""
_FRAME = re.compile(
    rf"\W*(?:{_ADDRESSED})*+"  # possessive: "hey guys" matches in two ways, so many of them would take for ever
    rf"(?:(?:(?:(?:can|could|would|will)\s+{_PEOPLE}\s+(?:please\s+|kindly\s+)?)?(?:please\s+)?(?:tell|explain\s+to)\s+(?:me|us)"
    rf"|(?:(?:do|does)\s+)?{_PEOPLE}\s+(?:happen\s+to\s+)?know"
    r"|I(?:\s+would|['’]d)?\s+(?:like|want|need)\s+to\s+know|I(?:(?:\s+was|\s+am|['’]m)\s+wondering|\s+wonder)"
    r"|(?:can|could|may)\s+I\s+ask)"
    rf"[\s,:]+(?=(?:(?:at|by|from|in|on|to|with)\s+)?{_ASKING}\b)"
    rf"|(?<=[\s,!:])(?={_ASKING}(?:['’]?s)?\b|{YES_NO}))",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"[\s,]+(?:please|pls|plz|guys|thanks|thx|ty)(?=\W*$)", re.IGNORECASE)
"""Polite phrases after a question; `_FRAME` has those before it: "could you tell me who came?" asks who came."""

_COMMAND = re.compile(r"(?<![\w!#@/-])((?:!|--)([^\W\d_][\w-]+))")
"""A bot command or a program option: "!ban", "--dry-run"."""


@dataclass(frozen=True, slots=True)
class AskingSentence:
    """The part of a question that is read, and the terms of the names in the rest of it, if it has several sentences.

    `commands` are the commands and options in the question, with their signs, which `text` lacks.
    """

    text: str
    names: frozenset[str] = frozenset()
    commands: frozenset[str] = frozenset()

    def may_mean(self, article: Article) -> bool:
        """Tell whether the question may be about an article: it has all commands, and at least half of `names`."""
        if not all(command in article.text for command in self.commands):
            return False
        if not self.names:
            return True
        return 2 * len(self.names & set(terms(f"{article.title}\n{article.text}"))) >= len(self.names)


def asking_sentence(question: str) -> AskingSentence:
    """Return the part of a question that is read, without the signs of commands.

    A reader does not take the sign before a command for a part of its name.
    """
    asking = _asking_sentence(question)
    commands = frozenset(command for command, _ in _COMMAND.findall(question))
    return replace(asking, text=_COMMAND.sub(r"\2", asking.text), commands=commands)


def _asking_sentence(question: str) -> AskingSentence:
    """Return the last sentence of a question if it alone asks, and is complete by itself; else the whole question.

    "She" is replaced by the person in the rest, if there is only one. A reader takes the rest for a part of the
    question, and either answers that or refuses, since no sentence answers both; a search finds more with all of it.
    Polite phrases are always removed.
    """
    question = _bare(question)
    sentences = [_bare(one) for span in segment.sentences(question) for one in _TYPED.split(span.of(question))]
    asking = [one for one in sentences if one.endswith("?") or _ASKS.match(one)]
    # What follows a question narrows it ("Not the goods lift."), and is a part of it.
    if len(sentences) == 1 or asking != sentences[-1:]:
        return AskingSentence(question)
    one = _with_name(asking[0], " ".join(sentences))
    says_what = _ASKS.match(one) and len(content_stems(one)) >= _OWN_WORDS and not _POINTS_BACK.search(one)
    if not says_what or (one == asking[0] and _WHOSE.search(one)):
        return AskingSentence(question)
    return AskingSentence(one, _named(sentences[:-1]))


def _bare(question: str) -> str:
    """Return a question without polite phrases, unless nothing else is left."""
    framed = _FRAME.match(question)
    asked = _PLEASE.sub("", question[framed.end() :] if framed else question)
    return asked if content_stems(asked) else question


def _with_name(asking: str, told: str) -> str:
    """Return a sentence with "he" or "she" replaced by the only full name in `told`, unless the sentence has it."""
    names = full_names(told)
    if len(names) != 1 or names[0] in asking:
        return asking
    return _WHO.sub(lambda _: names[0], asking, count=1)


def _named(sentences: Iterable[str]) -> frozenset[str]:
    """Return the terms of names and uncommon words; a common word that begins a sentence is not a name."""
    found: set[str] = set()
    for sentence in sentences:
        for number, word in enumerate(_WORDS.findall(sentence)):
            if (_NAME.match(word) and number) or ((word.isalpha() or _NAME.match(word)) and not is_common(word)):
                found.update(terms(word))
    return frozenset(found)
