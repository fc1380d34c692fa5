"""Rows of tables say what their columns are: in HTML, Word documents, Markdown and files of values."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from index.article import Article
from index.errors import TooLarge
from index.extract import articles_from
from index.extract.column_names import in_one_line, looks_like_header, names_of, row_lines
from index.extract.docx import article_from_docx
from index.extract.html import article_from_html
from index.extract.html_tables import label_tables
from index.extract.text import with_columns_named
from index.extract.tree_text import text_of
from index.extract.words import MAX_PIECES
from index.text.segment import sentences
from tests.index.extract.documents import STORY, docx, page, table

HEAD = "<tr><th>Item<th>Size<th>Price<br>(EUR)</tr>"
SOAP = "Item: Lavender soap | Size: 100 g | Price (EUR): 4.50"
ROWS = [["Lavender soap", "100 g", "4.50"], ["Salt", "", "3"], ["Candle", "small", "12"]]


def only(data: bytes | str, name: str) -> Article:
    """Read the one article in `data`."""
    (article,) = articles_from(data if isinstance(data, bytes) else data.encode(), name)
    return article


def read(table: str, *, by_looks: bool = False) -> list[str]:
    """Return the lines that a table of HTML comes to."""
    tree = html.fromstring(f"<body><table>{table}</table></body>")
    label_tables(tree, by_looks=by_looks)
    return [line for line in text_of(tree)[0].split("\n") if line]


def row(*cells: str) -> str:
    """Return a row of HTML."""
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def values(rows: list[list[str]], separator: str = ",") -> str:
    """Return rows as the csv module writes them."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (HEAD + row("Lavender soap", "100 g", "4.50"), [SOAP]),
        (f"<thead>{row('Item', 'Size')}</thead>{row('Soap', '1 g')}", ["Item: Soap | Size: 1 g"]),
        (HEAD + row("Salt", "", "3"), ["Item: Salt | Price (EUR): 3"]),
        (HEAD + "<tr><th>Salt<td>1 g<td>3", ["Item: Salt | Size: 1 g | Price (EUR): 3"]),
        (HEAD + row("a<br>b", "<p>c.</p>d", "<ul><li>e<li>f</ul>"), ["Item: a, b | Size: c. d | Price (EUR): e, f"]),
        # a title above, a group within
        ("<tr><th colspan=3>All</tr>" + HEAD + row("a", "b", "c"), ["All", "Item: a | Size: b | Price (EUR): c"]),
        (HEAD + "<tr><td colspan=3>Winter</tr>" + row("a", "b", "c"), ["Winter", "Item: a | Size: b | Price (EUR): c"]),
        # cells that reach over columns and rows
        (HEAD + "<tr><td>a<td colspan=2>none</tr>", ["Item: a | Size, Price (EUR): none"]),
        (
            HEAD + "<tr><td rowspan=2>a<td>b<td>c</tr><tr><td>d<td>e</tr>",
            ["Item: a | Size: b | Price (EUR): c", "Item: a | Size: d | Price (EUR): e"],
        ),
        (
            "<tr><th rowspan=2>Town<th colspan=2>Heat</tr><tr><th>July<th>May</tr>" + row("Ulm", "23", "14"),
            ["Town: Ulm | Heat July: 23 | Heat May: 14"],
        ),
        ("<tr><th><th>2023<th>2024</tr>" + row("Ulm", "1", "2"), ["Ulm | 2023: 1 | 2024: 2"]),
        # another header further down
        (
            "<tr><th>A<th>B</tr>" + row("1", "2") + "<tr><th>C<th>D</tr>" + row("3", "4"),
            ["A: 1 | B: 2", "C: 3 | D: 4"],
        ),
        # what has no header, or not its columns, stays as it is
        (row("a", "b") + row("c", "d") + row("e", "f"), ["a | b", "c | d", "e | f"]),
        ("<tr><th>Name<td>Ada</tr><tr><th>Born<td>1815</tr>", ["Name | Ada", "Born | 1815"]),
        ("<tr><th>Item</tr>" + row("a") + row("b"), ["Item", "a", "b"]),
        (HEAD + row("a", "b"), ["Item | Size | Price (EUR)", "a | b"]),
        (HEAD + row("a", "b", "c", "d"), ["Item | Size | Price (EUR)", "a | b | c | d"]),
        (f"<tr><th>Item<th>{'long ' * 20}</tr>" + row("a", "b"), [f"Item | {('long ' * 20).strip()}", "a | b"]),
        (HEAD, ["Item | Size | Price (EUR)"]),
    ],
)  # fmt: skip
def test_a_row_of_html_says_its_columns(body: str, lines: list[str]) -> None:
    """By `<th>` or `<thead>`; without them, and where the columns do not match, it stays as it is."""
    assert read(body) == lines


