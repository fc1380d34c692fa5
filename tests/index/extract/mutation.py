"""Documents broken on purpose: bytes anywhere, and inside each kind what its parser looks at behind its first check.

The same seed and document give the same broken document again.
"""

from __future__ import annotations

import codecs
import gzip
import io
import json
import re
import warnings
import zipfile
import zlib
from contextlib import suppress
from copy import deepcopy
from random import Random

from lxml import etree

_MOST_MORE = 256 * 1024
"""Bytes that one change adds at most: what is slow for its size alone is another test's."""

_ODD = tuple(
    each.encode("utf-8", "surrogatepass")
    for each in (
        "\x00", "\ufeff", "\u2028", "\u0316" * 400, "\ud800", "\uffff", "\u202e", "\r", "\x1b[2J", "😀" * 50,
        "&#0;", "&#xD800;", "&#99999999999;", "<!--", "-->", "]]>", "<![CDATA[", "*" * 3_000, "[" * 3_000, "`" * 999,
        "> " * 900, "- " * 300, "|" * 900, "![](" * 500, "\n---\n", "\n\n\n```\n", "\t" * 500, "0" * 5_000,
        '<script type="application/ld+json">{"@type":"Article","headline":{},"author":[[{"name":[1]}]]}</script>',
        "<base href='http://['>", "<table><tr><td><table><tr>", "<svg><p><style>", "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
        "<meta property='og:title' content='&#x110000;'>", "<template><dialog hidden>", "<frameset><plaintext>",
        "<b>" * 2_000, "a" * 50_000,
    )
)  # fmt: skip
"""What parsers of words and of marks have tripped over: characters that are none, marks without end, pages in pages."""

_CHARSETS = (b"utf-16", b"hex", b"rot13", b"punycode", b"idna", b"unicode_escape", b"undefined", b"utf-7", b"x" * 90)
_HEADERS = (
    (re.compile(rb"charset=[^\s;]*"), tuple(b"charset=" + name for name in _CHARSETS)),
    (re.compile(rb"boundary=\S*"), (b"boundary=", b'boundary="', b"boundary=x", b"boundary*0=x; boundary*1=y")),
    (re.compile(rb"(?i)content-type: *[^\r\n]*"), tuple(
        b"Content-Type: " + value for value in (b"", b";;", b"message/rfc822", b"multipart/mixed; boundary=x"))),
    (re.compile(rb"(?i)(?:subject|from|date): *[^\r\n]*"), (
        b"Subject: =?utf-8?b?////?=", b"Subject: =?hex?q?=00?=", b"From: <<@>,,(((", b"Date: 99 Xyz 99999 99:99:99")),
)  # fmt: skip

_VALUES: tuple[object, ...] = (
    None, True, 10**400, -1, 1.5, "", " ", "\ud800", "\x00", "\u200b", [], {}, [0, 5], [5, 0], [10**9], [True],
    "9999-99-99", "2023-02-30", "http://[", "x" * 5_000, {"a": {"b": [None]}},
)  # fmt: skip

_KEYS = ("id", "title", "url", "published", "text", "source", "author", "site", "page_starts")

_TAG = re.compile(rb"<[^<>]{0,400}>")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_TOKEN = re.compile(rb"\d+ \d+ R\b|/[A-Za-z][A-Za-z0-9]*|(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])|<<|>>|\[|\]")
_OPERATORS = (
    b" q " * 2_000, b" BT " * 50, b" Q Q Q ", b" Tf ", b"(", b"<", b" 1e99 0 0 1e99 0 0 Tm ", b" /X Do ", b" ET ",
    b"[[[[ TJ ", b" -99999999999 Tc ", b"\\777\\", b" /Nothing 0 Tf ", b"BI /W 9 ID ",
)  # fmt: skip


def mutated(data: bytes, seed: int) -> bytes:
    """Return a document with one to four changes, most of them inside what it is made of.

    What is packed is only now and then changed as it lies there: that is hardly ever more than damaged.
    """
    return _mutated(data, Random(seed))  # noqa: S311 -- chance is wanted here, and nobody's secret


def _mutated(data: bytes, rng: Random) -> bytes:
    for _ in range(rng.randint(1, 4)):
        inside = 8 if data.startswith((b"PK", b"\x1f\x8b")) else 2
        data = (_raw if rng.randrange(inside + 1) == 0 else _inside)(data, rng)
    return data


