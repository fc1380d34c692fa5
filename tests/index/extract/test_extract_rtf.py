"""Rich Text files, as TextEdit, WordPad, Word and LibreOffice write them."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import EmptyText, ExtractError
from index.extract.rtf import article_from_rtf
from index.extract.rtf_groups import FORMATS, PLACES
from index.extract.words import has_words, normalised
from tests.index.extract.documents import article_from, rtf

TEXT_EDIT = rb"""{\rtf1\ansi\ansicpg1252\cocoartf2822
\cocoatextscaling0\cocoaplatform0{\fonttbl\f0\fswiss\fcharset0 Helvetica-Bold;\f1\fswiss\fcharset0 Helvetica;}
{\colortbl;\red255\green255\blue255;}
{\*\expandedcolortbl;;}
{\*\listtable{\list\listtemplateid1\listhybrid{\listlevel\levelnfc23{\leveltext\'01\uc0\u8226 ;}{\levelnumbers;}}}}
\paperw11900\margl1440\vieww11520\viewkind0
\pard\tx720\pardirnatural\partightenfactor0

\f0\b\fs24 \cf0 Boat house
\f1\b0 \
Closed in winter\'85 The caf\'e9 \{by the pier\} takes \'80 5 \uc0\u55357 \u56842 .\
\pard\tx220\tx720\li720\fi-720\partightenfactor0
\ls1\ilvl0\cf0 {\listtext	\uc0\u8226 	}Ring.\
{\listtext	\uc0\u8226 	}Wait for
 the keeper.\
\ls1\ilvl1{\listtext	\uc0\u8259 	}Or knock.\
\pard
{{\NeXTGraphic boat.png \width640 \height480
}\'ac}\
{\field{\*\fldinst{HYPERLINK "https://a.example/"}}{\fldrslt The site}} has more.}"""

WORD_PAD = rb"""{\rtf1\ansi\ansicpg1251\deff0\nouicompat{\fonttbl{\f0\fnil\fcharset204 Calibri;}
{\f1\fnil\fcharset0 Arial;}{\f2\fnil\fcharset2 Symbol;}{\f3\fnil\fcharset128 MS Gothic;}{\f4\fnil Arial;}}
{\*\generator Riched20 10.0.19041}\viewkind4\uc1
\pard\sa200\b\f0\fs22 \'cf\'f0\'e8\'e2\'e5\'f2\b0\f1  caf\'e9 \f3\'93\'fa\'83A{\f4 \'cf}\par
\pard{\pntext\f2\'B7\tab}{\*\pn\pnlvlblt\pnf2{\pntxtb\'B7}}\fi-360\li720 5 \f2 m\f0 m\line wide\par
\pard{\pntext\f0 7.\tab}{\*\pn\pnlvlbody\pnstart1\pndec{\pntxta.}}First\par
{\listtext\f0 a)\tab}\ls1\ilvl1 Inner\par
{\listtext\f0 b)\tab}\ls1\ilvl1 Other\par
{\pntext\f0 8.\tab}\ilvl0 Second\par
}
"""


def text(body: str, styles: str = "") -> str:
    """Return the text of a file with this body."""
    return article_from_rtf(rtf(body, styles=styles), "a/house_rules.rtf").text


def test_a_file_of_text_edit_is_read() -> None:
    """Lines end with a backslash, an emoji is two numbers, and the bullets are written out."""
    article = article_from("rtf", TEXT_EDIT, "rules.rtf")
    assert article.text.split("\n\n") == [
        "Boat house",
        "Closed in winter… The café {by the pier} takes € 5 😊.",
        "- Ring.\n- Wait for the keeper.\n  - Or knock.",
        "The site has more.",
    ]
    assert article.title == "Boat house"


def test_a_file_of_word_pad_is_read() -> None:
    """Each font has its code page, the document's if it names none; in Symbol, "m" is a mu. Lists keep their marks."""
    assert article_from_rtf(WORD_PAD + b"\0", "rules.rtf").text.split("\n\n") == [
        "Привет café 日アП",
        "- 5 μm\n  wide",
        "7. First\n    a) Inner\n    b) Other\n8. Second",
    ]


def test_a_mark_before_a_tab_is_one() -> None:
    """As some programs write it; pandoc is one."""
    items = r"\pard\fi-360 1.\tx360\tab One\par\pard 2.\tab Two\par\pard\bullet \tab Dot\par\pard 3. No\tab tab\par"
    assert text(items) == "1. One\n2. Two\n\n- Dot\n\n3. No tab"


def test_headings_are_known_by_their_level_or_style() -> None:
    """Google Docs writes the name of the style alone. The first heading is the title, its number stays."""
    styles = r"{\ql Normal;}{\s1\outlinelevel0 berschrift 1;}{\s2 heading 2;}{\*\cs3 Title Char;}{\s4 Body;}"
    body = r"\pard\s4 Before.\par\pard\s1{\listtext 1.1\tab}Rules\par\pard\s2 Quiet\par\pard\outlinelevel9 Ten.\par"
    article = article_from_rtf(rtf(body, styles=styles), "a.rtf")
    assert (article.text, article.title) == ("Before.\n\n1.1 Rules\n\nQuiet\n\nTen.", "1.1 Rules")
    assert article_from_rtf(rtf(r"\pard\s4 Before.\par\pard\s2 Quiet\par", styles=styles), "a.rtf").title == "Quiet"


def test_what_was_set_ends_where_the_file_says_so() -> None:
    """So do raising and hiding; a page and a section end a paragraph, and a box a list."""
    styles = r"{\s1 heading 1;}{Normal;}"
    body = (
        r"\pard\s1 Rules{\super{\footnote 5}}\par\pard{\v no\plain  yes}\page Two\sect Three\par"
        r"{\listtext 1.\tab}Ring.\par{\shp{\*\shpinst{\shptxt Boxed.}}}{\listtext 2.\tab}Wait.\par"
    )
    article = article_from_rtf(rtf(body, styles=styles), "a.rtf")
    assert article.text == "Rules\n\nyes\n\nTwo\n\nThree\n\n1. Ring.\n\nBoxed.\n\n2. Wait.\n\n1. 5"
    assert article.title == "Rules"


def test_title_and_author_come_from_the_properties() -> None:
    """What a program puts there by itself is no title."""
    said = r"{\info{\title Caf\'e9 rules}{\author Ada Lind}{\operator Bo}{\creatim\yr2018\mo3}{\*\company Post}}"
    article = article_from_rtf(rtf(said + r"Quiet at ten.\par"), "a.rtf")
    assert (article.title, article.author, article.published) == ("Café rules", "Ada Lind", None)
    assert article.text == "Quiet at ten."
    assert article_from_rtf(rtf(r"{\info{\title Document}}Quiet."), "a.rtf").title == "Quiet."


def test_what_nobody_sees_is_left_out() -> None:
    """Page heads, comments, pictures, contents, hidden, deleted and struck-out words, and doubles for old programs."""
    assert (
        text(
            r"{\header\pard Head\par}{\footerf Foot\par}{\field{\*\fldinst { TOC \\o }}{\fldrslt Rules\tab 2\par}}"
            r"\pard Open{\v  hidden}{\deleted  gone}{\strike  old}\striked1  older\striked0"
            r"{\*\atnid B}{\*\annotation No.} daily"
            r"{\*\shppict{\pict\pngblip\bin4 {{{{}}{\nonshppict{\pict\wmetafile8 0100}}."
            r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard In a box.\par}}"
            r"{\shprslt{\*\do{\dptxbxtext In a box.\par}}}}\par"
        )
        == "In a box.\n\nOpen daily."
    )


def test_footnotes_stand_at_the_end() -> None:
    """As in other documents. LibreOffice marks them as something that a program need not know."""
    body = (
        r"\pard Quiet{\super\chftn}{\footnote\pard{\super\chftn} Not on Sundays.} begins{\super\chftn{\*\footnote"
        r"\chftn At ten.}} late, at 10{\super 6} m.\par"
    )
    assert text(body) == "Quiet begins late, at 10⁶ m.\n\n1. Not on Sundays.\n2. At ten."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"caf\u233?s", "cafés"),
        (r"caf\u233\'e9s", "cafés"),
        (r"{\uc2 \u26085\'93\'fa}s", "日s"),
        (r"{\uc0 \u8364 5}", "€5"),
        (r"\u8220\ldblquote x\u8221\rdblquote", "“x”"),
        (r"caf\u233\par s", "café\n\ns"),
        (r"\u-3913?\u128522?", "•😊"),
        (r"caf\u233{}s", "cafés"),
        (r"{\f2 b}eta", "βeta"),
        (r"no\~break, so\-ft, non\_hyphen", "no break, soft, non‑hyphen"),
        (r"\ldblquote a\rdblquote\emdash\bullet\tab b", "“a”—• b"),
        (r"\unknown7 a\'zz\b\b0 b", "azzb"),
    ],
)
def test_characters_are_those_that_are_shown(written: str, read: str) -> None:
    """What stands behind a character for programs without Unicode is skipped, and nothing else."""
    assert text(written) == read


ITEM = r"\trowd\cellx1000\cellx2000\cellx3000\pard\intbl Item\cell Size\cell Price\cell\row"


def test_a_row_says_its_columns_names() -> None:
    """Edges that differ a little are one; cells that span columns or rows have all their names."""
    rows = (
        r"\trowd\cellx1005\cellx2000\cellx2990\pard\intbl Soap\cell 100 g\cell 4.50\cell\row"
        r"\trowd\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl Gel\cell 50 g\par in a tube\cell 3.10\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx3000\pard\intbl\cell none left\cell\row"
        r"\trowd\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl Wax\cell none\cell\cell\row\pard After.\par"
    )
    lines = [
        "Item: Soap | Size: 100 g | Price: 4.50",
        "Item: Gel | Size: 50 g, in a tube | Price: 3.10",
        "Item: Gel | Size, Price: none left",
        "Item: Wax | Size, Price: none",
    ]
    assert text(rf"\pard Before.\par{ITEM}{rows}") == "Before.\n\n" + "\n".join(lines) + "\n\nAfter."


def test_a_row_that_is_marked_is_a_header() -> None:
    """It is repeated on each page; a first row with figures would not look like one."""
    head = r"\trowd\trhdr\cellx1000\cellx2000\pard\intbl 1\cell 2\cell\row"
    assert text(head + r"\trowd\cellx1000\cellx2000\pard\intbl a\cell b\cell\row") == "1: a | 2: b"


def test_a_table_in_a_cell_is_a_table() -> None:
    """Its rows say where they end in a group of their own, which old programs skip."""
    end = r"{\*\nesttableprops\trowd\cellx400\cellx800\nestrow}{\nonesttables\par}"
    inner = rf"\pard\intbl\itap2 a\nestcell{{\nonesttables\par}}b\nestcell{end}c\nestcell d\nestcell{end}"
    body = rf"\trowd\cellx1000\cellx2000{inner}\pard\intbl Left\cell Right\cell\row\pard After.\par"
    assert text(body) == "a | b\nc | d\n\nLeft\n\nRight\n\nAfter."


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 Open",
        b"{\\rtf1 {\\b Open}",
        b"{\\rtf1 {\\*\\x Open}",
        b"{\\rtf1 \\bin99 Open}",
        b"{\\rtf1" + b"{" * 2_000,
    ],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    """One that is cut off might lack half of its text."""
    with pytest.raises(ExtractError, match=r"a\.rtf (is cut off|has over 1,000 groups)"):
        article_from("rtf", data, "a.rtf")


