"""Every setting, typed. A flag overrides the environment, which overrides `.env`; `.env.example` lists them all."""

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

from bot.wording import where
from index.errors import UsageError


def _numbers(value: object) -> object:
    """Split "0,1,2" into numbers without repetition: with two connections for one shard, the bot is never ready."""
    return list(dict.fromkeys(value.replace(" ", "").split(","))) if isinstance(value, str) else value


def _at_home(value: object) -> object:
    """Replace "~" by the home directory, which no shell does in `.env` or after `--data=`."""
    return os.path.expanduser(value) if isinstance(value, str | Path) else value  # noqa: PTH111 -- Path.expanduser may raise


_AT_HOME = BeforeValidator(_at_home)


def _address(value: str) -> str:
    """Raise a readable error for anything that may not stand in the User-Agent header."""
    if re.fullmatch(r"[!-'*-~]{0,200}", value) is None:
        raise PydanticCustomError(
            "address",
            "Input should be one web or e-mail address: no spaces, brackets or accents, at most 200 characters",
        )
    return value


class _OneLine(logging.Formatter):
    """Names an error by its kind and place: libraries log tracebacks, whose last line may be in the words of people."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- logging's own name
        error = record.exc_info[1] if record.exc_info else None
        told = super().formatMessage(record)
        if error is None:
            return told
        first = told.partition("\n")[0]  # asyncio's next one has the error in its own words
        return f"{first}: {type(error).__name__}{where(error)}"

    def formatException(self, ei: object) -> str:  # noqa: N802 -- as above
        del ei
        return ""


class Settings(BaseSettings):
    """The settings, named as in the environment but in lower case. Built by `load`, never at import."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    articlebot_data: Annotated[Path, _AT_HOME] = Path("data")
    """The data directory: the database; `index/`, from which large collections open fast; and `chat_history`, what was
    typed into `articlebot chat` at a terminal."""
    database_url: SecretStr | None = None
    """Not used: this version stores everything in SQLite, and `doctor` says so. It may contain a password."""
    milvus_url: SecretStr | None = None
    """Not used: this version's indexes are in the process, and `doctor` says so. It may contain a password."""
    embedding_model: Annotated[str | None, _AT_HOME] = None
    """A sentence-transformers model, by name or folder; None is the packaged model."""
    reader_model: Annotated[str | None, _AT_HOME] = None
    """The reader: a name for `index.reading.readers.open_reader`; None is articlebot's own reader."""
    answer_confidence: float | None = Field(default=None, ge=0, le=1)
    """The lowest confidence (0 to 1) of an answer; None uses the reader's own threshold."""
    discord_token: SecretStr | None = None
    """The bot's token."""
    shard_ids: Annotated[tuple[int, ...] | None, NoDecode, BeforeValidator(_numbers)] = None
    """The shards that this process runs if several processes share the servers; None is all of them."""
    shard_count: int | None = Field(default=None, ge=1)
    """How many shards all processes have together; None lets Discord decide."""
    fetch_contact: Annotated[str, AfterValidator(_address)] = ""
    """An address that sites see beside the bot's name: a web page or an e-mail address. Empty: none."""
    feed_poll_minutes: int = Field(default=30, ge=5, le=1_440)
    """The minutes between two polls of a feed; more if it fails (twice as long after each failure) or asks for it."""
    feed_articles_per_day: int = Field(default=50, ge=1, le=100_000)
    """How many articles all feeds of one server may add in a day; the rest waits for the next day."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"
    """The least severe level that is logged to standard error; DEBUG also shows tracebacks of unexpected errors."""

    def check_shards(self) -> None:
        """Raise UsageError if the settings of the shards do not fit together: only the Discord bot needs them."""
        ids, count = self.shard_ids, self.shard_count
        if ids is not None and (count is None or not ids or not all(0 <= each < count for each in ids)):
            raise UsageError(
                "SHARD_IDS and SHARD_COUNT do not fit together", "give both; the ids lie between 0 and the count less 1"
            )


def names_in_file() -> list[str]:
    """Return all names that `.env` sets, known or not. Raises UsageError for a line that sets none."""
    file = Path(".env")
    names: list[str] = []
    for line in parse_stream(io.StringIO(file.read_text("utf-8-sig") if file.is_file() else "")):
        if line.error:  # otherwise the line would be ignored silently
            text = line.original.string
            number = line.original.line + text[: -len(text.lstrip())].count("\n")
            raise UsageError(
                f"line {number} of .env is not a setting",
                "write NAME=value, and close each quote; .env.example shows how",
            )
        names += [line.key] if line.key else []
    return names


def load(data: Path | None = None) -> Settings:
    """Read the settings; `data` is the `--data` flag. Raises UsageError, which names a setting that is wrong."""
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
    kind = logging.Formatter if settings.log_level == "DEBUG" else _OneLine
    handler = logging.StreamHandler()
    handler.setFormatter(kind("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=settings.log_level, handlers=[handler])
    return settings
