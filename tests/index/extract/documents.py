"""Small documents of every rich kind, made here: pages, PDFs, office documents, mails, books, archives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from index.article import Article
from index.errors import ExtractError
from index.extract.extractors import steps

STORY = (
    "The night ferry to Lindholm will stop running in October, the harbour office said on Monday.",
    "Fewer than forty people a night had used it since the bridge was opened, a third of what is needed.",
    "A bus will leave the old pier at eleven instead, and tickets that were bought stay good until spring.",
)


def page(
    *paragraphs: str, head: str = "<title>Night ferry to stop</title>", before: str = "", after: str = ""
) -> bytes:
    """Return a web page with a menu, an article and a foot."""
    words = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or STORY)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
        f"{before}<article><h1>Night ferry to stop</h1>{words}</article>{after}"
        "<footer><p>Copyright The Lindholm Post. All rights reserved.</p></footer></body></html>"
    ).encode()


def pdf(*pages: Sequence[str], info: str = "", start: str = "11 Tf 14 TL 60 760 Td") -> bytes:
    """Return a PDF with these lines on its pages, in Helvetica; `info` is the inside of its Info dictionary.

    An empty line is half as high as others. `start` says the size of letters, the distance of lines, where they begin.
    """
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(
            "({}) Tj T* ".format(line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)"))
            if line
            else "0 -7 Td "
            for line in lines
        )
        stream = f"BT /F1 {start} {shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table_at = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{table_at}\n%%EOF\n"
    ).encode()
    return bytes(out)


def rtf(body: str, fonts: str = r"{\f0\fcharset0 Arial;}{\f2\fcharset2 Symbol;}", styles: str = "") -> bytes:
    """Return a Rich Text file; `styles` is the inside of its style sheet."""
    head = rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{fonts}}}{{\stylesheet{styles}}}"
    return f"{head}\n{body}}}".encode("latin-1")


def archive(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of files by name, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as container:
        for name, content in files.items():
            container.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def docx(body: str, *, title: str = "", author: str = "", styles: str = "", numbering: str = "") -> bytes:
    """Return a Word document; `body` is the inside of its `w:body`, `numbering` that of its `w:numbering`."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    styles += "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("Title", "Title"), ("Heading1", "heading 1"))
    )
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{kinds}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="{relations}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="a" Type="{office}" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{word}">{styles}</w:styles>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{links}"><Relationship Id="b" Type="'
            'http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
            '<Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" '
            'Target="numbering.xml"/></Relationships>',
            "word/numbering.xml": f'<w:numbering xmlns:w="{word}">{numbering}</w:numbering>',
            "docProps/core.xml": '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></c:coreProperties>",
        }
    )


def workbook(rows: Sequence[Sequence[object]], formats: Mapping[str, str] | None = None) -> bytes:
    """Return an Excel workbook of one sheet; `formats` are those of its numbers, by cell ("B2")."""
    made = Workbook()
    for row in rows:
        made.active.append(list(row))
    for place, number_format in (formats or {}).items():
        made.active[place].number_format = number_format
    return saved(made)


def saved(made: Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def slides(*made: str, hidden: Sequence[int] = (), order: Sequence[int] = ()) -> bytes:
    """Return a PowerPoint presentation; each of `made` is the inside of a slide's `p:spTree`, shown in `order`."""
    spaces = (
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    )
    numbers = range(len(made))
    files = {
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldIdLst>"
        + "".join(f'<p:sldId id="{256 + n}" r:id="rId{n}"/>' for n in order or numbers)
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(f'<Relationship Id="rId{n}" Type="slide" Target="slides/slide{n}.xml"/>' for n in numbers)
            + "</Relationships>"
        ),
    }
    for n, inside in enumerate(made):
        show = ' show="0"' if n in hidden else ""
        files[f"ppt/slides/slide{n}.xml"] = (
            f"<p:sld {spaces}{show}><p:cSld><p:spTree>{inside}</p:spTree></p:cSld></p:sld>"
        )
    return archive(files)


