"""Subtitles to an article (SubRip `.srt`, WebVTT `.vtt`): what is said, without numbers and times.

WebVTT: https://www.w3.org/TR/webvtt1. SubRip has no standard: a number, a line with two times, and lines of words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import takewhile, zip_longest

from index.article import Article
from index.extract.naming import article_of, name_of_file
from index.extract.words import decoded, normalised

_TIME = r"(?:\d{1,3}:)?[0-5]?\d:[0-5]\d[,.]\d{1,3}"
_TIMES = re.compile(rf"^[ \t]*({_TIME})[ \t]+-->[ \t]+({_TIME})(?=\s|$)", re.MULTILINE)
_NEXT_NUMBER = re.compile(r"\n[ \t]*\d+\s*\Z")
_BEGINNING = re.compile(rb"WEBVTT(?=\s|$)|\d+[ \t]*\r?\n[ \t]*\d[\d:]{3,9}[,.]\d{1,3}[ \t]+-->[ \t]")
_TAG = re.compile(r"</?(?:[ibuv]|c|font|lang|ruby|rt)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\[^{}]*\}", re.IGNORECASE)
_SPEAKER = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]+)>")
_DASH = re.compile(r"^[-–—]\s*(?=\S)")
_SOUND = re.compile(r"^(?:[\[(][^\[\]()]*[\])]|[♪♫#\s]+)$")
"""A line with only a sound: "[Music]"."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*$")

_PAUSE = 4.0
"""Seconds of silence after which a paragraph begins."""

_ENDLESS = 40
"""After this many words without the end of a sentence, a paragraph ends: automatic subtitles have no punctuation."""


def begins_subtitles(start: bytes) -> bool:
    """Tell whether a file with this beginning holds subtitles, ignoring byte order mark and white space."""
    found = _BEGINNING.match(start)
    return found is not None and (found[0] != b"WEBVTT" or b"-->" in start or not start[len(found[0]) :].strip())


def article_from_subtitles(data: bytes, source: str) -> Article:
    """Return what subtitles say as an article, with its file's name as title.

    A paragraph begins where somebody else speaks, after a dash and after a pause. Named speakers are written as in a
    transcript ("Ann Lee: ..."). Lines that roll up appear once; sounds are left out.
    """
    text = "\n\n".join(_paragraphs(_cues(normalised(decoded(data, source)))))
    return article_of(text, source, title=name_of_file(source))


def _cues(text: str) -> Iterator[tuple[float, float, list[str]]]:
    """Yield begin and end of each cue, in seconds, and its lines.

    In WebVTT an empty line ends a cue. In SubRip words may follow an empty line, and the next number comes last.
    """
    is_vtt = text.startswith("WEBVTT")
    found = list(_TIMES.finditer(text))
    for times, following in zip_longest(found, found[1:]):
        words = text[times.end() : following.start() if following else len(text)]
        lines = (_NEXT_NUMBER.sub("", words) if following and not is_vtt else words).split("\n")[1:]
        yield _seconds(times[1]), _seconds(times[2]), list(takewhile(str.strip, lines)) if is_vtt else lines


def _seconds(time: str) -> float:
    *hours, minutes, seconds = time.replace(",", ".").split(":")
    return 3600.0 * int(hours[0] if hours else 0) + 60.0 * int(minutes) + float(seconds)


def _paragraphs(cues: Iterator[tuple[float, float, list[str]]]) -> Iterator[str]:
    said: list[str] = []
    last, speaker, until, endless = "", "", 0.0, 0
    for begin, end, lines in cues:
        for number, line in enumerate(lines):
            named = _SPEAKER.search(line)
            words = " ".join(html.unescape(_TAG.sub("", line)).split())
            bare = _DASH.sub("", words)
            who = " ".join(html.unescape(named[1]).split()) if named else speaker
            if not words or _SOUND.match(words) or (words == last and bare == words and who == speaker):
                continue
            last = words
            pause = number == 0 and begin - until > _PAUSE
            if said and (who != speaker or bare != words or pause or endless >= _ENDLESS):
                yield " ".join(said)
                said, endless = [], 0
            said.append(f"{who}: {bare}" if who and (who != speaker or not said) else bare)
            endless = 0 if _SENTENCE_END.search(bare) else endless + len(bare.split())
            speaker = who
        until = end
    if said:
        yield " ".join(said)
