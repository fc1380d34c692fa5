"""What a pronoun means is found in questions as they are typed: by office, in small letters, with short verbs."""

from __future__ import annotations

import pytest

from index.questions.follow_up import standalone


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("who is the goalkeeper of Lindau?", "how old is she?", "how old is the goalkeeper of Lindau?"),
        ("who's the treasurer?", "when did he start?", "when did the treasurer start?"),
        ("who is the goalkeeper?", "and the captain?", "who is the captain?"),
        ("who is ada lind", "how old is she", "ada lind: how old is she"),
        ("who is the sponsor?", "what does it sell?", "what does the sponsor sell?"),
        ("who was responsible for safety?", "how old is he?", "responsible for safety: how old is he?"),
        ("who is absent?", "why is he absent?", "absent: why is he absent?"),
    ],
)
def test_who_somebody_is_makes_a_person_of_any_office(previous: str, question: str, whole: str) -> None:
    """Else "how old is she?" is asked of all articles, and somebody else's age answers."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("when was the canal dug?", "how many locks does it have?", "how many locks does the canal have?"),
        ("when was the canal begun?", "who surveyed it?", "who surveyed the canal?"),
        ("how much water does the tank hold?", "how heavy is it?", "how heavy is the tank?"),
        ("when is the sand coming to Orrby?", "who ordered it?", "who ordered the sand?"),
        ("when is the next meeting in Orrby?", "who leads it?", "who leads the next meeting?"),
        ("is there a bus to Orrby?", "how long does that take?", "a bus to Orrby: how long does that take?"),
        ("who weeds the flower bed?", "how big is it?", "how big is the flower bed?"),
        ("when did the ferry reach Great Moss?", "how long does it take?", "how long does the ferry take?"),
        ("why was not the permit granted?", "who wanted it?", "who wanted the permit?"),
        ("why did the council choose Ada Lind?", "where does it meet?", "where does the council meet?"),
        ("what is Ada Lind's book called?", "when did it come out?", "Ada Lind's book called: when did it come out?"),
        ("is Ada Lind’s book new?", "what does it cost?", "Ada Lind’s book new: what does it cost?"),
        ("what did Orr's report say?", "who wrote it?", "Orr's report say: who wrote it?"),
        ("how many seats do the Greens have?", "who is their leader?", "who is the Greens' leader?"),
        ("what if I'm late?", "can I renew them?", "if I'm late: can I renew them?"),
    ],
)
def test_what_a_question_speaks_of_is_known_without_its_verb(previous: str, question: str, whole: str) -> None:
    """Nor is what is counted meant where something has it, and "I'm" is no name."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("what did Ada Lind say in Orrby?", "where was she born?", "where was Ada Lind born?"),
        ("what was built in Orrby?", "when was it founded?", "when was Orrby founded?"),
        ("who rang on Monday?", "how old is he?", "rang on Monday: how old is he?"),
        ("who found the key?", "how old is he?", "found the key: how old is he?"),
        ("who built the Blue Bridge?", "how old is he?", "built the Blue Bridge: how old is he?"),
        ("who found the key?", "is it old?", "is the key old?"),
        ("who does the mayor know?", "how old is he?", "how old is the mayor?"),
        ("who rang in June?", "what did it cost?", "rang in June: what did it cost?"),
    ],
)
def test_nobody_is_the_town_or_the_day_of_what_happened(previous: str, question: str, whole: str) -> None:
    """What stands behind "in" is no he or she, but may be it; a day is neither. What somebody found is it as well."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        (
            "who won the race in Orrby?",
            "how many people live there?",
            "won the race in Orrby: how many people live there?",
        ),
        ("what happened at the Old Mill in May?", "who was there?", "happened at the Old Mill in May: who was there?"),
        ("what happened in Orrby in 2017?", "how many mills are there?", "how many mills are there?"),
        ("what happened in Orrby?", "is there a mill?", "is there a mill?"),
    ],
)
def test_there_is_asked_below_what_was_asked(previous: str, question: str, whole: str) -> None:
    """That there is something says nothing of where."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    "question",
    [
        "how much does it cost to tow a boat?",
        "how long does it take until the parcel comes?",
        "how far is it from tolm to the quay?",
        "is it forbidden to land there at night?",
        "why did ada lind lose her house?",
        "where does tolm bakery get its flour?",
        "can pupils bring their bikes?",
        "how many families lost their homes?",
        "what was the keeper's job before she left?",
    ],
)
def test_a_pronoun_may_mean_what_its_own_question_speaks_of(question: str) -> None:
    """Or nothing: then no question before it is meant."""
    assert standalone("how much is a ticket for the ferry to Orrby?", question) == question


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("how do I bake the bread?", "how long does it take to rise?", "how long does the bread take to rise?"),
        ("where is the museum?", "how much does it cost to enter?", "how much does the museum cost to enter?"),
        ("who is Ada Lind?", "does my son know her?", "does my son know Ada Lind?"),
        ("what do the Greens want?", "how many did their rivals get?", "how many did the Greens' rivals get?"),
    ],
)
def test_a_pronoun_does_not_mean_what_it_stands_against(previous: str, question: str, whole: str) -> None:
    """One is not several, and whom somebody hears is not that one."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    "question",
    [
        "how long does that take?",
        "how much does this cost?",
        "why did that happen",
        "how do I do that?",
        "can that be?",
        "is that included?",
        "does that pump work without coins?",
    ],
)
def test_that_alone_means_what_was_asked_before(question: str) -> None:
    """No article says what it is; nothing of the question before is left out."""
    assert standalone("where is the tyre pump?", question) == f"the tyre pump: {question}"


@pytest.mark.parametrize(
    "question",
    [
        "how warm is this summer?",
        "what does this server offer to guests?",
        "who knew that Ada Lind was ill?",
        "what does Orrby have that Tolm lacks?",
        "what did the mayor do that angered Orrby?",
        "what did Rubio do this week?",
        "which matches are this weekend?",
    ],
)
def test_this_before_a_noun_may_be_known_without_a_question_before(question: str) -> None:
    """And "that" may only join what follows to a verb."""
    assert standalone("where is the tyre pump?", question) == question
