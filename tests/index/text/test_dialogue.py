"""Questions that a text asks itself, and what answers them."""

from __future__ import annotations

import time

import pytest

from index.text.dialogue import answer_to, asks
from index.text.segment import sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Do you deliver to islands?",
        "## How can I cancel?",
        "3. Can I bring a dog?",
        "Reporter: When did you start?",
        "Dr. Inga Tveit: Why not?",
        "Dr. Tveit, how did you come to Orrby?",
        "Q: What does it cost?",
        "Q12. Which days are you closed?",
        "And who pays for that?",
        "At what time do the gates open?",
        "Isn’t that expensive?",
        "[2026-03-02 18:07] mia: and who has the projector?",
        "[2/3/26, 18:03:11] <pete> ok, which one can I use until then?",
        "[12 May 18:02] mia: hi all, who's bringing the projector on friday?",
        "[2/3/26, 6:03:11\u202fPM] Mia K: who has the projector?",
        "18:03 jo: hey, is the printer still broken?",
        "mia: who has the projector?",
        "mia: who took the projector? it was here",
        "[18:03] jo: great, thanks a lot! and who has the key?",
        "02/04/2026, 18:03 - Mia K: who has the projector?",
        "02/04/2026, 18:03 - Mia K: does anybody know when the water comes back again? my beans are dying",
    ],
)
def test_a_question_is_told_by_its_first_word_and_its_mark(sentence: str) -> None:
    """Behind a heading's mark, a number or the name of who speaks."""
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Not yet.",
        "He asked: Who pays for that?",
        "“Who pays for that?” she asked.",
        "The council wants to know who pays?",
        "She asked him, who pays for that?",
        "When it rains, the gates stay shut.",
        "Will Smith won the race.",
        "Opening hours",
        "18:03 jo: they asked who pays?",
    ],
)
def test_what_tells_something_is_no_question(sentence: str) -> None:
    """Also where a question is told of."""
    assert not asks(sentence)


@pytest.mark.parametrize(
    "line",
    [
        "[10:30] mia: who brings the drinks",
        "[2026-03-02 18:07] mia k: and who can drive on sunday",
        "18:03 jo: when do we leave",
        "mia: who waters the plants",
        "jo: what time does the shop close",
        "jo: how much is the ticket",
        "jo: whats the code for the gate",
        "Jo: which room is it",
        "jo: can anyone lend me a drill",
        "[10:31] jo: is the big saw still with ines",
    ],
)
def test_behind_who_writes_a_question_needs_no_mark(line: str) -> None:
    """In a chat many leave it out: who asks is no answer."""
    assert asks(line)
    assert not asks(line.split(": ")[1]), "not in running prose"


@pytest.mark.parametrize(
    "line", ["[10:31] jo: ty!! how big is the saw", "[10:31] jo: oh no, who has the saw", "jo: sorry, when do we meet"]
)
def test_a_word_ahead_of_a_question_in_a_chat_is_no_answer(line: str) -> None:
    """Thanks and sighs."""
    assert asks(line)


@pytest.mark.parametrize(
    "line",
    [
        "[10:32] jo: when it rains we stay in",
        "[10:32] jo: what about tea? the kettle is in the cupboard beside the door, and the cups on the shelf above",
        "[10:32] jo: yes, it is the red one",
        "[10:32] jo: when mia has time",
        "[10:32] jo: what he said",
        "[10:32] jo: will do",
        "[10:32] jo: has the key",
        "[10:32] jo: how nice",
        "Topic: why bees die",
        "Payment: when the goods have arrived",
        "Winner: who gets the most points.",
        "note: what is not said here is not agreed.",
        "Release: what the new version brings",
    ],
)
def test_a_line_that_only_begins_with_such_a_word_tells_something(line: str) -> None:
    """Its verb does not stand where that of a question stands, or it ends as a sentence."""
    assert not asks(line)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Can I pause?\nYes. You can skip eight weeks.\nNo fee is due.", "Yes."),
        ("What does it cost?\nThe small box is 38 euros. The large one is 61.", "The small box is 38 euros."),
        ("A: When was that?\nB: In 1983.\nA: Why?", "B: In 1983."),
        ("Who is there? Who calls? Nobody.", None),
        ("9:01 mia: who brings cake\n9:02 jo: me\n9:03 mia: thx", "9:02 jo: me"),
        ("[2/3/26, 9:01] mia: who has the key? I need it. Now.\n[2/3/26, 9:02] jo: me\n", "[2/3/26, 9:02] jo: me"),
        ("mia: who has the key? I need it.\njo: why?", None),
        ("mia: who has the key? I need it.", "I need it."),
        ("mia: who has the key? I need it.\nJo Lind: me", "Jo Lind: me"),
        ("poll: who won? Norway did.\n\nThe match was in Oslo.", "Norway did."),
        ("Who is there?", None),
    ],
)
def test_the_next_sentence_answers_a_question(text: str, answer: str | None) -> None:
    """Unless it asks something, too; in a chat, the first one of the next message."""
    cut = sentences(text)
    found = answer_to(text, cut, 0)
    assert (found and cut[found].of(text)) == answer


@pytest.mark.parametrize("end", ["", "?"])
def test_a_long_word_in_capitals_is_looked_at_once(end: str) -> None:
    """And not as up to four names in each of the ways in which it could be cut."""
    begin = time.process_time()
    assert not asks("ACGT" * 250 + end)
    assert time.process_time() - begin < 0.5
