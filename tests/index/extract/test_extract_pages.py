"""Web pages become articles: their own words, and what they say about themselves."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from index.errors import EmptyText
from index.extract.charset import decoded_page
from index.extract.html import article_from_html
from index.extract.html_tree import parsed_html
from index.extract.sniff import kind_of
from index.extract.tree_text import text_of
from tests.index.extract.documents import STORY, article_from, page, saved_page


def linked(**fields: object) -> str:
    """Return JSON-LD of a news article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_a_page_gives_its_article_and_not_what_stands_around_it() -> None:
    """Menu and foot are left out, paragraphs are a blank line apart, the title is no part of the text."""
    article = article_from_html(page(), "ferry.html")
    assert "\n\n".join(STORY) in article.text
    assert not any(words in article.text for words in ("Sport", "Copyright"))
    assert article.title == "Night ferry to stop"
    assert article.source == "ferry.html"


def test_a_page_saved_in_one_file_is_a_page() -> None:
    """Not a mail of that day, with the menu in it: its address is the one that it names, or was saved from."""
    head = "<title>Night ferry to stop</title><meta property='article:published_time' content='2026-03-03'>"
    data = saved_page(page(head=head))
    assert kind_of(data, "a.eml") == kind_of(b"", "a.mht") == "mhtml"
    article = article_from("mhtml", data, "ferry.mhtml")
    assert article.text.removeprefix("Night ferry to stop\n\n") == "\n\n".join(STORY)
    assert (article.title, article.author, article.published) == ("Night ferry to stop", None, date(2026, 3, 3))
    assert article.url == "https://post.example/ferry"
    named = page(head="<link rel='canonical' href='https://post.example/1'>")
    assert article_from("mhtml", saved_page(named), "a").url == "https://post.example/1"
    assert article_from("mhtml", saved_page(page(), "file:///home/ferry.html"), "a").url is None
    moved = data.replace(b"Content-Location: https://post.example/ferry\r\n\r\n", b"\r\n")
    assert article_from("mhtml", moved, "a").url == "https://post.example/ferry"
    with pytest.raises(EmptyText, match="there is no page in it"):
        article_from("mhtml", data.replace(b"text/html", b"image/png"), "a")


def test_a_page_is_read_to_its_end() -> None:
    """However many elements are in one another, and however large a picture is that was saved in the page."""
    before, after = "<p>The ferry stops.</p>", "<p>A bus goes.</p>"
    for between in ("<div>" * 400 + "</div>" * 400, f"<img src='data:image/png;base64,{'A' * 10_000_001}'>"):
        assert text_of(parsed_html(before + between + after))[0] == "The ferry stops.\n\nA bus goes."
    assert STORY[2] in article_from_html(page(STORY[0], STORY[1] + "<span>" * 300, STORY[2]), "a").text


@pytest.mark.parametrize(
    "piece",
    [
        "<table><tr><td>Ferry</td><td>08:30</td></tr><tr><td>Bus</td><td>09:15</td></tr></table>",
        "<ul><li>The ferry goes at 08:30.</li><li>The bus goes at 09:15.</li></ul>",
        "<li>The ferry goes at 08:30.</li>\n<li>The bus goes at 09:15.</li>",
        "<h2>Ferry</h2><p>It goes at 08:30.</p><h2>Bus</h2><p>It goes at 09:15.</p>",
    ],
)
def test_a_piece_of_a_page_is_read_whole(piece: str) -> None:
    """A table or list without a page around it, as copied out of one."""
    text = article_from_html(piece.encode(), "a.html").text
    assert "08:30" in text
    assert "09:15" in text


def test_what_a_browser_does_not_show_is_left_out() -> None:
    """By style, by attribute, as a template; unless it is most of the page, which a script shows later."""
    words = "A hidden paragraph that repeats nothing of the article and is long enough to be one of its own."
    for how in ("style='color:red; display : none'", "style='visibility:hidden'", "hidden"):
        body = page(before=f"<div {how}><p>{words}</p></div>")
        assert "hidden paragraph" not in article_from_html(body, "a").text
    assert STORY[0] in article_from_html(page().replace(b"<article>", b"<article hidden>"), "a").text
    within = page().replace(b"<article>", b"<template shadowrootmode='open'><article>")
    assert STORY[0] in article_from_html(within.replace(b"</article>", b"</article></template>"), "a").text