def test_what_follows_the_file_is_no_part_of_it() -> None:
    """And a file without words is empty, whatever is set in it."""
    assert article_from_rtf(b"\xef\xbb\xbf {\\rtf1 Open}}} trailing {", "a.rtf").text == "Open"
    with pytest.raises(EmptyText):
        text(r"\pard\b\f0\par{\pict 00ff}")


_LAYOUT = (
    "cell", "cellx", "clmrg", "clvmrg", "line", "nestcell", "nestrow", "par", "row", "s", "sect", "title", "trhdr",
    "trowd", "u", "bin", "tab", "deff", "ansicpg", "cpg", "fcharset", "fldrslt", "mac",
)  # fmt: skip
_WORDS = [
    f"\\{word}{number} " for word in (*PLACES, *FORMATS, *_LAYOUT) for number in ("", "0", "2", "-10179", "9" * 5_000)
]


@given(
    st.lists(st.sampled_from(_WORDS) | st.sampled_from(["{", "}", "{\\*", "\\'95", "a; ", "1.", "<b>&#0;", "\n", "\\"]))
)
@settings(max_examples=150)
def test_any_control_words_give_an_article_or_an_error_of_ours(tokens: list[str]) -> None:
    """Wherever groups begin and end, and whatever is in a table, a note or a box that is never closed."""
    with suppress(ExtractError):
        assert has_words(text("".join(tokens)))


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40), min_size=1))
def test_any_words_are_read_as_they_were_written(paragraphs: list[str]) -> None:
    """Each in 16 bits with its sign, as Word writes what is not ASCII; blanks are those of a paragraph."""
    units = ("".join(f"\\u{unit - 0x10000 * (unit > 0x7FFF)}?" for unit in _units(each)) for each in paragraphs)
    shown = [" ".join(_SIGNS.sub("", each).split()) for each in paragraphs]
    expected = normalised("\n\n".join(each for each in shown if each)).strip()
    try:
        read = text("\\par ".join(units))
    except EmptyText:
        assert not has_words(expected)
    else:
        assert read == expected


_SIGNS = re.compile("[\uf000-\uf0ff]")


def _units(words: str) -> list[int]:
    data = words.encode("utf-16-le")
    return [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]
