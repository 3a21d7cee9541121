"""What every handler is given: the desk, the words, and what Slack calls us."""

from contextvars import ContextVar
from dataclasses import dataclass

from bot.registry import Command, slash
from bot.services.desk import Desk
from bot.texts import Languages, Texts

READER: ContextVar[str | None] = ContextVar("reader", default=None)
"""The locale of the person whose request is being served; set at the door, for that request alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The handlers' surroundings."""

    desk: Desk
    languages: Languages
    call_channel: str
    command_prefix: str
    slack_host: str  # where files may be downloaded from, beside *.slack.com

    @property
    def texts(self) -> Texts:
        """The language of the person whose request is being served."""
        return self.languages.of(READER.get())

    def slash(self, command: Command) -> str:
        """Spell one of our commands as people of this workspace type it."""
        return slash(command, self.command_prefix)
