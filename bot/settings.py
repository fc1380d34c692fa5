"""Every setting, typed. A flag beats the environment, which beats `.env`; `.env.example` lists them all."""

from __future__ import annotations

import io
import logging
import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv.parser import parse_stream
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from index.errors import UsageError


def _numbers(value: object) -> object:
    """Take "0,1,2" as numbers, each once: two connections of one shard would keep the bot from being ready."""
    return list(dict.fromkeys(value.replace(" ", "").split(","))) if isinstance(value, str) else value


def _at_home(value: object) -> object:
    """Put the home directory in the place of "~", as no shell does in `.env` or behind `--data=`."""
    return os.path.expanduser(value) if isinstance(value, str | Path) else value  # noqa: PTH111 -- Path's own may raise


_AT_HOME = BeforeValidator(_at_home)


def _address(value: str) -> str:
    """Raise an error in words for what no header may hold behind the bot's name."""
    if re.fullmatch(r"[!-'*-~]{0,200}", value) is None:
        raise PydanticCustomError(
            "address",
            "Input should be one web or e-mail address: no spaces, brackets or accents, at most 200 characters",
        )
    return value


class Settings(BaseSettings):
    """The settings under their environment names, in lower case. Built by `load`, never at import."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    articlebot_data: Annotated[Path, _AT_HOME] = Path("data")
    """The data directory: the database; `index/`, by which large collections open fast; and `chat_history`, what was
    typed into `articlebot chat` at a terminal."""
    database_url: SecretStr | None = None
    """Not used by this version, which keeps everything in SQLite: the doctor says so. It may hold a password."""
    milvus_url: SecretStr | None = None
    """Not used by this version, whose indexes are in the process: the doctor says so. It may hold a password."""
    embedding_model: Annotated[str | None, _AT_HOME] = None
    """A sentence-transformers model by name or folder; None is the packaged model."""
    reader_model: Annotated[str | None, _AT_HOME] = None
    """Who reads: a name of `index.reading.readers.open_reader`; None is articlebot's own reader."""
    answer_confidence: float | None = Field(default=None, ge=0, le=1)
    """From which confidence on a question is answered; None leaves it to the reader."""
    discord_token: SecretStr | None = None
    """The bot's token."""
    shard_ids: Annotated[tuple[int, ...] | None, NoDecode, BeforeValidator(_numbers)] = None
    """The shards that this process runs, when several processes share the servers; None is all of them."""
    shard_count: int | None = Field(default=None, ge=1)
    """How many shards there are in all processes together; None lets Discord say."""
    fetch_contact: Annotated[str, AfterValidator(_address)] = ""
    """An address that sites see beside the bot's name: a page about it, or an e-mail address. Empty: none."""
    feed_poll_minutes: int = Field(default=30, ge=5, le=1_440)
    """How often a feed is asked, in minutes; one that fails, or asks for it, less often: twice this after a failure."""
    feed_articles_per_day: int = Field(default=50, ge=1, le=100_000)
    """How many articles may come from all feeds of one server in a day; what is over it waits for the next."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"
    """What is logged on standard error; DEBUG also shows the traceback of an unexpected fault."""


def names_in_file() -> list[str]:
    """Return the names that `.env` gives, whatever they mean. Raises UsageError for a line that gives none."""
    file = Path(".env")
    names: list[str] = []
    for line in parse_stream(io.StringIO(file.read_text("utf-8-sig") if file.is_file() else "")):
        if line.error:  # else it would be left out, which is said of neither the file nor the setting
            text = line.original.string
            number = line.original.line + text[: -len(text.lstrip())].count("\n")
            raise UsageError(
                f"line {number} of .env is no setting",
                "write NAME=value, and close each quote; .env.example shows how",
            )
        names += [line.key] if line.key else []
    return names


def load(data: Path | None = None) -> Settings:
    """Read the settings; `data` is the `--data` flag. Raises UsageError that names the setting that is wrong."""
    flags: dict[str, Any] = {} if data is None else {"articlebot_data": data}
    try:
        names_in_file()
        settings = Settings(**flags)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]).upper()
        raise UsageError(
            f"the setting {name} is wrong: {first['msg']}", ".env.example explains every setting"
        ) from None
    except UnicodeDecodeError:
        raise UsageError("the file .env is not UTF-8 text", "save it as UTF-8; .env.example shows one") from None
    except OSError as error:
        raise UsageError(
            f"the file .env cannot be read: {error.strerror}", "let it belong to the user that runs articlebot"
        ) from error
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    return settings