def test_a_table_that_holds_others_stays_as_it_is() -> None:
    """It puts parts beside one another; those in it are read."""
    body = "<tr><th>A<th>B</tr>" + row("1", "2")
    assert read(f"<tr><td><table>{body}</table><td>x</tr>") == ["A: 1 | B: 2", "x"]


def test_cells_that_claim_thousands_of_rows_are_not_copied_into_them() -> None:
    """A quarter of a megabyte of page is no gigabyte of words."""
    many = "".join(f"<td rowspan=65534>{'word ' * 40}" for _ in range(90))
    heads = "".join(f"<th>h{n}" for n in range(91))
    begun = time.process_time()
    assert len("\n".join(read(f"<tr>{heads}</tr><tr>{many}<td>x</tr>{'<tr><td>x</tr>' * 4_000}"))) < 10**6
    assert time.process_time() - begun < 5
    assert read("<tr><th colspan=99999>A<th>B</tr>" + row("1", "2")) == ["A | B", "1 | 2"]


def test_a_row_of_a_page_says_its_columns_through_every_extractor() -> None:
    """What trafilatura drops, as lists in cells and how far cells reach, is said before it is asked."""
    shown = f"</p><table>{HEAD}<tr><td rowspan=2><a href=/s>Soap</a><td>1 g<td>4</tr><tr><td><ul><li>2 g</ul><td>7</tr>"
    text = article_from_html(page(*STORY, f"{shown}</table><p>"), "a").text
    assert "\n\nItem: Soap | Size: 1 g | Price (EUR): 4\nItem: Soap | Size: 2 g | Price (EUR): 7" in text


def test_a_row_of_a_word_document_and_of_markdown_says_its_columns() -> None:
    """Word tells of hardly any row that it is a header: there the looks of the first one count."""
    names = ["Item", "Size", "Price (EUR)"]
    wanted = [SOAP, "Item: Salt | Price (EUR): 3", "Item: Candle | Size: small | Price (EUR): 12"]
    assert article_from_docx(docx(table(names, *ROWS)), "a.docx").text.split("\n") == wanted
    lines = ["| " + " | ".join(cells) + " |" for cells in (names, ["---"] * 3, *ROWS)]
    assert only("\n".join(lines), "a.md").text.split("\n") == wanted
    assert only("\n".join(lines[:2]), "a.md").text == "Item | Size | Price (EUR)"
    assert only("| | |\n|---|---|\n| Name | Ada |", "a.md").text == "Name | Ada"
    assert only("| Item |\n|---|\n| a |", "a.md").text == "Item\na"


def test_a_row_is_no_title() -> None:
    """A title is not an answer, so the first row would answer nothing."""
    lines = "| Item | Price |\n|---|---|\n| Tea | 2 |\n| Coffee | 3 |"
    assert only(lines, "the prices.md").title == "the prices"
    assert only(f"What we serve:\n\n{lines}", "the prices.md").title == "What we serve:"


