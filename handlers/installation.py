"""What every handler is given: the desk, the words, and what Slack calls us."""

import asyncio
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.registry import Command, slash
from bot.services.desk import Desk
from bot.texts import Languages, Texts

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
    readings: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_READINGS))

    @property
    def texts(self) -> Texts:
        """The language of the person whose request is being served."""
        return self.languages.of(READER.get())

    def slash(self, command: Command) -> str:
        """Spell one of our commands as people of this workspace type it."""
        return slash(command, self.command_prefix)
