"""Questions as people type them: with typing errors, as a few words, and about what a passage only nearly says.

Annotators write whole sentences without mistakes, with the paragraph before them. People ask a bot "how meny jobs are
effected?" or "speed limit harbour", and ask about the year, the number or the person next to those that an article
has.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index.text.analysis import STOP_WORDS
from index.training.examples import Example

TYPED = 0.35
"""The share of questions that are changed, with or without an answer, so that an error indicates neither."""
NEARLY = 0.4
"""The share of the answered questions that are also asked about something else."""

_NAME = re.compile(r"(?<=\s)[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*")
_YEAR = re.compile(r"\b(?:1[7-9]|20)\d\d\b")
_WHEN = re.compile(r"(?:when|what year|which year|in what)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b\d{1,3}\b")
_WORD = re.compile(r"[^\W\d_]+")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b")
_ASKING = frozenset(
    {"who", "whom", "whose", "when", "where", "why", "how", "many", "much", "not", "no", "before", "after"}
)
"""Stop words that stay when a question is reduced to key words: they say what is asked."""
_VOWELS = "aeiou"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = (
    ("ie", "ei"), ("ei", "ie"), ("ph", "f"), ("ck", "k"), ("dge", "ge"), ("tion", "sion"), ("ance", "ence"),
    ("ence", "ance"), ("able", "ible"), ("ible", "able"), ("wh", "w"), ("gh", "g"), ("sc", "s"), ("ous", "us"),
)  # fmt: skip


def as_typed(examples: Sequence[Example], seed: int) -> Iterator[Example]:
    """Yield each example, some of them typed differently, and after some with an answer a near miss."""
    chance = random.Random(seed)  # noqa: S311 — for sampling
    own: dict[str, set[str]] = {}
    for example in examples:
        own.setdefault(example.title, set()).update(match[0] for match in _NAME.finditer(example.text))
    names = {title: sorted(found) for title, found in own.items()}
    for example in examples:
        yield _typed(example, chance)
        if example.kind == "answer" and chance.random() < NEARLY:
            question = nearly(example, names[example.title], chance)
            if question is not None:
                yield _typed(replace(example, kind="swapped", question=question, spans=(), answerable=False), chance)


def _typed(example: Example, chance: random.Random) -> Example:
    if chance.random() >= TYPED:
        return example
    question = example.question
    return replace(example, question=key_words(question) if chance.random() < 0.3 else mistyped(question, chance))


def mistyped(question: str, chance: random.Random) -> str:
    """Return the question with one error, rarely two, in words that begin with a small letter; names are unchanged."""
    for _ in range(2 if chance.random() < 0.25 else 1):
        words = [match for match in _WORD.finditer(question) if len(match[0]) > 3 and match[0][0].islower()]
        if words:
            match = chance.choice(words)
            question = question[: match.start()] + _slip(match[0], chance) + question[match.end() :]
    return question.rstrip("?") if chance.random() < 0.5 else question


def _slip(word: str, chance: random.Random) -> str:
    """Misspell a word: by ear if a rule fits and chance decides so, else by a wrong key."""
    sounds = [(old, new) for old, new in _SOUNDS if old in word]
    if sounds and chance.random() < 0.5:
        old, new = chance.choice(sounds)
        return word.replace(old, new, 1)
    at = chance.randrange(1, len(word))
    before, letter, behind = word[:at], word[at], word[at + 1 :]
    way = chance.randrange(4)
    if way == 0 and behind:
        return before + behind[0] + letter + behind[1:]
    if way == 1:
        return before + behind
    if way == 2:
        return before + letter + letter + behind
    if letter in _VOWELS:
        return before + chance.choice(_VOWELS.replace(letter, "")) + behind
    row = next((row for row in _ROWS if letter in row), letter)
    near = [row[i] for i in (row.find(letter) - 1, row.find(letter) + 1) if 0 <= i < len(row)]
    return before + (chance.choice(near) if near else letter) + behind


def key_words(question: str) -> str:
    """Return the words that carry the question, as typed into a search box; the whole question if they are too few."""
    words = question.rstrip("?").split()
    kept = [word for word in words if word.casefold() not in STOP_WORDS or word.casefold() in _ASKING]
    return " ".join(kept) if len(kept) > 2 else question


def nearly(example: Example, names: Sequence[str], chance: random.Random) -> str | None:
    """Return the question with another year, number, ordinal or name than those in the passage.

    Only what stands in the passage or its title is replaced, and the replacement stands in neither; a name is replaced
    by one of `names`, from elsewhere in the same article. None if the question has nothing of the kind.
    """
    told = f"{example.title}\n{example.text}"
    question = example.question
    ways: list[Callable[[], str | None]] = [
        lambda: _another(
            question, told, _YEAR, lambda old: _moved(old, (-10, -3, -2, -1, 1, 2, 3, 10), chance), chance
        ),
        lambda: _another(question, told, _NUMBER, lambda old: _moved(old, (-2, -1, 1, 2, 5), chance), chance),
        lambda: _another(question, told, _ORDINAL, lambda _: chance.choice(_ORDINALS), chance),
        lambda: _another(question, told, _NAME, lambda old: chance.choice(names or [old]), chance),
    ]
    chance.shuffle(ways)
    ways.append(lambda: _also_when(question, told, chance) if chance.random() < 0.4 else None)
    for way in ways:
        if (asked := way()) is not None:
            return asked
    return None


def _moved(number: str, steps: Sequence[int], chance: random.Random) -> str:
    return str(int(number) + chance.choice(steps))


def _another(
    question: str, told: str, pattern: re.Pattern[str], other: Callable[[str], str], chance: random.Random
) -> str | None:
    found = [match for match in pattern.finditer(question) if match[0] in told]
    if not found:
        return None
    match = chance.choice(found)
    for _ in range(5):
        new = other(match[0])
        if not any(word.casefold() in told.casefold() for word in new.split()) and not new.startswith("-"):
            return question[: match.start()] + new + question[match.end() :]
    return None


def _also_when(question: str, told: str, chance: random.Random) -> str | None:
    """Ask about another year what the passage says of one."""
    years = _YEAR.findall(told)
    if not years or _YEAR.search(question) or _WHEN.match(question):
        return None
    year = str(int(chance.choice(years)) + chance.choice([-9, -4, -2, -1, 1, 2, 4, 9]))
    if year in told:
        return None
    asked = question.rstrip("? ")
    return f"{asked} in {year}?"
