"""What `--json` prints is what the documentation promises."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest

from bot.bench.plan import Corpus
from bot.bench.report import Report
from bot.cli import cli
from bot.cli.adding.sources import Refusals
from bot.cli.adding.storing import RepeatedId, StoreResult, UnreadDate, remarks
from bot.cli.running import DiscordError
from index.bench.machine import this_machine
from index.bench.measurement import measured
from index.bench.quick import RatioCheck
from index.errors import ArticlebotError
from tests.bot.command import SEEDS, output, run
from tests.bot.shapes import JSON_DOCS, README, SAMPLE, SHAPES, shaped

ELSEWHERE = {"ask", "search", "read", "show", "chat", "run"}
"""The first four stand in the README, `chat` prints what they print, and `run` nothing."""


def _still(answer: Any) -> Any:
    """Return an answer without what differs between machines: confidences, times, and the end of an id of a file.

    That is of its whole path.
    """
    if isinstance(answer, dict):
        return {key: _still(each) for key, each in answer.items() if key not in ("confidence", "timings_ms")}
    if isinstance(answer, str):
        return re.sub(r"\A(000-827c7ce34b9814a4)-[0-9a-f]{8}\Z", r"\1", answer)
    return [_still(each) for each in answer] if isinstance(answer, list) else answer


def test_the_answer_in_the_readme_is_what_a_newcomer_gets(tmp_path: Path) -> None:
    """Word by word and place by place, after the first command."""
    assert run("add", SEEDS, "--data", tmp_path / "data").exit_code == 0
    answer = output(run("ask", SAMPLE["question"], "--data", tmp_path / "data", "--json"))
    assert _still(answer) == _still(SAMPLE)
    assert answer["timings_ms"].keys() == SAMPLE["timings_ms"].keys()
    assert answer["confidence"] == pytest.approx(SAMPLE["confidence"], abs=0.1)


def test_every_command_has_its_shape() -> None:
    """In docs/json.md or in the README."""
    assert {name.split()[0] for name in SHAPES} == set(cli.list_commands(click.Context(cli))) - ELSEWHERE
    assert all(f"`{name} --json`" in README or f"articlebot {name} " in README for name in ELSEWHERE - {"chat", "run"})


def test_keeping_and_checking_print_their_shapes(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """backup, restore, export, doctor and its invitation."""
    copy = tmp_path / "copy-of.db"
    shaped(["backup"], output(run("backup", copy, "--data", data, "--json")))
    shaped(["restore"], output(run("restore", copy, "--yes", "--data", data, "--json")))
    shaped(["export"], output(run("export", tmp_path / "all.jsonl", "--data", data, "--json")))
    shaped(["doctor"], output(run("doctor", "--data", data, "--json")))
    monkeypatch.setenv("DISCORD_TOKEN", "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB")
    shaped(["doctor", "--invite"], output(run("doctor", "--invite", "--json")))


def test_what_bench_measured_is_written_in_its_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole report, and the checks of `--quick`."""
    figures = [measured("arm", "ms", [0.5], {"bm25s": [0.25]}, passages=10), measured("add", "passages/s", [9.5])]
    report = Report(this_machine(), Corpus(2, 3, ("why?",)), "news.jsonl", 1, 60.0, figures, ("A note.",))
    shaped(["bench"], json.loads(json.dumps(report.as_json())))
    check = RatioCheck("arm / FAISS", 1.1, 1.6)
    monkeypatch.setattr("index.bench.quick.quick", lambda _place, _told: iter([check]))
    shaped(["bench", "--quick"], output(run("bench", "--quick", "--json")))


def test_the_codes_of_errors_and_remarks_are_all_told() -> None:
    """And no other; programs choose by them."""
    told = JSON_DOCS.partition("Its `code` is one of")[2].partition(".")[0]
    kinds = [ArticlebotError, DiscordError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    assert set(re.findall(r"`(\w+)`", told)) == {kind.code for kind in kinds}
    remark = JSON_DOCS.partition("A **remark**")[2].partition("\n\n")[0]
    result = StoreResult(Refusals(), [], [UnreadDate("a.md", "the date 'soon'")], [RepeatedId("c.jsonl", "bridge")])
    assert {each["code"] for each in remarks(result)} == set(re.findall(r"`(\w+_\w+)`", remark))
