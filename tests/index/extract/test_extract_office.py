"""Word documents, mails and books become articles."""

from __future__ import annotations

import codecs
from datetime import date

import pytest

from index.errors import EmptyText, ExtractError, TooLarge, UnsupportedKind
from index.extract.archive import MAX_RATIO
from index.extract.docx import article_from_docx
from index.extract.eml import article_from_eml
from index.extract.epub import article_from_epub
from index.extract.sniff import kind_of
from tests.index.extract.documents import STORY, archive, article_from, docx, epub, mail, paragraph, table


def test_a_word_document_keeps_headings_and_tables_as_text() -> None:
    """A row is a line, a heading a paragraph of its own; the first heading is the title where there is no other."""
    body = paragraph("Night ferry", "Heading1") + paragraph(STORY[0]) + table(("Route", "Fare"), ("Pier", "4.20"))
    article = article_from_docx(docx(body), "a.docx")
    assert article.text == f"Night ferry\n\n{STORY[0]}\n\nRoute | Fare\nPier | 4.20"
    assert article.title == "Night ferry"
    named = article_from_docx(docx(body, title="Ferries", author="Ada Holm"), "a.docx")
    assert (named.title, named.author, named.published) == ("Ferries", "Ada Holm", None)


def numbered(words: str, number: int, level: int = 0) -> str:
    """Return a paragraph of a list of Word."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def kind_of_list(key: int, *levels: tuple[str, str, str]) -> str:
    """Return what Word says of a kind of lists: the form of the numbers on each level, their words, and more."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{words}"/></w:lvl>'
        for at, (form, words, more) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{made}</w:abstractNum>'


