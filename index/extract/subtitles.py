"""Subtitles to an article (SubRip `.srt`, WebVTT `.vtt`): what is said, without numbers and times.

WebVTT: https://www.w3.org/TR/webvtt1. SubRip has no standard: a number, a line with two times, and lines of words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.article import Article
from index.extract.naming import article_of, name_of_file
from index.extract.words import decoded, normalised

_TIME = r"(?:\d{1,3}:)?[0-5]?\d:[0-5]\d[,.]\d{1,3}"
_TIMES = re.compile(rf"[ \t]*({_TIME})[ \t]+-->[ \t]+({_TIME})(?:[ \t]|$)")
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


@dataclass(slots=True)
class _Cue:
    """Lines that are shown together, with start and end in seconds."""

    begin: float
    end: float
    lines: list[str]


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the cues of a file. In WebVTT an empty line ends a cue; in SubRip words may follow an empty line."""
    is_vtt = text.startswith("WEBVTT")
    cue: _Cue | None = None
    for line in text.splitlines():
        times = _TIMES.match(line)
        if times is not None:
            if cue is not None:
                if not is_vtt:
                    _without_number(cue)
                yield cue
            cue = _Cue(_seconds(times[1]), _seconds(times[2]), [])
        elif cue is not None and is_vtt and not line.strip():
            yield cue
            cue = None
        elif cue is not None:
            cue.lines.append(line)
    if cue is not None:
        yield cue


def _without_number(cue: _Cue) -> None:
    """Remove the next cue's number from the end of a cue."""
    while cue.lines and not cue.lines[-1].strip():
        cue.lines.pop()
    if cue.lines and cue.lines[-1].strip().isdecimal():
        cue.lines.pop()


def _seconds(time: str) -> float:
    *hours, minutes, seconds = time.replace(",", ".").split(":")
    return 3600.0 * int(hours[0] if hours else 0) + 60.0 * int(minutes) + float(seconds)


def _paragraphs(cues: Iterator[_Cue]) -> Iterator[str]:
    said: list[str] = []
    last, speaker, until, endless = "", "", 0.0, 0
    for cue in cues:
        for number, line in enumerate(cue.lines):
            named = _SPEAKER.search(line)
            words = " ".join(html.unescape(_TAG.sub("", line)).split())
            bare = _DASH.sub("", words)
            who = " ".join(html.unescape(named[1]).split()) if named else speaker
            if not words or _SOUND.match(words) or (words == last and bare == words and who == speaker):
                continue
            last = words
            pause = number == 0 and cue.begin - until > _PAUSE
            if said and (who != speaker or bare != words or pause or endless >= _ENDLESS):
                yield " ".join(said)
                said, endless = [], 0
            said.append(f"{who}: {bare}" if who and (who != speaker or not said) else bare)
            endless = 0 if _SENTENCE_END.search(bare) else endless + len(bare.split())
            speaker = who
        until = cue.end
    if said:
        yield " ".join(said)
