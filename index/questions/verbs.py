"""Verbs in their forms: that "bought" is of "buy", and which forms are of the past."""

from __future__ import annotations

import re

from index.questions.question import stem

_WORD = re.compile(r"[^\W\d_]+")
_FORMS = """
became/become began/begin begun/begin bought/buy broke/break broken/break beat/beat brought/bring built/build
came/come caught/catch chose/choose chosen/choose did/do died/die drew/draw drawn/draw drove/drive driven/drive
fell/fall fallen/fall fought/fight found/find gave/give given/give gone/go got/get grew/grow grown/grow held/hold
kept/keep knew/know known/know laid/lay led/lead left/leave lent/lend lied/lie lost/lose made/make meant/mean met/meet
paid/pay ran/run rose/rise risen/rise said/say sang/sing sung/sing sank/sink sunk/sink saw/see seen/see sent/send
shown/show sold/sell spent/spend spoke/speak spoken/speak stole/steal stolen/steal stood/stand swam/swim swum/swim
taught/teach thought/think threw/throw thrown/throw tied/tie told/tell took/take taken/take understood/understand
went/go won/win wore/wear worn/wear wrote/write written/write
"""
_BASE = dict(form.split("/") for form in _FORMS.split())
PAST = rf"(?:\w+ed|{'|'.join(_BASE)})"
"""A form of what was done, as a pattern."""


def act(verb: str) -> str:
    """Return the stem of a verb in any of its forms."""
    verb = verb.casefold()
    return stem(_BASE.get(verb) or re.sub(r"(?<=\w)ied$", "y", verb))


def acts(text: str) -> frozenset[str]:
    """Return the stems of the words of a text, taken for verbs."""
    return frozenset(map(act, _WORD.findall(text)))


def is_past(verb: str) -> bool:
    """Tell whether a verb has the form of what was done."""
    return verb.endswith("ed") or verb.casefold() in _BASE