def list_of_kind(number: int, key: int, more: str = "") -> str:
    """Return one list of Word."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{key}"/>{more}</w:num>'


def test_a_list_of_word_goes_on_and_begins_as_it_is_shown() -> None:
    """Words may stand between two parts of a list, another of its kind may begin anew, and letters stay letters."""
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    kinds = kind_of_list(
        0, ("decimal", "%1.", ""), ("lowerLetter", "%2)", ""), ("bullet", "o", ""), ("bullet", " ", "")
    )
    body = (
        numbered("Ring.", 1) + numbered("Once.", 1, 1) + numbered("Twice.", 1, 1) + numbered("Not more.", 1, 2)
        + numbered("Wait.", 1) + numbered("Long.", 1, 3) + paragraph("Then:") + numbered("Enter.", 1)
        + numbered("Slowly.", 1, 1)
        + paragraph("Or:") + numbered("Leave.", 2) + numbered("Quickly.", 2)
    )  # fmt: skip
    data = docx(body, numbering=kinds + list_of_kind(1, 0) + list_of_kind(2, 0, anew))
    assert article_from_docx(data, "a.docx").text.split("\n\n") == [
        "1. Ring.\n    a) Once.\n    b) Twice.\n    - Not more.\n2. Wait.\n        Long.",
        "Then:",
        "3. Enter.\n    a) Slowly.",
        "Or:",
        "5. Leave.\n6. Quickly.",
    ]


def test_clauses_of_word_have_their_numbers() -> None:
    """They are counted and not written; the list may be that of a style, or of the style that it is based on."""
    style = '<w:pStyle w:val="Section"/>'
    kinds = kind_of_list(
        3,
        ("upperRoman", "Part %1", style),
        ("decimal", "%1.%2", "<w:isLgl/>"),
        ("lowerRoman", "(%3)", ""),
        ("none", "", ""),
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Section"><w:name w:val="heading 1"/><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Base"><w:basedOn w:val="Section"/>'
        '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        paragraph("Scope", "Section") + numbered("Boats.", 7, 1) + numbered("Small ones.", 7, 2)
        + numbered("Cars.", 7, 1)
        + paragraph("Fees", "Section") + numbered("Five.", 7, 1) + numbered("As shown.", 7, 3) + numbered("None.", 0)
    )  # fmt: skip
    article = article_from_docx(docx(body, styles=styles, numbering=kinds + list_of_kind(7, 3)), "a.docx")
    assert article.text.split("\n\n") == [
        "Part I Scope",
        "    1.1 Boats.\n      (i) Small ones.\n    1.2 Cars.",
        "Part II Fees",
        "    2.1 Five.\n        As shown.",
        "None.",
    ]


def test_a_list_of_word_may_be_defined_by_a_style_and_changed_by_itself() -> None:
    """A level may count on below the next item of a higher one; a number may have a nought before it."""
    kinds = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Steps"/></w:abstractNum>'
        + kind_of_list(1, ("decimalZero", "A%1", ""), ("decimal", "Step %2:", '<w:lvlRestart w:val="0"/>'))
        + list_of_kind(1, 0)
        + list_of_kind(2, 1)
        + list_of_kind(
            3, 1, '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:lvlText w:val="No. %1"/></w:lvl></w:lvlOverride>'
        )
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Steps"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    body = "".join(numbered(words, 1, level) for words, level in (("a", 0), ("b", 1), ("c", 0), ("d", 1)))
    article = article_from_docx(docx(body + numbered("e", 3), styles=styles, numbering=kinds), "a.docx")
    lines = [line.strip() for line in article.text.split("\n")]
    assert lines == ["A01 a", "Step 1: b", "A02 c", "Step 2: d", "No. 3 e"]


def test_paragraphs_of_word_are_counted_once_and_only_if_they_are_shown() -> None:
    """Not one that was deleted, nor the double of a box for newer programs. In a cell, a number is among the words."""
    kinds = kind_of_list(0, ("decimal", "%1.", ""), ("decimal", "x" * 70, "")) + list_of_kind(1, 0)
    deleted = (
        numbered("no", 1).replace("</w:numPr>", "</w:numPr><w:rPr><w:del/></w:rPr>").replace("<w:r>", "<w:r><w:rPr/>")
    )
    deleted = deleted.replace("<w:t>no</w:t>", "<w:delText>no</w:delText>")
    box = (
        '<w:p xmlns:c="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<w:r><c:AlternateContent><c:Choice><w:txbxContent>{numbered('b', 1)}</w:txbxContent></c:Choice><c:Fallback>"
        f"<w:pict><v:textbox><w:txbxContent>{numbered('b', 1)}</w:txbxContent></v:textbox></w:pict></c:Fallback>"
        "</c:AlternateContent></w:r></w:p>"
    )
    cells = f"<w:tbl><w:tr><w:tc>{numbered('d', 1)}</w:tc><w:tc>{paragraph('5')}</w:tc></w:tr></w:tbl>"
    body = numbered("a", 1) + deleted + box + numbered("c", 1) + numbered("long", 1, 1) + cells
    article = article_from_docx(docx(body, numbering=kinds), "a.docx")
    assert article.text.split("\n\n") == ["1. a\n2. b\n3. c\n    long", "4. d | 5"]


@pytest.mark.parametrize(
    "around",
    [
        '<w:fldSimple w:instr=" SEQ Table ">{}</w:fldSimple>',
        '<w:bdo w:val="rtl">{}</w:bdo>',
        '<w:dir w:val="rtl">{}</w:dir>',
        "<w:r><w:ruby><w:rt><w:r><w:t>five</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    ],
)
def test_what_mammoth_does_not_know_is_read(around: str) -> None:
    """Simple fields such as numbers of captions, words in another direction, characters whose sound stands above."""
    words = around.format("<w:r><w:t>5</w:t></w:r>")
    body = f'<w:p><w:r><w:t xml:space="preserve">Table </w:t></w:r>{words}<w:r><w:t>: fees</w:t></w:r></w:p>'
    assert article_from_docx(docx(body), "a.docx").text == "Table 5: fees"


def test_a_formula_of_a_word_document_is_read_in_a_line() -> None:
    """Powers are raised, and what is drawn and not written is there: brackets, fractions, roots and sums."""

    def m(name: str, *parts: str) -> str:
        return f"<m:{name}>{''.join(parts)}</m:{name}>"

    def r(words: str) -> str:
        return m("r", "<w:rPr/>", m("t", words))

    def e(*parts: str) -> str:
        return m("e", *parts)

    power = m("sSup", "<m:sSupPr/>", e(r("v")), m("sup", r("2")))
    half = m("f", "<m:fPr/>", m("num", r("1")), m("den", r("2"))) + m("f", m("num", r("a+b")), m("den", r("c")))
    power += m("sSup", e(r("w")), m("sup", r("n"))) + m("sSup", e(r("w")), m("sup", r("n-1")))
    brackets = m("d", "<m:dPr/>", e(r("a+b"))) + m("d", '<m:dPr><m:begChr m:val="["/></m:dPr>', e(r("c")), e(r("d")))
    total = m("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>', m("sub", r("i")), m("sup", r("n")), e(r("x")))
    formula = m("oMath", r("E="), half, r("m"), power, r("+2"), brackets, m("rad", m("deg"), e(r("y"))), total)
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    body = f"<w:p {math}><w:r><w:t xml:space='preserve'>So </w:t></w:r>{formula}<w:r><w:t>.</w:t></w:r></w:p>"
    alone = f"<w:p {math}>{m('oMathPara', m('oMath', r('F=ma')))}</w:p>"
    assert (
        article_from_docx(docx(body + alone), "a").text == "So E=1/2(a+b)/cmv²w^nw^(n-1)+2(a+b)[c, d)√y∑_i^n x.\n\nF=ma"
    )
    total = m("nary", m("sub", r("0")), m("sup", r("1")), e(r("x")))
    sums = total + m("sSubSup", e(r("v")), m("sub", r("1")), m("sup", r("2")))
    rows = "".join(m("mr", e(r(one)), e(r(other))) for one, other in ("12", "34"))
    roots = m("rad", m("deg", r("3")), e(r("8"))) + m("rad", m("deg", r("n")), e(r("8")))
    body = f"<w:p {math}>{m('oMath', sums, roots, m('m', rows))}</w:p>"
    assert article_from_docx(docx(body), "a").text == "∫_0¹ xv1²³√8n√81 2 3 4"


def test_the_contents_of_a_word_document_are_no_text() -> None:
    """Each entry would stand before its section a second time, behind it the number of a page."""
    block = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Contents')}{paragraph('Fees 2', 'Verzeichnis1')}</w:sdtContent></w:sdt>"
    )
    other = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Five.')}</w:sdtContent></w:sdt>"
    styles = '<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>'
    body = block + paragraph("Fees 2", "Verzeichnis1") + paragraph("Fees", "Heading1") + other
    assert article_from_docx(docx(body, styles=styles), "a.docx").text == "Fees\n\nFive."


def test_what_is_hidden_in_a_word_document_is_left_out() -> None:
    """Unless it says that it is not."""
    runs = "".join(
        f"<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>"
        for words, look in (("a", ""), ("b", "<w:vanish/>"), ("c", '<w:vanish w:val="0"/>'))
    )
    assert article_from_docx(docx(f"<w:p>{runs}</w:p>"), "a.docx").text == "ac"


def test_what_is_struck_out_of_a_word_document_is_left_out() -> None:
    """As if it had been deleted."""
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>20 </w:t></w:r>"
    body = f"<w:p><w:r><w:t>Fee: </w:t></w:r>{struck}<w:r><w:t>15</w:t></w:r></w:p>"
    assert article_from_docx(docx(body), "a").text == "Fee: 15"


def test_an_empty_and_a_broken_word_document_say_so() -> None:
    """Whatever is broken inside."""
    with pytest.raises(EmptyText):
        article_from_docx(docx(""), "a.docx")
    with pytest.raises(ExtractError, match="damaged"):
        article_from("zip", archive({"word/document.xml": "<broken"}), "a.docx")
    with pytest.raises(ExtractError, match="damaged"):
        article_from("zip", docx(paragraph("x"))[:-60], "a.docx")
    torn = bytearray(docx(paragraph("x")))
    start = torn.index(b"word/document.xml") + len("word/document.xml")
    torn[start : start + 9] = b"\xff" * 9
    with pytest.raises(ExtractError, match=r"a\.docx is damaged and cannot be read \(Error -3 while decomp"):
        article_from("zip", bytes(torn), "a.docx")


def test_a_bomb_is_not_unpacked() -> None:
    """An entry that unpacks to hundreds of times its size is refused by what it says of itself."""
    packed = archive({"word/document.xml": b"a" * (2 * 2**20 + MAX_RATIO * 2**14)})
    with pytest.raises(TooLarge, match="too much"):
        article_from_docx(packed, "bomb.docx")


def test_a_mail_has_its_subject_sender_and_day() -> None:
    """The day is the sender's, in whatever time zone that was."""
    article = article_from_eml(mail("Dear all,\n\nthe ferry stops.", subject="=?utf-8?q?Die_F=C3=A4hre?="), "a.eml")
    assert article.text == "Dear all,\n\nthe ferry stops."
    assert (article.title, article.author, article.published) == ("Die Fähre", "Ada Holm", date(2026, 3, 3))


