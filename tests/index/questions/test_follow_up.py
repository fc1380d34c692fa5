"""A follow-up takes its subject from the question before; a question of its own is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.questions.follow_up import phrase_below, standalone
from index.questions.validation import MAX_QUESTION

RAISED = "what did Rubio raise?"


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        (RAISED, "and when?", "when did Rubio raise?"),
        (RAISED, "When?", "When did Rubio raise?"),
        (RAISED, "where exactly?", "where did Rubio raise?"),
        ("Who met Jaishankar in Washington?", "And why?", "why met Jaishankar in Washington?"),
        ("How many Indians were deported?", "from where?", "from where were Indians deported?"),
        ("How many Indians were deported?", "and by whom?", "by whom were Indians deported?"),
        (RAISED, "what about Modi?", "what did Modi raise?"),
        (RAISED, "and Jaishankar?", "what did Jaishankar raise?"),
        (RAISED, "how about the Indian minister", "what did the Indian minister raise?"),
        ("when is the next meeting?", "and the summit?", "when is the summit?"),
        ("is the Lumina Mini waterproof?", "and the Lumina 2?", "is the Lumina 2 waterproof?"),
        ("is the ferry late?", "and the bus?", "is the bus late?"),
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
        ("how much is parking?", "and the pool?", "how much is parking for the pool?"),
        ("is the pool open?", "and children?", "is the pool open for children?"),
        ("what is the fee?", "and late entry?", "what is the fee for late entry?"),
    ],
)
def test_a_thing_without_the_takes_the_place_of_one_with_it(previous: str, question: str, whole: str) -> None:
    """Where a fee is asked for, and of several, it is for whom or for what it is asked."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("how much is a ticket?", "for students?", "how much is a ticket for students?"),
        ("how much is a ticket for adults?", "for students?", "how much is a ticket for students?"),
        ("may I swim in the lake?", "in the river?", "may I swim in the river?"),
        ("how much is a ticket?", "about the ferry", "about the ferry"),
        ("how much is a ticket?", "for what?", "for what is a ticket?"),
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
        ("how much does a bed in the hut cost?", "what about the tower?", "how much does a bed in the tower cost?"),
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
        ("what's the noise of the pump?", "what about the size?", "what is the size of the pump?"),
        ("what is the price of the tent?", "and the rope?", "what is the price of the rope?"),
        ("what is the range of spark bolt?", "and mana cost?", "what is the mana cost of spark bolt?"),
        ("what is the cooldown of spark bolt?", "duration?", "what is the duration of spark bolt?"),
        ("what is the cooldown of spark bolt?", "and ice wall?", "what is the cooldown of ice wall?"),
        ("what is the population of Tolm?", "and the area?", "what is the area of Tolm?"),
        ("who is the captain of the team?", "and the coach?", "who is the coach?"),
    ],
)
def test_another_measure_is_that_of_the_same_thing(previous: str, question: str, whole: str) -> None:
    """And another thing is measured as the first one was."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("What was Ada Lind's job?", "and what did she do?", "what did Ada Lind do?"),
        ("who was Ada Lind’s husband?", "what did he do?", "what did Ada Lind’s husband do?"),
        ("who was Ada Lind's husband?", "when did she die?", "when did Ada Lind die?"),
        ("who was Bo Ek's wife?", "who met him?", "who met Bo Ek?"),
        ("who was Bo Ek's wife?", "who met her?", "who met Bo Ek's wife?"),
        ("who was Ada Lind's husband?", "what was his name?", "what was Ada Lind's husband's name?"),
        ("who was Ada Lind's husband?", "and Bo Ek?", "who was Bo Ek's husband?"),
        ("who is Orrby's coach?", "what did he say about it?", "what did Orrby's coach say about it?"),
        ("who is Orrby's coach?", "when was it founded?", "when was Orrby founded?"),
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
    """With the title before it, and without the possessive, but where the question is about a relative or an office."""
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
        ("which day of the week is the office closed?", "why?", "why is the office closed?"),
        ("which day of the week is the office closed?", "but why tho", "why is the office closed?"),
        ("which country won the cup?", "when?", "when country won the cup?"),
        (
            "which offer for the lights did the council accept?",
            "why?",
            "why did the council accept offer for the lights?",
        ),
        ("how many books may be borrowed?", "and where?", "where may books be borrowed?"),
        ("which of the offers did the council accept?", "why?", "why did the council accept the offers?"),
        ("whose car was stolen?", "when?", "when was car stolen?"),
        ("how much did the bridge cost?", "why?", "why did the bridge cost?"),
    ],
)
def test_another_question_word_takes_the_place_of_what_was_asked_for(previous: str, question: str, whole: str) -> None:
    """A year goes with its question word; another noun goes behind the verb."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("asked", "whole"),
    [
        (
            ("how many workers died?", "how many of them were Polish?", "what were their names?"),
            "what were the workers' names?",
        ),
        (("who built the bridge?", "how long is it?", "and how wide?"), "how wide is the bridge?"),
        (("how many flights were there?", "to how many countries?", "when?"), "when were flights there?"),
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
        ("when did the company launch the product?", "what does it cost?", "what does the product cost?"),
        ("which company built the bridge?", "how long is it?", "how long is the bridge?"),
        ("when will the bridge over the river open?", "how long is it?", "how long is the bridge?"),
        ("how much aid was sent to the north?", "when did it arrive?", "when did the aid arrive?"),
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
    """A thing, a person by office, or what was counted; what is done to rather than what does it."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("who did Rubio meet?", "and last year?", "who did Rubio meet last year?"),
        ("who did Rubio meet in 2018?", "and 2019?", "who did Rubio meet in 2019?"),
        ("who did Rubio meet in 2018?", "and last year?", "who did Rubio meet last year?"),
        ("who is Ilse Brandt?", "and her husband?", "who is Ilse Brandt's husband?"),
        ("what is Kestrel?", "and its price?", "what is Kestrel's price?"),
        ("what did Rubio say about the bridge?", "and the tunnel?", "what did Rubio say about the tunnel?"),
        ("what did Rubio say about the bridge?", "and the mayor?", "what did the mayor say about the bridge?"),
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
        ("how many goals does he have?", "and Ada Lind?", "how many goals does Ada Lind have?"),
        ("where did Rubio meet Jaishankar?", "when was that?", "when did Rubio meet Jaishankar?"),
        ("who won the race?", "by how much?", "by how much won the race?"),
        ("how long is the bridge?", "and how wide?", "how wide is the bridge?"),
        ("when does the winter sale end?", "and summer?", "when does the summer sale end?"),
        ("when does the winter sale end?", "the summer?", "when does the summer sale end?"),
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
        ("what is in the sauce of the old recipe?", "and the new one?", "what is in the sauce of the new recipe?"),
        (
            "how many days do full-time employees get?",
            "and part-time ones?",
            "how many days do part-time employees get?",
        ),
        ("who won the 2022 World Cup?", "what about the 2023 one?", "who won the 2023 World Cup?"),
        ("who won the 2022 final?", "and the one in 2023?", "who won the final in 2023?"),
        ("who led the Finnish trial?", "what about the one in Osaka?", "who led the trial in Osaka?"),
        ("what did it say in its 2023 report?", "and in the 2024 one?", "what did it say in the 2024 report?"),
        ("when does the first night train leave?", "and the last?", "when does the last night train leave?"),
        ("how do I cook white rice?", "and the brown one?", "how do I cook the brown rice?"),
        ("how much do pizza ovens cost?", "and the old ones?", "how much do the old ovens cost?"),
        ("when does the museum in Tolm open?", "and the one in Orrby?", "when does the museum in Orrby open?"),
    ],
)
def test_a_noun_that_is_left_out_is_put_back(previous: str, question: str, whole: str) -> None:
    """That of what it stands against: of a thing that is described, as many, with a year if a year is said."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("is the gym open today?", "and on Sundays?", "is the gym open on Sundays?"),
        ("when is the gym open on weekdays?", "and weekends?", "when is the gym open on weekends?"),
        ("who won the 2022 final?", "and in 2024?", "who won the 2024 final?"),
        ("what was the 2022 budget?", "and 2023?", "what was the 2023 budget?"),
        ("how many died since 2020?", "and in 2024?", "how many died in 2024?"),
        ("what happened in May 2023?", "and in June?", "what happened in June 2023?"),
        ("what happened on 5 May 2023?", "and on 6 May?", "what happened on 6 May 2023?"),
        ("how many votes did Biden get in Ohio?", "and in 2024?", "how many votes did Biden get in Ohio in 2024?"),
        (
            "how many goals did Messi score in 2021?",
            "and in Spain?",
            "how many goals did Messi score in 2021 in Spain?",
        ),
        ("how many medals did Norway win in 2018?", "Sweden in 2022?", "Sweden in 2022?"),
        ("when did the price fall?", "and in 2023?", "when did the price fall in 2023?"),
    ],
)
def test_a_time_takes_the_place_of_a_time(previous: str, question: str, whole: str) -> None:
    """And of nothing else with its preposition; what it does not say of day, month and year stays."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("how much flour do I need?", "and sugar?", "how much sugar do I need?"),
        ("how many sick days do employees get?", "and interns?", "how many sick days do interns get?"),
        ("how many sick days do employees get?", "and young employees?", "how many sick days do young employees get?"),
        ("who approves travel requests?", "what about expenses?", "who approves expenses?"),
        ("can I bring my dog?", "what about cats?", "can I bring cats?"),
        ("does the library lend films?", "what about games?", "does the library lend games?"),
        ("does the library lend films?", "and the archive?", "does the archive lend films?"),
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
        "what about Brexit worried the minister?",
        "how about Sunday, is the shop open?",
        "how about telling me who won the 2024 final?",
        "how about explaining the 2023 rules?",
        "and if I am late?",
        "how about we talk about the 2022 final?",
        "and so on?",
        "so nobody was hurt?",
        "and 5 people died?",
        "and there is a fee?",
        "and isn't the shop closed?",
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
        ("is it open in the morning?", "and in the evening?", "is it open in the evening?"),
    ],
)
def test_a_time_says_when_a_thing_is(previous: str, question: str, whole: str) -> None:
    """Another time takes its place."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("what do I get for 60 minutes delay?", "and for 120?", "what do I get for 120 minutes delay?"),
        ("when is sheet 2 due?", "and 3?", "when is sheet 3 due?"),
        ("how big is the 3.2.0 download?", "and 3.1.0?", "how big is the 3.1.0 download?"),
        ("when does line 4 leave on 5 May 2026?", "and 8?", "when does line 8 leave on 5 May 2026?"),
        ("who won in 2019?", "and in 2022?", "who won in 2022?"),
        ("how much is the v2?", "and for 12?", "how much is the v2 for 12?"),
    ],
)
def test_a_bare_number_takes_the_place_of_a_number(previous: str, question: str, whole: str) -> None:
    """But not that of a year, a day or part of a name."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("what about the assistants?", "when are the assistants' office hours?"),
        ("what about Ada Lind?", "when are Ada Lind's office hours?"),
    ],
)
def test_who_stands_against_an_owner_owns(question: str, whole: str) -> None:
    """Also where that one is but a pronoun that the question before has left open."""
    assert standalone("when are her office hours?", question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("when is crafting hour?", "who leads it?", "crafting hour: who leads it?"),
        ("old cinder health", "what does he drop", "old cinder health: what does he drop"),
        ("old cinder health: what does he drop", "how old is he?", "old cinder health: how old is he?"),
        ("who leads the second team?", "when do they start?", "leads the second team: when do they start?"),
        ("when?", "who leads it?", "when: who leads it?"),
        ("when is crafting hour?", "did Ada say when she would come?", "did Ada say when she would come?"),
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
        ("when does the pool open on Saturday?", "sunday?", "when does the pool open on sunday?"),
        ("how much was Q1 revenue?", "q2?", "how much was q2 revenue?"),
        ("what was changed in patch 2.8?", "2.7?", "what was changed in patch 2.7?"),
        ("when does the pool open on Saturday?", "parking?", "parking?"),
    ],
)
def test_a_time_or_a_number_alone_leans_on_the_question_before(previous: str, question: str, whole: str) -> None:
    """Without "and", too: a thing alone may be asked for by itself."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("can I bring my dog to the office?", "what about wednesdays?", "can I bring my dog to the office wednesdays?"),
        ("how much is admission?", "what about students?", "how much is admission for students?"),
        ("is swimming allowed?", "and dogs?", "is dogs allowed?"),
        ("what was changed in patch 2.8?", "what about the mage?", "what was changed in patch 2.8 for the mage?"),
        ("how much is a swim for a grown-up?", "what about babies?", "how much is a swim for babies?"),
    ],
)
def test_what_fits_nowhere_is_whom_it_is_asked_for(previous: str, question: str, whole: str) -> None:
    """Several are not what "is" so; whether something may be is asked of anything."""
    assert standalone(previous, question) == whole


