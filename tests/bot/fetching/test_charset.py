"""What a page is written in: its mark, its letters, its header, its own word, a guess; handed on as UTF-8."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fetching.charset import as_utf8

GERMAN = "Die Fähre fährt über den See und legt um zwölf Uhr in Überlingen an, für fünf Euro. " * 3
RUSSIAN = "Паром отправляется в полдень и стоит пять евро, сказал капитан журналистам в субботу. " * 3
JAPANESE = "フェリーは正午に出発し、料金は五ユーロだと船長は土曜日に記者団に語った。" * 3


def _page(charset: str, words: str) -> str:
    return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><p>{words}'


@pytest.mark.parametrize(
    ("text", "written", "declared"),
    [
        (GERMAN, "utf-8", None),
        (GERMAN, "utf-8", "iso-8859-1"),
        (GERMAN, "utf-8-sig", "windows-1252"),
        (GERMAN, "utf-16", None),
        (GERMAN, "utf-16-le", "UTF-16LE"),
        (GERMAN, "iso-8859-1", "ISO-8859-1"),
        (GERMAN, "iso-8859-1", '"latin1"'),
        (GERMAN, "cp1252", "windows-1252"),
        ("„Fähre“ – 5 €", "cp1252", "iso-8859-1"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (JAPANESE, "iso2022_jp", "ISO-2022-JP"),
        (_page("windows-1251", RUSSIAN), "cp1251", None),
        (_page("windows-1251", RUSSIAN), "cp1251", "utf-7"),
        (_page("windows-1251", RUSSIAN), "cp1251", "no-such-charset"),
        (_page("utf-8", RUSSIAN), "cp1251", "windows-1251"),
        (_page("iso-8859-1", RUSSIAN), "utf-8", "iso-8859-1"),
        (f'<meta charset="EUC-JP"><p>{JAPANESE}', "euc_jp", None),
        (f"<?xml version='1.0' encoding='ISO-8859-1'?><p>{GERMAN}</p>", "iso-8859-1", None),
        (RUSSIAN, "cp1251", None),
        (JAPANESE, "shift_jis", None),
        (RUSSIAN, "cp1251", "utf-8"),
        ("plain words", "ascii", None),
        ("plain words", "ascii", "rot13"),
    ],
)
def test_the_words_are_found(text: str, written: str, declared: str | None) -> None:
    """Whoever is right among all that say something."""
    assert as_utf8(text.encode(written), declared) == codecs.BOM_UTF8 + text.encode()


def test_a_broken_byte_does_not_change_the_charset() -> None:
    """Of a page that says what it is written in; the letter is lost and no other."""
    text = GERMAN * 10
    data = text.encode().replace("ö".encode(), b"\xc3", 1)
    assert as_utf8(data, "utf-8").decode("utf-8-sig") == text.replace("ö", "\ufffd", 1)


@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=20), st.sampled_from(["utf-16", "big5", "hex"])))
def test_any_bytes_are_utf_8_or_left_alone(data: bytes, declared: str | None) -> None:
    """UTF-8 has its mark, and is what reads without a fault; whatever is declared."""
    found = as_utf8(data, declared)
    if found != data:
        assert found.startswith(codecs.BOM_UTF8)
        assert found.decode("utf-8-sig").encode() == found.removeprefix(codecs.BOM_UTF8)


@given(st.text(max_size=200))
def test_utf_8_comes_out_as_it_went_in(text: str) -> None:
    """Letter by letter, whatever the header says."""
    if not text.isascii() and not text.startswith("\ufeff"):
        assert as_utf8(text.encode(), "windows-1252").decode("utf-8-sig") == text
