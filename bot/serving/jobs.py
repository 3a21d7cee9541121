"""When each job ticks. What is due is read from rows: a missed or repeated tick changes nothing (decision 6)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.clock import EvenTime
from bot.metrics import Vitals
from bot.services.calls.advance_texts import decide_texts
from bot.services.calls.boards import post_morning_when_due
from bot.services.calls.missing_list import tell_supervisors_when_due
from bot.services.calls.praise import list_praise_when_due
from bot.services.day import bring_due_calls, end_day_when_due, watch_idle_claims
from bot.services.desk import DatabaseError, Desk
from bot.services.figures.closing import close_periods_when_due
from bot.services.figures.improvements import remind_of_improvements, tell_effects_when_due
from bot.services.figures.reports import digest_week_when_due, report_month_when_due
from bot.services.figures.signals import watch_factors_when_due
from bot.services.figures.tallying import count_days, keep_days
from bot.services.grievances.reminders import remind_of_grievances
from bot.services.grievances.rerouting import find_new_recipients
from bot.services.handing_over import hand_over
from bot.services.keeping.access_review import review_access_when_due
from bot.services.keeping.old_messages import redraw_at_night
from bot.services.keeping.purging import purge_at_night
from bot.services.people.orders import apply_orders_when_due
from bot.services.unit import Unit
from bot.serving.slack_clock import SlackClock

log = structlog.get_logger(__name__)
T = TypeVar("T")

JOBS: Mapping[Callable[[Unit], object], int] = {
    post_morning_when_due: 20,
    decide_texts: 20,
    tell_supervisors_when_due: 60,
    bring_due_calls: 20,
    hand_over: 60,
    watch_idle_claims: 60,
    end_day_when_due: 60,
    apply_orders_when_due: 60,
    find_new_recipients: 60,
    remind_of_grievances: 60,
    list_praise_when_due: 60,
    review_access_when_due: 60,
    close_periods_when_due: 60,
    watch_factors_when_due: 60,
    digest_week_when_due: 60,
    report_month_when_due: 60,
    remind_of_improvements: 60,
    tell_effects_when_due: 60,
    purge_at_night: 300,
    redraw_at_night: 120,
}
"""Job → seconds between two ticks."""


@dataclass(frozen=True, slots=True)
class Prepared(Generic[T]):
    """A job that looks for long before it changes a little: nobody waits meanwhile to change something."""

    look: Callable[[Unit], T]
    change: Callable[[Unit, T], object]

    @property
    def __name__(self) -> str:
        return self.change.__name__

    async def do(self, desk: Desk) -> object:
        """Do it, if there is anything to do."""
        found = await desk.look(self.look)
        return await desk.do(self.change, found) if found else None


KEEPING = Prepared(count_days, keep_days)
KEEPING_SECONDS = 60

CANNOT_BE_UNDONE = {purge_at_night, close_periods_when_due}
"""Jobs that destroy, or store what never changes again: not before it is known that our clock is right."""


class Every(BaseTrigger):  # type: ignore[misc]  # APScheduler is untyped
    """Ticks so many seconds after the last tick; what was left out meanwhile is not counted."""

    def __init__(self, seconds: float) -> None:
        self._interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """Return when to tick next, in the scheduler's time."""
        return now + self._interval


Tick = Callable[[], Awaitable[None]]


def schedule(jobs: Mapping[Tick, float]) -> AsyncIOScheduler:
    """Make a scheduler that ticks every so many seconds, in memory; it is not started yet."""
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler = AsyncIOScheduler(job_defaults=defaults, timezone=EvenTime())
    for job, seconds in jobs.items():
        scheduler.add_job(job, Every(seconds))
    return scheduler


def all_jobs(desk: Desk, vitals: Vitals, clock: SlackClock) -> Mapping[Tick, float]:
    """Return the ticks of every job, and how many seconds lie between two."""
    jobs: tuple[tuple[Callable[[Unit], object] | Prepared[Any], int], ...] = (*JOBS.items(), (KEEPING, KEEPING_SECONDS))
    return {ticking(desk, job, vitals, clock): seconds for job, seconds in jobs}


def ticking(desk: Desk, job: Callable[[Unit], object] | Prepared[Any], vitals: Vitals, clock: SlackClock) -> Tick:
    """Make one tick of a job. A database that is away is told to the log; the next tick tries again.

    By a clock that is days off nothing is done: calls would be given up, heads reminded, data destroyed.
    """

    async def tick() -> None:
        is_off = await clock.is_days_off()
        vitals.is_days_off = bool(is_off)
        if is_off or (is_off is None and job in CANNOT_BE_UNDONE):
            vitals.beat()
            return
        try:
            done = await (job.do(desk) if isinstance(job, Prepared) else desk.do(job))
        except DatabaseError as error:
            log.warning("job.failed", job=job.__name__, error=str(error))
        else:
            vitals.tick()
            if done:
                log.info("job.done", job=job.__name__)
        finally:
            vitals.beat()

    return tick
