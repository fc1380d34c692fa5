"""What asks nothing is told from a question by the whole message."""

from __future__ import annotations

import time

import pytest

from bot.courtesy import Courtesy, accepts, courtesy, without_courtesy


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("hello", Courtesy.GREETING),
        ("Hi!", Courtesy.GREETING),
        ("Good morning.", Courtesy.GREETING),
        ("thanks", Courtesy.THANKS),
        ("Thank you very much! 👍", Courtesy.THANKS),
        ("ok, thanks", Courtesy.THANKS),
        ("bye", Courtesy.FAREWELL),
        ("Goodbye", Courtesy.FAREWELL),
        ("OK", Courtesy.ASSENT),
        ("help", Courtesy.HELP),
        ("hello bot", Courtesy.GREETING),
        ("Hey, how are you?", Courtesy.GREETING),
        ("good bot", Courtesy.ASSENT),
        ("lol", Courtesy.ASSENT),
        ("ok cool", Courtesy.ASSENT),
        ("oh ok, got it", Courtesy.ASSENT),
        ("nvm", Courtesy.ASSENT),
        ("ok great thanks!", Courtesy.THANKS),
        ("tell me more", Courtesy.MORE),
        ("show more", Courtesy.MORE),
        ("more please", Courtesy.MORE),
        ("go on...", Courtesy.MORE),
        ("who are you?", Courtesy.HELP),
        ("who made you?", Courtesy.HELP),
        ("are you a bot?", Courtesy.HELP),
        ("What can you do?", Courtesy.HELP),
        (" ? ", Courtesy.HELP),
        ("How do you know that?", Courtesy.SOURCE),
        ("source?", Courtesy.SOURCE),
        ("and who said so?", Courtesy.SOURCE),
        ("says who", Courtesy.SOURCE),
        ("what's your source?", Courtesy.SOURCE),
        ("do you have a link for that pls", Courtesy.SOURCE),
        ("Link?", Courtesy.SOURCE),
        ("where did you read that?", Courtesy.SOURCE),
        ("Quelle?", Courtesy.SOURCE),
        ("are you sure?", Courtesy.DOUBT),
        ("r u sure", Courtesy.DOUBT),
        ("no thats wrong", Courtesy.DOUBT),
        ("That isn't true!", Courtesy.DOUBT),
        ("wait, what?", Courtesy.DOUBT),
        ("wdym", Courtesy.DOUBT),
        ("yo bot", Courtesy.GREETING),
        ("hey bot u there?", Courtesy.GREETING),
        ("what's up", Courtesy.GREETING),
        ("tysm!!", Courtesy.THANKS),
        ("no thx", Courtesy.THANKS),
        ("k", Courtesy.ASSENT),
        ("yeah", Courtesy.ASSENT),
        ("Who says so?", Courtesy.SOURCE),
        ("where does it say that?", Courtesy.SOURCE),
        ("really??", Courtesy.DOUBT),
        ("What articles do you have?", Courtesy.HELP),
        ("list all articles", Courtesy.HELP),
        ("Guten Morgen!", Courtesy.GREETING),
        ("¡Buenos días!", Courtesy.GREETING),
        ("नमस्ते", Courtesy.GREETING),
        ("Merci beaucoup !", Courtesy.THANKS),
        ("danke schön", Courtesy.THANKS),
        ("धन्यवाद 🙏", Courtesy.THANKS),
        ("Tschüss", Courtesy.FAREWELL),
        ("¿Ayuda?", Courtesy.HELP),
        ("in English?", Courtesy.TRANSLATION),
        ("and in simple english please", Courtesy.TRANSLATION),
        ("can you translate that to German?", Courtesy.TRANSLATION),
        ("auf Deutsch bitte", Courtesy.TRANSLATION),
        ("हिंदी में?", Courtesy.TRANSLATION),
        ("can you say that in English?", Courtesy.TRANSLATION),
        ("could you please answer in French?", Courtesy.TRANSLATION),
        ("English please", Courtesy.TRANSLATION),
        ("Kannst du das auf Deutsch sagen?", Courtesy.TRANSLATION),
        ("¿Puedes decirlo en español?", Courtesy.TRANSLATION),
        ("thanks bot", Courtesy.THANKS),
        ("thanks, that helped a lot!", Courtesy.THANKS),
        ("good job", Courtesy.ASSENT),
        ("sorry, nvm", Courtesy.ASSENT),
        ("hmm, interesting", Courtesy.ASSENT),
        ("haha told you so!", Courtesy.ASSENT),
        ("omg no way", Courtesy.ASSENT),
        ("you're wrong", Courtesy.DOUBT),
        ("incorrect", Courtesy.DOUBT),
        ("that's not what I asked", Courtesy.DOUBT),
        ("is that true?", Courtesy.DOUBT),
        ("test", Courtesy.GREETING),
        ("anyone there?", Courtesy.GREETING),
        ("please help", Courtesy.HELP),
        ("can you help me?", Courtesy.HELP),
        ("how do I ask?", Courtesy.HELP),
        ("commands", Courtesy.HELP),
        ("explain", Courtesy.MORE),
        ("can you explain that, please?", Courtesy.MORE),
        ("tldr", Courtesy.MORE),
        ("why did you say that?", Courtesy.SOURCE),
        ("How many articles do you have?", Courtesy.HELP),
    ],
)
def test_whole_messages_are_known(message: str, kind: Courtesy) -> None:
    """Whatever their case and signs."""
    assert courtesy(message) is kind