def test_a_mail_without_plain_text_is_read_as_its_page() -> None:
    """And what its sender hid for the preview is left out."""
    body = "<html><body><div style='display:none'>Preview</div><p>The ferry stops.</p><p>A bus goes.</p></body></html>"
    assert article_from_eml(mail(body, kind="text/html"), "a.eml").text == "The ferry stops.\n\nA bus goes."


def test_a_mail_that_is_answered_is_read_as_its_writer_wrote_it() -> None:
    """Without the sign before each of its lines, and apart from what is written above, between and below."""
    body = (
        "Yes.\n\nOn 5 May 2026, Kai wrote:\n> The price of flour is 21.50 euros a sack, as agreed in the\n"
        "> contract of last year.\n>\n>> Can you deliver?\n> Not before Tuesday.\nThat is fine."
    )
    assert article_from_eml(mail(body), "a.eml").text == (
        "Yes.\n\nOn 5 May 2026, Kai wrote:\n\nThe price of flour is 21.50 euros a sack, as agreed in the\n"
        "contract of last year.\n\nCan you deliver?\n\nNot before Tuesday.\n\nThat is fine."
    )


def test_a_mail_is_read_behind_the_pictures_in_it() -> None:
    """Some programs write a part for each piece of text; of the same text as HTML, none is read."""
    picture = "--x\nContent-Type: image/png\nContent-Disposition: inline; filename=a.png\n\nQQ==\n"
    file = "--x\nContent-Type: text/plain\nContent-Disposition: inline; filename=b.txt\n\nA file.\n"
    both = (
        "--x\nContent-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/html\n\n<p>A bus goes.</p>\n"
        "--y\nContent-Type: text/plain\n\nA bus goes.\n--y--\n"
    )
    body = f"--x\nContent-Type: text/plain\n\nThe ferry stops.\n{picture}{both}{file}--x--\n"
    assert (
        article_from_eml(mail(body, kind="multipart/mixed; boundary=x"), "a").text == "The ferry stops.\n\nA bus goes."
    )


