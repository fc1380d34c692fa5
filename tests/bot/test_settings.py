"""Settings come from a flag, the environment or .env, in this order, and .env.example tells of all of them."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.settings import Settings, load
from index.errors import UsageError

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_example_lists_every_setting_with_its_default_and_a_reason() -> None:
    """.env.example has each setting once, with the default of the class, under a comment of its own."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    settings = {line.partition("=")[0]: number for number, line in enumerate(lines) if "=" in line and line[0] != "#"}
    assert list(settings) == [name.upper() for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        number = settings[name.upper()]
        assert lines[number - 1].startswith("# "), f"{name} has no reason"
        assert lines[number].partition("=")[2] == ("" if field.default is None else str(field.default))


def test_the_example_as_it_stands_changes_nothing(tmp_path: Path) -> None:
    """A copied .env.example gives the same settings as no file at all."""
    without = load()
    (tmp_path / ".env").write_bytes(EXAMPLE.read_bytes())
    assert load() == without


def test_a_flag_beats_the_environment_which_beats_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearer to the command, the stronger."""
    (tmp_path / ".env").write_text("ARTICLEBOT_DATA=from-file\nREADER_MODEL=a-model\n", encoding="utf-8")
    assert load().articlebot_data == Path("from-file")
    assert load().reader_model == "a-model"
    monkeypatch.setenv("ARTICLEBOT_DATA", "from-environment")
    assert load().articlebot_data == Path("from-environment")
    assert load(Path("from-flag")).articlebot_data == Path("from-flag")


def test_a_tilde_is_the_home_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each setting that may be a folder; no folder called "~" is made."""
    monkeypatch.setenv("HOME", str(tmp_path / "ann"))
    lines = "ARTICLEBOT_DATA=~/articles\nEMBEDDING_MODEL=~/words\nREADER_MODEL=~/reads\n"
    (tmp_path / ".env").write_text(lines, encoding="utf-8")
    settings = load()
    assert settings.articlebot_data == tmp_path / "ann" / "articles"
    assert settings.embedding_model == str(tmp_path / "ann" / "words")
    assert settings.reader_model == str(tmp_path / "ann" / "reads")
    assert load(Path("~/flag")).articlebot_data == tmp_path / "ann" / "flag"


@pytest.mark.parametrize("line", ['DISCORD_TOKEN="abc', "the token is abc"])
def test_a_line_of_the_file_that_is_no_setting_is_named(tmp_path: Path, line: str) -> None:
    """What it was to set would else have its default."""
    (tmp_path / ".env").write_text(f"# mine\n\n{line}\nREADER_MODEL=a-model\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"line 3 of \.env is not a setting"):
        load()


def test_a_file_that_may_not_be_read_is_a_wrong_setting(unprivileged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as one that root has written for the user of a service: no restart mends it, and the doctor says so."""
    monkeypatch.chdir(unprivileged)
    (unprivileged / ".env").write_text("LOG_LEVEL=INFO\n", encoding="utf-8")
    (unprivileged / ".env").chmod(0)
    with pytest.raises(UsageError, match=r"\.env cannot be read: Permission denied"):
        load()


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """EMBEDDING_MODEL= means the packaged model, and not a model without a name."""
    monkeypatch.setenv("EMBEDDING_MODEL", "")
    assert load().embedding_model is None


def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says which setting is wrong and what it may be."""
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    with pytest.raises(UsageError, match=r"LOG_LEVEL.*WARNING"):
        load()


@pytest.mark.parametrize("value", ["Ann Lee", "me@example.org (Ann)", "müller@example.org", "a" * 201])
def test_a_contact_that_is_no_address_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Not with the pattern that it should match."""
    monkeypatch.setenv("FETCH_CONTACT", value)
    with pytest.raises(UsageError, match=r"FETCH_CONTACT is wrong: Input should be one web or e-mail address"):
        load()


@pytest.mark.parametrize(("level", "lines"), [("WARNING", 1), ("DEBUG", 6)])
def test_what_a_library_logs_of_an_error_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], level: str, lines: int
) -> None:
    """By its kind and place, without its words; with its traceback only if that is wanted."""
    root = logging.getLogger()
    before = root.level
    monkeypatch.setenv("LOG_LEVEL", level)
    monkeypatch.setattr(root, "handlers", [])
    try:
        load()
        try:
            int("secret")
        except ValueError:
            logging.getLogger("discord").exception("Reconnecting\nfuture: 'secret'")
    finally:
        root.setLevel(before)
    told = capsys.readouterr().err
    assert len(told.splitlines()) == lines
    assert ("secret" in told) == (level == "DEBUG")
    if level != "DEBUG":
        assert "ERROR discord: Reconnecting: ValueError < test_settings.py:" in told


def test_the_token_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither repr nor str of the settings shows the token."""
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    settings = load()
    assert "very-secret" not in repr(settings) + str(settings)
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "very-secret"


def test_shards_are_numbers_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    """As people write them; none is connected twice."""
    monkeypatch.setenv("SHARD_IDS", "0, 1,2, 0")
    monkeypatch.setenv("SHARD_COUNT", "4")
    settings = load()
    assert (settings.shard_ids, settings.shard_count) == ((0, 1, 2), 4)


@pytest.mark.parametrize(("name", "value"), [("SHARD_IDS", "0,x"), ("SHARD_COUNT", "0"), ("SHARD_COUNT", "many")])
def test_shards_that_are_no_numbers_are_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """By the setting that is wrong."""
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=f"the setting {name} is wrong"):
        load()