@pytest.mark.parametrize(
    "rows",
    [
        ["Item,Size", "a,b"],  # two lines may as well be two rows
        ["Item,Size 2", "a,b", "c,d"],
        ["Item,2019", "a,2023", "c,none"],
        ["2023,2024", "120,131", "98,97"],
        ["Item,", "a,b", "c,d"],
        ["Item,item", "a,b", "c,d"],
        ["Item,Size", "a,b", "c,size"],
        [f"Item,{'long ' * 10}", "a,b", "c,d"],
        ["Item", "a", "b", "c"],
    ],
)
def test_a_first_row_is_a_header_only_when_it_looks_like_one(rows: list[str]) -> None:
    """Two rows below it, all filled, distinct, short, without figures that are no year, and not again in its column."""
    cells = [row.split(",") for row in rows]
    assert not looks_like_header(cells)
    assert looks_like_header([["Item", "Size"], ["a", "b"], ["c", ""]])
    assert only("\n".join(rows), "a.csv").text == "\n".join(rows)


def test_a_form_of_word_has_no_header() -> None:
    """Two columns are names and their values, unless the first row alone is bold."""
    form = [["Reported by", "Ada Holm"], ["Place", "Boat house"], ["Witnesses", "none"]]
    lines = ["Reported by | Ada Holm", "Place | Boat house", "Witnesses | none"]
    assert article_from_docx(docx(table(*form)), "a.docx").text.split("\n") == lines
    body = "".join(row(*cells) for cells in form[1:])
    bold = [f"<strong>{cell}</strong>" for cell in ("Field", "Entry")]
    assert read(row(*bold) + body, by_looks=True) == [
        "Field: Place | Entry: Boat house",
        "Field: Witnesses | Entry: none",
    ]
    assert read(row(*bold) + row("Place", bold[1]) + row("Day", "9 May"), by_looks=True)[2] == "Day | 9 May"


def test_an_empty_corner_makes_the_first_row_a_header() -> None:
    """The models that a table compares are the names of its columns, whatever figures they have."""
    rows = [["", "T20", "T40"], ["Weight", "9 kg", "14 kg"], ["Noise", "58 dB", "54 dB"]]
    lines = ["Weight | T20: 9 kg | T40: 14 kg", "Noise | T20: 58 dB | T40: 54 dB"]
    assert article_from_docx(docx(table(*rows)), "a.docx").text.split("\n") == lines
    assert only(values(rows, ","), "a.csv").text.split("\n") == lines
    assert not looks_like_header([*rows, ["", "2 years", "3 years"]])
    assert not looks_like_header([["", "T20", "T20"], *rows[1:]])


def test_figures_in_brackets_say_what_a_column_name_means() -> None:
    """A price list has a column "Child (4-15)"; a figure in brackets alone is no name."""
    prices = "Ticket;Adult;Child (4-15)\nSingle;£4;£2\nReturn;£7;£3\n"
    assert only(prices, "prices.csv").text.split("\n")[0] == "Ticket: Single | Adult: £4 | Child (4-15): £2"
    assert not looks_like_header([["Tea", "(4)"], ["Salt", "(3)"], ["Soap", "(2)"]])


def test_figures_in_brackets_in_all_rows_are_no_names() -> None:
    """The first of a list of players with their years names none of the others."""
    players = "Ida Moss (1984),Keeper\nJo Ash (1990),Defender\nKim Dale (2001),Forward\n"
    assert only(players, "players.csv").text == players
    assert not looks_like_header([["Ida", "Keeper (1)"], ["Jo", "Defender (4)"], ["Kim", "Forward (9)"]])


def test_a_day_names_no_other_days() -> None:
    """The first line of typed hours is one of them."""
    hours = "Sauna\n\nMon       closed\nTue - Fri 14.00 - 22.00\nSat, Sun  11.00 - 19.00\n"
    assert only(hours, "hours.txt").text == hours
    assert not looks_like_header([["Mon", "closed"], ["Tue", "9-12"], ["Wed", "9-12"]])
    assert looks_like_header([["Mon", "Tue"], ["Spin", "Yoga"], ["Core", "Step"]])


