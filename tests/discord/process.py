"""The bot in a separate process, started by the launcher, which never outlives its test."""

from __future__ import annotations

import asyncio
import os
import signal
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.discord.launcher import started
from tests.discord.server import LocalDiscord

REPOSITORY = Path(__file__).parents[2]
QUICK_READER = "minilm-6"
"""`READER_MODEL` where it does not matter how well the bot reads: a question is half the work."""


class BotFailed(Exception):
    """The bot did not start, or ended unexpectedly; the message contains the end of its log."""


class Bot:
    """`articlebot run` with its data in a directory; an asynchronous context manager starts and ends it."""

    def __init__(
        self,
        discord: LocalDiscord,
        data: Path,
        *,
        token: str | None = None,
        **settings: str,
    ) -> None:
        self.discord = discord
        self.data = data
        self.log_file = data.parent / f"{data.name}.log"
        self._token = discord.world.token if token is None else token
        self._settings = settings
        self._process: ForkServerProcess | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.kill()
        if error is not None:
            refused = "\n".join(map(str, self.discord.transcript.refused))
            error.add_note(f"the bot's log ends:\n{self.log[-4000:]}\nrefused:\n{refused}")

    @property
    def log(self) -> str:
        """The bot's output so far, on standard output and standard error."""
        return self.log_file.read_text(encoding="utf-8") if self.log_file.exists() else ""

    @property
    def running(self) -> bool:
        """Whether the process is running."""
        return self._process is not None and self._process.exitcode is None

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the process, without a developer's settings."""
        own = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        return own | {
            "PYTHONPATH": str(REPOSITORY),
            "LOCAL_DISCORD_API": self.discord.api_url,
            "LOCAL_DISCORD_GATEWAY": self.discord.gateway_url,
            "DISCORD_TOKEN": self._token,
            "ARTICLEBOT_DATA": str(self.data),
            "LOG_LEVEL": "INFO",
            **self._settings,
        }

    async def spawn(self, *arguments: str) -> None:
        """Start the process without waiting for anything."""
        self.data.mkdir(parents=True, exist_ok=True)
        # In the data directory, so that no .env of a developer is read.
        self._process = started(arguments or ("run",), self.environment, self.data, self.log_file)

    async def start(self, within: float = 60.0) -> None:
        """Start the process and wait until every shard is connected. Raises BotFailed."""
        await self.spawn()
        try:
            await self.discord.until(lambda: self._ended() or self.discord.gateway.ready(), within, "the bot's start")
        except TimeoutError:
            await self.kill()
            raise BotFailed(f"not ready within {within} s:\n{self.log[-4000:]}") from None
        if self._ended():
            raise BotFailed(f"it ended with {await self.wait()}:\n{self.log[-4000:]}")

    def _ended(self) -> bool:
        return self._process is not None and self._process.exitcode is not None

    async def wait(self, within: float = 30.0) -> int:
        """Wait for the end and return the exit code; a bot that does not end in time is killed. Raises TimeoutError."""
        assert self._process is not None
        try:
            return await asyncio.wait_for(_end(self._process), within)
        except TimeoutError:
            await self.kill()
            raise TimeoutError(f"the bot did not end within {within} s:\n{self.log[-4000:]}") from None

    async def terminate(self, within: float = 30.0, number: int = signal.SIGTERM) -> int:
        """Ask it to end, as a service manager (SIGTERM) or a terminal (SIGHUP) does, and return the exit code."""
        assert self._process is not None
        assert self._process.pid is not None
        os.kill(self._process.pid, number)
        return await self.wait(within)

    async def kill(self) -> None:
        """End it at once (SIGKILL), as a power cut would."""
        if self._process is not None and self._process.exitcode is None:
            self._process.kill()
            await _end(self._process)

    async def restart(self) -> None:
        """Start it again after it ended."""
        self.discord.gateway.sessions.clear()
        await self.start()


async def _end(process: ForkServerProcess) -> int:
    """Wait until a process ends, and return its exit code."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(process.sentinel, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(process.sentinel)
    process.join()
    assert process.exitcode is not None
    return process.exitcode
