"""The kind of answer that a question asks for."""

from __future__ import annotations

import pytest

from index.questions.question import Kind, asks_yes_no, question_kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who won the race?", Kind.WHO),
        ("What scientist discovered radium?", Kind.WHO),
        ("when did the bridge open", Kind.WHEN),
        ("What year did the bridge open?", Kind.WHEN),
        ("Where is the museum?", Kind.WHERE),
        ("In which country is the museum?", Kind.WHERE),
        ("how many flights were there?", Kind.HOW_MANY),
        ("How long is the bridge?", Kind.HOW_MANY),
        ("What percentage of voters stayed home?", Kind.HOW_MANY),
        ("what did Rubio raise?", Kind.SAID),
        ("What did the mayor say about the tram?", Kind.SAID),
        ("Why did the bridge close?", Kind.WHY),
        ("Is the bridge open?", Kind.YES_NO),
        ("Did they say when it opens?", Kind.YES_NO),
        ("Which team won?", Kind.WHICH),
        ("What is a tram?", Kind.WHAT),
        ("", Kind.OTHER),
        ("tram", Kind.OTHER),
    ],
)
def test_the_words_of_a_question_tell_its_kind(question: str, kind: Kind) -> None:
    """The question word, the noun after it or a verb of speech decide which kind of answer is asked for."""
    assert question_kind(question) is kind


@pytest.mark.parametrize(
    ("question", "is_one"),
    [
        ("is the bridge open?", True),
        ("has she resigned?", True),
        ("Did they say when it opens?", True),
        ("did it open or not?", True),
        ("is the bridge open or closed?", True),
        ("isn't the bridge open?", True),
        ("Won’t it open?", True),
        ("can't I cross it?", True),
        ("am I allowed to cross it?", True),
        ("shall we cross it?", True),
        ("when did it open?", False),
        ("amber or teal?", False),
        ("AM radio or FM?", False),
        ("don't worry, when is it open?", False),
        ("couldn’t find the hours, when is it open?", False),
        ("can't find when it opens", False),
        ("wont of the town", False),
        ("tell me whether it is open", False),
    ],
)
def test_what_begins_with_an_auxiliary_verb_asks_yes_or_no(question: str, is_one: bool) -> None:
    """Or for one of two words."""
    assert asks_yes_no(question) is is_one
