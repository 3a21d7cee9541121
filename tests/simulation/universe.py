"""The sample station in a simulated universe: one event loop, time and chance of its own, a bot that can be killed.

Bolt, slack_sdk, aiohttp, the scheduler and the sandbox run unchanged. The event loop is simloom's: it chooses by the
seed which of what is ready runs next, and how long bytes are on their way. Threads do not exist: a use case runs in
line, whole, when the loop chooses it. A killed bot's tasks are never run again, and its connections are cut.
"""

import asyncio
import contextlib
import itertools
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextvars import Context
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile
from types import SimpleNamespace
from typing import Any

import structlog
from sqlalchemy.sql import selectable

from bot.clock import MovableClock
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.sandbox import Member
from bot.services.desk import Desk
from bot.serving.opening import open_desk
from bot.serving.run import Running, running
from bot.settings import load_station
from storage.database import sqlite_file
from tests.steps.builders import MONDAY, seoul
from tests.steps.slack import BRISK
from tests.steps.templates import sample_database_in

LEASE = 3.0
"""Seconds; nothing that is asked of the sandbox here arrives later."""
EIGHT = seoul(MONDAY, 8)
SANDBOX_PORT, HTTP_PORT, HEALTH_PORT = 18911, 18912, 18913
STRANGER = "U0STRANGER"
"""Somebody of the workspace whom the directory does not know."""
RISES_AFTER = 1.0
"""Seconds after which whoever supervises the process starts it again."""
STARTS_WITHIN = 120.0


class SkewedClock:
    """The bot's own clock: Slack's, with what it is wrong by."""

    def __init__(self, right: Callable[[], datetime]) -> None:
        self._right = right
        self.wrong_by = timedelta(0)

    def __call__(self) -> datetime:
        """Return the time as the bot's machine has it."""
        return self._right() + self.wrong_by


@dataclass
class Universe:
    """A station in it, its bot, and what keeps the bot running."""

    world: Any  # simloom's World
    station: SampleStation
    clock: SkewedClock
    bot: Running | None = None
    born: int = 0
    died_at: list[float] = field(default_factory=list)
    ended_by_itself: list[str] = field(default_factory=list)
    dies_in: int = 0  # so many commits that leave a notice; 0: of none
    _host: Any = None
    _is_dead: bool = True
    _ready: asyncio.Event = field(default_factory=asyncio.Event)
    _desks: list[Desk] = field(default_factory=list)
    _old_files: list[int] = field(default_factory=list)

    @property
    def deaths(self) -> int:
        """How often the power was cut."""
        return len(self.died_at)

    def start(self) -> None:
        """Start a bot process."""
        self.born += 1
        self._is_dead = False
        self._host = self.world.host(f"bot-{self.born}")
        self._ready = asyncio.Event()
        self._host.spawn(self._works)

    async def is_ready(self) -> None:
        """Wait until the bot is at work."""
        async with asyncio.timeout(STARTS_WITHIN):
            await self._ready.wait()

    async def is_reachable(self, seconds: float = 20.0) -> None:
        """Wait until Slack has its line to the bot, but not for long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not (self._ready.is_set() and self.station.sandbox.slack.line.is_connected):  # noqa: ASYNC110
                    await asyncio.sleep(0.1)

    async def _works(self) -> None:
        """Be the process: work until something ends it, and let the supervisor start another."""
        try:
            desk = open_desk(self.station.settings, load_station(self.station.settings.station_file), self.clock)
            self._desks.append(desk)
            desk.on_notice(self._dies_of_a_commit)
            async with running(
                self.station.settings, desk, spacing=self.station.spacing, lease=self.station.lease
            ) as bot:
                self.bot = bot
                if self.station.settings.slack_mode == "http":
                    self.station.sandbox.slack.line.request_url = f"http://127.0.0.1:{HTTP_PORT}/slack/events"
                self._ready.set()
                done, _ = await asyncio.wait(bot.work, return_when=asyncio.FIRST_COMPLETED)
                for each in done:
                    each.result()
        except Exception as error:  # noqa: BLE001 — a process ends with whatever it was
            self.ended_by_itself.append(repr(error))
            self._desks.pop().close()
            self.bot, self._is_dead = None, True
            asyncio.get_running_loop().call_later(RISES_AFTER, self._rise, context=Context())

    def kill(self) -> None:
        """Cut the power: nothing more of the process runs, what was committed is on the disk."""
        if self._is_dead:
            return
        self.died_at.append(asyncio.get_running_loop().time())
        self._is_dead = True
        self._host.crash()
        self.bot = None
        self._ready.clear()
        for desk in self._desks:
            desk.close()
        self._desks.clear()
        self._free_file()

    def _dies_of_a_commit(self) -> None:
        """Cut the power if it is time: something is stored, and nothing of it was said yet."""
        if self.dies_in == 0:
            return
        self.dies_in -= 1
        if self.dies_in == 0:
            self.kill()
            asyncio.get_running_loop().call_later(RISES_AFTER, self._rise, context=Context())

    def _free_file(self) -> None:
        """Free the database's file of the dead process, as the system does: its locks go by the file's number."""
        file = sqlite_file(self.station.settings.database_url)
        self._old_files.append(os.open(file, os.O_RDONLY))  # its number is not given to another
        copy = file.with_name("rescued.db")
        copyfile(file, copy)
        copy.replace(file)
        file.with_name(f"{file.name}.lock").unlink(missing_ok=True)

    async def rise(self, after: float = RISES_AFTER) -> None:
        """Start a bot again, as a supervisor of processes does."""
        await asyncio.sleep(after)
        self._rise()

    def _rise(self) -> None:
        if self._is_dead:
            self.start()

    async def ticks(self) -> None:
        """Let every job tick now, if a bot is at work."""
        if self.bot is not None:
            with contextlib.suppress(asyncio.CancelledError):
                await self._on_host(self.bot.tick)

    async def _on_host(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something in the bot's process, which may die meanwhile."""
        done = asyncio.Event()

        async def doing() -> None:
            await work()
            done.set()

        host = self._host
        host.spawn(doing)
        while not done.is_set() and not host.crashed:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), 1.0)

    def close(self) -> None:
        """Let go of the files."""
        for each in self._old_files:
            os.close(each)


