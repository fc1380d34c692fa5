"""Words -> index terms: what the BM25 arm compares, for articles and questions alike.

Terms are lower case, without accents, stemmed (Snowball English), and without English stop words.
Languages that are written without spaces become pairs of characters. Both sides of a search must go
through the same function; a change here makes every lexical index built before it unfit.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable

import Stemmer

VERSION = 5
"""Increase it whenever the terms of passages change: stored ones of an older version are made again on loading."""


# Question words are here too: every question has one, and no article is about it. "may" and "will" are
# not: a month and a name, and too common as verbs to weigh much.
_STOPPED = """
a about above after again against all am an and any are as at be because been before being below between both but
by can cannot could did do does doing down during each few for from further had has have having he her here hers
herself him himself his how i if in into is it its itself just me more most my myself no nor not now of off on
once only or other our ours ourselves out over own same she should so some such than that the their theirs them
themselves then there these they this those through to too under until up us very was we were what when where
which while who whom whose why with would you your yours yourself yourselves
"""
STOP_WORDS = frozenset(_STOPPED.split())

# Written in capitals these stop words are names. They get the term of their dotted spelling.
_ACRONYMS = {"US": "u.s", "WHO": "w.h.o", "IT": "i.t"}

APOSTROPHES = "‘’ʼʹ＇`´"
"""Characters that count as an apostrophe."""

HYPHENS = "\u2010\u2011\ufe63\uff0d"
"""Characters that count as a hyphen."""

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters that are ignored, even inside a word."""


def _replacing(table: dict[str, str]) -> Callable[[str], str]:
    """Return a function that replaces characters by a table, six times as fast as `str.translate`."""
    met = re.compile(f"[{re.escape(''.join(table))}]")
    return lambda text: met.sub(lambda found: table[found[0]], text)


_with_plain_signs = _replacing(
    dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-") | dict.fromkeys(INVISIBLE, "") | {"_": " "}
)
# Letters that Unicode does not take apart into a base letter and an accent.
_with_divided_letters = _replacing(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "æ": "ae", "Æ": "AE"}
    | {"œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th"}
)
# Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic. The signs of kana and of the Indic
# scripts stay: there they tell one letter from another.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")

_WORD = "[\\w\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"  # \w leaves out vowel signs
_TOKEN = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+(?!\w)"  # initials: U.S., J.D.
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])"  # 1,100 and 1,100.50
    r"|\d+(?:\.\d+)+"  # 3.5
    r"|'(?:s|t|d|m|re|ve|ll)\b"  # the loose endings of texts that come tokenised: "Rubio 's"
    rf"|(?![vV]\d+\.\d){_WORD}+(?:['\-&]{_WORD}+)*"  # of v2.1.0, the number alone
)
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]+)"
)
_ENDINGS = re.compile(r"'(?:s|d|m|re|ve|ll)$")
_MAX_JOINED = 3  # longer chains of hyphens are slugs, not compounds
_MAX_CACHED = 500_000


def terms(text: str) -> list[str]:
    """Return the index terms of `text` in its order, repeats kept; empty when it has stop words only.

    A number loses its thousands separators ("1,100" is "1100") and keeps its decimals; "v2.1.0" is "2.1.0". A
    hyphenated word gives its parts and its joined form, so that "Indo-Pacific" meets "Indo Pacific" and "Indopacific".
    "U.S." and "US" are one term, and not the pronoun; other initials are their letters ("U.N." is "un").
    """
    text = unaccented(text)
    tokens = _TOKEN.findall(text)
    if text.isupper():  # a headline in capitals asks "WHO", and does not mean the organisation
        tokens = [token.lower() if token in {"WHO", "IT"} else token for token in tokens]
    found: list[str] = []
    for token in tokens:
        found += _TERMS_OF[token]
    return found


def terms_of_word(word: str) -> tuple[str, ...]:
    """Return the terms of one word, without caching it, as it may not exist. The case of "WHO" and "IT" counts."""
    return _TERMS_OF.without_remembering(unaccented(word))


def unaccented(text: str) -> str:
    """Return a text without accents, with one kind of apostrophe and hyphen; offsets may change."""
    text = _with_plain_signs(text)
    if text.isascii():
        return text
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    # Composed again: Korean syllables and voiced kana are one character each for the pairs of `terms`.
    return _with_divided_letters(unicodedata.normalize("NFC", bare))


class _TermsOf(dict[str, tuple[str, ...]]):
    """Caches the terms of each spelling: articles repeat their words, and stemming is the slow part."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # a Stemmer may not be used by two threads at once
        self._stemmer = Stemmer.Stemmer("english", 0)  # 0: its own cache would only repeat this one

    def __missing__(self, token: str) -> tuple[str, ...]:
        with self._lock:
            if len(self) >= _MAX_CACHED:
                self.clear()
            self[token] = found = tuple(self._analyse(token))
        return found

    def without_remembering(self, token: str) -> tuple[str, ...]:
        """Return the terms of a spelling without caching them."""
        found = self.get(token)
        if found is not None:
            return found
        with self._lock:
            return tuple(self._analyse(token))

    def _analyse(self, token: str) -> list[str]:
        if not token.isascii() and _UNSPACED.search(token):
            return [term for run in _UNSPACED.split(token) if run for term in self._unspaced(run)]
        if token[0].isdigit() and ("," in token or "." in token):
            return [token.replace(",", "")]
        if "." in token:
            joined = token.replace(".", "").casefold()
            return [token.casefold() if joined in STOP_WORDS else joined]
        parts = token.split("-")
        found = [term for part in parts for term in self._word(part)]
        if 1 < len(parts) <= _MAX_JOINED and not all(part.isdigit() for part in parts):
            found += self._word("".join(parts))
        return found

    def _unspaced(self, run: str) -> list[str]:
        if not _UNSPACED.fullmatch(run):
            return self._analyse(run.strip("'-&")) if run.strip("'-&") else []
        return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]

    def _word(self, word: str) -> list[str]:
        if word in _ACRONYMS:
            return [_ACRONYMS[word]]
        folded = _ENDINGS.sub("", word.casefold())
        if not folded or folded.endswith("n't") or folded == "'t":
            return []
        if word[: len(folded)] in _ACRONYMS:  # "WHO's", "US's"
            return [_ACRONYMS[word[: len(folded)]]]
        folded = folded.replace("'", "")
        return [] if folded in STOP_WORDS else [str(self._stemmer.stemWord(folded))]


_TERMS_OF = _TermsOf()