def shape(*paragraphs: str, kind: str | None = None) -> str:
    """Return a shape with words on a slide; `kind` is that of its placeholder, if it is one."""
    place = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    words = "".join(f"<a:p><a:r><a:t>{words}</a:t></a:r></a:p>" for words in paragraphs)
    return f"<p:sp>{place}<p:txBody>{words}</p:txBody></p:sp>"


def odf(kind: str, body: str, *, styles: str = "", title: str = "", manifest: str = "") -> bytes:
    """Return an OpenDocument file; `body` is the inside of its `office:text`, or whatever `kind` it is of."""
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    short = {"draw": "drawing", "svg": "svg-compatible"}
    spaces = " ".join(
        f'xmlns:{key}="{name}{short.get(key, key)}:1.0"'
        for key in ("office", "style", "table", "text", "draw", "presentation", "svg", "manifest")
    )
    content = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return archive(
        {
            "content.xml": f"<office:document-content {spaces}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>{content}</office:document-content>",
            "meta.xml": f"<office:document-meta {spaces} {dc}><office:meta><dc:title>{title}</dc:title></office:meta>"
            "</office:document-meta>",
            "META-INF/manifest.xml": f"<manifest:manifest {spaces}>{manifest}</manifest:manifest>",
        }
    )


def paragraph(words: str, style: str = "") -> str:
    """Return a paragraph of a Word document."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{words}</w:t></w:r></w:p>"


def table(*rows: Sequence[str]) -> str:
    """Return a table of a Word document."""
    lines = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def epub(
    chapters: Mapping[str, str | bytes],
    spine: Sequence[str] = (),
    *,
    day: str = "2021-05-04",
    changed: str = "",
    more: Mapping[str, str] | None = None,
) -> bytes:
    """Return a book of chapters by name, read in the order of `spine`, else in theirs; one in bytes stays as it is.

    `day` is that on which it came out, `changed` that of the last change; `more` are further files.
    """
    items = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    order = "".join(f'<itemref idref="i{list(chapters).index(name)}"/>' for name in spine or chapters)
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="book/content.opf"/></rootfiles></container>',
            "book/content.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
            f'<dc:date opf:event="modification">{changed}</dc:date><dc:title>Tides</dc:title>'
            f"<dc:creator>Ada Holm</dc:creator><dc:date>{day}</dc:date></metadata>"
            f'<manifest>{items}<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
            f'</manifest><spine><itemref idref="nav"/>{order}</spine></package>',
            "book/nav.xhtml": "<html><body><nav><p>Contents</p></nav></body></html>",
            **{
                f"book/{name}": words if isinstance(words, bytes) else f"<html><body>{words}</body></html>"
                for name, words in chapters.items()
            },
            **(more or {}),
        }
    )


def mail(body: str, *, kind: str = "text/plain", subject: str = "The ferry", extra: str = "") -> bytes:
    """Return a mail of one part."""
    return (
        "Return-Path: <ada@example.org>\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"
        f"From: Ada Holm <ada@example.org>\nTo: post@example.org\nSubject: {subject}\n"
        f"Date: Tue, 3 Mar 2026 23:30:00 +0200\n{extra}Content-Type: {kind}; charset=utf-8\n\n{body}"
    ).encode()


def saved_page(page: bytes, address: str = "https://post.example/ferry") -> bytes:
    """Return a page as Chrome saves it in one file."""
    return (
        (
            f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nSubject: Night ferry to stop\r\n"
            "Date: Mon, 30 Nov 2026 18:00:00 -0000\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="x"\r\n\r\n\r\n--x\r\n'
            f"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: {address}\r\n\r\n"
        ).encode()
        + page.replace(b"\n", b"\r\n")
        + b"\r\n--x\r\nContent-Type: image/png\r\n\r\nQQ\r\n--x--\r\n"
    )


def article_from(kind: str, data: bytes, source: str) -> Article:
    """Return the one article of a document of a kind as the bounded process reads it, or raise its error."""
    _, found = steps(kind, data, source)
    if isinstance(found, ExtractError):
        raise found
    assert isinstance(found, Article)
    return found
