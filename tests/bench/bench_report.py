"""The monthly report, with charts: how long it takes, and how long the event loop stands still meanwhile."""

import asyncio
import contextlib
import gc
import time
from collections.abc import AsyncIterator
from datetime import timedelta

from bot.delivery.files import ReportFiles
from bot.domain.announcements import MonthlyReportNotice, StatsChartsNotice
from bot.domain.figures.periods import PeriodKind, period_with, text_of
from bot.domain.notices import Announcement
from bot.domain.roles import Role
from bot.services.desk import Desk
from bot.texts import Languages
from storage.outbox import Sending
from tests.bench.bench_stats import plant_years
from tests.bench.stations import database_urls, desk_of, quiet
from tests.steps.builders import KIM, LEE, OH, PARK
from tests.steps.desks import hire, operator

CALLS = 10_000
TICK = 0.001


async def measure() -> dict[str, float]:
    """Seconds of the report (figures, XLSX, PDF with charts) and of the charts alone, the first time and again.

    `still_ms`: the longest that others worked between two ticks of the event loop, in processor time: on a machine that
    has nothing else to do that is how long it stood still.
    """
    quiet()
    gc.freeze()  # as `cleancall run` does with what it has loaded
    with database_urls("sqlite") as urls:
        desk = desk_of(urls["sqlite"], operators=(KIM, LEE, PARK))
        hire(desk, operator(OH, name="오감독", roles=[Role.SUPERVISOR.value]))
        plant_years(desk, CALLS)
        try:
            return await _measured(desk)
        finally:
            desk.close()


async def _measured(desk: Desk) -> dict[str, float]:
    month = period_with(PeriodKind.MONTH, desk.today.replace(day=1) - timedelta(days=1))
    report = MonthlyReportNotice(month=month.first)
    charts = StatsChartsNotice(period=text_of(month), word="", at=desk.now())
    measured: dict[str, float] = {}
    for name, what in (("first", report), ("report", report), ("charts", charts)):
        async with _ticking() as longest:
            measured[f"{name}_s"] = await _drawn(desk, what)
        measured[f"{name}_still_ms"] = max(longest) * 1000
    return measured


async def _drawn(desk: Desk, what: Announcement) -> float:
    started = time.perf_counter()
    sending = Sending(
        id=1,
        what=what,
        recipient=OH,
        opaque_id="0" * 32,
        tries=1,
        created_at=desk.now(),
        uncertain=False,
        for_audit=False,
    )
    assert await ReportFiles(desk).draw(sending, Languages("ko", desk.station).of("ko")) is not None
    return time.perf_counter() - started


@contextlib.asynccontextmanager
async def _ticking() -> AsyncIterator[list[float]]:
    """Note how long it was between two ticks of the loop."""
    took: list[float] = []

    async def tick() -> None:
        while True:
            started = time.process_time()
            await asyncio.sleep(TICK)
            took.append(time.process_time() - started)

    ticking = asyncio.create_task(tick())
    try:
        yield took
    finally:
        ticking.cancel()