def test_a_mail_that_says_the_same_twice_is_read_once() -> None:
    """Some programs call the plain text and the page of it two texts, and not two forms of one."""
    page = "<p>The ferry<br>stops.</p><p>A bus goes.</p>"
    parts = ("text/plain\n\nThe ferry stops.\n\nA bus\ngoes.", f"text/html\n\n{page}", "text/plain\n\nIn May.")
    body = "".join(f"--x\nContent-Type: {part}\n" for part in parts)
    text = article_from_eml(mail(f"{body}--x--\n", kind="multipart/mixed; boundary=x"), "a").text
    assert text == "The ferry stops.\n\nA bus\ngoes.\n\nIn May."


def test_the_text_of_a_mail_with_pictures_is_the_part_that_it_names() -> None:
    """It need not be the first."""
    body = "--x\nContent-Type: text/html\n\n<p>A card.</p>\n--x\nContent-ID: <b>\n\nThe ferry stops.\n--x--\n"
    data = mail(body, kind='multipart/related; boundary=x; start="<b>"')
    assert article_from_eml(data, "a").text == "The ferry stops."


def test_a_mailbox_is_read_if_it_holds_one_mail() -> None:
    """Several would be one article, of the first sender and day."""
    first = b"From ada@example.org Tue Mar  3 23:30:00 2026\n"
    assert kind_of(first + mail("x"), "a.mbox") == "mail"
    words = "The ferry stops.\n\n>From Moss it goes on.\n\nFrom Monday a bus goes at 10:00.\nSunday: none"
    one = article_from_eml(first + mail(words), "a")
    assert (one.title, one.text.partition("\n")[0]) == ("The ferry", "The ferry stops.")
    with pytest.raises(UnsupportedKind, match="a mailbox: it holds several mails"):
        article_from_eml(first + mail("The ferry stops.\n\n") + first + mail("A bus goes."), "a")