@pytest.mark.parametrize(
    "message",
    [
        "",
        "???",
        "👍",
        "hello Kitty",
        "help for refugees",
        "tell me more about the ferry",
        "more snow",
        "how do you know a dialect?",
        "source of the Neckar",
        "what is wrong?",
        "is that true of bees?",
        "thanks to a bot",
        "explain the treaty",
        "no way out",
        "what is interesting?",
        "what English says",
        "the test",
        "say it in 1951",
        "can you help with rust?",
        "who helps me?",
        "what's up there?",
        "no smoking",
        "who said so in 1951?",
        "where is the source?",
        "what is the link between the two?",
        "who said it?",
        "list all articles of the treaty",
        "hola dias",
        "merci train",
        "great fine cool nice perfect",
        "thanks to whom?",
        "who says hello?",
        "is it ok",
        "bye laws",
        "who are you to judge",
        "what can you do about rust?",
        "are you allowed to swim?",
        "what is it called in English?",
        "translate the letter of 1951",
        "in English law?",
    ],
)
def test_what_only_has_such_a_word_is_a_question(message: str) -> None:
    """Or nothing at all."""
    assert courtesy(message) is None
    assert without_courtesy(message) == message


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("hi, what did Rubio raise?", "what did Rubio raise?"),
        ("Hello! Is the shop open?", "Is the shop open?"),
        ("Good morning - how long is the bridge?", "how long is the bridge?"),
        ("thanks, and when?", "and when?"),
        ("who came? Thanks in advance!", "who came?"),
        ("Hi, when is it? :) thank you so much 🙏", "when is it?"),
        ("Wann ist es? Danke!", "Wann ist es?"),
        ("Who said thanks?", "Who said thanks?"),
        ("Who sang “What now? Thanks!”?", "Who sang “What now? Thanks!”?"),
        ("Was it thanks to her? Thanks to him?", "Was it thanks to her? Thanks to him?"),
        ("Hello, Dolly! was written by whom?", "Hello, Dolly! was written by whom?"),
        ("Good Morning, Vietnam is how long?", "Good Morning, Vietnam is how long?"),
        ("hi-fi what is it?", "hi-fi what is it?"),
        ("Hi, whatsoever", "Hi, whatsoever"),
        ("what is hi, what?", "what is hi, what?"),
        ("Test: what is the pass mark?", "Test: what is the pass mark?"),
        ("ping - how do I lower it?", "ping - how do I lower it?"),
    ],
)
def test_a_courtesy_around_a_question_is_cut(message: str, question: str) -> None:
    """Before it where a word that asks follows, since it may be a name; behind it where it is all of a sentence."""
    assert without_courtesy(message) == question


@pytest.mark.parametrize("sign", [". ", "!", "? "])
def test_a_message_of_nothing_but_signs_is_read_at_once(sign: str) -> None:
    """While it is read, the bot acknowledges nobody's question, and Discord waits three seconds."""
    begun = time.process_time()
    without_courtesy(sign * (4_000 // len(sign)))
    assert time.process_time() - begun < 0.3


def test_yes_is_said_in_many_ways() -> None:
    """And with nothing else."""
    assert all(map(accepts, ("yes", "Yes, please!", "yep", "ok", "Ja", "sí", "हाँ")))
    assert not any(map(accepts, ("", "no", "yes but when?", "okra", "yes yes", "that one")))