@contextlib.asynccontextmanager
async def universe(world: Any, folder: Path, lease: float = LEASE, mode: str = "socket") -> AsyncIterator[Universe]:
    """Make a universe at 08:00 of a Monday: the sandbox runs, the bot does not yet."""
    clock = MovableClock(EIGHT)
    database = fresh_database(folder)
    async with sample_station(clock, mode=mode, port=SANDBOX_PORT, database=database) as station:
        ports = {"http_port": HTTP_PORT, "health_port": HEALTH_PORT}
        station.settings = station.settings.model_copy(update=ports)
        station.spacing, station.lease = BRISK, lease
        station.sandbox.workspace.add_member(Member(id=STRANGER, name="stranger", real_name="모르는 사람"))
        made = Universe(world, station, SkewedClock(clock))
        try:
            yield made
        finally:
            made.close()


def fresh_database(folder: Path) -> SampleDatabase:
    """Return a database of the sample station, always in the same place."""
    sample = sample_database_in(folder)
    file = folder / "station.db"
    for suffix in ("", "-wal", "-shm", ".lock"):
        file.with_name(f"{file.name}{suffix}").unlink(missing_ok=True)
    copyfile(sqlite_file(sample.url), file)
    return replace(sample, url=f"sqlite:///{file}")


def be_silent() -> None:
    """Write no log."""
    logging.disable(logging.CRITICAL)

    def drop(*_: object) -> dict[str, object]:
        raise structlog.DropEvent

    structlog.configure(processors=[drop])


def complete_the_simulator() -> None:
    """Give simloom's listening sockets what our port asks of them: they can be duplicated, and listened on again.

    Its loop asks of every callback whether it is a mistake, as asyncio's does in debug mode: that much faster without.
    SQLAlchemy draws names for what it builds, most of it once in a process: no seed's chance may depend on what was
    built before it.
    """
    from simloom import _loop, _net  # noqa: PLC0415 — where there is no simulator nothing here is run

    for name, answer in (("dup", _same), ("listen", _nothing), ("__enter__", _same), ("__exit__", _nothing)):
        setattr(_net.FakeSocket, name, answer)
    vars(selectable)["os"] = SimpleNamespace(urandom=_another_name)
    _loop._check_callback = _nothing  # noqa: SLF001 — asyncio's own loop asks it of every callback in debug mode alone


_names = itertools.count()


def _another_name(length: int) -> bytes:
    return next(_names).to_bytes(length)


def _same(socket: Any) -> Any:
    return socket


def _nothing(*_asked: object) -> None:
    return None
