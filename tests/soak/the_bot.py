"""The bot in a process of its own, as `cleancall run` has it; its clock is set, and it is measured, through a pipe."""

import asyncio
import ctypes
import gc
import logging
import os
import time
import tracemalloc
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

import psutil
import structlog
from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.cli.main import YOUNG_OBJECTS
from bot.clock import MovableClock
from bot.delivery.pacing import SPACING
from bot.domain.grievances.kinds import Track
from bot.services.unit import Unit
from bot.serving.opening import open_desk
from bot.serving.run import Running, running
from bot.settings import Settings, load_station
from storage.calls.tables import Call
from storage.grievances.tables import Grievance
from storage.lists.tables import Upload
from storage.outbox import NoticeState
from storage.people.tables import Petitioner
from storage.schema import SCHEMA
from storage.tables import Notice
from tests.soak.questions import asked

AT_ONCE = dict.fromkeys(SPACING, 0.0)
"""The sandbox's limits are off: ten years are not to wait for Slack's."""
UNSENT = (NoticeState.PENDING.value, NoticeState.SENDING.value, NoticeState.AMBIGUOUS.value)
SHORT_LEASE = 2.0
AGO = 30.0
"""Nobody repeats a request after so many seconds of this machine."""
LOOK_EVERY = 0.02
PATIENCE = 240.0
MEGABYTE = 2**20


class NeverRests(Exception):
    """Something waits to be read or sent for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the process is (MB, and as Python counts objects), and the processor's seconds it has had."""

    resident: float
    objects: int
    seconds: float


def work(settings: Settings, at: datetime, pipe: Connection, looks_for_leaks: bool) -> None:
    """Be the process."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    gc.set_threshold(YOUNG_OBJECTS)
    gc.freeze()
    if looks_for_leaks:
        tracemalloc.start(8)
    asyncio.run(_work(settings, MovableClock(at), pipe))


async def _work(settings: Settings, clock: MovableClock, pipe: Connection) -> None:
    desk = open_desk(settings, load_station(settings.station_file), clock)
    async with running(settings, desk, spacing=AT_ONCE, lease=SHORT_LEASE) as bot:
        told = Told(bot, clock)
        pipe.send(None)
        while (wish := await asyncio.to_thread(pipe.recv)) is not None:
            name, *words = wish
            pipe.send(await getattr(told, name)(*words))
    desk.close()
    pipe.send(None)


class Told:
    """What the process can be told to do: each method is a word of the pipe."""

    def __init__(self, bot: Running, clock: MovableClock) -> None:
        self._bot, self._clock = bot, clock
        self._before: tracemalloc.Snapshot | None = None

    async def sets(self, at: datetime) -> None:
        """Set the clock."""
        self._clock.set(at)

    async def ticks(self) -> None:
        """Let every job tick, and rest; hours passed, so that answers kept for minutes are forgotten."""
        self._bot.app.forget(AGO)
        await self._bot.tick()
        await self.rests()

    async def rests(self) -> None:
        """Wait until nothing waits to be read or sent.

        Raises:
            NeverRests: it does not come to rest.
        """
        until = time.monotonic() + PATIENCE
        while left := await self._bot.desk.read(_waiting):
            if time.monotonic() > until:
                raise NeverRests(left)
            await asyncio.sleep(LOOK_EVERY)

    async def has_read(self, file: str) -> None:
        """Wait until a file that was dropped is read, and rest."""
        while not await self._bot.desk.read(_is_noted, file):  # noqa: ASYNC110 — rows set no events
            await asyncio.sleep(LOOK_EVERY)
        await self.rests()

    async def is_asked(self, facts: Mapping[str, str], times: int) -> dict[str, float]:
        """Ask what people ask: milliseconds of the processor for each question."""
        return await asked(self._bot, facts, times, self.rests)

    async def is_measured(self) -> Size:
        """Measure the process, after what nobody holds is gone and the C library's free pages are given back."""
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)
        resident = psutil.Process().memory_info().rss / MEGABYTE
        return Size(resident=resident, objects=len(gc.get_objects()), seconds=sum(os.times()[:2]))

    async def counts_rows(self) -> dict[str, int]:
        """Count the rows of every table."""
        return await self._bot.desk.read(_rows)

    async def knows_of(self) -> dict[str, str]:
        """Name the newest there is to ask about: a call closed by one attempt, its number, a grievance, its code."""
        return await self._bot.desk.look(_newest)

    async def failures(self) -> Counter[str]:
        """Count what could not be delivered, by its kind and why."""
        return await self._bot.desk.read(_failures)

    async def tells_growth(self) -> list[str]:
        """Name where what was allocated since the last time stands (tracemalloc)."""
        if not tracemalloc.is_tracing():
            return []
        gc.collect()
        now, before = tracemalloc.take_snapshot(), self._before
        self._before = now
        if before is None:
            return []
        grown = now.compare_to(before, "traceback")[:15]
        return [f"{each.size_diff / 1024:8.0f} kB {each.count_diff:7} {each.traceback[-1]}" for each in grown]


