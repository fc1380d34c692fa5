"""What a question of several sentences asks."""

from __future__ import annotations

import time

import pytest

from index.article import Article
from index.questions.preamble import AskingSentence, asking_sentence


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Our lift is stuck again. Which company repairs our lift?", "Which company repairs our lift?"),
        ("I need to be in Lagos by noon. When does the ferry leave?", "When does the ferry leave?"),
        ("hello! how do i join the guild", "how do i join the guild"),
        ("my dog weighs 14 kg. how much is a ticket for dogs", "how much is a ticket for dogs"),
        ("Mayor Clara Oduya resigned. When was she first elected?", "When was Clara Oduya first elected?"),
        ("I lost my library card. Who says that cards are free?", "Who says that cards are free?"),
        ("Clara Oduya resigned. Where did she leave her keys?", "Where did Clara Oduya leave her keys?"),
        ("Some flats were robbed. The thieves came through which door?", "The thieves came through which door?"),
        ("Our lift is stuck again. Isn't the lift repaired by Holm?", "Isn't the lift repaired by Holm?"),
    ],
)
def test_of_several_sentences_one_asks(question: str, asks: str) -> None:
    """With a capital or without; "she" is whom the rest names."""
    assert asking_sentence(question).text == asks


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Could you please tell me who repairs the lift?", "who repairs the lift?"),
        ("hey can someone tell me when the ferry leaves pls", "when the ferry leaves"),
        ("Does anyone here know, in which year it was built?", "in which year it was built?"),
        ("I was wondering how much it costs", "how much it costs"),
        ("I'd like to know why it stopped.", "why it stopped."),
        ("May I ask what a ticket is, please?", "what a ticket is?"),
        ("Our lift is stuck again. Can you tell me which company repairs lifts?", "which company repairs lifts?"),
        ("Can you tell me a story?", "Can you tell me a story?"),
        ("hey guys whats the fee for a mooring", "whats the fee for a mooring"),
        ("@everyone can we moor at the pier ty", "can we moor at the pier"),
        ("pls tell me who repairs the lift guys", "who repairs the lift"),
        ("sorry if this was asked before but when does the ferry leave", "when does the ferry leave"),
        ("noob question but is the pier open? thx", "is the pier open?"),
        ("hey am i allowed to moor here", "am i allowed to moor here"),
        ("idk if this is the right channel but how do i moor", "how do i moor"),
        ("who is ty", "who is ty"),
        ("guys and dolls is on when?", "guys and dolls is on when?"),
        ("the pier is closed but why?", "the pier is closed but why?"),
        ("Could you repair the lift?", "Could you repair the lift?"),
        ("Did she tell you who came?", "Did she tell you who came?"),
        ("Do you know the mayor?", "Do you know the mayor?"),
    ],
)
def test_what_is_said_for_politeness_is_not_asked(question: str, asks: str) -> None:
    """Where a word that asks follows; else it may be all of the question."""
    assert asking_sentence(question).text == asks


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("which company repairs our lift?", id="one sentence"),
        pytest.param("When did Dr. Oduya of St. Zita die?", id="one with full stops"),
        pytest.param("Oduya resigned. When was she first elected?", id="she, with one name"),
        pytest.param("Clara Oduya met Ilse Brandvold. When was she first elected?", id="she, of two"),
        pytest.param("My sister boxes. When did she first beat Clara Oduya?", id="she, beside a name"),
        pytest.param("Clara Oduya resigned. When was her office renovated?", id="her, and no she"),
        pytest.param("Clara Oduya has a car. When was it repaired?", id="it"),
        pytest.param("I lost my library card. Does that cost extra money?", id="that"),
        pytest.param("I lost my library card. How can members order a new one online?", id="a new one"),
        pytest.param("The museum is far. Which bus drivers stop there?", id="there"),
        pytest.param("Which company repairs the lift? Not the goods lift.", id="narrowed behind it"),
        pytest.param("A comet is near. Which other comets were near?", id="other"),
        pytest.param("Oduya resigned. Why?", id="too little"),
        pytest.param("Oduya resigned in May. True or false?", id="no word of a question"),
        pytest.param("Which company repairs the lift? Who pays the company?", id="two questions"),
        pytest.param("The lift is stuck. Nobody repairs lifts.", id="no question"),
    ],
)
def test_what_says_nothing_alone_is_not_parted(question: str) -> None:
    """Nor is what asks twice, or never."""
    assert asking_sentence(question) == AskingSentence(question)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("We camp at Orrby Lake on Friday.", True),
        ("Orrby is lovely, and so is Ferris.", True),
        ("Norvale is lovely.", False),
        ("we live in norvale.", False),
        ("we live near orrby.", True),
        ("We live in Norvale, near Orrby Lake, with Clara Oduya.", False),
        ("We have version 2.4.", False),
        ("We came in 2019.", False),
        ("Hello! I think that Our dog is 14.", True),
        ("We come on Monday, in May.", True),
        ("We saw the 2024 Norvale Games.", False),
    ],
)
def test_an_article_is_meant_that_has_what_is_named(told: str, meant: bool) -> None:
    """Half of it at least; a day and what begins a sentence are no names."""
    article = Article("camp", "Camping at Orrby Lake", "A night on the shore costs 9 euros. Call Ferris for a place.")
    assert asking_sentence(f"{told} What does a night cost?").may_mean(article) is meant


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("whats the cooldown of !fish", "whats the cooldown of fish"),
        ("I lost all my pearls. Which rank may use !restore-all?", "Which rank may use restore-all?"),
        ("what does --dry-run do pls", "what does dry-run do"),
        ("does !fish need `--bait`?", "does fish need `bait`?"),
        ("what does /fish do in #pond, and what is -b", "what does /fish do in #pond, and what is -b"),
        ("wow!what is a pearl -- and who has one!!", "wow!what is a pearl -- and who has one!!"),
    ],
)
def test_a_command_is_read_without_its_sign(question: str, asks: str) -> None:
    """A sign of that kind is none in the sentences that a reader has learned from."""
    assert asking_sentence(question).text == asks


def test_an_article_is_meant_that_has_the_command() -> None:
    """With its sign: without it, "fish" may be anything."""
    bot, menu = Article("1", "Bot", "`!fish` gives a pearl."), Article("2", "Menu", "We have fish on Fridays!")
    asked = asking_sentence("when can i use !fish")
    assert (asked.may_mean(bot), asked.may_mean(menu)) == (True, False)
    assert asking_sentence("when is fish there").may_mean(menu)


@pytest.mark.parametrize("said", ["hey guys", "sorry it is me but"])
def test_who_goes_on_speaking_to_all_is_read_as_fast(said: str) -> None:
    """And not in each of the ways in which that can be parted."""
    question, begin = f"{said} " * 50 + "cats", time.process_time()
    assert asking_sentence(question) == AskingSentence(question)
    assert time.process_time() - begin < 1
