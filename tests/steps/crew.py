"""Real bot processes on a sample station's database: started, killed, told to stop."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.clock import MovableClock
from bot.delivery.leases import LEASE
from bot.demo.station import SampleStation
from bot.services.desk import Desk
from bot.serving.opening import open_desk
from bot.serving.run import run_until_told
from bot.settings import Settings, load_station
from tests.steps.processes import FORKS

PATIENCE = 60.0
"""Seconds until something is so: a process begins slowly where others have the machine."""


def work(settings: Settings, clock: MovableClock, log: Path, lease: float) -> None:
    """Run a bot process as `cleancall run` does, on the station's clock; its last words go to a file."""
    sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    desk = open_desk(settings, load_station(settings.station_file), clock)
    try:
        asyncio.run(run_until_told(settings, desk, lease=lease))
    finally:
        desk.close()


async def until(is_so: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: it was not, in all that time.
    """
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 — other processes set no events
            await asyncio.sleep(0.03)


@dataclass(slots=True)
class Crew:
    """The bot processes of a station, by number. Where no request lasts, their `lease` may be short."""

    station: SampleStation
    desk: Desk  # for looking at the rows; the bots have their own
    lease: float = LEASE
    bots: dict[int, BaseProcess] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        """Return the file of what the processes say."""
        return self.station.folder / "crew.log"

    def said(self) -> str:
        """Return everything the processes said so far."""
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    async def start(self, number: int = 0) -> None:
        """Start a bot and wait until Slack can reach it."""
        line = self.station.sandbox.slack.line
        before = line.connections
        given = self.station.settings, self.station.clock, self.log, self.lease
        bot = FORKS.Process(target=work, args=given, daemon=True)
        bot.start()
        self.bots[number] = bot
        await until(lambda: line.connections > before or not bot.is_alive())
        assert line.connections > before, self.said()

    async def kill(self, number: int = 0) -> None:
        """Kill a bot as a power cut would."""
        bot = self.bots.pop(number)
        os.kill(bot.pid or 0, signal.SIGKILL)
        await self._gone(bot)

    async def stop(self, number: int = 0) -> tuple[int | None, float]:
        """Tell a bot to stop; return its exit code and how many seconds it took."""
        bot, started = self.bots.pop(number), time.monotonic()
        os.kill(bot.pid or 0, signal.SIGTERM)
        await self._gone(bot)
        return bot.exitcode, time.monotonic() - started

    async def ends_by_itself(self, number: int = 0) -> int | None:
        """Wait until a bot has ended; return its exit code."""
        bot = self.bots.pop(number)
        await self._gone(bot)
        return bot.exitcode

    async def _gone(self, bot: BaseProcess) -> None:
        await until(lambda: not bot.is_alive())


@contextlib.asynccontextmanager
async def crew_of(station: SampleStation, lease: float = LEASE) -> AsyncIterator[Crew]:
    """Open a crew with nobody at work yet; at the end all are killed."""
    desk = open_desk(station.settings, load_station(station.settings.station_file), station.clock)
    crew = Crew(station, desk, lease)
    try:
        yield crew
    finally:
        for number in list(crew.bots):
            await crew.kill(number)
        desk.close()