def _is_noted(session: Session, file: str) -> bool:
    return session.execute(select(col(Upload.source)).where(col(Upload.file_id) == file)).first() is not None


def _newest(unit: Unit) -> dict[str, str]:
    rows = unit.session
    tried = select(Call).where(col(Call.code).is_not(None), col(Call.first_tried_at).is_not(None))
    alike = (col(Call.closed_at).is_(None), col(Call.attempts) != 1)  # closed: the questions claim none of these
    call = rows.execute(tried.order_by(*alike, col(Call.first_tried_at).desc()).limit(1)).scalar_one()
    ordinary = (col(Grievance.track) == Track.ORDINARY.value, col(Call.code).is_not(None))
    matters = select(Grievance, Call).join(Call, col(Call.id) == col(Grievance.call_id)).where(*ordinary)
    filed = rows.execute(matters.order_by(col(Grievance.filed_at).desc()).limit(1)).first()
    return {
        "call": str(call.key),
        "grievance": "1" if filed is None else str(filed[0].key),
        "code": str((call if filed is None else filed[1]).code),
        "phone": unit.secrets.open(rows.get_one(Petitioner, call.petitioner_id).sealed_phone),
    }


def _waiting(session: Session) -> list[str]:
    unread = select(col(Upload.source)).where(col(Upload.done_at).is_(None), col(Upload.problem).is_(None))
    unsent = select(col(Notice.kind), col(Notice.tries), col(Notice.error)).where(col(Notice.state).in_(UNSENT))
    return [str(tuple(row)) for row in (*session.execute(unread), *session.execute(unsent))]


def _rows(session: Session) -> dict[str, int]:
    counts = {each.name: select(func.count()).select_from(each) for each in SCHEMA.sorted_tables}
    return {name: int(session.execute(count).scalar_one()) for name, count in counts.items()}


def _failures(session: Session) -> Counter[str]:
    failed = session.execute(select(col(Notice.kind), col(Notice.error)).where(col(Notice.state) == "failed"))
    return Counter(f"{kind}: {error}" for kind, error in failed)


class BotProcess:
    """The process as the workspace's side sees it."""

    def __init__(self, settings: Settings, at: datetime, *, looks_for_leaks: bool = False) -> None:
        spawned = get_context("spawn")
        self._pipe, theirs = spawned.Pipe()
        self._process = spawned.Process(target=work, args=(settings, at, theirs, looks_for_leaks), daemon=True)
        self._process.start()
        theirs.close()

    async def is_ready(self) -> None:
        """Wait until it is at work."""
        await asyncio.to_thread(self._pipe.recv)

    async def told(self, name: str, *words: Any) -> Any:
        """Tell it something; returns what it answers."""
        self._pipe.send((name, *words))
        return await asyncio.to_thread(self._pipe.recv)

    async def ends(self) -> None:
        """Let it stop."""
        self._pipe.send(None)
        await asyncio.to_thread(self._pipe.recv)
        await asyncio.to_thread(self._process.join, PATIENCE)