def test_a_measure_has_no_measures() -> None:
    """The sword has a weight and a price, and its damage has none."""
    assert standalone("what is the size of the iron gate?", "what does it cost?") == "what does the iron gate cost?"
    assert standalone("what is the damage of the iron sword?", "and its weight?") == "what is the iron sword's weight?"
    assert standalone("who is the owner of the inn?", "and its rooms?") == "what is the owner of the inn's rooms?"


def test_who_got_done_is_no_part_of_the_verb() -> None:
    """Behind "did", "get" is the verb."""
    assert standalone("did the mage get cut in 2.8?", "and the bard?") == "did the bard get cut in 2.8?"


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("third prize?", "fourth?", "fourth prize?"),
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
        ("does it run on Linux?", "macOS?", ("does it run on macOS?", "it run on Linux: macOS?")),
        ("how much is a ticket?", "and students?", ()),
        ("how much is a ticket?", "why?", ()),
        ("how much is a ticket?", "who sells them?", ()),
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
        ("and in May?", "a junior pay: seniors in May?"),
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
    ],
)
def test_a_thing_is_found_as_long_as_it_is(previous: str, question: str, whole: str) -> None:
    """With its number, and without the verbs behind it."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("may I smoke in the hall?", "and on the roof?", "may I smoke on the roof?"),
        ("are dogs allowed in the hall on Sundays?", "at the pool?", "are dogs allowed at the pool on Sundays?"),
        ("when does the shop in the hall open?", "and at the pool?", "when does the shop at the pool open?"),
        ("who did win the cup?", "and at the pool?", "who did win the cup at the pool?"),
        ("may I smoke in the hall?", "and at the weekend?", "may I smoke in the hall at the weekend?"),
        ("may I smoke at the weekend?", "and on the roof?", "may I smoke at the weekend on the roof?"),
    ],
)
def test_a_place_takes_the_place_of_a_place(previous: str, question: str, whole: str) -> None:
    """Whichever preposition each has; a time takes none."""
    assert standalone(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("how much is a ticket?", "students too?", "how much is a ticket for students?"),
        ("how much is a ticket?", "and for students, as well?", "how much is a ticket for students?"),
        ("when does the gym open?", "is it the same for the pool?", "when does the gym open for the pool?"),
        ("when does the gym open?", "same on Sundays?", "when does the gym open on Sundays?"),
        ("is the red bike sold?", "the blue one?", "is the blue bike sold?"),
        ("is the red bike sold?", "is it the same bike?", "is the red bike the same bike?"),
        ("is the red bike sold?", "was it sold too?", "was the red bike sold too?"),
        ("is the red bike sold?", "me too", "me too"),
    ],
)
def test_other_words_than_and_tell_that_a_phrase_leans(previous: str, question: str, whole: str) -> None:
    """Or that it has left its noun out."""
    assert standalone(previous, question) == whole


def test_what_would_be_too_long_to_be_asked_is_left_alone() -> None:
    """Rather than refused as a question that nobody typed."""
    before = f"who opened the hall {'very ' * 190}early"
    whole = standalone(f"{before}?", "and at the pool?")
    assert whole == f"{before} at the pool?"
    longer = before + "y" * (MAX_QUESTION + 1 - len(whole))
    assert standalone(f"{longer}?", "and at the pool?") == "and at the pool?"
