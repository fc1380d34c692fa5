"""Exports: one file where it fits, else gzipped, else parts; every line once, and no file over the limit."""

from __future__ import annotations

import gzip
import random
from collections.abc import Sequence

import pytest

from bot.cards.card import File
from bot.tasks.export_files import packed
from index.errors import TooLarge
from index.extract import articles_from

LIMIT = 2**17


def _lines(count: int, words: int = 200) -> list[bytes]:
    """Return lines of a corpus that pack badly."""
    random_words = random.Random(7)  # noqa: S311 -- the same lines at each run
    return [b'{"id": "%d", "text": "%s"}\n' % (n, random_words.randbytes(words).hex().encode()) for n in range(count)]


def _unpacked(files: Sequence[File]) -> bytes:
    return b"".join(gzip.decompress(data) if name.endswith(".gz") else data for name, data in files)


def test_what_fits_is_one_plain_file() -> None:
    """It can be read with the eyes."""
    lines = _lines(20)
    assert list(packed(lines, LIMIT)) == [("articles.jsonl", b"".join(lines))]
    assert list(packed([], LIMIT)) == []


def test_what_fits_when_it_is_packed_is_one_gzip_file() -> None:
    """That `add` reads again."""
    lines = [line[:12] + b" " * 5_000 + line[12:] for line in _lines(30, 20)]
    ((name, data),) = packed(lines, LIMIT)
    assert name == "articles.jsonl.gz"
    assert gzip.decompress(data) == b"".join(lines)


@pytest.mark.parametrize("count", [250, 1_000])
def test_what_does_not_fit_comes_in_parts(count: int) -> None:
    """Each of them a corpus file of its own, within the limit, with no line lost, repeated or cut."""
    lines = _lines(count)
    files = list(packed(iter(lines), LIMIT))
    assert len(files) > 1
    assert all(len(data) <= LIMIT for _, data in files)
    assert len({name for name, _ in files}) == len(files)
    assert _unpacked(files) == b"".join(lines)
    assert sum(len(list(articles_from(data, name))) for name, data in files) == count


def test_an_article_that_fits_into_no_file_is_an_error_that_says_what_to_do() -> None:
    """Rather than a corpus with a hole in it."""
    with pytest.raises(TooLarge) as raised:
        list(packed([*_lines(5), *_lines(1, LIMIT)], LIMIT))
    assert "articlebot export" in raised.value.hint