def test_a_year_or_quarter_may_name_a_column() -> None:
    """As in most tables of a budget: it is the only figure that tells its column from the one beside it."""
    data = "Region,2024,2025,Q1 2026,Paid 2026\nNorth,120000,131000,1.2,yes\nSouth,98000,90500,0.9,no"
    first = only(data, "a.csv").text.split("\n")[0]
    assert first == "Region: North | 2024: 120000 | 2025: 131000 | Q1 2026: 1.2 | Paid 2026: yes"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_of_values_says_its_columns(separator: str, encoding: str) -> None:
    """Whatever stands between them; its name alone tells that it is one, or tabs: a text with commas is prose."""
    data = values([["Item", "Size", "Price (EUR)"], *ROWS], separator).encode(encoding)
    for name in ("prices.csv", "PRICES.TSV", "https://shop.example/prices.csv"):
        article = only(data, name)
        assert article.text.split("\n")[0] == SOAP
        assert len(article.text.split("\n")) == 3
    assert ("Item:" in only(data, "prices.txt").text) is (separator == "\t")


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;;;"])
def test_a_line_that_names_the_separator_is_no_row(line: str) -> None:
    """Excel is told so by the programs that write for it, and its first row would not have the others' columns."""
    rows = "Item;Size;Price\nSoap;100 g;4,50\nGel;50 g;3,10"
    lines = "Item: Soap | Size: 100 g | Price: 4,50\nItem: Gel | Size: 50 g | Price: 3,10"
    assert only(f"{line}\r\n{rows}", "a.csv").text == lines


def test_empty_columns_behind_a_table_are_none() -> None:
    """A row with a cell in one of them keeps its words."""
    rows = ["Item,Size,,", "Soap,100 g,,", "Gel,50 g,,", *["Wax,1 g,,"] * 50, "Oil,2 g,,sold out"]
    lines = only("\n".join(rows), "a.csv").text.split("\n")
    assert lines[:2] == ["Item: Soap | Size: 100 g", "Item: Gel | Size: 50 g"]
    assert lines[-1] == "Oil | 2 g | sold out"


def test_what_is_no_row_stays_as_it_is() -> None:
    """A quote that is never closed takes no other line with it; a comma between figures does not part them."""
    text = 'Item;Price\nSoap;4,50\n"Salt;3\nOil\nCandle;"12"";50"\n\n"Wax\nred";9\n'
    lines = ["Item: Soap | Price: 4,50", '"Salt;3', "Oil", 'Item: Candle | Price: 12";50', "Item: Wax, red | Price: 9"]
    assert only(text, "a.csv").text.split("\n") == lines
    rows = "\n".join(["Soap;4"] * 150)
    found = only(f'Item;Price\nSalt;3\nOil;5\n"Wax;1\n{rows}\nred";9', "a.csv").text.split("\n")
    assert (found[2], found[3], len(found)) == ('"Wax;1', "Item: Soap | Price: 4", 154)
    prose = "Well, this is prose.\nAnd this, too, is.\nSo it stays."
    assert only(prose, "a.csv").text == prose


def test_a_long_cell_of_a_file_is_a_paragraph_with_its_name() -> None:
    """And keeps its lines; the short ones of its row stand before it."""
    story = "\n".join(STORY * 3)
    rows = [["id", "title", "text"], ["a", "Ferry", story], ["b", "Bus", "none"]]
    wanted = f"id: a | title: Ferry\n\ntext: {story}\nid: b | title: Bus | text: none"
    assert only(values(rows), "a.csv").text == wanted


