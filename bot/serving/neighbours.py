"""Other bots on our Slack app: Slack counts connections, our database counts the bots that belong to us.

Requests go to any connection of an app. A bot on another database, a copy started by mistake, gets a part of them and
keeps them to itself. Slack tells the number when somebody connects, so after a while it is asked once more.
"""

import asyncio
import time
import uuid
from typing import Final

import structlog

from bot.clock import Sightings
from bot.metrics import STRANGERS
from bot.services.desk import DatabaseError, Desk
from bot.serving.socket_mode import Hellos
from storage.keeping.replicas import beat, forget, leave, replicas

log = structlog.get_logger(__name__)

STRANGE_AFTER = 120.0
"""Seconds for which Slack may count more connections than there are bots: whoever reconnects is counted twice."""
BEATS = 6
"""How often in this time a bot says that it runs; one that has not for half of it is gone."""
FORGOTTEN_AFTER = 5
ASK_AGAIN: Final = (30, 5)
"""After how many of these times Slack is asked again: while all is well, and while there is somebody strange."""


class Neighbours:
    """The bots on this database, and how many connections there are beyond them."""

    def __init__(self, desk: Desk, hellos: Hellos, strange_after: float = STRANGE_AFTER) -> None:
        self.strangers = 0
        self._desk = desk
        self._hellos = hellos
        self._strange_after = strange_after
        self._id = uuid.uuid4().hex
        self._beats = 0
        self._sightings: Sightings[str, int] = Sightings()
        self._more_since: float | None = None
        self._asked_at = time.monotonic()
        self._asked_with: int | None = None  # how many hellos there were when Slack was asked whether it is still so

    async def keep(self) -> None:
        """Say that we run, and compare, until cancelled."""
        try:
            while True:
                try:
                    await self._look()
                except DatabaseError as error:
                    log.warning("neighbours.database", error=str(error))
                await asyncio.sleep(self._strange_after / BEATS)
        finally:
            await self._leave()

    async def _look(self) -> None:
        self._beats += 1
        row = {"beats": self._beats, "connections": self._hellos.connections or 0, "strangers": self.strangers}
        await self._desk.write(beat, self._id, self._desk.now(), row)
        self._desk.is_full = False  # it could be stored
        seen, now = await self._desk.read(replicas), time.monotonic()
        gone = self._sightings.older_than(self._strange_after / 2, seen, now)
        self._compare(len(seen.keys() - gone.keys() | {self._id}), now)
        forgotten = self._sightings.older_than(self._strange_after * FORGOTTEN_AFTER, seen, now)
        if forgotten:
            await self._desk.write(forget, forgotten.keys())

    def _compare(self, bots: int, now: float) -> None:
        """Compare what Slack counted last with how many bots there are."""
        more = (self._hellos.connections or 0) - bots
        if more <= 0:
            self._more_since = self._asked_with = None
            self._found(0)
        elif self._more_since is None:
            self._more_since = now
        elif self._asked_with is not None and self._hellos.count > self._asked_with:
            self._found(more)
        elif self._asked_with is None and now - self._more_since > self._strange_after:
            self._asked_with = self._hellos.count
            self._ask(now)
        if now - self._asked_at > self._strange_after * ASK_AGAIN[bool(self.strangers)]:
            self._ask(now)

    def _ask(self, now: float) -> None:
        self._asked_at = now
        if self._hellos.count:
            self._hellos.again.set()

    def _found(self, strangers: int) -> None:
        if strangers > self.strangers:
            log.warning("socket.strangers", connections=self._hellos.connections, strangers=strangers)
        self.strangers = strangers
        STRANGERS.set(strangers)

    async def _leave(self) -> None:
        try:
            await self._desk.write(leave, self._id)
        except DatabaseError as error:
            log.warning("neighbours.database", error=str(error))
