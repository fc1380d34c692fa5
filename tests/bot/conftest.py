"""A data directory with the seed article and two small ones, and a place of its own for each test."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.bot.command import CORPUS, SEEDS, run

SETTINGS = (
    "ARTICLEBOT_DATA",
    "DATABASE_URL",
    "MILVUS_URL",
    "EMBEDDING_MODEL",
    "READER_MODEL",
    "DISCORD_TOKEN",
    "FETCH_CONTACT",
    "LOG_LEVEL",
)
"""What a developer may have set."""


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a developer's own .env and data out of the tests."""
    monkeypatch.chdir(tmp_path)
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the seed article and two small ones, which tests read and never write."""
    folder = tmp_path_factory.mktemp("seeded")
    corpus = folder / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(line) + "\n" for line in CORPUS), encoding="utf-8")
    result = run("add", SEEDS, corpus, "--data", folder / "data", "--json")
    assert result.exit_code == 0, result.output
    return folder / "data"


@pytest.fixture
def data(seeded: Path, tmp_path: Path) -> Path:
    """A copy of that directory, to write to."""
    return shutil.copytree(seeded, tmp_path / "data")
