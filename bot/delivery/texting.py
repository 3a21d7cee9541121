"""Advance texts → the station's port: one after another, each taken, handed over, and noted once (rule book §6)."""

import asyncio
import logging
import time
from datetime import timedelta
from pathlib import Path

import structlog

from bot.background import in_background
from bot.delivery.text_ports import TextPort, delete_old_files
from bot.domain.calls.advance_texts import OutgoingText, TextFate, pause_after
from bot.metrics import Vitals
from bot.services.calls.advance_texts import is_text_due, note_text, take_text, take_up_texts, texts_under_way
from bot.services.desk import DatabaseError, Desk

log = structlog.get_logger(__name__)

LOOK_EVERY = 1.0
AFTER_TROUBLE = 3.0
LOOK_FOR_OLD = 600.0
BEYOND_TIMEOUT = 30.0
"""Seconds after a port's own patience: a text that is under way still is nobody's any more."""


class Texting:
    """Hands texts over as long as it runs, and our clock is right (`vitals`: a text would go at night).

    `port`: None where none are sent any more, and files of days before are to be deleted; `words`: what everybody is
    sent; `lease`: how long one may be under way.
    """

    def __init__(
        self, desk: Desk, port: TextPort | None, words: str, vitals: Vitals, *, lease: float | None = None
    ) -> None:
        self._desk = desk
        self._port = port
        self._words = words
        self._vitals = vitals
        self._lease = desk.station.sms.timeout_seconds + BEYOND_TIMEOUT if lease is None else lease
        self._seen: dict[tuple[int, int], float] = {}  # what is under way → since when we see it
        self._failures = 0
        self._waits_until = 0.0
        self._looked_for_old: float | None = None

    async def run(self) -> None:
        """Look for due texts, and hand each over, until cancelled."""
        while True:
            try:
                worked = await self.step()
            except DatabaseError as error:
                log.warning("text.database", error=str(error))
                await asyncio.sleep(AFTER_TROUBLE)
                continue
            if not worked:
                await asyncio.sleep(LOOK_EVERY)

    async def step(self) -> bool:
        """Hand the next due text over. False: there is none, or the port is given a pause."""
        if self._vitals.is_days_off:
            return False
        await self._delete_old()
        return False if self._port is None else await self._hand_over_next(self._port)

    async def _hand_over_next(self, port: TextPort) -> bool:
        await self._take_up_stranded(port)
        if time.monotonic() < self._waits_until or not await self._desk.look(is_text_due):
            return False
        text = await self._desk.do(take_text)
        if text is None:
            return False
        fate = await self._hand_over(port, text)
        await self._desk.do(note_text, text=text, fate=fate)
        self._pace(fate)
        log.info("text.tried", text=text.id, of_try=text.of_try, fate=fate.value)
        return True

    async def _hand_over(self, port: TextPort, text: OutgoingText) -> TextFate:
        try:
            return await port.send(text, self._words, self._desk.today)
        except Exception:  # one text that breaks the port must not stop the others
            log.exception("text.broken", text=text.id)
            return TextFate.LATER if port.may_ask_again else TextFate.UNSURE

    def _pace(self, fate: TextFate) -> None:
        """Give a port that takes nothing a pause, longer each time: it is no use to try each text on it."""
        self._failures = self._failures + 1 if fate is TextFate.LATER else 0
        pause = pause_after(self._failures) if self._failures else timedelta(0)
        self._waits_until = time.monotonic() + pause.total_seconds()

    async def _take_up_stranded(self, port: TextPort) -> None:
        """Take up what nobody is handing over any more: seen under way, in the same try, for longer than a lease."""
        under_way = await self._desk.look(texts_under_way)
        now = time.monotonic()
        self._seen = {each: self._seen.get(each, now) for each in under_way.items()}
        since = now if self._desk.is_alone else now - self._lease
        stranded = {text: of_try for (text, of_try), seen in self._seen.items() if seen <= since}
        if stranded:
            count = await self._desk.do(take_up_texts, stranded=stranded, may_ask_again=port.may_ask_again)
            log.warning("text.taken_up", texts=count)

    async def _delete_old(self) -> None:
        """Delete the files of the days before, every ten minutes, by whatever port texts leave now."""
        folder = self._desk.station.sms.folder
        is_time = self._looked_for_old is None or time.monotonic() - self._looked_for_old > LOOK_FOR_OLD
        if folder and is_time:
            self._looked_for_old = time.monotonic()
            deleted, kept = await in_background(delete_old_files, Path(folder), self._desk.today)
            log.log(logging.WARNING if kept else logging.INFO, "text.files_deleted", files=deleted, kept=kept)