def test_what_is_struck_out_is_left_out() -> None:
    """An old price beside the new one is none, but a mark that is never closed strikes nothing out."""
    assert (
        "It costs £6 or £4 now."
        in article_from_html(page(*STORY, "It costs <del>£5</del> <ins>£6</ins> or <s>£3</s> £4 now."), "a").text
    )
    assert STORY[-1] in article_from_html(page("Hello <s>there", *STORY), "a").text


def test_what_a_wiki_puts_beside_its_text_is_left_out() -> None:
    """Neither "[edit]" nor the page's categories are its text; marks of notes and the works that they name stay."""
    history = '<h2>History</h2><span class="mw-editsection">[<a href="#">edit</a>]</span>'
    mark = '<sup class="reference"><a href="#n1">[1]</a></sup>'
    works = '<ol class="references"><li id="n1">^ Lind, Ada (1931). <i>Ferries</i>. Moss: Holm. p. 7.</li></ol>'
    body = f"<p>{STORY[0]}</p><div class='mw-heading'>{history}</div><p>{STORY[1]}{mark}</p><p>{STORY[2]}</p>"
    categories = '<div id="catlinks" class="catlinks"><ul><li>Ships of Moss</li></ul></div>'
    text = article_from_html(page(body + works + categories), "a").text
    assert f"{STORY[0]}\n\nHistory\n\n{STORY[1]}[1]" in text
    assert "Lind, Ada (1931)" in text
    assert not any(words in text for words in ("edit", "Ships"))


def test_the_facts_beside_an_article_of_a_game_wiki_are_read() -> None:
    """Each is a term with its value, also where the value is a link; those of a table stay in it."""

    def fact(name: str, value: str) -> str:
        return (
            f'<div class="pi-item pi-data"><h3 class="pi-data-label">{name}</h3>'
            f'<div class="pi-data-value pi-font">{value}</div></div>'
        )

    facts = fact("Price", "450 gold") + fact("Sold by", '<a href="/t">Old Tam</a>, <a href="/m">Mirela</a>')
    table = (
        '<table><tr><th class="pi-data-label">Damage</th><th class="pi-data-label">Speed</th></tr>'
        '<tr><td class="pi-data-value">14</td><td class="pi-data-value">1.2</td></tr></table>'
    )
    box = f'<aside class="portable-infobox pi-theme-wikia"><h2 class="pi-title">Brass burr</h2>{facts}{table}</aside>'
    text = article_from_html(page(*STORY).replace(b"<p>", f"{box}<p>".encode(), 1), "a").text
    assert all(words in text for words in ("Price: 450 gold", "Sold by: Old Tam, Mirela", "Damage: 14 | Speed: 1.2"))
    other = f'<aside class="related">{facts}</aside>'
    assert "450" not in article_from_html(page(*STORY).replace(b"<p>", f"{other}<p>".encode(), 1), "a").text


@pytest.mark.parametrize("sign", ["¶", "#", "\u200b", "<svg></svg>", "<img src='link.png'>"])
def test_the_link_to_a_heading_is_no_part_of_it(sign: str) -> None:
    """Documentation has a sign behind each heading for people who want to link to it; a name that is a link stays."""
    heading = f'<h2>Opening hours<a class="headerlink" href="#hours" title="Link to this heading">{sign}</a></h2>'
    text = article_from_html(page(f"<p>{STORY[0]}</p>{heading}<p>{STORY[1]}</p>", STORY[2]), "a").text
    assert f"\n\nOpening hours\n\n{STORY[1]}" in text
    for name in ('<a href="/c">C#</a> (2001)', 'C<a href="/wiki/Sharp">#</a> (2001)', '<a href="#song">???</a>'):
        text = article_from_html(page(f"<p>{STORY[0]}</p><h2>{name}</h2><p>{STORY[1]}</p>", STORY[2]), "a").text
        assert f"\n\n{re.sub('<.*?>', '', name)}\n\n{STORY[1]}" in text


