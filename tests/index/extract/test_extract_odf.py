"""OpenDocument texts, spreadsheets and presentations."""

from __future__ import annotations

import pytest

from index.article import Article
from index.errors import EmptyText, ExtractError, TooLarge, UnsupportedKind
from index.extract import DocumentProcess, articles_from
from index.extract.odf import article_from_odf
from tests.index.extract.documents import archive, article_from, odf

HIDDEN = (
    '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="s"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
)


def p(words: str) -> str:
    """Return a paragraph."""
    return f"<text:p>{words}</text:p>"


def cell(words: str, more: str = "") -> str:
    """Return a cell of a table."""
    return f"<table:table-cell {more}>{p(words) if words else ''}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    """Return a row of a table; what begins with a mark stands as it is."""
    made = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<table:table-row {more}>{made}</table:table-row>"


def sheet(*rows: str, more: str = 'table:name="Rooms"') -> str:
    """Return a table, or a sheet of a spreadsheet."""
    return f"<table:table {more}>{''.join(rows)}</table:table>"


def read(kind: str, body: str, **more: str) -> Article:
    """Return a document as an article."""
    return article_from_odf(odf(kind, body, **more), "a/house_rules.odt")


ROOMS = (row("Room", "Guests", "Price"), row("Loft", "4", "£120.00"), row("Suite", "2", "£200.00"))


def test_a_text_keeps_headings_lists_tables_and_footnotes() -> None:
    """Footnotes stand at its end."""
    styles = '<text:list-style style:name="n"><text:list-level-style-number text:level="1"/></text:list-style>'
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>"
    items = "".join(f"<text:list-item>{p(words)}</text:list-item>" for words in ("Ring.", "Wait."))
    article = read(
        "text",
        "<text:h>House rules</text:h>"
        + p(f"Quiet begins{note.format(p('On Sundays at nine.'))} at<text:s/>ten.<text:line-break/>No shoes.")
        + f"<text:list>{items}</text:list>"
        + f'<text:list text:style-name="n">{items}</text:list>'
        + sheet(*ROOMS),
        styles=styles,
    )
    assert article.text.split("\n\n") == [
        "House rules",
        "Quiet begins at ten.\nNo shoes.",
        "- Ring.\n- Wait.",
        "1. Ring.\n2. Wait.",
        "Room: Loft | Guests: 4 | Price: £120.00\nRoom: Suite | Guests: 2 | Price: £200.00",
        "1. On Sundays at nine.",
    ]
    assert (article.title, article.page_starts) == ("House rules", ())


def test_numbered_lists_go_on_and_start_where_they_say() -> None:
    """Words may stand between two parts of a list."""
    styles = '<text:list-style style:name="n"><text:list-level-style-number text:level="1"/></text:list-style>'

    def items(*words: str, more: str = "") -> str:
        inside = "".join(f"<text:list-item>{p(each)}</text:list-item>" for each in words)
        return f'<text:list text:style-name="n" {more}>{inside}</text:list>'

    last = items("Leave.").replace("<text:list-item>", '<text:list-item text:start-value="9">')
    body = items("Ring.", "Wait.") + p("Then:") + items("Enter.", more='text:continue-numbering="true"') + items("A.")
    assert read("text", body + p("Or:") + last, styles=styles).text.split("\n\n") == [
        "1. Ring.\n2. Wait.",
        "Then:",
        "3. Enter.",
        "1. A.",
        "Or:",
        "9. Leave.",
    ]


def test_a_list_in_another_has_its_style() -> None:
    """On its own level, there may be numbers or bullets. A level may begin with another number."""
    levels = "".join(
        f'<text:list-level-style-{kind} text:level="{level}" {more}/>'
        for level, (kind, more) in enumerate((("number", 'text:start-value="3"'), ("number", ""), ("bullet", "")), 1)
    )

    def items(*words: str, more: str = "") -> str:
        return f"<text:list {more}>{''.join(f'<text:list-item>{each}</text:list-item>' for each in words)}</text:list>"

    inner = items(p("Ring.") + items(p("Once.")), p("Wait."))
    article = read(
        "text",
        items(p("Come.") + inner, p("Enter."), more='text:style-name="n"'),
        styles=f'<text:list-style style:name="n">{levels}</text:list-style>',
    )
    assert article.text == "3. Come.\n  1. Ring.\n    - Once.\n  2. Wait.\n4. Enter."


def test_what_has_no_number_is_not_counted() -> None:
    """A part of a list that goes on may begin with a list in the item before, and any list with words of its own."""
    style = '<text:list-style style:name="n"><text:list-level-style-number text:level="1"/></text:list-style>'
    item = "<text:list-item>{}</text:list-item>"
    inner = f"<text:list>{item.format(p('Or knock.'))}</text:list>"
    body = (
        f'<text:list text:style-name="n"><text:list-header>{p("At the door:")}</text:list-header>'
        f"{item.format(p('Ring.'))}</text:list>{p('Between.')}"
        f'<text:list text:style-name="n" text:continue-numbering="true">{item.format(inner)}{item.format(p("Wait."))}'
        "</text:list>"
    )
    text = read("text", body, styles=style).text
    assert text == "At the door:\n1. Ring.\n\nBetween.\n\n  - Or knock.\n2. Wait."


def test_letters_of_a_list_stay_letters() -> None:
    """With the marks around them; a list may also show nothing before its items."""
    forms = (("a", "(", ")"), ("I", "", "."), ("", "", ""))
    levels = "".join(
        f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" style:num-prefix="{before}" '
        f'style:num-suffix="{behind}"/>'
        for level, (form, before, behind) in enumerate(forms, 1)
    )
    lowest = f"<text:list><text:list-item>{p('Knock.')}</text:list-item></text:list>"
    inner = f"<text:list><text:list-item>{p('Ring.')}{lowest}</text:list-item></text:list>"
    items = f"<text:list-item>{p('Come.')}</text:list-item><text:list-item>{p('Enter.')}{inner}</text:list-item>"
    article = read(
        "text",
        f'<text:list text:style-name="n">{items}</text:list>',
        styles=f'<text:list-style style:name="n">{levels}</text:list-style>',
    )
    assert article.text == "(a) Come.\n  (b) Enter.\n    I. Ring.\n      Knock."


def test_a_number_may_have_those_around_it_before_it() -> None:
    """As clauses have, by which they are asked for."""
    levels = "".join(
        f'<text:list-level-style-number text:level="{level}" text:display-levels="{shown}" style:num-format="{form}"/>'
        for level, (shown, form) in enumerate(((1, "1"), (2, "1"), (2, "a"), (9, "1")), 1)
    )

    def items(*words: str, more: str = "") -> str:
        return f"<text:list {more}>{''.join(f'<text:list-item>{each}</text:list-item>' for each in words)}</text:list>"

    inner = items(p("Boats.") + items(p("Small.") + items(p("Red."))), p("Cars."))
    text = read(
        "text",
        items(p("Scope."), p("Fees.") + inner, more='text:style-name="n"'),
        styles=f'<text:list-style style:name="n">{levels}</text:list-style>',
    ).text
    assert [line.strip() for line in text.split("\n")] == [
        "1. Scope.", "2. Fees.", "2.1 Boats.", "1.a Small.", "2.1.a.1 Red.", "2.2 Cars."
    ]  # fmt: skip


def test_words_are_read_as_they_look() -> None:
    """Raised figures are raised, and what is struck out or hidden is left out."""
    looks = {
        "a": 'style:text-position="super 58%"',
        "b": 'style:text-position="33% 58%"',
        "c": 'style:text-position="sub 58%"',
        "d": 'style:text-line-through-style="solid"',
        "e": 'text:display="none"',
        "f": 'style:text-line-through-style="none"',
    }
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/></style:style>'
        for name, look in looks.items()
    )
    spans = " ".join(f'10<text:span text:style-name="{name}">6</text:span>' for name in looks)
    section = f'<text:section text:display="none">{p("Hidden.")}</text:section>'
    assert read("text", p(spans) + section, styles=styles).text == "10⁶ 10⁶ 106 10 10 106"


def test_what_nobody_sees_in_a_text_is_left_out() -> None:
    """Comments, what was deleted, contents, and what pictures are called."""
    deleted = f"<text:tracked-changes>{p('Deleted.')}</text:tracked-changes>"
    comment = f"<office:annotation>{p('A comment.')}</office:annotation>"
    picture = "<draw:frame><svg:title>A picture</svg:title><draw:image/></draw:frame>"
    contents = f"<text:table-of-content>{p('Rules 2')}</text:table-of-content>"
    article = read("text", deleted + contents + p(f"Open{comment} daily{picture}."), title="Rules")
    assert (article.text, article.title) == ("Open daily.", "Rules")


def test_a_row_of_a_spreadsheet_says_its_columns_names() -> None:
    """Cells are as they are shown, and days are written out; the empty rest of a sheet takes no time."""
    day = cell("05/03/26", 'office:value-type="date" office:date-value="2026-03-05"')
    rest = row('<table:table-cell table:number-columns-repeated="16384"/>', more='table:number-rows-repeated="1000000"')
    article = read(
        "spreadsheet",
        sheet(
            *ROOMS,
            row("<table:table-cell/>"),
            row("Hut", '<table:table-cell table:number-columns-repeated="1"/>', day),
            rest,
        )
        + sheet(row("secret"), more='table:name="Costs" table:style-name="h"')
        + sheet(row("One boat."), more='table:name="Boats"'),
        styles=HIDDEN,
    )
    assert article.text.split("\n\n") == [
        "Rooms",
        "Room: Loft | Guests: 4 | Price: £120.00\nRoom: Suite | Guests: 2 | Price: £200.00",
        "Room: Hut | Price: 5 March 2026",
        "Boats",
        "One boat.",
    ]
    assert article.title == "house rules"


def test_cells_that_are_repeated_merged_or_hidden() -> None:
    """What one says for several rows, it says in each; a row may be there several times."""
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    tall = cell("First", 'table:number-rows-spanned="2"')
    article = read(
        "spreadsheet",
        sheet(
            columns,
            f"<table:table-header-rows>{row('Floor', 'Inside', 'Room')}</table:table-header-rows>",
            row(tall, "x", "Loft"),
            row("<table:covered-table-cell/>", "x", "Hut"),
            row("Second", "x", "Suite", more='table:visibility="collapse"'),
            row("Third", cell("Attic", 'table:number-columns-repeated="2"'), more='table:number-rows-repeated="2"'),
        ),
    )
    assert article.text.split("\n") == [
        "Floor: First | Room: Loft",
        "Floor: First | Room: Hut",
        "Floor: Third | Room: Attic",
        "Floor: Third | Room: Attic",
    ]


def test_a_day_has_its_time_where_that_is_shown() -> None:
    """Both are stored in any case."""
    moment = 'office:value-type="date" office:date-value="2026-03-05T14:30:00"'
    days = sheet(row("Ferry", cell("05/03/26 14:30", moment)), row("Bus", cell("05/03/26", moment)))
    assert read("spreadsheet", days).text == "Ferry | 5 March 2026 14:30\nBus | 5 March 2026"


def test_rows_of_a_spreadsheet_may_end_early() -> None:
    """The file has no cells behind the last one of a row that shows something."""
    article = read("spreadsheet", sheet(*ROOMS, row("Hut", "3"), row("Closed rooms"), row("Barn")))
    assert article.text.split("\n")[1:] == [
        "Room: Suite | Guests: 2 | Price: £200.00",
        "Room: Hut | Guests: 3",
        "Closed rooms",
        "Barn",
    ]
    wider = sheet(row("Open", "daily"), row("Hut", "3", "new"))
    assert read("spreadsheet", wider).text == "Open | daily\nHut | 3 | new"


def test_each_slide_is_a_page() -> None:
    """Titles are headings; hidden slides count, and feet and the speaker's notes are left out."""

    def frame(words: str, kind: str = "") -> str:
        return f'<draw:frame presentation:class="{kind}"><draw:text-box>{p(words)}</draw:text-box></draw:frame>'

    def page(*frames: str, more: str = "") -> str:
        notes = f"<presentation:notes>{frame('Say it slowly.')}</presentation:notes>"
        return f"<draw:page {more}>{''.join(frames)}{notes}</draw:page>"

    article = read(
        "presentation",
        page(frame("Harbour plan", "title"), frame("7", "page-number"))
        + page(frame("Nobody sees this."), more='draw:style-name="s"')
        + page(frame("The ferry stops."), frame("A bus leaves.")),
        styles=HIDDEN,
    )
    assert article.text == "Harbour plan\n\nThe ferry stops.\n\nA bus leaves."
    assert [article.page_of(article.text.index(words)) for words in ("Harbour", "A bus")] == [1, 3]


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (odf("text", "<text:p/>"), EmptyText, "is empty"),
        (odf("drawing", p("A chart.")), UnsupportedKind, "other than texts, spreadsheets and presentations"),
        (
            odf("text", p("x"), manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"),
            UnsupportedKind,
            "is encrypted",
        ),
        (archive({"content.xml": "<"}), ExtractError, "is damaged"),
        (
            odf("spreadsheet", sheet(row(cell("x", 'table:number-columns-repeated="999999999999"')))),
            TooLarge,
            "over 1,000,000 cells",
        ),
        (
            odf("spreadsheet", sheet(row("x", more='table:number-rows-repeated="2000000"'))),
            TooLarge,
            "over 1,000,000 cells",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, error: type[ExtractError], words: str) -> None:
    """With one line that says what is wrong."""
    with pytest.raises(error, match=words) as caught:
        article_from("zip", data, "a.odt")
    assert type(caught.value) is error


def test_a_text_is_read_where_documents_are() -> None:
    """By what is in it, whatever it is called."""
    with DocumentProcess() as process:
        (article,) = articles_from(odf("text", p("Words.")), "rules", None, process)
    assert article.text == "Words."


def test_two_rows_of_a_sheet_that_name_the_columns_together_are_one_header() -> None:
    """Where a cell of the upper one reaches over several of the lower one."""
    tall, wide = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
    beside = "<table:covered-table-cell/>"
    article = read(
        "spreadsheet",
        sheet(
            row(
                cell("Name", tall),
                cell("Morning", wide),
                beside,
                cell("Evening", wide),
                beside,
            ),
            row(beside, "From", "To", "From", "To"),
            row("Ada", "8", "12", "17", "20"),
        ),
    )
    assert article.text == "Name: Ada | Morning From: 8 | Morning To: 12 | Evening From: 17 | Evening To: 20"
