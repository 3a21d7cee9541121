"""What this process is sending: renewed while it is at work. What a dead one was sending is taken up (decision 4)."""

import asyncio
import time
from collections.abc import Collection, Mapping
from datetime import datetime

import structlog

from bot.clock import Sightings
from bot.services.desk import DatabaseError, Desk
from bot.slack import ANSWER_SECONDS
from storage.leases import renew, take_up, takes_under_way
from storage.outbox import Sending, Take

log = structlog.get_logger(__name__)

FRESH = 5.0
"""Seconds since a renewal in which a request may begin: it has ended before anybody takes the notice up."""
LEASE = ANSWER_SECONDS + FRESH
"""Seconds after which a process that has not renewed its take is gone, and what it asked of Slack has arrived."""
LOOK_EVERY = 2.0


class OvertakenError(Exception):
    """Another process has taken the notice up: nothing of ours may be sent any more."""


class Leases:
    """The takes of one process. `lease`: how many seconds a take lives that is not renewed."""

    def __init__(self, desk: Desk, lease: float = LEASE) -> None:
        self.lease = lease
        self._fresh = lease * FRESH / LEASE
        self._desk = desk
        self._renewed: dict[Take, float] = {}
        self._lost: set[Take] = set()  # being sent when the database went away
        self._sightings: Sightings[Take, datetime] = Sightings()

    def begin(self, sending: Sending) -> None:
        """Note that a notice was taken just now."""
        self._renewed[sending.take] = time.monotonic()

    def end(self, sending: Sending, *, is_lost: bool = False) -> None:
        """Note that it is being sent no more; `is_lost`: its row does not say so, for the database is away."""
        self._renewed.pop(sending.take, None)
        if is_lost:
            self._lost.add(sending.take)

    async def hold(self, sending: Sending) -> None:
        """Make sure before a request that nobody takes the notice up before it is answered.

        Raises:
            OvertakenError: somebody has.
        """
        if time.monotonic() - self._renewed[sending.take] > self._fresh:
            await self._renew(sending.take)

    async def keep(self) -> None:
        """Renew what is ours, and take up what nobody renews, for as long as it runs."""
        while True:
            try:
                await self._keep_once()
            except DatabaseError as error:
                log.warning("delivery.database", error=str(error))
            await asyncio.sleep(LOOK_EVERY)

    async def _keep_once(self) -> None:
        for take in list(self._renewed):
            if take in self._renewed and time.monotonic() - self._renewed[take] > self._fresh:
                await self._renew_or_leave(take)
        under_way = await self._desk.read(takes_under_way)
        theirs = {take: at for take, at in under_way.items() if take not in self._renewed}
        stranded, lost = self._sightings.older_than(self.lease, theirs, time.monotonic()), frozenset(self._lost)
        if stranded or lost:
            await self._take_up(stranded, lost)

    async def _take_up(self, stranded: Mapping[Take, datetime], lost: Collection[Take]) -> None:
        count = await self._desk.write(take_up, self._desk.now(), stranded=stranded, lost=lost)
        self._lost.difference_update(lost)
        if count:
            log.info("delivery.taken_up", notices=count)

    async def _renew_or_leave(self, take: Take) -> None:
        try:
            await self._renew(take)
        except OvertakenError:  # told to whoever is sending it, before the next request
            log.warning("delivery.overtaken")

    async def _renew(self, take: Take) -> None:
        asked_at = time.monotonic()
        is_ours = await self._desk.write(renew, take, self._desk.now())
        if take not in self._renewed:  # done meanwhile
            return
        if not is_ours:
            raise OvertakenError
        self._renewed[take] = asked_at
