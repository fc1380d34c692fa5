"""`articlebot bench` measures everything on a corpus, and says it in words, in JSON and in pictures. No times here."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from bot.bench import pictures
from bot.bench.child import held_mb
from bot.bench.plan import Corpus
from bot.bench.processes import Processes
from bot.bench.report import Report
from bot.cli.drawing import bench as draw_bench
from index.bench.machine import this_machine
from index.bench.measurement import Measurement, measured
from index.bench.quick import RatioCheck
from index.errors import ArticlebotError
from tests.bot.command import CORPUS, fault, output, run

NUMBER = {"type": "number"}
COUNT = {"type": "integer", "minimum": 1}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["machine", "corpus", "rounds", "seconds", "measurements", "notes"],
    "properties": {
        "machine": {
            "type": "object",
            "required": ["processor", "cores", "instruction_sets", "memory_gb", "system", "python", "versions"],
            "properties": {"cores": COUNT, "versions": {"type": "object", "required": ["numpy", "onnxruntime"]}},
        },
        "corpus": {
            "type": "object",
            "additionalProperties": False,
            "required": ["source", "articles", "passages", "questions"],
            "properties": {
                "source": {"type": "string"},
                "articles": COUNT,
                "passages": COUNT,
                "questions": {"type": "array", "items": {"type": "string"}, "minItems": 1},
            },
        },
        "rounds": COUNT,
        "seconds": NUMBER,
        "measurements": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["what", "unit", "value", "low", "high", "runs", "passages", "beside"],
                "properties": {
                    "what": {"type": "string"},
                    "unit": {"enum": ["ms", "articles/s", "passages/s", "questions/s", "MB", "%"]},
                    "value": NUMBER,
                    "low": NUMBER,
                    "high": NUMBER,
                    "runs": COUNT,
                    "passages": {"type": ["integer", "null"]},
                    "beside": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["name", "value", "ratio"],
                            "properties": {"name": {"type": "string"}, "value": NUMBER, "ratio": NUMBER},
                        },
                    },
                },
            },
        },
        "notes": {"type": "array", "items": {"type": "string"}},
    },
}  # fmt: skip

GROWING = [
    measured("ask", "ms", [ms], {"its model calls alone": [200.0]}, passages=size)
    for size, ms in ((10, 210.0), (99, 240.0))
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, and a question about one."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "corpus.jsonl").write_text("".join(json.dumps(line) + "\n" for line in CORPUS), encoding="utf-8")
    line = {"question": "who designed the bridge?", "answers": [{"text": "Marta Keller"}]}
    (folder / "questions.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def measurements(corpus: Path) -> dict[str, Any]:
    """One whole run, as JSON: half a minute, most of it for 200 collections."""
    result = run("bench", corpus / "corpus.jsonl", "--questions", corpus / "questions.jsonl", "--sizes", "2,25",
                 "--rounds", "1", "--plot", corpus / "plots", "--json")  # fmt: skip
    assert result.exit_code == 0, result.output
    return dict(output(result))


@pytest.mark.slow
def test_all_is_measured_at_each_size(measurements: dict[str, Any]) -> None:
    """In the documented shape: adding, both arms, searching, asking, starting, opening, memory."""
    jsonschema_rs.validate(SCHEMA, measurements)
    assert measurements["corpus"]["questions"] == ["who designed the bridge?"]
    sizes: dict[str, set[int | None]] = {}
    for each in measurements["measurements"]:
        sizes.setdefault(each["what"], set()).add(each["passages"])
    small, large = sorted(size for size in sizes["BM25 arm"] if size is not None)
    assert (small, large >= 25) == (2, True)
    for what in ("dense arm", "search the index", "fusion, filters, copies", "search, one article", "ask",
                 "search, since the middle day", "own code in ask", "search with its question embedded",
                 "open", "open, the first time", "first answer after opening"):  # fmt: skip
        assert sizes[what] == {small, large}, what
    assert sizes["adding one article"] == {0, small, large}
    assert {"adding", "adding the corpus, once", "20 questions at once", "longest wait of 20 at once",
            "articlebot --help", "articlebot ask, one article"} <= set(sizes)  # fmt: skip
    there = held_mb()["resident_mb"] is not None
    assert ("memory of the bot" in sizes) == there
    assert ("memory of the bot, 200 collections, 20 in use" in sizes) == there


@pytest.mark.slow
def test_ratios_are_those_of_what_was_measured(measurements: dict[str, Any]) -> None:
    """With one turn each, a ratio is one number divided by the other; beside what is said in the README."""
    beside = {}
    for each in measurements["measurements"]:
        for other in each["beside"]:
            beside[each["what"]] = other["name"]
            if each["runs"] == 1:
                assert other["ratio"] == pytest.approx(each["value"] / other["value"], rel=1e-3), each["what"]
    assert beside["adding"].startswith("bare encoder")
    assert beside["dense arm"] == "FAISS flat"
    assert beside["ask"] == "its model calls alone"
    assert beside["20 questions at once"] == "one after another"
    assert beside["articlebot ask, one article"] == "Python that loads both models"


@pytest.mark.slow
def test_pictures_are_drawn(measurements: dict[str, Any], corpus: Path) -> None:
    """Three, as PNG."""
    del measurements
    drawn = sorted((corpus / "plots").iterdir())
    assert [path.name for path in drawn] == ["arms.png", "beside.png", "growth.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in drawn)


def test_a_picture_without_anything_to_show_is_not_drawn(tmp_path: Path) -> None:
    """Growth needs sizes, and the arms their figures."""
    pictures.check(tmp_path / "new" / "folder")
    assert [p.name for p in pictures.draw([measured("x", "ms", [1.0], {"y": [2.0]})], tmp_path)] == ["beside.png"]


def test_pictures_that_cannot_be_drawn_lose_no_measurement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have taken hours."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    report = Report(this_machine(), Corpus(2, 3, ("why?",)), "news.jsonl", 1, 60.0, GROWING, ())
    monkeypatch.setattr("bot.cli.commands.bench._measure", lambda *_: report)
    monkeypatch.setattr(pictures, "draw", full)
    undrawn = run("bench", "news.jsonl", "--plot", tmp_path, "--json")
    assert (undrawn.exit_code, fault(undrawn)["code"]) == (3, "source")
    assert len(output(undrawn)["measurements"]) == len(GROWING)


def test_the_table_names_the_machine_and_has_a_line_for_each_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever reads a figure sees what it was taken with, at what size, and what stood beside it."""
    two = measured("BM25 arm", "ms", [0.5], {"rank-bm25 get_scores": [100.0], "bm25s": [0.25]}, passages=50_000)
    machine = this_machine()
    draw_bench.draw(Report(machine, Corpus(2, 3, ("why?",)), "news.jsonl", 1, 60.0, [*GROWING, two], ("A note.",)))
    drawn = capsys.readouterr().out
    assert machine.processor in drawn
    assert f"{machine.cores} core" in drawn
    assert "onnxruntime" in drawn
    assert "news.jsonl: 2 articles in 3 passages, 1 question, 1 round, 60 s" in drawn
    [line] = [each for each in drawn.splitlines() if "get_scores" in each]
    assert " ".join(line.split()) == "BM25 arm 50,000 0.5 0.5 – 0.5 ms rank-bm25 get_scores 100 0.005"
    assert ["bm25s", "0.25", "2"] in [each.split() for each in drawn.splitlines()]
    assert drawn.rstrip().endswith("A note.")


