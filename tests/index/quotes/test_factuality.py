"""What a sentence only tells of is not stated: denied, alleged, supposed, refuted, or so before."""

from __future__ import annotations

import time

import pytest

from index.article import Span
from index.quotes.factuality import is_stated


def stated(question: str, text: str, marked: str) -> bool:
    """Tell whether the first sentence of a text states what is marked in it."""
    end = text.find("\n")
    at = text.index(marked)
    return is_stated(question, text, Span(0, len(text) if end < 0 else end), Span(at, at + len(marked)))


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("How many jobs are lost at Orva?", "Orva denied reports that it would close with 2,300 jobs lost.", "2,300"),
        ("when is bread rationed?", "Claim: bread is rationed from May.", "from May"),
        ("What did the fine come to?", "We wrote that Ness was fined 500 crowns.\nThis was not true.", "500 crowns"),
        ("who has the key", "[18:03] jo: I think ida has it\n[18:04] ida: nope, it is with per", "ida has it"),
        ("How many came?", "An earlier version of this article said 40 people came; it was 14.", "40 people"),
        ("Who set the fire?", "The prosecution says that Ida Holm set the fire.", "Ida Holm"),
        ("Who set the fire?", "Ida Holm allegedly set the fire with Per Lund.", "Per Lund"),
        ("What did he steal?", "Lund is accused of stealing two bells.", "two bells"),
        ("When did Holm win?", "Had Holm won in 1990, Moss would be a town.", "1990"),
        ("Who took it?", "Ida Holm is believed to have taken it with Per Lund.", "Per Lund"),
        ("When did the ban begin?", "The ban was due to begin in 2016.", "2016"),
        ("When was the audit published?", "Had the audit been published in May, it would have helped.", "in May"),
        ("how many seats did they win?", "With him they would have won 44 seats.", "44 seats"),
        ("how much did the club pay?", "The club nearly bought Hansen for 3 million.", "3 million"),
        ("voting age", "The voting age was not lowered to 16, although many asked for it in 2024.", "16"),
        ("When is the fair?", "The fair has not been moved to Sunday.", "Sunday"),
        ("How much is a ticket?", "A ticket used to be 6 crowns.", "6 crowns"),
        ("what does the Annex show?", "The Annex, formerly a mill with glass, shows maps.", "glass"),
        ("What is it now?", "Although it was originally a mill, it is a school.", "a mill"),
        ("What did they sell this week?", "They used to sell looms.", "looms"),
        ("what does the mill grind?", "The mill is where they used to grind oats.", "oats"),
        ("what is in the mill?", "The mill used to be full of old looms.", "old looms"),
        ("what does the mill grind?", "The mill is no longer used to grind oats.", "oats"),
        ("When does the club meet?", "The club is small and used to meet on Mondays.", "on Mondays"),
        ("where does Holm live?", "Holm used to live in the house that is in Moss.", "in Moss"),
        ("Who took it?", "It was found, reportedly by Holm, in Moss.", "Holm"),
        ("When did the ban begin?", "The ban was to begin in 2016.", "2016"),
        ("when were the panels put up", "The club intended to put up panels in 2024.", "2024"),
        ("When did trams start in Moss?", "Trams were proposed in 1901 and voted down.", "1901"),
        ("When was Holm minister?", "Holm was spoken of as minister in 1951.", "1951"),
        ("what does a ticket cost?", "If the fee were 8 crowns, more would come.", "8 crowns"),
        ("Who runs the ferry?", "Should the bridge fall, Lund would run the ferry.", "Lund"),
        ("Who runs the ferry?", "If the bridge were safe, Lund wouldn't run the ferry.", "Lund"),
        ("What did they find?", "The police suspected Lund of hiding two bells.", "two bells"),
        ("What did he steal?", "The police suspected the driver of stealing two bells.", "two bells"),
        ("What did he steal?", "Lund was suspected by the town of stealing two bells.", "two bells"),
        ("What did he steal?", "The court charged Bo Lund, 31, with taking two bells.", "two bells"),
        ("What did the fine come to?", "Ness was fined 500 crowns.\nThat is wrong, says the court.", "500 crowns"),
        ("What did the fine come to?", "Ness was fined 500 crowns.\nThat is not true at all.", "500 crowns"),
        ("What did the fine come to?", "Ness was fined 500 crowns.\nThat is false\nIt was 50.", "500 crowns"),
    ],
)
def test_what_is_only_told_is_not_stated(question: str, text: str, marked: str) -> None:
    """Whoever takes it for a fact is misled."""
    assert not stated(question, text, marked)


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("What did Orva deny?", "Orva denied reports that it would close.", "that it would close"),
        ("Who is accused of the theft?", "Lund is accused of stealing two bells.", "Lund"),
        ("Who denied the reports?", "Ida Holm denied reports that the mill would close.", "Ida Holm"),
        ("who designed it?", "The first design was rejected; the second is by Tor Lund.", "Tor Lund"),
        ("how many seats would they have won?", "With him they would have won 44 seats.", "44 seats"),
        ("what was a ticket before?", "A ticket used to be 6 crowns.", "6 crowns"),
        ("When did a ticket cost 6 crowns?", "A ticket used to be 6 crowns until 1990.", "1990"),
        ("what do I pay if I lose the key?", "If you lose the key, you pay 20 crowns.", "20 crowns"),
        ("what is the fee for a lost key?", "If you lose the key, you pay 20 crowns.", "20 crowns"),
        ("When did it open?", "He denied that it was late. It opened in May.", "in May"),
        ("When did it open?", "It was reportedly unsafe, yet it opened in May.", "in May"),
        ("what does the Annex show?", "The Annex, formerly the Old Mill, shows glass.", "glass"),
        ("what does Orva make?", "Orva (formerly Ness & Sons) makes looms.", "looms"),
        ("What is it now?", "Although it was originally a mill, it is a school.", "a school"),
        ("What was the cause?", "The flood was due to heavy rain.", "heavy rain"),
        ("How old is the elm?", "The elm is thought to be 300 years old.", "300 years"),
        ("how long will it last?", "I have no doubt that it will last for years.", "years"),
        ("What did they see?", "It looks as if it were a lake.", "a lake"),
        ("How many came?", "Had about 40 guests.", "40 guests"),
        ("What do looms make?", "Some looms are commonly used to weave carpets.", "carpets"),
        ("what is Noralin used for?", "Noralin is a mild drug used to treat pain.", "pain"),
        ("Who is it by?", "The first version was written in 2016 by Ida Holm.", "Ida Holm"),
        ("where is the brush?", "The brush used to clean the filter is in the drawer.", "drawer"),
        ("where is Ida Holm from?", "Ida Holm, originally from Vik, makes looms.", "Vik"),
        ("What is in Vik?", "Vik was originally a farm, and in 1864 was made the seat of the Ore Bank.", "Ore Bank"),
        ("What did Holm tax?", "Holm made the changes proposed by Lund, and taxed salt.", "salt"),
        ("When did it open?", "It opened in May.\nThis was a Monday.", "in May"),
        ("who has the key", "[18:03] jo: ida has it\n[18:04] ida: no problem, I bring it", "ida has it"),
        ("When does the ban begin?", "The ban is planned to begin in May.", "in May"),
        ("When was the ban planned to begin?", "The ban was planned to begin in 2016.", "2016"),
        ("When did the ban begin?", "The ban was to begin in 2016 but began in 2017.", "2017"),
        ("Who was to become mayor?", "Lund, who was to become mayor, lived in Moss.", "Moss"),
        ("how much is the late fee?", "The hirer is charged a fee of 30 crowns.", "30 crowns"),
        ("how much is it at most?", "Each hour is charged at 30 crowns, with a maximum of 90.", "90"),
        ("what number do I ring?", "After a suspected overdose of the syrup, ring 112.", "112"),
        ("how much is it at most?", "The hirer is charged a late fee of 30 crowns, with a maximum of 90.", "90"),
        ("where is the fair when it rains?", "Should it rain, the fair is in the hall.", "in the hall"),
        ("who gets the form?", "If you were ill on the day,\nplease send the form to Ida Holm.", "Ida Holm"),
        ("How much did it cost?", "The tower, which the town\nhad the smith mend, cost 90 crowns.", "90 crowns"),
        ("what does it weave?", "The Lorimer loom weaves ribbons.\nIt was invented by Ida Holm.", "ribbons"),
        ("when does the board meet?", "The board meets on Mondays.\nIt is made up of nine members.", "on Mondays"),
        ("How often do they play?", "We play three nights a week.\nThat is not so easy.", "three nights"),
        ("when isn't the pool open?", "The pool is scheduled to close on Mondays.", "Mondays"),
    ],
)
def test_what_is_asked_for_or_said_outright_is_stated(question: str, text: str, marked: str) -> None:
    """A frame counts before what is marked, in its sentence, unless the question has one itself."""
    assert stated(question, text, marked)


def test_many_blank_lines_take_no_time() -> None:
    """A quoted list has those between its items."""
    text = "Prices" + "\n" * 20_000 + "- A card is 12 crowns."
    begin = time.process_time()
    assert is_stated("how much is a card?", text, Span(0, len(text)), Span(len(text) - 10, len(text) - 1))
    assert time.process_time() - begin < 1
