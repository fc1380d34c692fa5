"""Questions for a day, a version or a part, which a heading may tell."""

from __future__ import annotations

import pytest

from index.questions.told_by_headings import asked_part, asks_day, asks_version, asks_which_day


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("when was the bell stolen", "day"),
        ("Since when can I export?", "day"),
        ("in what year did the mill close?", "which day"),
        ("Which day is the choir?", "which day"),
        ("at which meeting was it decided?", "day"),
        ("which version added greenhouses?", "version"),
        ("in what release was the crash fixed", "version"),
        ("which patch broke it?", "version"),
        ("what do I do when it rains?", ""),
        ("what time is the ferry?", ""),
        ("how early does it open?", ""),
        ("which days is it closed?", ""),
        ("which versions support it?", ""),
        ("who fixed the crash?", ""),
        ("what was fixed in 2.3?", ""),
    ],
)
def test_what_is_wanted_is_known_by_the_words(question: str, kind: str) -> None:
    """One day or one version; not an hour, not several, and not "when" between other words."""
    wanted = {"day": asks_day(question), "version": asks_version(question), "which day": asks_which_day(question)}
    assert {name for name, wants in wanted.items() if wants} == {
        "which day": {"day", "which day"},
        "": set(),
    }.get(kind, {kind})


@pytest.mark.parametrize(
    ("question", "noun"),
    [("in which session is the talk?", "session"), ("What chapter is about knots", "chapter"), ("who talks?", None)],
)
def test_a_part_is_asked_for_by_its_noun(question: str, noun: str | None) -> None:
    """Right after "which"."""
    assert asked_part(question) == noun
