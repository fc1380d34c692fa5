"""Contents: lines that tell a page tell no price, number or year."""

from __future__ import annotations

import pytest

from index.text.contents import contents

CHAPTERS = "1 The first mill 7\n2 Who paid for the weir? 31\n3 Why the miller left 58\n4 How flour was priced 103"


def _said(text: str) -> list[str]:
    return [line.of(text) for line in contents(text)]


@pytest.mark.parametrize(
    "lines",
    [
        "Contents\n\n" + CHAPTERS,
        "Contents\nThe first mill 7\nThe weir 31\nThe miller 58",
        "# Table of contents\nThe first mill .... 3\nThe weir .... 5\nThe miller .... 9",
        "Contents\nPart One\nThe first mill 7\nThe weir 31\nPart Two\nThe miller 58",
        "List of maps\nMap 1 The valley 14\nMap 2 The weir 17\nMap 3 The mill 29",
        "The Orn monthly: in this issue\nHow many mills are left? 4\nWhat a miller earns 12\nThe price of flour 28",
    ],
)
def test_lines_that_tell_a_page_are_contents(lines: str) -> None:
    """By the heading over them; all but that are found."""
    entries = [line for line in lines.split("\n") if line[-1:].isdigit()]
    said = _said("The book of Orn\n\n" + lines + "\n\nThe mill was built by Ida Roth.")
    assert said == entries
    assert len(entries) > 2


@pytest.mark.parametrize(
    "lines",
    [
        "Bakery\nRoll ..... 2\nRye loaf ..... 5\nTart ..... 24",  # a price list, sorted
        "Price list\nTea 2.50\nSoup 5.20\nFish 14.00",
        "Menu\n1 Soup of the day 5\n2 Fish 14\n3 Cake 4",
        "Hair cut 25 €\nShave 30 €\nBoth of them 50 €",
        "Result\n1. Mira Tan 13\n2. Lena Fuchs 14\n3. Jo Park 17",
        "1 Halden 268\n2 Moss 270\n3 Odd 271\n4 Lyn 275",
        "Halden, 14\nLyn, 9\nMoss, 7",
        "Halden, 14, 9, 7\nLyn, 9, 3, 2\nMoss, 7, 1, 0",
        "Town, people\nAarn, 310\nBrede, 450\nTolna, 900",
        "Anna, 34\nBert, 51\nCarl, 62",
        "Bus 17\nMarket 6:10 7:10 8:10\nHospital 6:22 7:22 8:22\nAirport 6:55 7:55 8:55",
        "1. Mirror Cave, 41 km\n2. Cave of the bear, 52 km\n3. Hole in the wall, 60 km",
        "Chronicle\nThe mill is built 1911\nThe flood of the century 1924\nThe end of the mill 2003",
        "Stew\n2 onions\n3 carrots\n12 potatoes\n20 g butter",
        "Contents\nScrews 4\nNuts 8\nWashers 12",  # of a box
        "Table 1: Roth 2\nTable 2: Tan 4\nTable 3: Park 6",
        "Rooms\nRoom of the weir 20\nRoom of the miller 35\nHall of flour 90",
        "3 goals in the final\n5 goals in the cup\n9 goals in the league",
        "Notes 171\nIndex 196",
        "",
    ],
)
def test_prices_results_and_timetables_are_none(lines: str) -> None:
    """They end in figures as well, and rise at times."""
    assert _said("Orn\n\n" + lines + "\n\nThe mill was built by Ida Roth.") == []
