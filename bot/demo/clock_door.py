"""`POST /clock`: moving the demo's clock by hand, from outside the sandbox."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from aiohttp import web

from bot.domain.calendar import SEOUL


class HasClock(Protocol):
    """Something whose clock can be moved."""

    async def move_clock(self, *, by: timedelta | None = None, to: datetime | None = None) -> None:
        """Move the clock."""

    def clock(self) -> datetime:
        """Tell the time."""


def clock_door(station: Sequence[HasClock]) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Make the door. `{"advance": minutes}` or `{"set": "2026-11-24T08:30"}` (Seoul time); answers the time."""

    async def move(request: web.Request) -> web.StreamResponse:
        wish = await request.json() if request.can_read_body else {}
        try:
            if "advance" in wish:
                await station[0].move_clock(by=timedelta(minutes=float(wish["advance"])))
            if "set" in wish:
                await station[0].move_clock(to=datetime.fromisoformat(wish["set"]).replace(tzinfo=SEOUL))
        except (TypeError, ValueError) as error:
            return web.json_response({"ok": False, "error": str(error)}, status=400)
        return web.json_response({"ok": True, "now": station[0].clock().astimezone(SEOUL).isoformat()})

    return move