def test_an_attachment_is_no_part_of_a_mail() -> None:
    """It is added as a file."""
    body = (
        "--x\nContent-Type: text/plain\n\nThe ferry stops.\n--x\nContent-Type: text/plain\n"
        'Content-Disposition: attachment; filename="b.txt"\n\nAnother article.\n--x--\n'
    )
    data = mail(body, kind="multipart/mixed; boundary=x")
    assert article_from_eml(data, "a.eml").text == "The ferry stops."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_mail_saved_by_a_text_editor_is_a_mail(encoding: str) -> None:
    """Its byte order mark does not belong to the first header."""
    article = article_from_eml(mail("The ferry stops.").decode().encode(encoding), "a.eml")
    assert (article.title, article.text) == ("The ferry", "The ferry stops.")


def test_a_byte_order_mark_says_nothing_of_the_parts_of_a_mail() -> None:
    """A part has its own character set, whatever was put before the first header."""
    head = "Subject: The ferry\nMIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\n\n"
    data = codecs.BOM_UTF8 + f"{head}The café is open.".encode("latin-1")
    assert article_from_eml(data, "a.eml").text == "The café is open."


@pytest.mark.parametrize("charset", ["utf-8", "nonsense", "ascii"])
def test_a_mail_whose_character_set_is_wrong_is_read_all_the_same(charset: str) -> None:
    """UTF-8 is tried first, and an unknown name is no reason to fail."""
    data = mail("Die Fähre fährt nicht mehr.").replace(b"charset=utf-8", b"charset=" + charset.encode())
    assert article_from_eml(data, "a.eml").text == "Die Fähre fährt nicht mehr."


def test_a_mail_of_parts_without_end_is_not_taken_apart() -> None:
    """With a header or without; words that look like headers are words."""
    kind = 'multipart/mixed; boundary="x"'
    side = mail("--x\nContent-Type: text/plain\n\nThe ferry stops.\n" * 1_001, kind=kind)
    bare = mail("--x\n\nThe ferry stops.\n" * 1_001, kind=kind)
    for many in (side, bare):
        with pytest.raises(ExtractError, match="over 1,000 parts"):
            article_from_eml(many, "a.eml")
    log = "Content-Type: text/html\n" * 1_001
    assert article_from_eml(mail(log), "a.eml").text == log.strip()


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    """Without its table of contents; a chapter that is not there is left out."""
    chapters = {"two.xhtml": "<h1>Ebb</h1><p>Water goes.</p>", "one.xhtml": "<h1>Flood</h1><p>Water comes.</p>"}
    article = article_from_epub(epub(chapters, ["one.xhtml", "two.xhtml"]), "a.epub")
    assert article.text == "Flood\n\nWater comes.\n\nEbb\n\nWater goes."
    assert (article.title, article.author, article.published) == ("Tides", "Ada Holm", date(2021, 5, 4))


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>The café is open.</p></body></html>".encode("utf-16"),
        '<?xml version="1.0" encoding="windows-1252"?><html><body><p>The café is open.</p></body></html>'.encode(
            "cp1252"
        ),
    ],
)
def test_a_chapter_is_read_in_its_character_set(page: bytes) -> None:
    """A book may be in UTF-16, and old ones are in what they say."""
    assert article_from_epub(epub({"one.xhtml": page}), "a.epub").text == "The café is open."


@pytest.mark.parametrize("kind", ['epub:type="noteref"', 'role="doc-noteref"'])
def test_the_mark_of_a_note_is_no_part_of_a_number(kind: str) -> None:
    """In a book it is raised by its style alone."""
    first, second = (f'<a href="#n" {kind}>{mark}</a>' for mark in ("1", "<sup>2</sup>"))
    body = f'<p>In 1990{first} it came{second}, see <a href="#x">3</a>.</p>'
    assert article_from_epub(epub({"one.xhtml": body}), "a.epub").text == "In 1990¹ it came², see 3."


