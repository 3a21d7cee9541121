"""Things Slack hands out that run out: trigger ids (3 s, once) and response_urls (5 uses, 30 minutes)."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.errors import SlackError

TRIGGER_SECONDS = 3.0
RESPONSE_LIFE = timedelta(minutes=30)
RESPONSE_USES = 5


@dataclass(slots=True)
class Trigger:
    """A trigger: for whom, until when, and whether it was used."""

    user: str
    until: float
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where an app may answer: the channel, the person, the message that was clicked (its ts, or "")."""

    channel: str
    user: str
    message: str
    until: datetime
    uses: int = 0


class Triggers:
    """Gives out and takes back. A response_url lives by the workspace's clock, which tests move."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def trigger(self, user: str, *, age: float = 0) -> str:
        """Make a trigger id that was so many seconds on its way."""
        name = f"{secrets.randbelow(10**12)}.{secrets.token_hex(12)}"
        self._triggers[name] = Trigger(user, time.monotonic() + TRIGGER_SECONDS - age)
        return name

    def use_trigger(self, name: str) -> str:
        """Take a trigger id back. Returns for whom it was.

        Raises:
            SlackError: invalid_trigger_id, trigger_exchanged, trigger_expired.
        """
        trigger = self._triggers.get(name)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("trigger_exchanged")
        if time.monotonic() > trigger.until:
            raise SlackError("trigger_expired")
        trigger.used = True
        return trigger.user

    def response_url(self, channel: str, user: str, message: str = "") -> str:
        """Make the secret part of a response_url."""
        name = secrets.token_urlsafe(18)
        self._urls[name] = ResponseUrl(channel, user, message, self._now() + RESPONSE_LIFE)
        return name

    def use_response_url(self, name: str) -> ResponseUrl:
        """Use a response_url once.

        Raises:
            SlackError: expired_url, used_url.
        """
        url = self._urls.get(name)
        if url is None or self._now() > url.until:
            raise SlackError("expired_url")
        if url.uses >= RESPONSE_USES:
            raise SlackError("used_url")
        url.uses += 1
        return url