def _times(length: int, rng: Random, *often: int) -> int:
    """Return how often so many bytes are repeated: once, or `often`, as far as there is room."""
    return max(1, min(rng.choice((1, *often)), _MOST_MORE // max(1, length)))


def _inside(data: bytes, rng: Random) -> bytes:
    """Change a document as one of its own kind, known by its first bytes."""
    start = data[:2_000].removeprefix(codecs.BOM_UTF8).lstrip()
    if data.startswith(b"PK"):
        return _in_archive(data, rng)
    if data.startswith(b"\x1f\x8b"):
        try:
            return gzip.compress(_mutated(gzip.decompress(data), rng), 1, mtime=0)
        except (OSError, EOFError, zlib.error):
            return _raw(data, rng)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        words = _inside(data.decode("utf-16", "replace").encode(), rng)
        return words.decode("utf-8", "replace").encode("utf-16")
    if start.startswith(b"%PDF"):
        return rng.choice((_in_stream, _in_object))(data, rng)
    if start.startswith(b"<"):
        return rng.choice((_in_tree, _in_tree, _in_tags, _in_tags, _in_words))(data, rng)
    if start.startswith(b"{"):
        return _in_lines_of_json(data, rng)
    if re.match(rb"[A-Za-z-]+: ", start):
        return rng.choice((_in_headers, _in_words))(data, rng)
    return _in_words(data, rng)


def _raw(data: bytes, rng: Random) -> bytes:
    """Change some bytes, wherever they are."""
    at = rng.randrange(len(data) + 1)
    end = min(len(data), at + rng.choice((1, 4, 60, 2_000)))
    change = rng.choice(("flip", "drop", "double", "put", "number", "move", "cut"))
    if change == "flip":
        return data[:at] + bytes(each ^ 1 << rng.randrange(8) for each in data[at : at + 1]) + data[at + 1 :]
    if change == "drop":
        return data[:at] + data[end:]
    if change == "double":
        return data[:end] + data[at:end] * _times(end - at, rng, 3, 200) + data[end:]
    if change == "put":
        return data[:at] + rng.randbytes(rng.randint(1, 40)) + data[at:]
    if change == "number":
        return data[:at] + rng.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999", b"-1 0")) + data[at + 4 :]
    if change == "move":
        to = rng.randrange(at + 1)
        return data[:to] + data[at:end] + data[to:at] + data[end:]
    return data[:at] if rng.randrange(4) == 0 else data


def _in_words(data: bytes, rng: Random) -> bytes:
    """Change lines, or put something odd between them."""
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    change = rng.choice(("odd", "odd", "mark", "repeat", "swap", "join"))
    if change == "odd":
        place = rng.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:place] + rng.choice(_ODD) + lines[at][place:]
    elif change == "mark":
        mark = rng.choice((b"> ", b"- ", b"1. ", b"    ", b"# ", b"| ", b"***", b"[^1]: "))
        lines[at] = mark * rng.choice((1, 2, 200)) + lines[at]
    elif change == "repeat":
        lines[at:at] = [lines[at]] * _times(len(lines[at]), rng, 2, 300)
    elif change == "swap":
        other = rng.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines[at : at + 2] = [b" ".join(lines[at : at + 2])]
    return b"\n".join(lines)


def _in_tags(data: bytes, rng: Random) -> bytes:
    """Change a tag, or what stands between two."""
    tags = list(_TAG.finditer(data))
    if not tags:
        return _in_words(data, rng)
    tag, other = rng.choice(tags), rng.choice(tags)
    change = rng.choice(("drop", "nest", "swap", "attribute", "odd", "between", "between"))
    new = b""
    if change == "nest":
        new = tag[0] * _times(len(tag[0]), rng, 2, 50, 2_000)
    elif change == "swap":
        new = other[0]
    elif change == "attribute":
        new = re.sub(rb"=\s*(\"[^\"]*\"|'[^']*')", lambda _: b'="' + rng.choice(_ODD) + b'"', tag[0], count=1)
    elif change == "odd":
        new = tag[0] + rng.choice(_ODD)
    elif change == "between":
        first, last = sorted((tag.end(), other.end()))
        return data[:first] + rng.choice((b"", data[first:last][:20_000] * 3)) + data[last:]
    return data[: tag.start()] + new + data[tag.end() :]


def _in_tree(data: bytes, rng: Random) -> bytes:
    """Change an element of an XML document, which stays one: some parsers look at nothing else."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return _in_tags(data, rng)
    elements = [each for each in root.iter("*") if each is not root]
    if not elements:
        return _in_tags(data, rng)
    one, other = rng.choice(elements), rng.choice(elements)
    change = rng.choice(("drop", "copy", "copy", "nest", "attribute", "text", "rename"))
    if change == "drop":
        one.getparent().remove(one)
    elif change == "copy":
        # Copied before any is put in: a copy of what holds its own copies doubles each time.
        other.extend([deepcopy(one) for _ in range(_times(len(etree.tostring(one)), rng, 2, 100))])
    elif change == "nest":
        for _ in range(rng.choice((1, 20, 200))):
            inner = etree.SubElement(other, one.tag, one.attrib)
            other = inner
    elif change == "attribute" and one.attrib:
        one.set(rng.choice(list(one.attrib)), rng.choice(("", "-1", "9" * 40, "../..", "x" * 9_000, "\u202e", "a#b")))
    elif change == "text":
        one.text = rng.choice(("", " ", "x" * 20_000, "\u0316" * 99, "\ufeff", "&<>\u2028"))
    else:
        one.tag = other.tag
    return bytes(etree.tostring(root, encoding="utf-8"))


def _in_lines_of_json(data: bytes, rng: Random) -> bytes:
    """Change one value of one line, its keys, or how deep it is."""
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    try:
        fields = dict(json.loads(lines[at]))
    except (ValueError, TypeError, RecursionError):
        return _in_words(data, rng)
    key = rng.choice([*fields, *_KEYS])
    change = rng.choice(("value", "value", "drop", "deep", "twice", "odd"))
    if change == "value":
        fields[key] = rng.choice(_VALUES)
    elif change == "drop":
        fields.pop(key, None)
    written = json.dumps(fields, ensure_ascii=rng.choice((True, False)))
    if change == "deep":
        written = written[:-1] + f', "{key}": {"[" * 5_000}{"]" * rng.choice((0, 5_000))}}}'
    elif change == "twice":
        written = written[:-1] + f', "{key}": {rng.choice(("NaN", "-Infinity", "1e999", "1" * 5_000, "{}"))}}}'
    lines[at] = written.encode("utf-8", "surrogatepass")
    return b"\n".join(lines) if change != "odd" else _in_words(b"\n".join(lines), rng)


def _in_headers(data: bytes, rng: Random) -> bytes:
    """Change what a mail says of itself or of a part."""
    pattern, values = rng.choice(_HEADERS)
    found = list(pattern.finditer(data))
    if not found:
        return _in_words(data, rng)
    at = rng.choice(found)
    return data[: at.start()] + rng.choice(values) + data[at.end() :]


def _in_archive(data: bytes, rng: Random) -> bytes:
    """Change a file of an archive, its name, or which files there are, and pack it again, whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            files = [(entry.filename, container.read(entry)) for entry in container.infolist()]
    except Exception:  # noqa: BLE001 -- what cannot be unpacked any more fails in any way
        return _raw(data, rng)
    if not files:
        return _raw(data, rng)
    at = rng.randrange(len(files))
    name, content = files[at]
    change = rng.choice(("content", "content", "content", "drop", "double", "name", "swap", "encrypted"))
    if change == "content":
        files[at] = name, _mutated(content, rng)
    elif change == "drop":
        del files[at]
    elif change == "double":
        files += [(name, _mutated(content, rng))] * _times(len(content), rng, 50)
    elif change == "name":
        odd = ("../a", "/", "a" * 60_000, "word/document.xml", "META-INF/container.xml", "\u202e.txt", "a\x00b", ".pdf")
        files[at] = rng.choice(odd), content
    elif change == "swap":
        other = rng.randrange(len(files))
        files[at], files[other] = (name, files[other][1]), (files[other][0], content)
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        warnings.simplefilter("ignore")  # two files of one name are what is wanted
        for name, content in files:
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    whole = out.getvalue()
    if change == "encrypted":
        flagged = whole.find(b"PK\x01\x02") + 8
        return whole[:flagged] + b"\x01" + whole[flagged + 1 :]
    return whole


def _in_stream(data: bytes, rng: Random) -> bytes:
    """Change what one stream of a PDF unpacks to, and pack it again."""
    streams = list(_STREAM.finditer(data))
    if not streams:
        return _in_object(data, rng)
    stream = rng.choice(streams)
    content, packed = stream[1], False
    with suppress(zlib.error):
        content, packed = zlib.decompress(content), True
    change = rng.choice(("raw", "operator", "operator", "double"))
    if change == "raw":
        content = _raw(content, rng)
    elif change == "operator":
        at = rng.randrange(len(content) + 1)
        content = content[:at] + rng.choice(_OPERATORS) + content[at:]
    else:
        content += content * _times(len(content), rng, 20)
    return data[: stream.start(1)] + (zlib.compress(content, 1) if packed else content) + data[stream.end(1) :]


def _in_object(data: bytes, rng: Random) -> bytes:
    """Put another word of a PDF's in the place of one, in as many bytes, so that all others stay where they were."""
    streams = list(_STREAM.finditer(data))
    begins, ends = [0, *(each.end() for each in streams)], [*(each.start() for each in streams), len(data)]
    at = rng.randrange(len(begins))
    tokens = list(_TOKEN.finditer(data, begins[at], ends[at]))
    if not tokens:
        return _raw(data, rng)
    token = rng.choice(tokens)
    odd = (b"-1", b"0", b"99999999", b"1 0 R", b"2 0 R", b"/Pages", b"/Page", b"/FlateDecode", b"/LZWDecode", b"null")
    new = rng.choice((rng.choice(odd), rng.choice(tokens)[0]))
    return data[: token.start()] + new.ljust(len(token[0]))[: len(token[0])] + data[token.end() :]
