"""Things that are told apart by words that exclude each other."""

from __future__ import annotations

import pytest

from index.questions.alternatives import is_asked_kind, things_of_kinds


@pytest.mark.parametrize(
    ("asked", "said", "met"),
    [
        ("when does the outdoor pool open?", "The indoor pool opens at 7.", False),
        ("when does the outdoor pool open?", "The outdoor pools open at 9.", True),
        ("when does the outdoor pool open?", "The main pool opens at 7.", None),
        ("when does the outdoor pool open?", "The indoor court opens at 7.", None),
        ("how much is a single room?", "A double room is 80 euros.", False),
        ("how much is a single ticket?", "A return ticket is 8 euros.", False),
        ("how much is a single ticket?", "A double room is 80 euros.", None),
        ("who pays for bigger repairs?", "Small repairs are paid by the tenant.", False),
        ("who won second prize?", "First prize went to Jo, second prize to Kim.", True),
        ("who won second prize?", "Third prize went to Jo.", False),
        ("when does the red line run?", "The Blue Line runs until ten.", False),
        ("how many came last year?", "In the first year forty came.", None),  # it may be last year
        ("what is the third lantern worth?", "2 for the first lantern, 3 for the second, 5 for the third", None),
        ("how many fell in the Second World War?", "The First World War cost 212 men, the Second 97.", None),
        ("when may I put them out the night before?", "Not earlier than the evening before.", None),
        ("is the sauna ever for men only?", "On Wednesdays for women only.", False),
        ("is the sauna ever for women only?", "Tue: ladies only", True),
        ("what was last?", "The first bus.", None),
        ("what costs the grey paint?", "Gray paint costs 4 euros.", True),
        ("when is the first-aid course?", "The last aid came in May.", None),
    ],
)
def test_one_kind_excludes_another(asked: str, said: str, met: bool | None) -> None:
    """Before the same noun, if they are words of one group."""
    assert is_asked_kind(things_of_kinds(asked), said) is met