def test_a_page_says_who_wrote_it_where_and_when() -> None:
    """JSON-LD comes before meta tags; the address of record is the canonical one."""
    head = (
        linked(
            headline="Night ferry &amp; bus",
            author=[{"name": "By Ada Holm"}, {"name": "Bo Lind"}],
            publisher={"name": "Post Media"},
            datePublished="2026-03-03T08:00:00+01:00",
        )
        + "<meta property='og:site_name' content='The Lindholm Post'><meta name='author' content='Somebody Else'>"
        "<title>Night ferry &amp; bus | The Lindholm Post</title><link rel='canonical' href='https://post.example/f/1'>"
    )
    article = article_from_html(page(head=head), "a")
    assert (article.title, article.author, article.site) == (
        "Night ferry & bus",
        "Ada Holm, Bo Lind",
        "The Lindholm Post",
    )
    assert (article.published, article.url) == (date(2026, 3, 3), "https://post.example/f/1")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Ferry to stop in the autumn | Lindholm Post</title>", "Ferry to stop in the autumn"),
        ("<title>Night ferry to stop - Lindholm Post - Harbour</title>", "Night ferry to stop"),
        ("<title>Post: the ferry</title>", "Post: the ferry"),
        ("<title>A</title><meta property='og:title' content='Ferry to stop'>", "Ferry to stop"),
        ("<meta property='og:site_name' content='Post'><title>Post | Ferry stops</title>", "Ferry stops"),
        ("<meta property='og:site_name' content='The Post'><title>The Post</title>", "Night ferry to stop"),
        ("<title>post</title><link rel='canonical' href='https://post.example/f/1'>", "Night ferry to stop"),
        ("<title>Ferry stops</title>" + linked(headline="A page about boats"), "Ferry stops"),
        ("<title>Ferry stops</title>" + linked(headline="Ferry stops for good"), "Ferry stops for good"),
        ("", "Night ferry to stop"),
        ("<title>Document</title>", "Night ferry to stop"),
        ("<title>Untitled Document</title>", "Night ferry to stop"),
        ("<title>Why the night ferry has to stop - two views</title>", "Why the night ferry has to stop"),
    ],
)
def test_a_title_is_the_articles_and_not_the_sites(head: str, title: str) -> None:
    """The site's name is cut off where it is known as such, and a headline that describes the page is no title."""
    assert article_from_html(page(head=head), "a").title == title


def test_a_title_that_is_also_a_heading_is_whole() -> None:
    """What stands behind a dash or "_" in it is no site's name; nor is the name of a drawing a title."""
    for title in ("How to call the function get_name", "Why the night ferry has to stop - two views"):
        shown = f"<title>{title}</title><body><article><h1>{title}</h1><p>{'<p>'.join(STORY)}</article>"
        assert article_from_html(shown.encode(), "a").title == title
    drawn = f"<body><svg><title>Logo</title></svg><h1>Ferry stops</h1><p>{'<p>'.join(STORY)}"
    assert article_from_html(drawn.encode(), "a").title == "Ferry stops"


