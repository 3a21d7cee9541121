"""`POST /clock`: moving the demo's clock by hand, from outside the sandbox."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Protocol

from aiohttp import web

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.services.desk import Desk

MORNING = time(8, 30)


class HasClock(Protocol):
    """Something whose clock can be moved."""

    async def move_clock(self, *, by: timedelta | None = None, to: datetime | None = None) -> None:
        """Move the clock."""

    def clock(self) -> datetime:
        """Tell the time."""

    @property
    def desk(self) -> Desk:
        """The running bot's desk."""


def clock_door(station: Sequence[HasClock]) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Make the door; answers the time.

    `{"advance": minutes}`, `{"set": "2026-11-24T08:30"}` (Seoul time) or `{"next_morning": true}`.
    """

    async def move(request: web.Request) -> web.StreamResponse:
        wish = await request.json() if request.can_read_body else {}
        try:
            if "advance" in wish:
                await station[0].move_clock(by=timedelta(minutes=float(wish["advance"])))
            if "next_morning" in wish:
                await station[0].move_clock(to=next_morning(station[0].clock(), station[0].desk.calendar))
            if "set" in wish:
                await station[0].move_clock(to=datetime.fromisoformat(wish["set"]).replace(tzinfo=SEOUL))
        except (TypeError, ValueError) as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)
        return web.json_response({"ok": True, "now": station[0].clock().astimezone(SEOUL).isoformat()})

    return move


def next_morning(now: datetime, calendar: WorkingCalendar) -> datetime:
    """Give the next 08:30 of a working day."""
    local = now.astimezone(SEOUL)
    today = datetime.combine(local.date(), MORNING, SEOUL)
    if local < today and calendar.is_working_day(local.date()):
        return today
    return datetime.combine(calendar.next_working_day(local.date()), MORNING, SEOUL)
