"""Which questions ask for several things."""

from __future__ import annotations

import pytest

from index.questions.several import asks_several


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("which areas do they want to work together in?", True),
        ("what issues did the ministers discuss?", True),
        ("who were the winners?", True),
        ("name the ministers", True),
        ("list all members of the council", True),
        ("what are the three branches of government?", True),
        ("what two resources vary?", True),
        ("From which countries did they come?", True),
        ("besides trams, what vehicles were sold?", True),
        ("what may I borrow?", True),
        ("what's included in the rent", True),
        ("what do I need for the glaze?", True),
        ("what does the guarantee not cover?", True),
        ("what should the children pack?", True),
        ("what do bidders have to show?", True),
        ("what did I have to do?", False),
        ("what does the deposit have to be?", False),
        ("what's in the box", True),
        ("what is in Moss?", False),
        ("what is in the middle of the park?", False),
        ("what's new in 4.2?", True),
        ("which version added maps?", False),
        ("which versions have maps?", True),
        ("what was fixed in 4.1.2?", True),
        ("what has changed?", True),
        ("what should the mayor expect?", False),
        ("what is the new fare?", False),
        ("what is the rent?", False),
        ("what do I do?", False),
        ("who should I ask?", False),
        ("What should you bring to the course?", True),
        ("what can it do?", False),
        ("what can I do?", False),
        ("what can you tell me about Rubio?", False),
        ("what should we expect on Monday?", False),
        ("what did Rubio raise?", False),
        ("what does DHS stand for?", False),
        ("which area do they want to work in?", False),
        ("who was the winner?", False),
        ("what is the name of the boss?", False),
        ("which conjecture holds that there are infinitely many?", False),
        ("what happens to the packet?", False),
        ("what news was there?", False),
        ("what is one way in which graphs can be drawn?", False),
        ("what are the small tentacles called?", False),
        ("name the minister", False),
        ("how many areas are there?", False),
        ("did the ministers meet?", False),
    ],
)
def test_a_plural_or_a_number_asks_for_several(question: str, several: bool) -> None:
    """A verb that ends in s, and a word that is no plural, does not."""
    assert asks_several(question) is several
