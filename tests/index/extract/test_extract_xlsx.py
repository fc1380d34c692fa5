"""Excel workbooks: what is shown of a value, which row names the columns, and what is left out."""

from __future__ import annotations

import io
import math
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table

from index.errors import EmptyText, ExtractError, TooLarge
from index.extract import DocumentProcess, articles_from
from index.extract.cell_values import shown
from index.extract.xlsx import article_from_xlsx
from tests.index.extract.documents import archive, article_from, saved, workbook

DAY = date(2026, 3, 5)
ROOMS = (("Room", "Guests", "Price"), ("Loft", 4, 120), ("Suite", 2, 200))


def text(made: bytes) -> str:
    """Return the text of a workbook."""
    return article_from_xlsx(made, "rooms.xlsx").text


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (None, "General", ""),
        (True, "General", "TRUE"),
        ("1.50", "0", "1.50"),
        (12, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1e+15"),
        (0.00001, "General", "0.00001"),
        (-3.5, "General", "-3.5"),
        (12, 'General" kg"', "12 kg"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567, "#,##0", "1,234,567"),
        (1.005, "0.00", "1.01"),  # as it is written, and not as a processor has it
        (0.5, "#.##", ".5"),
        (7, "0.0##", "7.0"),
        (42, "00000", "00042"),
        (0.075, "0.0%", "7.5%"),
        (1, "0%", "100%"),
        (80, "[$£-809]#,##0.00", "£80.00"),
        (8.5, '#,##0.00\\ "€"', "8.50 €"),
        (1250, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$1,250.00"),
        (-1250, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$(1,250.00)"),
        (0, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$-"),
        (-5, "0", "-5"),
        (-0.001, "0.0", "0.0"),
        (-5, "0;[Red]0", "5"),
        (2_500_000, '0.0,,"M"', "2.5M"),
        (5, '0" of 10"', "5 of 10"),
        (5551234567, "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "(555) 123-4567"),
        (1234567, "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "123-4567"),
        (12345678, "000-00-0000", "012-34-5678"),
        (1234567, "# ##0", "1234 567"),
        (12.5, "0.0 0.0", "12.5"),
        (500, '[>=1000]#,##0,"K";0', "500"),
        (2500, '[>=1000]#,##0,"K";0', "3K"),
        (-2, "[=1]0;[=2]0", "-2"),
        (5, "[<1]0;[<2]0;0.0", "5.0"),
        (1, '"Yes";"Yes";"No"', "Yes"),
        (0, '"Yes";"Yes";"No"', "No"),
        (0, '#,##0.00;-#,##0.00;"-"', "-"),
        (0, "0;-0;;@", ""),
        (7, ";;;", ""),
        (7, "Standard", "7"),
        (12345, "0.00E+00", "12345"),
        (0.5, "# ?/?", "0.5"),
        (math.inf, "0", "inf"),
        (DAY, "mm-dd-yy", "5 March 2026"),
        (datetime.combine(DAY, time()), "d/m/yyyy", "5 March 2026"),
        (datetime.combine(DAY, time(14, 30)), "d/m/yyyy h:mm", "5 March 2026 14:30"),
        (datetime.combine(DAY, time()), "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "Thursday 5 March 2026"),
        (datetime.combine(DAY, time()), "d-mmm", "5 March"),
        (datetime.combine(DAY, time()), "mmm-yy", "March 2026"),
        (datetime.combine(DAY, time()), "yyyy", "2026"),
        (datetime.combine(DAY, time()), "ddd", "Thursday"),
        (datetime.combine(DAY, time()), "General", "5 March 2026"),
        (time(9, 5), "h:mm AM/PM", "09:05"),
        (time(9, 5, 7), "h:mm:ss", "09:05:07"),
        (timedelta(hours=26, minutes=30), "[h]:mm", "26:30"),
        (timedelta(minutes=1, seconds=5), "[h]:mm:ss", "0:01:05"),
    ],
)
def test_a_cell_says_what_the_spreadsheet_shows(value: object, number_format: str, words: str) -> None:
    """In words that nobody reads as another day, and amounts with their currency."""
    assert shown(value, number_format) == words


@given(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes() | st.times() | st.timedeltas(),
    st.text() | st.text(alphabet='#0?,.%;"\\[]$-_*/@EGeneraldmyhs:'),
)
@example(0, "\x00")
def test_no_format_stops_it(value: object, number_format: str) -> None:
    """Whatever somebody has typed for one."""
    assert isinstance(shown(value, number_format), str)


def test_a_row_says_its_columns_names() -> None:
    """By the looks of the first row; lines over the table stay lines."""
    made = workbook((("Rooms of the inn",), *ROOMS), {"C3": "£0.00", "C4": "£0.00"})
    assert text(made).split("\n") == [
        "Rooms of the inn",
        "Room: Loft | Guests: 4 | Price: £120.00",
        "Room: Suite | Guests: 2 | Price: £200.00",
    ]


def test_rows_behind_a_blank_one_have_the_names_of_the_table_above() -> None:
    """If they are no wider, and have no names of their own."""
    made = workbook((*ROOMS, (), ("Hut", 1), (), ("a", 1, 2, 3), (), ("Boat", "Seats"), ("Ada", 4), ("Bo", 6)))
    assert text(made).split("\n\n")[1:] == [
        "Room: Hut | Guests: 1",
        "a | 1 | 2 | 3",
        "Boat: Ada | Seats: 4\nBoat: Bo | Seats: 6",
    ]


def test_what_stands_over_a_table_may_have_several_cells() -> None:
    """A name and a day, say; a row that is full is one of the table."""
    over = (("Rooms of the inn", None, "From May"), ("per night", None, "in euros"))
    lines = ["Rooms of the inn | From May", "per night | in euros", "Room: Loft | Guests: 4 | Price: 120"]
    assert text(workbook((*over, *ROOMS))).split("\n")[:3] == lines
    assert text(workbook((("Tariff",), *over, *ROOMS))).split("\n")[1:4] == lines
    made = Workbook()
    for row in (*over, *ROOMS[:2]):
        made.active.append(row)
    made.active.freeze_panes = "A4"
    assert text(saved(made)).split("\n") == lines
    full = (("Barn", 2, "free"), *ROOMS)
    assert text(workbook(full)).split("\n")[:2] == ["Barn | 2 | free", "Room | Guests | Price"]


def test_a_form_has_no_header() -> None:
    """Its first row is a name and what was filled in, like the others; over figures alone, a word names them."""
    form = (("Guest", "Ada Lind"), ("Arrives", DAY), ("Meals", "none"))
    assert text(workbook(form)) == "Guest | Ada Lind\nArrives | 5 March 2026\nMeals | none"
    assert (
        text(workbook((("Guest", "Nights"), ("Ada", 3), ("Bo", 5)))) == "Guest: Ada | Nights: 3\nGuest: Bo | Nights: 5"
    )


@pytest.mark.parametrize("mark", ["bold", "frozen", "filter", "table", "nothing"])
def test_what_marks_the_first_row_makes_it_a_header(mark: str) -> None:
    """One row below it is enough then."""
    made = Workbook()
    sheet = made.active
    for row in ROOMS[:2]:
        sheet.append(row)
    if mark == "bold":
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    elif mark == "frozen":
        sheet.freeze_panes = "A2"
    elif mark == "filter":
        sheet.auto_filter.ref = "A1:C2"
    elif mark == "table":
        sheet.add_table(Table(displayName="Rooms", ref="A1:C2"))
    rows = ["Room: Loft | Guests: 4 | Price: 120"] if mark != "nothing" else ["Room | Guests | Price", "Loft | 4 | 120"]
    assert text(saved(made)).split("\n") == rows


def test_sheets_are_headed_by_their_names_and_hidden_things_left_out() -> None:
    """Hidden sheets, rows and columns, notes, and cells that show an error."""
    made = Workbook()
    first, second, third = made.active, made.create_sheet("Boats"), made.create_sheet("Costs")
    first.title, third.sheet_state = "Rooms", "hidden"
    third.append(("secret",))
    for row in (*ROOMS, ("Attic", 1, 10)):
        first.append((*row, "x"))
    first["D1"] = "Inside"
    first.column_dimensions.group("C", "D", hidden=True)
    first.row_dimensions[3].hidden = True
    first["A2"].comment = Comment("secret", "Ada")
    second.append(("One boat.",))
    second["A2"] = "=1/0"
    second["A3"].value, second["A3"].data_type = "#DIV/0!", "e"
    assert text(saved(made)) == "Rooms\n\nRoom: Loft | Guests: 4\nRoom: Attic | Guests: 1\n\nBoats\n\nOne boat."


def test_what_a_merged_cell_says_for_several_rows_it_says_in_each() -> None:
    """A merged heading over all columns is a line."""
    made = Workbook()
    sheet = made.active
    for row in (("Rooms",), ("Floor", "Room", "Price"), ("First", "Loft", 1), (None, "Hut", 2), ("Second", "Suite", 3)):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    assert text(saved(made)).split("\n") == [
        "Rooms",
        "Floor: First | Room: Loft | Price: 1",
        "Floor: First | Room: Hut | Price: 2",
        "Floor: Second | Room: Suite | Price: 3",
    ]


def test_a_workbook_is_called_by_its_properties_or_its_file() -> None:
    """Whoever made it is its author, unless that is a program."""
    made = Workbook()
    made.active.append(("Words.",))
    nameless = article_from_xlsx(saved(made), "a/price_list-2026.xlsx")
    assert (nameless.title, nameless.author, nameless.published) == ("price list 2026", None, None)
    made.properties.title, made.properties.creator = "Prices", "Ada Lind"
    named = article_from_xlsx(saved(made), "a/price_list-2026.xlsx")
    assert (named.title, named.author, named.id) == ("Prices", "Ada Lind", nameless.id)


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (workbook(()), EmptyText, "is empty"),
        (archive({"xl/workbook.xml": "<workbook"}), ExtractError, "is damaged"),
        (workbook(ROOMS)[:-40], ExtractError, "is damaged"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, error: type[ExtractError], words: str) -> None:
    """With one line that says what is wrong."""
    with pytest.raises(error, match=words) as caught:
        article_from("zip", data, "a.xlsx")
    assert type(caught.value) is error


def test_cells_that_lie_too_far_apart_are_refused() -> None:
    """Going through all between them would take too long."""
    made = Workbook()
    made.active["A1"] = made.active["XFD1000"] = "far"
    with pytest.raises(TooLarge, match="over 1,000,000 cells"):
        article_from_xlsx(saved(made), "a.xlsx")


def test_a_strict_workbook_is_read_like_any_other() -> None:
    """Its namespaces have other names."""
    made = workbook((("Room", "Free from", "Price"), ("Loft", DAY, 120), ("Suite", DAY, 200)))
    transitional = zipfile.ZipFile(io.BytesIO(made))
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
    }
    files = {}
    for entry in transitional.namelist():
        files[entry] = transitional.read(entry)
        for theirs, strict in names.items():
            files[entry] = files[entry].replace(theirs, strict)
    assert text(archive(files)) == text(made)
    assert text(made).startswith("Room: Loft | Free from: 5 March 2026 | Price: 120")


def test_a_workbook_is_read_where_documents_are() -> None:
    """By what is in it, whatever it is called, in an archive, too."""
    with DocumentProcess() as process:
        (article,) = articles_from(workbook(ROOMS), "rooms", None, process)
        assert article.text.startswith("Room: Loft | Guests: 4")
        (inside,) = articles_from(archive({"rooms.xlsx": workbook(ROOMS)}), "all.zip", None, process)
        assert (inside.text, inside.title) == (article.text, "rooms")


def test_two_rows_that_name_the_columns_together_are_one_header() -> None:
    """Where a cell of the upper one reaches over several of the lower one; a title over all of them is a line."""
    made = Workbook()
    sheet = made.active
    for row in (
        ("Week 12",),
        ("Name", "Morning", None, "Evening", None),
        (None, "From", "To", "From", "To"),
        ("Ada", 8, 12, 17, 20),
        ("Bo", 9, 13),
    ):
        sheet.append(row)
    for place in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(place)
    assert text(saved(made)).split("\n") == [
        "Week 12",
        "Name: Ada | Morning From: 8 | Morning To: 12 | Evening From: 17 | Evening To: 20",
        "Name: Bo | Morning From: 9 | Morning To: 13",
    ]


def test_a_cell_that_reaches_over_figures_is_no_header_of_them() -> None:
    """A heading between rows of values, for instance."""
    made = Workbook()
    sheet = made.active
    for row in (("Rooms", None, "Boats"), ("Loft", 4, "Ada"), ("Suite", 2, "Bo")):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    assert text(saved(made)).split("\n") == ["Rooms | Boats", "Loft | 4 | Ada", "Suite | 2 | Bo"]
