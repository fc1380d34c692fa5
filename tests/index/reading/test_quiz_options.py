"""Quizzes: a question with answers to choose from tells none of them."""

from __future__ import annotations

import pytest

from index.reading.quiz_options import quiz_lines

QUIZ = """How closely did you follow the week in Lornholm? Find out.

1. Which animal was seen in the harbour?

A seal

A walrus

An otter

2. Divers have found what in the old mill pond?

A safe

A bell

A bicycle

3. Who opened the new ferry line?

The mayor

A schoolgirl

Nobody, as it rained"""


def _said(text: str) -> list[str]:
    return [line.of(text) for line in quiz_lines(text)]


def test_questions_with_as_many_answers_each_are_a_quiz() -> None:
    """All of its questions and answers are found, and not what stands before."""
    said = _said(QUIZ)
    assert len(said) == 12
    assert said[0] == "1. Which animal was seen in the harbour?"
    assert said[-1] == "Nobody, as it rained"


def test_a_part_that_begins_and_ends_inside_is_one_too() -> None:
    """A passage of a quiz begins with answers to a question that is not in it."""
    part = QUIZ[QUIZ.index("A walrus") :] + "\n\n4. How many boats came?\n\n12\n\n4"
    assert _said(part) == [line for line in part.split("\n") if line]


def test_what_stands_behind_the_last_answer_is_none() -> None:
    """A sentence is nothing to choose."""
    assert "The answers are on page 4." not in _said(QUIZ + "\n\nThe answers are on page 4.")


RUN_ON = (
    "Take our quiz. 1. Which animal was seen in the harbour? A seal\n\nA walrus\n\nAn otter 2. Divers have found what "
    "in the old mill pond? A safe\n\nA bell\n\nA bicycle 3. Who opened the new ferry line? The mayor\n\nA schoolgirl\n"
    "\nNobody, as it rained"
)


@pytest.mark.parametrize("behind", ["", " 1. A walrus\n\nIt was seen by two fishermen on Monday.", "\n\nSo it goes."])
def test_questions_may_stand_behind_the_answers_of_the_one_before(behind: str) -> None:
    """A page that has lost its layout: its questions are numbered, and the first answer is in the line of each."""
    said = _said(RUN_ON + behind)
    assert said[0] == "1. Which animal was seen in the harbour?"
    assert said[-1].startswith("Nobody, as it rained")
    assert len(said) == 12


def test_numbered_questions_with_one_answer_each_are_no_quiz() -> None:
    """Nor are those whose answers are sentences."""
    asked = "1. What does a card cost? 12 euros 2. How long is it valid? A year 3. Who gives it out? The town hall"
    assert _said(asked) == []
    assert _said(RUN_ON.replace("A seal", "A seal was.").replace("A safe", "A safe was.")) == []


def test_two_questions_are_enough_where_letters_stand_before_the_answers() -> None:
    """Nobody letters one answer."""
    lettered = "Who rang the bell?\na) Ida\nb) Per\nWho stopped it?\na) Nils\nb) Ida"
    assert len(_said(lettered)) == 6


@pytest.mark.parametrize(
    "text",
    [
        "What should I bring?\nTowel\nLock\nShoes\nWhat is not allowed?\nFood\nGlass\nPhones\n",  # answers, not choices
        "What is the fee?\nIt is 5 euros.\nWho pays it?\nThe guest does.\nWhen is it due?\nIt is due on arrival.\n",
        "What is the fee?\n5 euros\nWho pays it?\nThe guest\nWhen?\nOn arrival\n",
        "Is it far?\nIs it dear?\nIs it open?\n",
        "No question at all.\n",
        "",
    ],
)
def test_questions_that_are_answered_are_no_quiz(text: str) -> None:
    """Answers are sentences, of different numbers, or what several are asked for."""
    assert quiz_lines(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Who was the first woman to fly over Orn?\n\nA. Edith Lorn\n\nB. Marga Huss\n\nC. Inge Tolt",
        "1. What is the longest bridge?\n A. The old one, as all children here learn at school, and early\n B. Mirn",
        "Tolm is dry this year. Which lake has the most swans?\n(a) Mirn\n(b) Orn",
    ],
)
def test_a_question_for_one_thing_leaves_lettered_answers_to_choose_from(text: str) -> None:
    """What stands around it is not touched; nobody is told which one is right."""
    around = f"Club news\n\n{text}\n\nThe prize is a weekend in Orn."
    assert _said(around) == [line.strip() for line in text.split("\n") if line]


@pytest.mark.parametrize(
    "text",
    [
        "Which colours are allowed?\n- white\n- blue",
        "How do I apply?\n- online\n- by post",
        "How do I apply?\na) Fill in the form.\nb) Send it to us.",
        "How much does it cost?\n- adults 5 euros\n- children 3 euros",
        "When are you open?\nMonday to Friday 9-17\nSaturday 10-14",
        "When do the buses leave?\n6:10\n7:10\n8:10",
        "Where can I buy tickets?\nat the station\nonline",
        "What is the address?\nMain Street 5\nOrn",
        "Who runs the club?\nAnna Berg\nTom Lee",
        "Who founded the club?\n- Anna Berg\n- Tom Lee",
        "Who may use the hall?\na) members\nb) guests",
        "When may the lease end?\na) The rent is late; or\nb) the flat is let to others.",
        "Which size fits?\n- S: up to 170 cm\n- M: up to 180 cm",
        "Which bus do I take?\n- 17\n- 23",
        "Which browser is supported?\n- Hare\n- Tortoise",
        "What is in the first aid kit?\n- plaster\n- scissors",
        "What brings the best results?\n- patience\n- water",
        "What equipment is provided?\n- paddle\n- vest",
        "Which team won the cup?\n1. Halden\n2. Moss\n3. Odd",
        "How many places are left?\n12 singles\n4 doubles",
        "What is included?\nTowel\nLock\nWhat do I need?\nShoes\nCap\nHow can I pay?\nCash\nBy card",
    ],
)
def test_lists_that_answer_stay(text: str) -> None:
    """Where several may be right, where entries say for whom, and where somebody asks for himself."""
    assert _said(f"Frequent questions\n\n{text}\n\nMore on our page.") == []