def test_a_formula_of_a_book_is_read_once() -> None:
    """And not a second time as the TeX that it was made from; powers are raised, and a fraction is not one number."""
    formula = (
        "<math><semantics><mrow><mi>E</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><mi>m</mi><msup><mi>v</mi>"
        "<mn>2</mn></msup><msup><mi>x</mi><mi>n</mi></msup><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi>"
        '</mfrac></mrow><annotation encoding="application/x-tex">E=mv^2/2</annotation></semantics></math>'
    )
    data = epub({"one.xhtml": f"<p>It has {formula} when it moves.</p>"})
    assert article_from_epub(data, "a.epub").text == "It has E=1/2mv²x^n(a+b)/c when it moves."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<msubsup><mi>v</mi><mn>1</mn><mn>2</mn></msubsup>", "v1²"),
        (
            "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mn>10</mn></munderover><mi>i</mi>",
            "∑_(i=1)¹⁰ i",
        ),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mn>2</mn>", "∑_i^n 2"),
        ("<mn>3</mn><msqrt><mn>2</mn></msqrt><msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", "3√2√(a+b)"),
        ("<mroot><mn>8</mn><mn>3</mn></mroot>", "³√8"),
        ("<mfrac><mn> 1 </mn><mn>2</mn></mfrac><mfrac><mn>3</mn></mfrac>", "1 /23"),
        ("<mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr><mtr><mtd>3</mtd></mtr></mtable>", "1 2 3"),
    ],
)
def test_the_figures_of_a_formula_stay_apart(written: str, read: str) -> None:
    """One that stands above, below or beside another is not a figure of the same number."""
    assert article_from_epub(epub({"one.xhtml": f"<p>So <math>{written}</math>.</p>"}), "a.epub").text == f"So {read}."


def test_a_protected_book_is_refused() -> None:
    """Its chapters would be read as words that are none. Encrypted fonts alone protect nothing."""

    def listed(name: str) -> dict[str, str]:
        reference = f'<EncryptedData><CipherData><CipherReference URI="{name}"/></CipherData></EncryptedData>'
        return {
            "META-INF/encryption.xml": f'<encryption xmlns="http://www.w3.org/2001/04/xmlenc#">{reference}</encryption>'
        }

    with pytest.raises(UnsupportedKind, match=r"a\.epub is encrypted"):
        article_from_epub(epub({"one 1.xhtml": b"\x90\x03wx"}, more=listed("book/one%201.xhtml")), "a.epub")
    assert article_from_epub(epub({"a.xhtml": "<p>Open.</p>"}, more=listed("book/a.otf")), "a.epub").text == "Open."


def test_the_year_101_is_no_date() -> None:
    """Calibre writes it into books whose date it does not know."""
    data = epub({"one.xhtml": "<p>Open.</p>"}, day="0101-01-01T00:00:00+00:00")
    assert article_from_epub(data, "a.epub").published is None


def test_the_day_on_which_a_book_was_changed_is_not_its_own() -> None:
    """Sigil writes both, in any order."""
    data = epub({"one.xhtml": "<p>Open.</p>"}, day="2021-05-04", changed="2024-02-02")
    assert article_from_epub(data, "a.epub").published == date(2021, 5, 4)


def test_what_is_struck_out_of_a_book_is_left_out() -> None:
    """As on a page."""
    assert (
        article_from_epub(epub({"one.xhtml": "<p>It costs <s>5</s> 6 pounds.</p>"}), "a").text == "It costs 6 pounds."
    )


def test_an_empty_and_a_broken_book_say_so() -> None:
    """Pictures alone are no words."""
    with pytest.raises(EmptyText):
        article_from_epub(epub({"one.xhtml": "<p></p>"}), "a.epub")
    with pytest.raises(ExtractError, match="damaged"):
        article_from("zip", archive({"META-INF/container.xml": "<container/>"}), "a.epub")
