"""What every handler is given: the desk, the words, and what Slack calls us."""

import asyncio
from collections.abc import Coroutine
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from bot.registry import Command, slash
from bot.services.desk import Desk
from bot.texts import Languages, Texts
from handlers.deadlines import Patience
from handlers.windows import Redrawing

MOST_READINGS = 2
"""Dropped files that are read at once: each may take 1 GB for as long as it is read."""
READER: ContextVar[str | None] = ContextVar("reader", default=None)
"""The locale of the person whose request is being served; set at admission, for that request alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The handlers' surroundings."""

    desk: Desk
    languages: Languages
    call_channel: str
    command_prefix: str
    slack_host: str  # where files may be downloaded from, beside *.slack.com
    changed: asyncio.Event = field(default_factory=asyncio.Event)  # Slack says that something is no longer as it was
    readings: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_READINGS))
    redrawing: Redrawing = field(default_factory=Redrawing)
    patience: Patience = field(default_factory=Patience)
    shut: dict[str, float] = field(default_factory=dict)  # which way of telling people is tried last, until when
    afterwards: set[asyncio.Task[None]] = field(default_factory=set)

    unread: set[str] = field(default_factory=set)  # sources of dropped files that were taken and not read to their end
    broken_off: set[str] = field(default_factory=set)  # those of them that the database did not take: nobody reads them

    @property
    def texts(self) -> Texts:
        """The language of the person whose request is being served."""
        return self.languages.of(READER.get())

    def begin(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        """Begin what an acknowledgement must not wait for, and a stop should: somebody waits for an answer."""
        task = asyncio.create_task(work)
        self.afterwards.add(task)
        task.add_done_callback(self.afterwards.discard)
        return task

    async def finish(self, seconds: float) -> None:
        """Wait until everybody is answered, but not longer than some seconds."""
        if self.afterwards:
            await asyncio.wait(self.afterwards, timeout=seconds)

    def slash(self, command: Command) -> str:
        """Spell one of our commands as people of this workspace type it."""
        return slash(command, self.command_prefix)