def test_a_file_that_would_be_too_long_with_its_names_stays_as_it_is() -> None:
    """What could be added can be added still; and what is too long is refused at once."""
    names = ",".join(f"{name} of all that there is to buy" for name in ("Item", "Size", "Price"))
    many = f"{names}\n" + "soap,big,low\n" * (MAX_PIECES // 30)
    assert only(many, "a.csv").text == many
    with pytest.raises(TooLarge, match="500,000 word pieces"):
        only("a,b\n" + '"x,"y\n' * (MAX_PIECES // 4), "a.csv")


WORDS = st.text("aB1 .:;|,\"'\n\té", max_size=30)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=2, max_size=8))
def test_each_row_of_a_file_is_a_line_with_all_its_words(rows: list[list[str]]) -> None:
    """Each is its own sentence, unless a cell has a bar between spaces."""
    cells = [[f"x{number}", *map(str.strip, row)] for number, row in enumerate(rows)]
    text = only(values([["Key", "One", "Two", "Three"], *cells]), "a.csv").text
    lines = text.split("\n")
    assert len(lines) == len(rows)
    for line, own in zip(lines, cells, strict=True):
        place = 0
        for cell in filter(None, map(in_one_line, own)):
            place = line.index(cell, place) + len(cell)
    if " | " not in " ".join(" ".join(map(in_one_line, own)) for own in cells) and all(map(all, cells)):
        assert [span.of(text) for span in sentences(text)] == lines


@given(st.text('ab1,;\t"|\n é', max_size=300))
def test_any_file_of_values_gives_its_words(text: str) -> None:
    """Whatever does not parse: no word of a row is lost."""
    if text.strip():
        found = only("Key,Name\n" + text, "a.csv").text
        assert [char for char in found if char == "é"] == [char for char in text if char == "é"]


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["td", "th"]), WORDS, st.integers(0, 4), st.integers(0, 4)), max_size=5),
        max_size=6,
    )
)
def test_any_table_of_html_keeps_its_values(rows: list[list[tuple[str, str, int, int]]]) -> None:
    """However its cells reach over one another, each `<td>` is read at least once, and names of columns besides."""
    body, number, wanted = "", 0, []
    for cells in rows:
        body += "<tr>"
        for tag, words, across, down in cells:
            number += 1
            wanted += [f"v{number}v"] if tag == "td" else []
            body += f"<{tag} colspan={across} rowspan={down}>v{number}v {words.replace('<', '')}</{tag}>"
        body += "</tr>"
    text = "\n".join(read(body, by_looks=True))
    assert all(each in text for each in wanted)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=6))
def test_a_row_has_every_filled_cell_behind_its_name(pairs: list[tuple[str, str]]) -> None:
    """In one line, in order; a cell that stands alone has no name to stand behind."""
    names = names_of([name for name, _ in pairs])
    cells = [cell for _, cell in pairs]
    joined = " ".join(row_lines(names, cells))
    assert "\n" not in joined
    filled = [in_one_line(cell) for cell in cells]
    place = 0
    for name, cell in zip(names or [""] * len(cells), filled, strict=True):
        if cell:
            known = f"{name}: " if name and sum(map(bool, filled)) > 1 else ""
            place = joined.index(known + cell, place) + len(known + cell)


PASTED = "Otters\n\nRiver\tCounted\tKilled\nOrr\t121\t4\nTolm\t\t7\n\nNobody knows more."


def test_a_table_that_is_pasted_into_a_text_is_read_as_one() -> None:
    """Its cells are parted by tabs, as many in each line; what is indented with them is none."""
    text = "Otters\n\nRiver: Orr | Counted: 121 | Killed: 4\nRiver: Tolm | Killed: 7\n\nNobody knows more."
    assert only(PASTED, "a.txt").text == text
    assert only(PASTED, "a").text == text


def test_a_table_that_is_typed_with_blanks_is_read_as_one() -> None:
    """Each of its columns stands clear of the next, in all lines alike."""
    text = "Crew          Laps  Best\nBlue Herons     14  1:52\nOld Foxes        9  2:10\n\nThe rain came at four."
    article = only(text, "a.txt")
    assert article.text == (
        "Crew: Blue Herons | Laps: 14 | Best: 1:52\nCrew: Old Foxes | Laps: 9 | Best: 2:10\n\nThe rain came at four."
    )
    assert article.title == "Crew Laps Best"


def test_a_table_of_markdown_in_a_text_is_read_as_one() -> None:
    """With the names above its line, if it has one."""
    text = (
        "Otters\n\n| River | Counted |\n|:--|--:|\n| Orr | 121 |\n| Tolm | |\n\n| Monday | 9-17 |\n| Sunday | closed |"
    )
    read = "Otters\n\nRiver: Orr | Counted: 121\nTolm\n\nMonday | 9-17\nSunday | closed"
    assert only(text, "a.txt").text == read
    for other in ("Is a | b so?", "|a\nb|", "a ||b|| c"):
        assert with_columns_named(other) == other
    for rest in ("", "\n| | |"):
        assert with_columns_named(f"| River | Counted |\n|---|---|{rest}").rstrip() == "River | Counted"
    stroke = "| Key | Does |\n|---|---|\n| a \\| b | joins |"
    assert with_columns_named(stroke) == "Key: a | b | Does: joins"