@pytest.mark.parametrize(
    ("language", "written", "day"),
    [
        ("", "03/05/2024", None),
        ("en-US", "3/5/2024", None),
        ("en-GB", "03/05/2024", date(2024, 5, 3)),
        ("fr", "03/05/2024", date(2024, 5, 3)),
        ("", "23/05/2024", date(2024, 5, 23)),
        ("", "<time datetime='2024-05-03'>03/05/2024</time>", date(2024, 5, 3)),
        ("", "<time datetime='2024-05-03T10:00:00Z'>03/05/2024</time>", date(2024, 5, 3)),
        ("en_US", "03/05/2024", None),
        ("", "3 May 2024</p><p>Seen on 03/05/2024.", date(2024, 5, 3)),
        ("", "May 3, 2024</p><p>Seen on 03/05/2024.", date(2024, 5, 3)),
    ],
)
def test_a_day_that_may_be_another_is_none(language: str, written: str, day: date | None) -> None:
    """In the USA, 03/05 is in March; trafilatura takes it for one in May everywhere."""
    shown = page(f"</p><p class='date'>{written}</p><p>", *STORY).replace(
        b"<html>", f"<html lang='{language}'>".encode()
    )
    assert article_from_html(shown, "a").published == day


def test_the_address_of_the_whole_site_is_nobodys_address() -> None:
    """It would make every page of a site one article."""
    head = "<link rel='canonical' href='https://post.example/'>"
    assert article_from_html(page(head=head), "a").url is None
    assert article_from_html(page(head="<link rel='canonical' href='javascript:x'>"), "a").url is None


def test_lists_and_tables_stay_apart() -> None:
    """Items keep their marks, rows are lines with a bar between the cells, which name their columns."""
    body = page(
        *STORY,
        "</p><ul><li>A bus at eleven from the old pier</li><li>A bus at twelve from the station</li></ul>"
        "<table><tr><th>Route</th><th>Fare</th></tr><tr><td>Pier to town</td><td>4.20</td></tr></table><p>",
    )
    text = article_from_html(body, "a").text
    assert "- A bus at eleven from the old pier\n- A bus at twelve" in text
    assert "\n\nRoute: Pier to town | Fare: 4.20" in text


@pytest.mark.parametrize("menu", ["", "<nav><a href=/>Home</a> <a href=/join>Join</a></nav>"])
def test_lists_stay_where_no_tag_frames_the_article(menu: str) -> None:
    """A page written by hand has neither a main part nor classes; its menu is left out all the same."""
    shown = (
        f"<title>Otterby Chess Club</title>{menu}<h1>Otterby Chess Club</h1><p>{STORY[0]}<h2>Evenings</h2>"
        "<ul><li>Beginners: Mondays at six, led by Ana Ruiz.<li>League: Fridays at eight.</ul>"
        f"<h2>Rooms</h2><p>{STORY[1]}<p>{STORY[2]}"
    )
    text = article_from_html(f"<html><body>{shown}</body></html>".encode(), "club.html").text
    assert "- Beginners: Mondays at six, led by Ana Ruiz.\n- League: Fridays at eight." in text
    assert "Evenings" in text
    assert "Home" not in text


@pytest.mark.parametrize(
    "frame", ["{}", "<nav><a href=/>Home</a><a href=/b>Buses</a><a href=/f>Fares</a></nav><article>{}</article>"]
)
def test_a_short_page_keeps_its_paragraphs(frame: str) -> None:
    """Its words would be a single run with the menu in it."""
    table = "<table><tr><th>Day<th>Leaves<tr><td>Monday<td>9.30<tr><td>Tuesday<td>10.15</table>"
    shown = frame.format(f"<h1>Ferry</h1><p>Times from 1 May.</p>{table}<p>No ferry on holidays.</p>")
    text = article_from_html(f"<html><body>{shown}</body></html>".encode(), "ferry.html").text
    times = "Day: Monday | Leaves: 9.30\nDay: Tuesday | Leaves: 10.15"
    assert text == f"Ferry\n\nTimes from 1 May.\n\n{times}\n\nNo ferry on holidays."


def test_a_page_of_one_paragraph_gets_no_menu() -> None:
    """However few its words are beside those of the paragraph."""
    shown = f"<ul><li><a href=/>Home</a><li><a href=/b>Buses</a></ul><div><p>{' '.join(STORY * 3)}</div>"
    text = article_from_html(f"<html><body>{shown}</body></html>".encode(), "ferry.html").text
    assert text == " ".join(STORY * 3)


