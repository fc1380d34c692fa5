"""Text into sentences, as offsets; no text is copied or changed.

`paragraphs` looks at the line breaks alone; syntok cuts each paragraph, and what it gets wrong in news is corrected.
Whatever the text holds (lone surrogates, NULs, emoji, no white space at all), the spans are in order, do not overlap,
have no white space at their ends, and have nothing but white space between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.article import Span
from index.text.line_marks import BULLET
from index.text.paragraphs import FULL_STOPS, TERMINALS, paragraphs, trimmed
from index.text.rows import is_row

MAX_SENTENCE = 600
"""The most characters a sentence may have; a longer one is cut."""

_MAX_BLOCK = 20_000
"""The most characters handed to syntok at once: it makes an object of every token."""

_ENDS = re.escape(TERMINALS)
_CLOSERS = re.escape("\"'”’»›)]}」』）】")

_LABEL = re.compile(r"\W*(?:\d{1,3}|[A-Za-z])[.)]\s*")
_ITEM_NAME = re.compile(rf"{BULLET.pattern}\s*(?:[^\W\d][\w'’&-]*\s){{0,2}}[^\W\d][\w'’&-]*\.\s*")
"""What an item tells of, with a full stop behind it: "- Fishing. From level 12 on." Alone it says nothing."""

_REFERENCE = re.compile(r"\([#§]\s?\d[^().!?]{0,60}\)\.?")
"""Where more of it is, behind a sentence: "(#405)", "(§ 12)"."""

_SETTING = re.compile(r"[^\W\d_]+: \S+(?: \S+){0,2}(?<![.!?])")
"""What an item ends with, and what says nothing alone: "- retries: how often it is tried. Default: 3"."""

_ENDED = re.compile(rf"[{_ENDS}][{_CLOSERS}\s\u200b]*\Z")
_TITLE = re.compile(
    r"(?<!\w)(?:Reps?|Govs?|Sens|Gens|Lt|Sgt|Cpl|Pvt|Maj|Cmdr|Cdr|Supt|Rev|Hon|Pres|Dist|Atty|Messrs|Mme|Mlle|Drs)"
    r"\.\s*\Z"
)
_NUMBERED = re.compile(
    r"(?<!\w)(?:nos?|nr|pp|ch|chap|vols?|figs?|arts?|sect?|secs|paras?|cl|ext|apt|rm|dept|bldg)\.\s*\Z", re.IGNORECASE
)
_NUMBER = re.compile(r"\S{0,8}\d|[A-Z]{1,4}\s\d")
"""What stands behind "no.", "ch." and their like: "7/2025", "HG-2024", "BA 123"."""
_STRAY_CLOSERS = re.compile(rf"[{_CLOSERS}]+(?=\s|\Z)")
_UNSPACED_END = re.compile(rf"[{FULL_STOPS}]++[{_CLOSERS}]*+(?![,，、;；:：])")
_DAY = r"(?:[0-2]?\d|3[01])\.(?:0?[1-9]|1[0-2])"
_BEFORE_A_FIGURE = r"(?:with|was|were|is|are|had|has|of|than|at|about|nearly|over|under|above|below|only|just)"
_DOTTED_END = re.compile(
    # an address or a file's name, or a version with two full stops inside that is no label: "3.12. Ada" may be a day
    rf"(?:(?<=[\w-][\w-])\.[a-z][a-z\d]++(?:/[\w./-]{{0,80}}\w)?|(?<=[\w,:;)]\s)v?\d++(?:\.\d++){{2,}}"
    # a figure that can be no day, or that is told as one: "with 29.4. Ada", "£6.80. Ada"
    rf"|(?:[a-z,]\s(?!{_DAY}\.)|\b{_BEFORE_A_FIGURE}\s|[£€$¥])\d++\.\d++"
    # a sign or a unit, which syntok takes for an initial: "by 59 %. Ada", "20 °C. Ada"
    rf"|(?<=\s)(?:°[CF]|[^\w\s{_ENDS}{_CLOSERS}]))\.[{_CLOSERS}]*+\s++(?=[\"'“‘«(\[]?(\w))"
)
_CALL = r"(?:\[[\w ]{1,20}\]|[\u00b9\u00b2\u00b3\u2070-\u2079])"
_NOTED_END = re.compile(rf"(?:(?<=[{_ENDS}])|(?<=[{_ENDS}][{_CLOSERS}])){_CALL}+\s++(?=[\"'“‘«(\[]?(\w))")
"""What calls for a note behind the end of a sentence, as in an encyclopedia: "in 1911.[1][2] She"."""
_TERMINAL = re.compile(f"[{_ENDS}]")
_WORD = re.compile(r"\w")

_SENTENCE_END = re.compile(rf"[{_ENDS}][{_CLOSERS}]*\s|[{FULL_STOPS}]")
_CLAUSE_END = re.compile(rf"[,;:][{_CLOSERS}]*\s|\s[–—-](?=\s)|—|[，、；：]")
_SPACE = re.compile(r"\s")


def sentences(text: str) -> list[Span]:
    """Cut `text` into sentences of at most `MAX_SENTENCE` characters.

    Headlines and bullets on a line of their own are sentences too, and a row of a table that names its columns is one,
    whatever its cells hold; a closing quotation mark belongs to the sentence that it closes.
    """
    found: list[Span] = []
    for paragraph in paragraphs(text):
        if is_row(paragraph.of(text)):
            found.append(paragraph)
            continue
        for block in _pieces(text, paragraph, _MAX_BLOCK, (_SENTENCE_END, _SPACE)):
            for sentence in _sentences_of(text, block):
                found.extend(_pieces(text, sentence, MAX_SENTENCE, (_CLAUSE_END, _SPACE)))
    return found


def _sentences_of(text: str, block: Span) -> Iterator[Span]:
    """Cut one block of running text into sentences of any length."""
    pending: Span | None = None
    for start, end in pairwise([block.start, *_cuts(text, block), block.end]):
        piece = trimmed(text, start, end)
        if piece is None:
            continue
        if pending is None:
            pending = piece
        elif _says_nothing(text, piece) or (
            BULLET.match(text, block.start) and _SETTING.fullmatch(text, piece.start, piece.end)
        ):
            pending = Span(pending.start, piece.end)
        else:
            yield pending
            pending = piece
    if pending is not None:
        yield pending


def _says_nothing(text: str, piece: Span) -> bool:
    """Tell whether a piece is an emoji, a row of dots or "(#12)"."""
    return _WORD.search(text, piece.start, piece.end) is None or bool(
        _REFERENCE.fullmatch(text, piece.start, piece.end)
    )


def _cuts(text: str, block: Span) -> list[int]:
    """Return the offsets inside `block` at which a sentence begins, in order."""
    terminal = _TERMINAL.search(text, block.start, block.end)
    if terminal is None or _WORD.search(text, terminal.end(), block.end) is None:
        return []  # most headlines and many paragraphs: syntok, the slow part, is not needed
    from index.text.sentence_starts import sentence_starts  # here: a first `ask`, which cuts nothing, would wait for it

    piece = block.of(text)
    cuts = {match.end() for match in _UNSPACED_END.finditer(piece)}
    # syntok takes what has full stops inside for an abbreviation
    cuts |= {match.end() for end in (_DOTTED_END, _NOTED_END) for match in end.finditer(piece) if match[1].isupper()}
    for cut in sentence_starts(piece):
        before = piece[max(0, cut - 40) : cut]
        # syntok also cuts at semicolons, and after "Department of Homeland Security (DHS)" before a capital
        if not _ENDED.search(before) or _TITLE.search(before) or _LABEL.fullmatch(piece, 0, cut):
            continue
        if _ITEM_NAME.fullmatch(piece, 0, cut) or (_NUMBERED.search(before) and _NUMBER.match(piece, cut)):
            continue
        closers = _STRAY_CLOSERS.match(piece, cut)
        cuts.add(closers.end() if closers else cut)
    return [block.start + cut for cut in sorted(cuts) if 0 < cut < len(piece)]


def _pieces(text: str, span: Span, limit: int, places: Sequence[re.Pattern[str]]) -> Iterator[Span]:
    """Cut `span` into pieces of at most `limit` characters, at the first of `places` that offers one."""
    start = span.start
    while span.end - start > limit:
        # equal parts, so that no stub of a few words is left over
        ideal = min(limit, -(-(span.end - start) // -(-(span.end - start) // limit)))
        cut = _best_cut(text, start + ideal // 2, start + ideal, start + limit, places)
        piece, rest = trimmed(text, start, cut), trimmed(text, cut, span.end)
        if piece is not None:
            yield piece
        if rest is None:
            return
        start = rest.start
    yield Span(start, span.end)


def _best_cut(text: str, low: int, ideal: int, high: int, places: Sequence[re.Pattern[str]]) -> int:
    """Return the place to cut in ``low+1..high`` that is nearest to `ideal`."""
    for place in places:
        ends = [match.end() for match in place.finditer(text, low, high)]
        if ends:
            return min(ends, key=lambda end: abs(end - ideal))
    cut = high
    while cut > low + 1 and unicodedata.category(text[cut]).startswith("M"):  # a vowel sign belongs to its letter
        cut -= 1
    return cut