@given(st.text("|-a \\\n", max_size=30))
def test_a_text_with_strokes_keeps_its_words(text: str) -> None:
    """Whatever they part: a line of dashes, nothing, or a row without an end. Names may go, with a row of one cell."""
    assert bool(with_columns_named(text).strip()) == bool(text.strip())
    plain = text.replace("-", "")
    assert with_columns_named(plain).count("a") == plain.count("a")


ALIGNED = """Otters

River         Counted  Killed
----------    -------  ------
Orr               121       4
Little Orr         12       0

Nobody knows more."""


@pytest.mark.parametrize("text", [ALIGNED, ALIGNED.replace("----------    -------  ------\n", "")])
def test_a_table_whose_columns_stand_below_one_another_is_read_as_one(text: str) -> None:
    """Words begin below one another and figures end so; a line of dashes under the names is no row."""
    rows = "River: Orr | Counted: 121 | Killed: 4\nRiver: Little Orr | Counted: 12 | Killed: 0"
    assert only(text, "a.txt").text == f"Otters\n\n{rows}\n\nNobody knows more."


@pytest.mark.parametrize(
    "text",
    [
        ALIGNED.replace("River         Counted  Killed\n", ""),
        "River  Counted\nOrr  121\nLittle Orr  12",
        "a\n===  ===\n===  ===\nb",
        "We counted.  Then we ate\nat 12.  It was good and we\nleft at 3.  All were tired.",
        "Closed today.  Sorry\nWe open again on Monday.  Bring 2 forms\nAsk Eve.  Room 4",
        "Adult day     4.20\nChild         1.10\nFamily day    9.50",
    ],
)
def test_lines_with_gaps_stay_where_nothing_heads_a_column_of_figures(text: str) -> None:
    """Without a header, with columns that stand anywhere, in prose, or in a list of prices."""
    assert only(text, "a.txt").text == text


@pytest.mark.parametrize(
    "text",
    [
        PASTED.replace("River\tCounted\tKilled\n", ""),
        PASTED.replace("Tolm\t\t7\n", ""),
        "Ada Lind\tchair\nBo Tann\ttreasurer\nCy Dahl\tmember",
        "12:05\tmia\thello\n12:06\tjo\thi\n12:07\tmia\tbye",
        "Nets\n\tfyke nets\n\t12 traps\n\t3 rods",
        "River\tNote\nOrr\t\nTolm\t",
    ],
)
def test_lines_with_tabs_stay_where_nothing_heads_a_column_of_figures(text: str) -> None:
    """Without a header, with one row alone, of names and offices, in a chat, or indented."""
    assert only(text, "a.txt").text == text


def test_a_dash_in_a_column_of_figures_says_that_there_is_none() -> None:
    """A timetable has one on the day without a boat, and its first line names the columns all the same."""
    text = "Day       Boat         Leaves  Back\nMonday    Blue Heron   9:30    14:00\nTuesday   none         -       –"
    assert only(text, "a.txt").text == (
        "Day: Monday | Boat: Blue Heron | Leaves: 9:30 | Back: 14:00\nDay: Tuesday | Boat: none | Leaves: - | Back: –"
    )
    dashes = "Ida      -\nOlga     -\nTom      -"
    assert only(dashes, "a.txt").text == dashes


def test_a_text_that_is_too_long_is_refused_before_its_tables_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain text is read in the bot's own process, where 5 MB of rows kept everybody waiting for seconds."""
    monkeypatch.setattr("index.extract.text.with_columns_named", lambda _text: pytest.fail("they were looked for"))
    with pytest.raises(TooLarge):
        list(articles_from(b"a  b  c\n" * 200_000, "rows.txt"))