def test_raised_figures_stay_raised() -> None:
    """As digits they would be another number; what else is raised is read as it stands."""
    body = page(
        *STORY,
        "The 1<sup>st</sup> boat has 10<sup><b>6</b></sup> m<sup>2</sup> for 12<sup><a>3,4)</a></sup>.[5]",
    )
    assert "The 1st boat has 10⁶ m² for 12³,⁴⁾.[5]" in article_from_html(body, "a").text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Grüße".encode(), "Grüße"),
        (
            ("<meta charset=utf-8>" + "Grüße aus Lindholm, schöne Größe. " * 9).encode("cp1252"),
            "Grüße aus Lindholm, schöne",
        ),
        ("<meta charset='iso-8859-1'>“Grüße”".encode("cp1252"), "“Grüße”"),
        ("<meta charset='iso-8859-1'>Grüße".encode(), "Grüße"),
        ("Grüße".encode("utf-16"), "Grüße"),
        ("<meta charset=shift_jis>渡し船は秋に止まる".encode("cp932"), "渡し船は秋に止まる"),
        (
            "Grüße aus Lindholm, schöne Größe".encode() + b" \xff, sch\xc3",
            "Grüße aus Lindholm, schöne Größe \ufffd, sch",
        ),
        ("<meta charset=utf-8>Grüße, schön".encode() + b"\xff", "Grüße, schön\ufffd"),
        ("<meta charset=hex>Grüße aus Lindholm, schöne Größe".encode("cp1252"), "Grüße aus Lindholm"),
    ],
)
def test_a_page_is_read_in_its_character_set(data: bytes, words: str) -> None:
    """What fits as UTF-8 is UTF-8, but for a broken byte; then what the page says, where that can be."""
    assert words in decoded_page(data)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"\n<!-- x --><!DOCTYPE html><p>Hello", "a.txt", "html"),
        (b"<p>Hello", "a.html", "html"),
        (b"<div class='x'>Hello", "a", "html"),
        (b"<div align='center'>Hello", "README.md", "markdown"),
        ("<html><p>Hello".encode("utf-16"), "a", "html"),
        (b"a < b", "a.txt", "text"),
    ],
)
def test_a_page_is_known_by_its_content(data: bytes, name: str, kind: str) -> None:
    """Markdown may begin with an element; a page without its first lines may, too."""
    assert kind_of(data, name) == kind


def test_a_page_without_an_article_says_so() -> None:
    """Perhaps a script puts the words there."""
    with pytest.raises(EmptyText, match="no article text"):
        article_from_html(b"<!DOCTYPE html><html><body><div id='root'></div><script>go()</script></body></html>", "a")


@pytest.mark.parametrize(
    "body",
    [
        '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>',
        "<p>Please enable JavaScript and cookies to continue.</p>",
        "<p>Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.</p>",
        "<p>JavaScript is disabled in your browser.</p>",
    ],
)
def test_a_page_that_only_asks_for_scripts_is_no_article(body: str) -> None:
    """Its words would be found for many a question, and answer none."""
    with pytest.raises(EmptyText, match="perhaps a script puts it there"):
        article_from_html(f"<!doctype html><title>Town</title><body>{body}</body>".encode(), "a.html")


def test_an_article_stays_where_a_page_also_asks_for_scripts() -> None:
    """And one that is about JavaScript is an article; what is shown only without scripts is no part of it."""
    notice = "<noscript><p>Please enable JavaScript to see the comments.</p></noscript>"
    assert STORY[0] in article_from_html(page(before=notice), "a").text
    assert "JavaScript" not in article_from_html(page(before=notice), "a").text
    news = (
        f"<p>The town's web pages were written anew in JavaScript, and are faster than before.</p><p>{' '.join(STORY)}"
    )
    assert "JavaScript" in article_from_html(f"<!doctype html><title>Town</title><body>{news}".encode(), "a").text
    note = "<!doctype html><title>Town</title><body><p>The JavaScript course begins on Monday."
    assert "begins on Monday" in article_from_html(note.encode(), "a").text, "however short"
