"""Our clock beside Slack's: by one that is days off no job ticks."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import FAILURES, asked, said_at

log = structlog.get_logger(__name__)

MAY_DIFFER = timedelta(days=1)
ASK_EVERY = 600.0
"""Seconds after which Slack is asked again; at once when our clock was set meanwhile."""
WAS_SET = 60.0


class SlackClock:
    """Knows how far our clock is from Slack's. While Slack is away that is what it was."""

    def __init__(self, client: AsyncWebClient, now: Callable[[], datetime]) -> None:
        self._client = client
        self._now = now
        self._off: timedelta | None = None
        self._asked_at: tuple[datetime, float] | None = None

    async def is_days_off(self) -> bool | None:
        """Check whether our clock cannot be believed. None: Slack was never asked with success."""
        if self._is_to_ask():
            await self._ask()
        return None if self._off is None else abs(self._off) > MAY_DIFFER

    def _is_to_ask(self) -> bool:
        if self._asked_at is None:
            return True
        at, even = self._asked_at
        passed = time.monotonic() - even
        return passed > ASK_EVERY or abs((self._now() - at).total_seconds() - passed) > WAS_SET

    async def _ask(self) -> None:
        try:
            theirs = said_at((await asked(self._client.auth_test())).headers)
        except FAILURES:
            return
        if theirs is None:
            return
        self._off, self._asked_at = theirs - self._now(), (self._now(), time.monotonic())
        if abs(self._off) > MAY_DIFFER:
            log.warning("clock.days_off", seconds=round(self._off.total_seconds()))
