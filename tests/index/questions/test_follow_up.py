"""A follow-up takes its subject from the question before; a question of its own is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.questions.follow_up import continues, phrase_below, standalone
from index.questions.validation import MAX_QUESTION

RAISED = "what did Rubio raise?"


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        (RAISED, "and when?", "when did Rubio raise?"),
        (RAISED, "When?", "When did Rubio raise?"),
        (RAISED, "where exactly?", "where did Rubio raise?"),
        ("Who met Jaishankar in Washington?", "And why?", "why met Jaishankar in Washington?"),
        (RAISED, "what about Modi?", "what did Modi raise?"),
        (RAISED, "and Jaishankar?", "what did Jaishankar raise?"),
        (RAISED, "how about the Indian minister", "what did the Indian minister raise?"),
        ("when is the next meeting?", "and the summit?", "when is the summit?"),
        ("is the Lumina Mini waterproof?", "and the Lumina 2?", "is the Lumina 2 waterproof?"),
        ("is the ferry late?", "when does it leave?", "when does the ferry leave?"),
        ("what did Trump say about Modi in May?", "and about Rubio?", "what did Trump say about Rubio in May?"),
        (RAISED, "did he meet Modi?", "did Rubio meet Modi?"),
        (RAISED, "did Modi say that he agrees?", "did Modi say that he agrees?"),
        (RAISED, "who did he meet?", "who did Rubio meet?"),
        (RAISED, "what is his office?", "what is Rubio's office?"),
        ("Where did Marco Rubio meet S Jaishankar?", "and when did he say so?", "when did Marco Rubio say so?"),
    ],
)
def test_what_is_left_out_comes_from_before(previous: str, question: str, whole: str) -> None:
    """Question words alone, names alone, and pronouns."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("when is the spring fair?", "and sports day?", "when is sports day?"),
        ("is the pool open?", "and sauna?", "is sauna open?"),
        ("when is kiln 3 cleaned?", "and the furnace?", "when is the furnace cleaned?"),
        ("is parking free?", "and the pool?", "is the pool free?"),
        ("is the pool open?", "and children?", "is the pool open for children?"),
    ],
)
def test_a_thing_without_the_takes_the_place_of_one_with_it(previous: str, question: str, whole: str) -> None:
    """Of several, it is for whom or for what it is asked."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("how much is a ticket?", "for students?", "how much is a ticket for students?"),
        ("how much is a ticket for adults?", "for students?", "how much is a ticket for students?"),
        ("may I swim in the lake?", "in the river?", "may I swim in the river?"),
        ("how much is a ticket?", "about the ferry", "about the ferry"),
        ("how much is a ticket?", "for what?", "for what is a ticket?"),
        ("how much is a ticket for adults?", "same for students?", "how much is a ticket for students?"),
        ("is the pool open?", "is it the same on Sundays?", "is the pool open on Sundays?"),
    ],
)
def test_a_preposition_needs_no_and(previous: str, question: str, whole: str) -> None:
    """Nobody asks for whom or where by itself."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("how heavy is the pump?", "and how loud?", "how loud is the pump?"),
        ("what did Rubio raise?", "how so?", "how did Rubio raise?"),
    ],
)
def test_how_takes_any_word_that_says_how(previous: str, question: str, whole: str) -> None:
    """Not only "big" and "long"."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("how much does a bed in the hut cost?", "and in the tower?", "how much does a bed in the tower cost?"),
        ("how long does a letter to Tolm take?", "and to Orrby?", "how long does a letter to Orrby take?"),
        ("when does the museum in Tolm open?", "and in Orrby?", "when does the museum in Orrby open?"),
    ],
)
def test_a_verb_at_the_end_is_kept(previous: str, question: str, whole: str) -> None:
    """It belongs to "does", and not to the place before it."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("what is the price of the tent?", "and the weight?", "what is the weight of the tent?"),
        ("what is the cooldown of spark bolt?", "and ice wall?", "what is the cooldown of ice wall?"),
        ("what is the population of Tolm?", "and the area?", "what is the area of Tolm?"),
    ],
)
def test_a_part_takes_the_place_of_a_part(previous: str, question: str, whole: str) -> None:
    """That which is somebody's, and not whose it is; a name that of a name."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("who runs Moss & Holm?", "where is it?", "where is Moss & Holm?"),
        ("what did Capt. Lind find?", "when did she say so?", "when did Capt. Lind say so?"),
        ("what did Dr. Lind find?", "when did she say so?", "when did Dr. Lind say so?"),
        ("what did Dr. Lind find?", "who disagreed with her?", "who disagreed with Dr. Lind?"),
        ("what did Dr. Lind find?", "who met her in Bonn?", "who met Dr. Lind in Bonn?"),
        ("what did Dr. Lind find?", "what is her office?", "what is Dr. Lind's office?"),
        ("what did Dr. Lind find?", "when did her Aunt Eva die?", "when did Dr. Lind's Aunt Eva die?"),
    ],
)
def test_a_pronoun_means_the_person_by_the_whole_name(previous: str, question: str, whole: str) -> None:
    """With the title before it; nobody of whom something else is asked."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("what is the limit in Kestrel DB 4.2?", "and in version 4.1?", "what is the limit in version 4.1?"),
        ("when is the office open on Mondays?", "what about on Saturdays?", "when is the office open on Saturdays?"),
        ("what is a permit for the first car?", "and for the second car?", "what is a permit for the second car?"),
        ("who scored for Wexley?", "and in 1998?", "who scored for Wexley in 1998?"),
    ],
)
def test_a_phrase_takes_the_place_of_one_with_its_preposition(previous: str, question: str, whole: str) -> None:
    """Or follows the question where there is none."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("in which year did Ada marry?", "and where?", "where did Ada marry?"),
        ("What year was the bridge opened?", "by whom?", "by whom was the bridge opened?"),
        ("which country won the cup?", "when?", "when country won the cup?"),
        ("how much did the bridge cost?", "why?", "why did the bridge cost?"),
        ("was the permit granted?", "why not?", "why was not the permit granted?"),
        ("who won the race?", "why not?", "why won the race?"),
        ("can't I pay there?", "why not?", "why can't I pay there?"),
        ("am I allowed in?", "why not?", "why am not I allowed in?"),
        ("when is the next meeting?", "what time?", "what time is the next meeting?"),
        ("how heavy is the cargo bike?", "and which colour", "which colour is the cargo bike?"),
        ("who painted the mill?", "what colour?", "what colour?"),
        ("when is the mill open?", "which one?", "which one?"),
        ("crafting hour: who leads it?", "since when?", "crafting hour: since when leads it?"),
        ("Orr's book: what did she study?", "and where?", "Orr's book: where did she study?"),
    ],
)
def test_another_question_word_takes_the_place_of_what_was_asked_for(previous: str, question: str, whole: str) -> None:
    """A year goes with its question word."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("asked", "whole"),
    [
        (("who built the bridge?", "how long is it?", "and how wide?"), "how wide is the bridge?"),
        (
            ("what did the mayor say about the bridge?", "what else did he say?", "and about the tunnel?"),
            "what else did the mayor say about the tunnel?",
        ),
    ],
)
def test_a_chain_keeps_its_subject(asked: tuple[str, ...], whole: str) -> None:
    """Each question is made whole of the one before, which was made whole itself."""
    before = ""
    for question in asked:
        before = standalone(before, question)
    assert before == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("who built the bridge?", "how much did it cost?", "how much did the bridge cost?"),
        ("why was the old bridge closed?", "when was it built?", "when was the old bridge built?"),
        ("which company built the bridge?", "how long is it?", "how long is the bridge?"),
        ("when will the bridge over the river open?", "how long is it?", "how long is the bridge?"),
        ("what did Rubio say about the treaty?", "when was it signed?", "when was the treaty signed?"),
        ("who built the bridge?", "what did Rubio say about it?", "what did Rubio say about the bridge?"),
        ("what did Kestrel announce this morning?", "when was it founded?", "when was Kestrel founded?"),
        ("what did the mayor say about the bridge?", "why did she say so?", "why did the mayor say so?"),
        ("who is the mayor of Tolm?", "how old is she?", "how old is the mayor of Tolm?"),
        ("what did the ministers discuss?", "where did they meet?", "where did the ministers meet?"),
        ("Tell me about Ilse Brandt", "how old is she?", "how old is Ilse Brandt?"),
        ("who built the bridge?", "is it true that Rubio came?", "is it true that Rubio came?"),
    ],
)
def test_a_pronoun_means_what_was_spoken_of_without_a_name(previous: str, question: str, whole: str) -> None:
    """A thing, or a person by office."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("who did Rubio meet?", "and last year?", "who did Rubio meet last year?"),
        ("who did Rubio meet in 2018?", "and 2019?", "who did Rubio meet in 2019?"),
        ("who is Ilse Brandt?", "and her husband?", "who is Ilse Brandt's husband?"),
        ("what is Kestrel?", "and its price?", "what is Kestrel's price?"),
        ("what did Rubio say about the bridge?", "and the tunnel?", "what did Rubio say about the tunnel?"),
        (
            "how many seats do the Greens have on the board?",
            "and the Reds?",
            "how many seats do the Reds have on the board?",
        ),
        (
            "how many seats have the Greens on a board?",
            "and the Red List?",
            "how many seats have the Red List on a board?",
        ),
        ("who won the race?", "by how much?", "by how much won the race?"),
        ("how long is the bridge?", "and how wide?", "how wide is the bridge?"),
        ("when does the ferry reach Great Moss?", "and Little Moss?", "when does the ferry reach Little Moss?"),
        ("why did Lind vote against?", "and Holm?", "why did Holm vote against?"),
        ("who tested Kestrel 1.0.7?", "and Kestrel 1.0.8?", "who tested Kestrel 1.0.8?"),
        ("does the van have a bed?", "and a sink?", "does the van have a sink?"),
        ("how much is a ticket for the mill?", "and the castle?", "how much is a ticket for the castle?"),
        ("shall I bring gloves?", "and tools?", "shall I bring tools?"),
        ("how much is a tent for the weekend?", "and the big one?", "how much is the big tent for the weekend?"),
        ("when is the morning of the hike?", "and Sunday?", "when is the morning of the hike Sunday?"),
    ],
)
def test_a_phrase_takes_the_place_of_what_is_like_it(previous: str, question: str, whole: str) -> None:
    """A day that of a day, a thing that of a thing and no name's."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    "question",
    [
        "how many Indian nationals were deported?",
        "when did Rubio meet Jaishankar?",
        "and how many flights were there?",
        "is it raining?",
    ],
)
def test_a_question_of_its_own_is_left_alone(question: str) -> None:
    """Whatever was asked before."""
    assert standalone("what is the capital of france?", question) == question


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("how long do dried noodles cook?", "and the fresh ones?", "how long do the fresh noodles cook?"),
        (
            "how many days do full-time employees get?",
            "and part-time ones?",
            "how many days do part-time employees get?",
        ),
        ("when does the first night train leave?", "and the last?", "when does the last night train leave?"),
        ("how do I cook white rice?", "and the brown one?", "how do I cook the brown rice?"),
        ("how much do pizza ovens cost?", "and the old ones?", "how much do the old ovens cost?"),
    ],
)
def test_a_noun_that_is_left_out_is_put_back(previous: str, question: str, whole: str) -> None:
    """That of what it stands against."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("when is the gym open on weekdays?", "and weekends?", "when is the gym open on weekends?"),
        ("who won the 2022 final?", "and in 2024?", "who won the 2024 final?"),
        ("what was the 2022 budget?", "and 2023?", "what was the 2023 budget?"),
        ("how many votes did Biden get in Ohio?", "and in 2024?", "how many votes did Biden get in Ohio in 2024?"),
        (
            "how many goals did Messi score in 2021?",
            "and in Spain?",
            "how many goals did Messi score in 2021 in Spain?",
        ),
        ("how many medals did Norway win in 2018?", "Sweden in 2022?", "Sweden in 2022?"),
        ("when did the price fall?", "and in 2023?", "when did the price fall in 2023?"),
        ("is it open in the morning?", "and in the evening?", "is it open in the evening?"),
    ],
)
def test_a_time_takes_the_place_of_a_time(previous: str, question: str, whole: str) -> None:
    """And of nothing else with its preposition."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("how much flour do I need?", "and sugar?", "how much sugar do I need?"),
        ("how many sick days do employees get?", "and interns?", "how many sick days do interns get?"),
        ("how many sick days do employees get?", "and young employees?", "how many sick days do young employees get?"),
        ("who approves travel requests?", "what about expenses?", "who approves expenses?"),
        ("when will the north bridge be closed?", "and the south one?", "when will the south bridge be closed?"),
        ("is the museum free for children?", "what about adults?", "is the museum free for adults?"),
        ("how many goals did Messi score?", "and modi?", "how many goals did modi score?"),
        ("how many people were injured?", "and killed?", "how many people were killed?"),
        ("how many grams of sugar are in it?", "and of salt?", "how many grams of salt are in it?"),
    ],
)
def test_what_has_no_article_is_found_by_its_place(previous: str, question: str, whole: str) -> None:
    """Counted, behind an auxiliary or a preposition, or what is done to."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    "previous", ["when does the shop open on Saturday?", "what did Rubio raise?", "how many flew?"]
)
@pytest.mark.parametrize(
    "question",
    [
        "and when does the shop open on Sundays?",
        "and who won the 2022 final?",
        "and in 2024, who won the cup?",
        "and for children, how much is a ticket?",
        "and how many people smoke?",
        "how many people died in 2023?",
        "and how many of the 30 ministers resigned in 2021?",
        "what about the weather did the report mention?",
        "what about the 2019 report is wrong?",
        "what about when the shop is closed on a holiday?",
        "how about Sunday, is the shop open?",
        "how about telling me who won the 2024 final?",
        "and if I am late?",
        "how about we talk about the 2022 final?",
        "and so on?",
        "so nobody was hurt?",
        "and there is a fee?",
        "and isn't the shop closed?",
        "and am I late?",
        "also, the ferry leaves when?",
        "then explain the new policy",
        "ok show me the opening hours",
        "is one dose enough?",
        "which ones are open on Sunday?",
    ],
)
def test_what_asks_or_tells_something_itself_is_left_alone(previous: str, question: str) -> None:
    """However it begins, and whatever was asked before."""
    assert standalone(previous, question) == question


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("what does the blue lamp do?", "and the red one?", "what does the red lamp do?"),
        ("what does the blue lamp do?", "who has it?", "who has the blue lamp?"),
        ("who has the mayor met?", "and the king?", "who has the king met?"),
        ("how much is the midterm worth?", "and the final?", "how much is the final worth?"),
    ],
)
def test_a_verb_behind_its_subject_is_no_part_of_it(previous: str, question: str, whole: str) -> None:
    """Nor is the last word of a subject or an object a verb, where that stands elsewhere."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("what do I get for 60 minutes delay?", "and for 120?", "what do I get for 120 minutes delay?"),
        ("when is sheet 2 due?", "and 3?", "when is sheet 3 due?"),
        ("how big is the 3.2.0 download?", "and 3.1.0?", "how big is the 3.1.0 download?"),
        ("who won in 2019?", "and in 2022?", "who won in 2022?"),
        ("how much is the v2?", "and for 12?", "how much is the v2 for 12?"),
    ],
)
def test_a_bare_number_takes_the_place_of_a_number(previous: str, question: str, whole: str) -> None:
    """But not that of a year or part of a name."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("when is crafting hour?", "who leads it?", "crafting hour: who leads it?"),
        ("what was the score of the Orrby match?", "who scored?", "the score of the Orrby match: who scored?"),
        ("where did Rubio meet Jaishankar?", "when was that?", "Rubio meet Jaishankar: when was that?"),
        ("who was Ada Lind's husband?", "what did he do?", "Ada Lind's husband: what did he do?"),
        ("old cinder health", "what does he drop", "old cinder health: what does he drop"),
        ("old cinder health: what does he drop", "how old is he?", "old cinder health: how old is he?"),
        ("when?", "who leads it?", "when: who leads it?"),
        ("when is crafting hour?", "did Ada say when she would come?", "did Ada say when she would come?"),
        ("when is crafting hour?", "and her husband?", "crafting hour: her husband?"),
        ("when is crafting hour?", "is it likely to rain?", "is it likely to rain?"),
        ("when is crafting hour?", "who leads the dungeon run?", "who leads the dungeon run?"),
    ],
)
def test_a_pronoun_that_means_nothing_found_is_asked_below_what_was_asked(
    previous: str, question: str, whole: str
) -> None:
    """Nothing is put in its place, and what it is about is there for who reads."""
    assert standalone(previous, question) == whole


def test_white_space_inside_a_name_does_not_matter() -> None:
    """A name is found again however it was typed."""
    assert standalone("who is  Ada   Lind?", "did she meet Bo  Ek?") == "did Ada Lind meet Bo Ek?"


_WORDS = (
    "and the a an of in who how many much about is did may 2022 ones first others Rubio men's red it fed Sundays , ?"
)
_TALK = st.lists(st.sampled_from(_WORDS.split()), max_size=9).map(" ".join)


@given(st.one_of(st.text(max_size=60), _TALK), st.one_of(st.text(max_size=60), _TALK))
def test_nothing_is_ever_lost(previous: str, question: str) -> None:
    """Any two texts make one, and never less than what was asked."""
    assert standalone(previous, question) or not question


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("can I bring my dog to the office?", "what about wednesdays?", "can I bring my dog to the office wednesdays?"),
        ("how much is admission?", "what about students?", "how much is admission for students?"),
        ("what was changed in patch 2.8?", "what about the mage?", "what was changed in patch 2.8 for the mage?"),
        ("how much is a swim for a grown-up?", "what about babies?", "how much is a swim for babies?"),
    ],
)
def test_what_fits_nowhere_is_whom_it_is_asked_for(previous: str, question: str, whole: str) -> None:
    """Several are not what "is" so."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("what does the first lap there cost?", "and second?", "what does the second lap there cost?"),
        ("when did Mira Oss last row?", "and the first?", "when did Mira Oss first row?"),
        ("when does the regatta begin?", "next?", "next?"),
    ],
)
def test_a_rank_alone_stands_in_the_place_of_another(previous: str, question: str, whole: str) -> None:
    """With no other before it, it leans on nothing."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "phrase", "below"),
    [
        ("how much is a ticket?", "students", ("how much is a ticket for students?", "a ticket: students?")),
        (
            "when does the pool open on Saturday?",
            "sunday?",
            ("when does the pool open on sunday?", "the pool open on Saturday: sunday?"),
        ),
        ("does it run on Linux?", "Unix?", ("does it run on Unix?", "it run on Linux: Unix?")),
        ("how much is a ticket?", "and students?", ()),
        ("how much is a ticket?", "why?", ()),
        ("how much is a ticket?", "who sells them?", ()),
        ("how much is a ticket?", "shall we pay?", ()),
        ("how much is a ticket?", "the opening hours of the pool", ()),
        ("", "students?", ()),
    ],
)
def test_a_phrase_may_be_asked_below_the_question_before(previous: str, phrase: str, below: tuple[str, ...]) -> None:
    """In the place of what is like it, or of all that is asked; of what is longer, nothing is guessed."""
    assert phrase_below(previous, phrase) == below


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("and a family?", "a junior pay: a family?"),
        ("what about families?", "a junior pay: families?"),
        ("no, I meant an adult", "a junior pay: an adult?"),
    ],
)
def test_a_phrase_below_a_question_gives_its_place_to_the_next_one(question: str, whole: str) -> None:
    """Else families were asked for together with the seniors before them."""
    assert standalone("a junior pay: seniors?", question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("when does the sauna open on Mondays?", "and close?", "when does the sauna close on Mondays?"),
        ("when did the strike start?", "and end?", "when did the strike end?"),
        ("when does the winter sale start?", "when does it end?", "when does the winter sale end?"),
    ],
)
def test_a_verb_takes_the_place_of_a_verb(previous: str, question: str, whole: str) -> None:
    """Of those that may end a question with "does"."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("when does the gym open?", "no, I meant the pool", "when does the pool open?"),
        ("when does the gym open?", "i mean the pool not the gym", "when does the pool open?"),
        ("when does the gym open?", "Sorry, not the gym, the pool!", "when does the pool open?"),
        ("who won the race in 2022?", "oops, 2023", "who won the race in 2023?"),
        ("who won the race in 2022?", "sorry in 2023", "who won the race in 2023?"),
        ("how do I cook white rice?", "No, the brown one.", "how do I cook the brown rice?"),
        ("when does the gym open?", "sorry, I meant how much is it?", "how much is the gym?"),
        ("when does the gym open?", "sorry, who won the race?", "who won the race?"),
        ("when does the gym open?", "no parking", "no parking"),
        ("when does the gym open?", "No, thanks to whom?", "thanks to whom?"),
    ],
)
def test_a_correction_takes_the_place_of_what_it_corrects(previous: str, question: str, whole: str) -> None:
    """And what is not meant goes with the words that correct."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("when was release 2.4 published?", "and release 2.3?", "when was release 2.3 published?"),
        ("who tested firmware 1.0.7?", "and firmware 1.0.8?", "who tested firmware 1.0.8?"),
        ("when was the release 2.4 published?", "who made it?", "who made the release 2.4?"),
        ("how much is yoga class?", "and swimming class?", "how much is swimming class?"),
        ("can wool be washed at 60 degrees?", "and linen?", "can linen be washed at 60 degrees?"),
        ("will the bridge stay closed?", "and the tunnel?", "will the tunnel stay closed?"),
        ("how long will the bridge remain shut?", "when was it built?", "when was the bridge built?"),
        ("when do shops in the harbour close?", "who owns it?", "who owns the harbour?"),
    ],
)
def test_a_thing_is_found_as_long_as_it_is(previous: str, question: str, whole: str) -> None:
    """With its number, and without the verbs behind it."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("who did win the cup?", "and at the pool?", "who did win the cup at the pool?"),
        ("may I smoke in the hall?", "and at the weekend?", "may I smoke in the hall at the weekend?"),
        ("may I smoke at the weekend?", "and on the roof?", "may I smoke at the weekend on the roof?"),
    ],
)
def test_a_place_takes_no_time_and_a_time_no_place(previous: str, question: str, whole: str) -> None:
    """Another preposition follows the question."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("is the red bike sold?", "is it the same bike?", "is the red bike the same bike?"),
        ("is the red bike sold?", "was it sold too?", "was the red bike sold too?"),
        ("is the red bike sold?", "me too", "me too"),
    ],
)
def test_what_is_the_same_is_asked_of_what_was_spoken_of(previous: str, question: str, whole: str) -> None:
    """Nothing else takes its place."""
    assert standalone(previous, question) == whole


def test_what_would_be_too_long_to_be_asked_is_left_alone() -> None:
    """Rather than refused as a question that nobody typed."""
    before = f"who opened the hall {'very ' * 190}early"
    whole = standalone(f"{before}?", "and at the pool?")
    assert whole == f"{before} at the pool?"
    longer = before + "y" * (MAX_QUESTION + 1 - len(whole))
    assert standalone(f"{longer}?", "and at the pool?") == "and at the pool?"


def test_what_goes_on_from_the_question_before_is_told_from_what_does_not() -> None:
    """Also where nothing has to be put in: "and" says that it is about the same."""
    before = "when does the ferry leave?"
    for question in ("and what does a ticket cost?", "what about Sundays?", "why?", "students?", "does it sail?"):
        assert continues(before, question)
    assert not continues(before, "who built the bridge?")
    assert not continues("", "why?")


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("how much is the hall per hour?", "and per day?", "how much is the hall per day?"),
        ("how much is the hall per hour?", "per day?", "how much is the hall per day?"),
        ("how much is the large hall per hour?", "and the small one?", "how much is the small hall per hour?"),
    ],
)
def test_a_price_per_hour_may_be_asked_per_day(previous: str, question: str, whole: str) -> None:
    """What is behind "per" is no part of the thing."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("what is the default of log.level?", "and log.format?", "what is the default of log.format?"),
        ("which version added tables?", "and plugins?", "which version added plugins?"),
    ],
)
def test_a_key_and_a_novelty_take_the_place_of_another(previous: str, question: str, whole: str) -> None:
    """A dot inside a word does not end it, and what a version added is no part of the version."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("how do I open a note?", "and export it?", "how do I export a note?"),
        ("where can I borrow the boat?", "and return it?", "where can I return the boat?"),
        ("can I ride the ferry?", "and without it?", "can I ride without the ferry?"),
    ],
)
def test_something_else_may_be_done_with_the_same_thing(previous: str, question: str, whole: str) -> None:
    """A verb and "it" take the place of what is done."""
    assert standalone(previous, question) == whole


def test_who_asks_is_not_the_topic() -> None:
    """The topic of "how do I install larkd?" is not "I install larkd"."""
    whole = standalone("how do I install larkd?", "how do I start it?")
    assert whole == "install larkd: how do I start it?"
