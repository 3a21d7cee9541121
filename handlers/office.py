"""What every handler is given: the desk, the words, and what Slack calls us."""

from dataclasses import dataclass

from bot.registry import Command, slash
from bot.services.desk import Desk
from bot.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The handlers' surroundings."""

    desk: Desk
    texts: Texts
    call_channel: str
    command_prefix: str
    slack_host: str  # where files may be downloaded from, beside *.slack.com

    def slash(self, command: Command) -> str:
        """Spell one of our commands as people of this workspace type it."""
        return slash(command, self.command_prefix)
