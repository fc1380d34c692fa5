"""The command line does what it says, in words and in JSON, and its exit codes tell how it ended."""

from __future__ import annotations

import contextlib
import errno
import gzip
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli import cli
from bot.cli.batch import read_lines
from bot.cli.commands import chat
from bot.cli.failing import Terminated
from index import conversation
from tests.bot.command import CORPUS, SEEDS, fault, output, run
from tests.bot.shapes import JSON_DOCS, shaped
from tests.index.extract.documents import archive

ROOT = SEEDS.parent
MEET = "who did Marco Rubio meet in Washington?"


CORPUS_KEYS = ("id", "title", "url", "published", "text", "source", "author", "site", "page_starts")


def _loaded(*arguments: str) -> set[str]:
    """Run the command in a process of its own and return the names of the modules that it loaded."""
    code = (
        "import sys\nfrom bot.__main__ import main\n"
        f"sys.argv[1:] = {list(arguments)!r}\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sys.modules), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(result.stderr.rsplit("\n", 2)[-2].split())


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["bench", "--help"], ["doctor", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    """Help comes at once: neither the entry points of the library nor anything that takes long is imported for it."""
    heavy = {"torch", "numpy", "faiss", "onnxruntime", "sqlalchemy", "lxml", "rich", "discord", "aiohttp", "pydantic"}
    heavy |= {"asyncio", "importlib.metadata"}
    entry_points = {
        "index.library",
        "index.collection",
        "index.extract",
        "index.storage",
        "index.retrieval",
        "index.models",
    }
    assert not (heavy | entry_points) & _loaded(*arguments)


def test_adding_a_file_loads_nothing_that_only_pages_need(tmp_path: Path) -> None:
    """Nor SciPy, which takes half a second."""
    loaded = _loaded("add", str(SEEDS), "--data", str(tmp_path / "data"))
    assert "onnxruntime" in loaded
    assert not {"torch", "scipy", "aiohttp"} & loaded


def _commands(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command that does something: of a group, those in it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        each = group.get_command(context, name)
        assert each is not None
        assert each.name == name
        if isinstance(each, click.Group):
            yield from _commands(each, *names, name)
        else:
            yield (*names, name)


@pytest.mark.parametrize("names", list(_commands(cli)), ids=" ".join)
def test_every_command_explains_itself_and_takes_data_and_json(names: tuple[str, ...]) -> None:
    """Each command has a help text, and --data and --json among its options, those of `feeds` too."""
    result = run(*names, "--help")
    assert result.exit_code == 0
    summary, _, options = result.output.partition("Options:")
    assert len(summary.splitlines()) > 2, "the line of its usage and what it does"
    common = ("--collection NAME", "--data DIR", "--json", "--help")
    told = [line for line in options.splitlines() if line.startswith("  -")]
    places = [at for name in common for at, line in enumerate(told) if name in line]
    assert len(places) >= 3
    assert places == list(range(len(told)))[-len(places) :], "behind the command's own options"


@pytest.mark.parametrize("names", [(), ("feeds",)])
def test_a_line_says_what_each_command_does(names: tuple[str, ...]) -> None:
    """To its end, in a terminal of eighty columns."""
    assert "..." not in run(*names, "--help").output.partition("Commands:")[2]


def test_an_answer_has_the_documented_shape(seeded: Path) -> None:
    """`ask --json` writes the contract's keys; each quote and highlight is cut from the stored text."""
    result = run("ask", MEET, "--data", seeded, "--json")
    answer = output(result)
    assert result.exit_code == 0
    assert list(answer) == ["id", "question", "collection", "answered", "confidence", "quotes", "nearest", "timings_ms"]
    assert (answer["id"], answer["question"], answer["collection"]) == (None, MEET, "local")
    assert answer["answered"] is True
    assert answer["nearest"] == []
    assert {"total", "embed", "search", "read"} <= set(answer["timings_ms"])
    assert 1 <= len(answer["quotes"]) <= 3
    best = answer["quotes"][0]
    assert list(best) == [
        "text",
        "start",
        "end",
        "confidence",
        "highlight",
        "more_highlights",
        "article",
        "section",
        "page",
        "link",
        "according_to",
        "also_at",
    ]
    assert list(best["article"]) == ["id", "title", "url", "published", "site", "revision"]
    assert best["confidence"] == answer["confidence"] == round(answer["confidence"], 4)
    text = output(run("show", best["article"]["id"], "--data", seeded, "--json"))["text"]
    assert text[best["start"] : best["end"]] == best["text"]
    mark = best["highlight"]
    assert text[mark["start"] : mark["end"]] == mark["text"]
    assert "Jaishankar" in mark["text"]


def test_an_abstention_exits_1_and_shows_what_was_nearest(seeded: Path) -> None:
    """What the articles do not answer has no quotes, the nearest passages, and an exit code of its own."""
    result = run("ask", "what is the boiling point of tungsten?", "--data", seeded, "--json")
    answer = output(result)
    assert result.exit_code == 1
    assert (answer["answered"], answer["quotes"]) == (False, [])
    assert answer["nearest"][0]["confidence"] == answer["confidence"]
    drawn = run("ask", "what is the boiling point of tungsten?", "--data", seeded).stdout
    assert "don't answer that" in drawn
    assert "not an answer" in drawn


def test_people_read_the_quote_first_and_then_its_source(seeded: Path) -> None:
    """The drawing begins with the quote; title, site, date and a word for the confidence stand below."""
    result = run("ask", "who designed the new bridge of Lindau?", "--data", seeded)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert "Marta Keller" in lines[0]
    assert lines[1].startswith("[1] A bridge for Lindau · according to example.org, 1 March 2025 · ")
    assert lines[1].endswith("%")
    assert "3 articles searched" in lines[-1]
    assert "\x1b" not in result.stdout


def test_explain_shows_both_arms_and_each_reading(seeded: Path) -> None:
    """--explain adds the passages found, with both arms' ranks and scores, and the quotes weighed."""
    explained = output(run("ask", MEET, "--data", seeded, "--json", "--explain"))["explain"]
    assert {"bm25_rank", "bm25_score", "dense_rank", "dense_score"} <= set(explained["hits"][0])
    told = JSON_DOCS.partition("`ask --explain` adds `explain`")[2].partition("## ")[0]
    assert all(f"`{key}`" in told for key in (*explained, "tried"))
    assert ", ".join(f'"{key}"' for key in explained["candidates"][0]) in " ".join(told.split())
    found = output(run("search", MEET, "--data", seeded, "--json", "--explain"))
    assert found["hits"][0].keys() == explained["hits"][0].keys()
    assert found["timings_ms"].keys() == {"total"}
    assert "passages found" in run("ask", MEET, "--data", seeded, "--explain").stdout


def test_explain_says_the_threshold(seeded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In JSON, and in words whether the confidence was below it: the reader's own, or that of the settings."""

    def verdict(question: str) -> str:
        drawn = run("ask", question, "--data", seeded, "--explain").stdout.splitlines()
        (line,) = (line for line in drawn if "threshold" in line)
        return re.sub(r"^confidence \.\d+, ", "", line)

    refused = "what is the boiling point of tungsten?"
    assert output(run("ask", refused, "--data", seeded, "--json", "--explain"))["explain"]["threshold"] == 0.266
    assert verdict(refused) == "below the threshold .266, so refused"
    assert verdict(MEET) == "not below the threshold .266, so answered"
    monkeypatch.setenv("ANSWER_CONFIDENCE", "1")
    assert verdict(MEET) == "below the threshold 1, so refused"
    monkeypatch.setenv("ANSWER_CONFIDENCE", "0")
    assert verdict(refused) == "not below the threshold 0, so answered"
    doubted = "not below the threshold 0, but refused: no article has a name that is asked for"
    assert verdict("what did Rubia raise?") == doubted


def test_filters_limit_the_articles(seeded: Path) -> None:
    """Dates and ids decide what is searched; an unknown id and dates the wrong way round are errors."""

    def found(*limits: str) -> set[str]:
        hits = output(run("search", "what is new?", "--data", seeded, "--json", *limits))["hits"]
        return {hit["article_id"] for hit in hits}

    assert found("--since", "2025-03-01", "--until", "2025-03-01") == {"bridge"}
    assert found("--since", "2025-03", "--until", "2025-03") == found("--until", "2025-05") == {"bridge"}
    assert found("--since", "2025", "--until", "2025-06") == {"bridge", "library"}
    assert found("--article", "library", "--article", "bridge") == {"bridge", "library"}
    title = next(
        row["title"] for row in output(run("list", "--data", seeded, "--json"))["articles"] if row["id"] == "bridge"
    )
    assert found("--article", title.upper()) == found("--article", "lindau brid") == {"bridge"}
    unknown = run("ask", MEET, "--data", seeded, "--json", "--article", "brigde")
    assert unknown.exit_code == 3
    assert "bridge" in fault(unknown)["hint"]
    assert run("ask", MEET, "--data", seeded, "--since", "2025-04-01", "--until", "2025-03-01").exit_code == 2
    assert run("ask", MEET, "--data", seeded, "--since", "yesterday").exit_code == 2


@pytest.mark.parametrize("arm", ["bm25", "dense", "fused", "read"])
def test_search_results_have_the_documented_shape(seeded: Path, arm: str) -> None:
    """Every arm gives the same keys, as many passages as asked, best first."""
    found = output(run("search", "bridge cyclists", "--data", seeded, "--arm", arm, "--top", "2", "--json"))
    assert list(found) == ["id", "question", "hits"]
    assert list(found["hits"][0]) == ["article_id", "start", "end", "text", "score", "bm25_rank", "dense_rank"]
    assert found["hits"][0]["article_id"] == "bridge"
    assert len(found["hits"]) <= 2
    if arm == "bm25":
        assert found["hits"][0]["bm25_rank"] == 1


def test_a_batch_answers_every_line_in_order(seeded: Path, tmp_path: Path) -> None:
    """One JSON line out for each line in, under its id; ids may be numbers, other keys are left alone."""
    questions = tmp_path / "questions.jsonl"
    lines = [{"id": "q1", "question": MEET, "x": 1}, {"id": 7, "question": "who is Paul Novak?\u2028"}]
    questions.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    result = run("ask", "--batch", questions, "--data", seeded)
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.split("\n") if line]
    assert [answer["id"] for answer in answers] == ["q1", 7]
    out = tmp_path / "out.jsonl"
    assert run("search", "--batch", questions, "--out", out, "--data", seeded).stdout == ""
    assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").split("\n") if line] == ["q1", 7]


def test_a_line_of_a_batch_without_an_id_has_its_number(tmp_path: Path) -> None:
    """From 1, counted as in the file, so that it is found there; an id that is given stays as it is."""
    file = tmp_path / "questions.jsonl"
    asked = ({"question": "who?"}, {"id": "1", "question": "who?"}, {"id": None, "question": "who?"})
    file.write_text("\n\n".join(map(json.dumps, asked)))
    assert [line.id for line in read_lines(str(file))] == [1, "1", 5]
    for name in ("ask", "search"):
        assert 'lines of {"id", "question"}' in run(name, "--help").output


@pytest.mark.parametrize(
    "bad",
    [
        "who is it?",
        '{"id": "q", "question": "who?"',
        "[]",
        '{"id": "q"}',
        '{"id": "q", "question": 5}',
        '{"id": ["q"], "question": "who?"}',
        '{"id": true, "question": "who?"}',
        '{"id": "q", "question": " "}',
    ],
)
def test_a_bad_batch_line_is_named_before_anything_is_answered(seeded: Path, tmp_path: Path, bad: str) -> None:
    """The error says which line is wrong, and nothing is written."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"id": "q1", "question": MEET}) + "\n" + bad + "\n", encoding="utf-8")
    result = run("ask", "--batch", questions, "--data", seeded, "--json")
    assert result.exit_code == 2
    assert "line 2" in fault(result)["message"]
    assert "Expecting" not in fault(result)["message"]
    assert result.stdout == ""


def test_a_reading_has_the_documented_shape(tmp_path: Path) -> None:
    """`read` answers from one text, and in a batch from each line's context, with offsets in it."""
    text = str(CORPUS[0]["text"])
    (tmp_path / "bridge.txt").write_text(text, encoding="utf-8")
    result = run("read", tmp_path / "bridge.txt", "who designed the bridge?", "--json")
    reading = output(result)
    assert result.exit_code == 0
    assert list(reading) == ["id", "answered", "confidence", "highlight", "more_highlights", "quote"]
    for part in (reading["quote"], reading["highlight"]):
        assert text[part["start"] : part["end"]] == part["text"]
    assert "Marta Keller" in reading["quote"]["text"]
    line = json.dumps({"id": "a", "question": "who designed the bridge?", "context": text})
    batch = run("read", "--batch", "-", stdin=line)
    assert output(batch) == {**reading, "id": "a"}
    assert "Marta Keller" in run("read", tmp_path / "bridge.txt", "who designed the bridge?").stdout


@pytest.mark.parametrize(("confidence", "code"), [("1", 1), ("0", 0)])
def test_one_setting_moves_how_sure_an_answer_must_be(
    seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, confidence: str, code: int
) -> None:
    """For articles and for one text; the confidence itself stays."""
    text = tmp_path / "bridge.txt"
    text.write_text(CORPUS[0]["text"], encoding="utf-8")
    monkeypatch.setenv("ANSWER_CONFIDENCE", confidence)
    asked = [run("ask", question, "--data", seeded, "--json") for question in (MEET, "who founded the town of Ulm?")]
    read = [run("read", text, question, "--json") for question in ("who designed the bridge?", "who swam in the lake?")]
    assert [result.exit_code for result in asked + read] == [code] * 4
    assert output(asked[0])["confidence"] > output(asked[1])["confidence"]
    assert output(read[0])["confidence"] > output(read[1])["confidence"]


def test_what_is_exported_can_be_added_again(seeded: Path, tmp_path: Path) -> None:
    """An export holds every field; added elsewhere and exported there, it is the same, byte for byte."""
    first, second = tmp_path / "first.jsonl.gz", tmp_path / "second.jsonl"
    assert run("export", first, "--data", seeded).exit_code == 0
    assert run("add", first, "--data", tmp_path / "other").exit_code == 0
    assert run("export", second, "--data", tmp_path / "other").exit_code == 0
    assert gzip.decompress(first.read_bytes()) == second.read_bytes()
    assert run("export", "-", "--data", seeded).stdout.encode() == second.read_bytes()
    lines = [json.loads(line) for line in second.read_text(encoding="utf-8").splitlines()]
    assert all(list(line) == list(CORPUS_KEYS) for line in lines)
    shown = output(run("show", "bridge", "--data", seeded, "--json"))
    assert shown.pop("passages")[0]["start"] == 0
    line = next(line for line in lines if line["id"] == "bridge")
    assert {name: value for name, value in shown.items() if name in line} == line
    assert shown.keys() - line.keys() == {"revision", "revisions", "also_at"}


def test_an_id_is_found_with_the_blanks_that_it_has(tmp_path: Path) -> None:
    """A corpus keeps its ids exactly, and one must not stand for another."""
    ids = ["tram", " tram", "ferry\t"]
    lines = [json.dumps({"id": each, "text": f"The fare on line {n} is {n} euros."}) for n, each in enumerate(ids, 3)]
    (tmp_path / "c.jsonl").write_text("\n".join(lines))
    assert run("add", tmp_path / "c.jsonl", "--data", tmp_path).exit_code == 0
    for each in ids:
        assert output(run("show", each, "--data", tmp_path, "--json"))["id"] == each
        hits = output(run("search", "fare", "--article", each, "--data", tmp_path, "--json"))["hits"]
        assert [hit["article_id"] for hit in hits] == [each]
    assert output(run("show", "tram ", "--data", tmp_path, "--json"))["id"] == "tram"


def test_a_date_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Its article has none, and filters by date leave it out; one that is missing is no fault."""
    days = [None, "2025-03-01", "31/31/2020", "", "May 2025ish", "\u001b[31m\ud800"]
    lines = [{"id": f"a{n}", "text": f"The ferry {n} sails.", "published": day} for n, day in enumerate(days)]
    (tmp_path / "c.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (tmp_path / "d.md").write_text("---\ndate: soon\n---\nThe tram runs.")
    said = run("add", "c.jsonl", "d.md", "--data", tmp_path)
    assert (said.exit_code, said.stderr.count("\n")) == (0, 1)
    assert 'the date of 4 articles could not be read ("31/31/2020" in c.jsonl, line 3): they have none' in said.stderr
    written = run("add", "c.jsonl", "d.md", "--data", tmp_path, "--json")
    assert (written.exit_code, written.stderr, output(written)["refused"]) == (0, "", [])
    remarks = output(written)["remarks"]
    assert [each["source"] for each in remarks] == ["c.jsonl"] * 3 + ["d.md"]
    assert {each["code"] for each in remarks} == {"unread_date"}
    assert '"soon"' in remarks[3]["message"]
    assert all(each.keys() == {"source", "code", "message", "hint"} for each in remarks)
    assert output(run("refresh", "--data", tmp_path, "--json"))["remarks"] == remarks
    assert "the date of 4 articles could not be read" in run("refresh", "--data", tmp_path).stderr


def test_an_id_that_comes_again_with_another_text_is_named(tmp_path: Path) -> None:
    """Only one of the texts is searched, which nobody would notice; the same text again is no fault."""
    texts = [("tram", "red"), ("ferry", "blue"), ("tram", "green"), ("ferry", "blue"), ("tram", "white")]
    lines = [json.dumps({"id": each, "text": f"The {each} is painted {colour}."}) for each, colour in texts]
    said = run("add", "-", "--data", tmp_path, stdin="\n".join(lines))
    assert "1 article came again with another text ('tram' in standard input): only the last one is kept" in said.stderr
    assert (said.exit_code, output(run("show", "tram", "--data", tmp_path, "--json"))["text"][-6:]) == (0, "white.")
    (tmp_path / "c.jsonl").write_text("\n".join(lines))
    told = output(run("add", "c.jsonl", "--data", tmp_path, "--json"))["remarks"]
    assert [(each["source"], each["code"]) for each in told] == [("c.jsonl", "same_id")] * 2
    assert output(run("refresh", "--data", tmp_path, "--json"))["remarks"] == []


def test_refreshing_a_member_of_an_archive_says_nothing_of_the_others(tmp_path: Path) -> None:
    """That a picture beside it is no article was said when they were added; one that is broken now is named."""
    file = tmp_path / "all.zip"
    file.write_bytes(archive({"a.txt": "The ferry sails.", "b.png": b"\x89PNG\r\n\x1a\n\x00"}))
    added = run("add", file, "--data", tmp_path, "--json")
    assert (added.exit_code, output(added)["summary"]["refused"]) == (3, 1)
    file.write_bytes(archive({"a.txt": "The ferry is late.", "b.png": b"\x89PNG\r\n\x1a\n\x00"}))
    again = run("refresh", "--data", tmp_path, "--json")
    assert again.exit_code == 0
    assert output(again)["summary"] == {"refreshed": 1, "unchanged": 0, "missing": 0, "refused": 0}
    file.write_bytes(archive({"a.txt": "", "b.txt": "Other words."}))
    again = run("refresh", "--data", tmp_path, "--json")
    assert (again.exit_code, output(again)["summary"]["missing"], output(again)["summary"]["refused"]) == (3, 1, 1)


def test_a_file_is_refreshed_from_wherever_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it lies is stored beside its name and shown nowhere; another file of that name is another file.

    A row without it goes by the name, as before.
    """
    home, elsewhere, data = tmp_path / "anna", tmp_path / "elsewhere", tmp_path / "data"
    for folder in (home, elsewhere):
        folder.mkdir()
    (home / "a.txt").write_text("The ferry sails.")
    (home / "c.jsonl").write_text('{"id": "c", "text": "The tram runs."}')
    monkeypatch.chdir(home)
    assert run("add", "a.txt", "c.jsonl", "--data", data).exit_code == 0
    monkeypatch.chdir(elsewhere)
    (home / "a.txt").write_text("The ferry is late.")
    (elsewhere / "c.jsonl").write_text('{"id": "c", "text": "Whales sleep upright."}')
    again = run("refresh", "--data", data, "--json")
    assert (again.exit_code, output(again)["missing"], len(output(again)["refreshed"])) == (0, [], 1)
    (home / "c.jsonl").rename(home / "kept.jsonl")
    again = run("refresh", "--data", data, "--json")
    assert (again.exit_code, output(again)["missing"], output(again)["refreshed"]) == (3, ["c"], [])
    again = run("refresh", "--data", data)
    assert "missing    c  The tram runs.\n" in again.stdout
    assert "Add it again from where it is now, or remove it." in again.stderr
    (home / "kept.jsonl").rename(home / "c.jsonl")
    (elsewhere / "c.jsonl").unlink()
    listed = run("list", "--data", data, "--json")
    assert {each["source"] for each in output(listed)["articles"]} == {"a.txt", "c.jsonl"}
    shown = [run("show", each["id"], "--data", data, "--json") for each in output(listed)["articles"]]
    for said in (listed, run("export", "-", "--data", data), *shown):
        assert said.exit_code == 0
        assert "anna" not in said.stdout
    with contextlib.closing(sqlite3.connect(data / "articlebot.db")) as raw, raw:
        raw.execute("UPDATE articles SET path = NULL")
    assert len(output(run("refresh", "--data", data, "--json"))["missing"]) == 2
    (home / "c.jsonl").rename(elsewhere / "c.jsonl")
    assert output(run("refresh", "c", "--data", data, "--json"))["unchanged"] == ["c"]
    monkeypatch.chdir(home)
    assert output(run("refresh", "c", "--data", data, "--json"))["unchanged"] == ["c"]


def test_a_file_that_is_there_and_cannot_be_read_is_not_missing(tmp_path: Path) -> None:
    """It is refused with the reason: to add it from elsewhere, or to remove its article, would be wrong advice."""
    file, data = tmp_path / "a.txt", tmp_path / "data"
    file.write_text("The ferry sails.")
    assert run("add", file, "--data", data).exit_code == 0
    file.unlink()
    file.symlink_to(file)
    again = run("refresh", "--data", data, "--json")
    (refused,) = output(again)["refused"]
    assert (again.exit_code, output(again)["missing"], refused["code"]) == (3, [], "source")
    assert "cannot be read: Too many levels of symbolic links" in refused["message"]


def test_a_file_that_was_moved_and_added_again_is_the_same_article(tmp_path: Path) -> None:
    """It is read where it lies now, keeps its id, and is refreshed when its text changes, by either command."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (old / "f.txt").write_text("The ferry leaves at nine.")
    (old / "c.jsonl").write_text('{"id": "c", "text": "The tram runs."}')
    stored = {each["id"] for each in output(run("add", old, "--data", tmp_path, "--json"))["added"]}
    old.rename(new)
    assert output(run("add", new, "--data", tmp_path, "--json"))["summary"]["unchanged"] == 2
    again = run("refresh", "--data", tmp_path, "--json")
    assert (again.exit_code, set(output(again)["unchanged"])) == (0, stored)
    (new / "f.txt").write_text("The ferry leaves at ten.")
    assert len(output(run("refresh", "--data", tmp_path, "--json"))["refreshed"]) == 1
    (new / "f.txt").write_text("The ferry leaves at noon.")
    assert output(run("add", new, "--data", tmp_path, "--json"))["summary"]["refreshed"] == 1
    listed = output(run("list", "--data", tmp_path, "--json"))["articles"]
    assert {(each["id"], each["source"].rpartition("/")[0]) for each in listed} == {(each, str(new)) for each in stored}


def test_a_file_whose_name_is_not_utf_8_is_refreshed(tmp_path: Path) -> None:
    """As an archive from another system leaves them; what is shown of the name can be shown."""
    file = tmp_path / os.fsdecode(b"caf\xe9.txt")
    file.write_text("The ferry leaves at nine.")
    (added,) = output(run("add", file, "--data", tmp_path / "data", "--json"))["added"]
    assert output(run("refresh", "--data", tmp_path / "data", "--json"))["unchanged"] == [added["id"]]
    file.write_text("The ferry leaves at ten.")
    assert output(run("refresh", "--data", tmp_path / "data", "--json"))["refreshed"] == [added["id"]]
    moved = file.rename(tmp_path / os.fsdecode(b"caf\xe8.txt"))
    again = output(run("add", moved, "--data", tmp_path / "data", "--json"))["added"]
    assert [(each["id"], each["status"]) for each in again] == [(added["id"], "unchanged")]
    (listed,) = output(run("list", "--data", tmp_path / "data", "--json"))["articles"]
    assert listed["source"] == str(tmp_path / "caf?.txt")


def test_removing_is_all_or_nothing(data: Path) -> None:
    """An unknown id among known ones removes nothing, and the nearest id is named, also where a title was given."""
    for typed in ("librari", "Night library", "night lib"):
        result = run("remove", "bridge", typed, "--data", data, "--json")
        assert result.exit_code == 3
        assert fault(result)["code"] == "not_found"
        assert fault(result)["hint"] == "did you mean library?"
    listed = output(run("list", "--data", data, "--json"))["articles"]
    assert len(listed) == 3
    assert {"author", "site", "copy_of"} <= listed[0].keys()
    would = run("remove", "bridge", "--dry-run", "--data", data).stdout
    assert would == "bridge  A bridge for Lindau\n1 would be removed\n"
    assert output(run("remove", "bridge", "library", "--data", data, "--json")) == {"removed": ["bridge", "library"]}
    assert len(output(run("list", "--data", data, "--json"))["articles"]) == 1


def test_a_backup_brings_everything_back(data: Path, tmp_path: Path) -> None:
    """Restore puts back what was removed, refuses to do so unasked, and refuses what is no backup."""
    assert run("backup", tmp_path / "b.db", "--data", data).exit_code == 0
    run("remove", "bridge", "--data", data)
    assert run("restore", tmp_path / "b.db", "--data", data).exit_code == 2
    (tmp_path / "no.db").write_bytes(b"not a database, whatever its name says" * 100)
    refused = run("restore", tmp_path / "no.db", "--data", data, "--yes", "--json")
    assert (refused.exit_code, fault(refused)["code"]) == (3, "damaged")
    assert run("show", "bridge", "--data", data).exit_code == 3
    assert run("restore", tmp_path / "b.db", "--data", data, "--yes").exit_code == 0
    assert run("show", "bridge", "--data", data).exit_code == 0


def test_a_chat_answers_what_is_piped_to_it(seeded: Path) -> None:
    """Each line is a question until /quit; a line that cannot be asked does not end it."""
    result = run("chat", "--data", seeded, "--json", stdin=f"???\n\n{MEET}\n/quit\n{MEET}\n")
    assert result.exit_code == 0
    assert output(result)["answered"] is True
    assert fault(result)["code"] == "usage"
    assert "no words" in fault(result)["message"]


def test_a_chat_is_courteous_beside_standard_output(seeded: Path) -> None:
    """What asks nothing is answered and not asked, and what was asked before is remembered behind it."""
    lines = ["hello", "help", MEET, "Thank you!", "and when?", "ok", "hi, what did Rubio raise?", "bye", MEET]
    result = run("chat", "--data", seeded, "--json", stdin="\n".join(lines))
    asked = [json.loads(line)["question"] for line in result.stdout.splitlines()]
    assert (result.exit_code, asked) == (0, [MEET, "when did Marco Rubio meet in Washington?", "what did Rubio raise?"])
    told = result.stderr.splitlines()
    assert told[0] == "Hello! Ask a question about the articles."
    assert [line for line in told if line.startswith("/")] == [
        "/list    lists the articles",
        "/help    shows this",
        '/quit    ends, as do "bye" and Ctrl-D',
    ]
    assert told[-3:] == ["Ask whenever you like.", "Searched for: what did Rubio raise?", "Bye."]
    assert "You're welcome." in told
    unknown = run("chat", "--data", seeded, stdin="/lits 3\n")
    assert (unknown.stdout, unknown.stderr) == ("", "There is no /lits; /help lists what there is.\n")
    drawn = run("chat", "--data", seeded, stdin="thanks\n/help\n?\n")
    assert drawn.stdout == ""
    assert drawn.stderr.count("/help    shows this") == 2


def test_more_shows_once_what_an_answer_of_a_chat_only_counts(seeded: Path) -> None:
    """In JSON all of its quotes have come."""
    lines = f"more\n{MEET}\nthanks\nmore\nmore\n"
    drawn = run("chat", "--data", seeded, stdin=lines)
    assert ': type "more"\n' in drawn.stdout
    assert [drawn.stdout.count(f"\n[{number}] ") for number in (1, 2, 3)] == [1, 1, 1]
    assert drawn.stderr.count("I only quote what the articles say.") == 2
    as_json = run("chat", "--data", seeded, "--json", stdin=lines)
    assert len(output(as_json)["quotes"]) == 3


def test_a_chat_names_a_line_that_is_no_text_and_goes_on(seeded: Path) -> None:
    """Such as one of another encoding."""
    lines = ["was hat Müller gesagt?".encode("latin-1"), MEET.encode()]
    result = run("chat", "--data", seeded, "--json", stdin=b"\n".join(lines))
    assert (result.exit_code, output(result)["question"]) == (0, MEET)
    assert (fault(result)["code"], fault(result)["message"]) == ("not_text", "line 1 is not UTF-8 text")


def test_a_chat_lists_the_articles_as_list_does(seeded: Path) -> None:
    """As lines for people, and as the same JSON value for programs."""
    for form in ([], ["--json"]):
        listed = run("list", "--data", seeded, *form)
        assert run("chat", "--data", seeded, *form, stdin="/list\n").stdout == listed.stdout


def test_a_file_whose_path_was_not_stored_is_found_once_it_is_added_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it was with names that are not UTF-8; the hint for a missing file must help, also from its own folder."""
    file, data = tmp_path / os.fsdecode(b"caf\xe9.txt"), tmp_path / "data"
    file.write_text("The ferry leaves at nine.")
    (added,) = output(run("add", file, "--data", data, "--json"))["added"]
    with contextlib.closing(sqlite3.connect(data / "articlebot.db")) as database, database:
        database.execute("UPDATE articles SET path = NULL, source = ?", (str(tmp_path / "caf?.txt"),))
    assert output(run("refresh", "--data", data, "--json"))["missing"] == [added["id"]]
    monkeypatch.chdir(tmp_path)
    run("add", file.name, "--data", data)
    assert output(run("refresh", "--data", data, "--json"))["unchanged"] == [added["id"]]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux that is always full")
def test_a_question_is_asked_that_no_disk_has_room_to_remember(tmp_path: Path) -> None:
    """It is remembered until the chat ends; there was a traceback over it."""
    (tmp_path / "chat_history").symlink_to("/dev/full")
    history = chat._history(tmp_path / "chat_history")
    history.append_string("who?")
    assert history.get_strings() == ["who?"]


def test_an_order_is_its_first_word(seeded: Path) -> None:
    """In capitals, too; one that is unknown is named as it was taken."""
    result = run("chat", "--data", seeded, stdin="/List all\n/lst all\n/QUIT now\nwho?\n")
    assert result.stdout == run("list", "--data", seeded).stdout
    assert "There is no /lst;" in result.stderr


def test_ctrl_c_during_an_answer_stops_that_alone(seeded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a terminal; what is piped ends as a whole, and SIGTERM ends everything."""
    asked: list[type[BaseException]] = [KeyboardInterrupt, Terminated]

    def answer(*_: object) -> None:
        raise asked.pop(0)

    monkeypatch.setattr(conversation, "answer_follow_up", answer)
    assert run("chat", "--data", seeded, stdin="who?\n").exit_code == 130
    asked.insert(0, KeyboardInterrupt)
    monkeypatch.setattr(chat, "_lines", lambda *_, **__: iter(["who?", "who?"]))
    monkeypatch.setattr(chat, "_is_typed", lambda: True)
    stopped = run("chat", "--data", seeded)
    assert (stopped.exit_code, "Stopped." in stopped.stderr) == (143, True)


def test_ctrl_c_while_an_answer_is_shown_does_not_end_the_chat(seeded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first answer waits for rich to be imported."""
    shown = iter([KeyboardInterrupt, None])

    def show(*_: object) -> None:
        if error := next(shown):
            raise error

    monkeypatch.setattr(chat, "_show", show)
    monkeypatch.setattr(chat, "_lines", lambda *_, **__: iter(["who?", "who?"]))
    monkeypatch.setattr(chat, "_is_typed", lambda: True)
    stopped = run("chat", "--data", seeded)
    assert (stopped.exit_code, stopped.stderr.count("Stopped."), list(shown)) == (0, 1, [])


@pytest.mark.parametrize(("lines", "drawn"), [(["/list", "/help"], "_obey"), (["who?", "more", "/help"], "_show_more")])
def test_ctrl_c_while_a_list_or_more_quotes_are_shown_does_not_end_the_chat(
    seeded: Path, monkeypatch: pytest.MonkeyPatch, lines: list[str], drawn: str
) -> None:
    """A list of thousands is stopped so."""
    real, shown = getattr(chat, drawn), iter([KeyboardInterrupt])

    def show(*arguments: object) -> object:
        if error := next(shown, None):
            raise error
        return real(*arguments)

    monkeypatch.setattr(chat, drawn, show)
    monkeypatch.setattr(chat, "_lines", lambda *_, **__: iter(lines))
    monkeypatch.setattr(chat, "_is_typed", lambda: True)
    stopped = run("chat", "--data", seeded)
    assert (stopped.exit_code, stopped.stderr.count("Stopped.")) == (0, 1)
    assert "shows the quotes that an answer only counts" in stopped.stderr


def test_a_chat_takes_what_is_left_out_from_the_question_before(seeded: Path) -> None:
    """And says what it took the question for."""
    result = run("chat", "--data", seeded, "--json", stdin=f"{MEET}\nwhen?\n")
    assert result.exit_code == 0
    second = json.loads(result.stdout.splitlines()[-1])
    assert second["question"].startswith("when ")
    assert f"Searched for: {second['question']}" in result.stderr


def test_a_misspelt_question_is_refused_and_the_one_that_was_meant_offered(seeded: Path, tmp_path: Path) -> None:
    """In words, in JSON and in batches; the exit code is that of a refusal."""
    misspelt, meant = "what did Rubin raise?", "what did Rubio raise?"
    drawn = run("ask", misspelt, "--data", seeded)
    assert (drawn.exit_code, drawn.stdout.splitlines()[1]) == (1, f"Did you mean: {meant}")
    assert output(run("ask", misspelt, "--data", seeded, "--json"))["did_you_mean"] == meant
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"id": 1, "question": misspelt}) + "\n" + json.dumps({"id": 2, "question": meant}))
    first, second = map(json.loads, run("ask", "--batch", questions, "--data", seeded).stdout.splitlines())
    assert (first["answered"], first["did_you_mean"]) == (False, meant)
    assert second["answered"]
    assert "did_you_mean" not in second


@pytest.mark.parametrize(
    ("misspelt", "meant", "answered", "became"),
    [
        ("what did Rubin raise?", "what did Rubio raise?", True, "the articles answer it, so it is offered"),
        ("what did Rubin eat?", "what did Rubio eat?", False, "the articles do not answer it"),
    ],
)
def test_explain_says_what_became_of_the_other_question(
    seeded: Path, misspelt: str, meant: str, became: str, *, answered: bool
) -> None:
    """In a line, and in JSON; there is none where no other was asked."""
    explained = run("ask", misspelt, "--data", seeded, "--explain").stdout
    assert f"also asked: {meant} · {became}\n" in explained
    tried = output(run("ask", misspelt, "--data", seeded, "--explain", "--json"))["explain"]["tried"]
    assert tried == {"question": meant, "answered": answered}
    assert "also asked" not in run("ask", meant, "--data", seeded, "--explain").stdout


def test_yes_asks_what_a_chat_has_just_offered(seeded: Path) -> None:
    """Once, and before anything else is asked: else there is nothing that it answers."""
    misspelt, meant, other = "what did Rubin raise?", "what did Rubio raise?", "what is the boiling point of tungsten?"
    lines = ["yes", misspelt, "/list", "Yes", "y", misspelt, other, "y", misspelt, "???", "y"]
    result = run("chat", "--data", seeded, "--json", stdin="\n".join(lines))
    asked = [json.loads(line).get("question") for line in result.stdout.splitlines()]
    assert asked == [misspelt, None, meant, "y", misspelt, other, "y", misspelt, "y"]
    assert f"Searched for: {meant}" in result.stderr


def test_eval_gives_figures_for_offsets_and_for_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gold answers may be offsets or words alone; questions without an answer count as refused or not."""
    corpus, questions = tmp_path / "corpus.jsonl", tmp_path / "questions.jsonl"
    corpus.write_text("\n".join(json.dumps(line) for line in CORPUS), encoding="utf-8")
    at = str(CORPUS[0]["text"]).index("Marta")
    gold = {"text": "Marta Keller", "start": at, "end": at + 12}
    lines = [
        {"question": "who designed the bridge?", "answerable": True, "article_id": "bridge", "answers": [gold]},
        {"question": "who is the director of the library?", "answerable": True, "answers": [{"text": "Paul Novak"}]},
        {"question": "how hot is the sun?", "answerable": False, "answers": []},
    ]
    questions.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    figures = shaped(["eval"], output(run("eval", corpus, questions, "--json")))
    assert (figures["articles"], figures["questions"], figures["answerable"]) == (2, 3, 2)
    assert figures["passage_recall@5"] == figures["quote@3"] == figures["refused"] == figures["abstention_auroc"] == 1.0
    assert figures["ms_median"] > 0
    packed = tmp_path / "q.jsonl.gz"
    packed.write_bytes(gzip.compress(questions.read_bytes()))
    assert "passage_mrr@10" in run("eval", corpus, packed, "--limit", "1").stdout
    assert figures["of_no_article"] == 0
    renamed = json.dumps({**lines[0], "article_id": "bridges"})
    lost = run("eval", corpus, "-", stdin=renamed)
    assert lost.stderr == "1 question with an article_id that CORPUS does not hold: their answers count as wrong.\n"
    assert output(run("eval", corpus, "-", "--json", stdin=renamed))["of_no_article"] == 1
    picture = tmp_path / "trust.png"
    both = run("eval", corpus, questions, "--against", "cross-encoder", "--plot", picture)
    assert "paired bootstrap" in both.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert (
        "quote@1"
        in output(run("eval", corpus, questions, "--limit", "1", "--against", "cross-encoder", "--json"))["against"]
    )
    refused = run("eval", corpus, questions, "--plot", tmp_path / "trust.txt")
    assert (refused.exit_code, refused.stdout) == (2, "")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("bot.cli.evaluation.plots.reliability", full)
    undrawn = run("eval", corpus, questions, "--limit", "1", "--plot", picture, "--json")
    assert (undrawn.exit_code, output(undrawn)["questions"], fault(undrawn)["code"]) == (3, 1, "source")