def test_a_missed_limit_is_named_with_how_far_and_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a run of CI fails, and says by itself what became slow."""
    checks = [RatioCheck("arm / FAISS", 1.1, 1.6), RatioCheck("added / bare", 0.3, 0.6, least=True)]
    monkeypatch.setattr("index.bench.quick.quick", lambda _place, _told: iter(checks))
    done = run("bench", "--quick")
    assert [line.split(" ", 1)[1] for line in done.output.splitlines()] == [
        "arm / FAISS: 1.1, at most 1.6",
        "added / bare: 0.3, at least 0.6: missed, 0.5 times the limit",
    ]
    said = json.loads(run("bench", "--quick", "--json").stdout)
    assert (said["ok"], [each["ok"] for each in said["checks"]], done.exit_code) == (False, [True, False], 1)
    del checks[1]
    assert run("bench", "--quick", "--json").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "no corpus was named"),
        (["x.jsonl", "--quick"], "--quick measures a made corpus"),
        (["--quick", "--rounds", "2"], "--quick measures a made corpus"),
        (["--sizes", "1k", "--quick"], "--quick measures a made corpus"),
        (["x.jsonl", "--sizes", "10k,many"], "'many' is not a number of passages"),
        (["x.jsonl", "--sizes", "0"], "'0' is not a number of passages"),
        (["x.jsonl", "--sizes", "9" * 5_000], "is not a number of passages"),
        (["x.jsonl", "--rounds", "0"], "0 is not in the range"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_measured(arguments: list[str], said: str) -> None:
    """With exit code 2."""
    result = run("bench", *arguments, "--json")
    assert result.exit_code == 2
    assert said in fault(result)["message"]


def test_a_corpus_that_cannot_be_read_or_is_empty_is_no_measurement(tmp_path: Path) -> None:
    """It fails with what is wrong, as everywhere."""
    missing = run("bench", tmp_path / "none.jsonl", "--json")
    assert (missing.exit_code, fault(missing)["code"]) == (3, "source")
    (tmp_path / "broken.jsonl").write_text(
        '{"text": "One sentence stands here."}\n{"title": "none"}\n', encoding="utf-8"
    )
    broken = run("bench", tmp_path / "broken.jsonl", "--json")
    assert (broken.exit_code, fault(broken)["code"]) == (3, "unreadable")


def test_a_process_that_fails_is_no_measurement(tmp_path: Path) -> None:
    """A command that ends at once with an error would be the fastest of all."""
    with pytest.raises(ArticlebotError, match="no such thing"):
        Processes(tmp_path).run("-c", "raise SystemExit('no such thing')")
    assert Processes(tmp_path).run("-c", "import bot; print(bot.__name__)").strip() == "bot"


def test_a_measurement_is_made_of_what_it_says() -> None:
    """A value outside its own quartiles is a mistake."""
    with pytest.raises(ValueError, match="quartiles"):
        Measurement("x", "ms", 3.0, 1.0, 2.0, 5)
