"""How we stand with Slack: whether it takes our token, and whether the call channel is the station's alone.

Asked every minute, before each board, and when Slack says that something changed; while something is wrong again and
again, each time after a longer pause. What waits goes on waiting until it is right (rule book §7).
"""

import asyncio
import contextlib
import time
from dataclasses import dataclass

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.errors import About, failure_of
from bot.delivery.lanes import FIRST_PAUSE, DeliveryLane, Holds, longer
from bot.domain.keeping.diagnosis import InstallationFault
from bot.metrics import Vitals
from bot.services.desk import DatabaseError, Desk
from bot.services.undelivered import tell_channel_refused
from bot.slack import FAILURES, REFUSED_ENTIRELY, asked, channel_fault, channel_refusal, error_name

log = structlog.get_logger(__name__)

LOOK_EVERY = 60.0
"""Seconds between two looks while all is well."""
TICK = 0.25
TOKEN, CHANNEL = "token", "channel"


@dataclass(frozen=True, slots=True)
class ChannelTrouble:
    """Why nothing may be posted in the call channel; `error`: Slack's word, if it said one."""

    fault: InstallationFault
    error: str = ""


class Standing:
    """Knows whether anything may be brought to Slack now, and whether to the call channel."""

    def __init__(
        self, desk: Desk, client: AsyncWebClient, call_channel: str, vitals: Vitals, changed: asyncio.Event
    ) -> None:
        self.holds = Holds(vitals)
        self._desk = desk
        self._client = client
        self._call_channel = call_channel
        self._vitals = vitals
        self._changed = changed  # Slack says that something is no longer as it was
        self._token = ""
        self._trouble: ChannelTrouble | None = None
        self._told: ChannelTrouble | None = None
        self._pause = FIRST_PAUSE
        self._look_at = time.monotonic()

    def is_held(self, lane: DeliveryLane) -> bool:
        """Check whether a lane has to wait until something is right again."""
        is_refused = self._token or (lane is DeliveryLane.CHANNEL and self._trouble is not None)
        return bool(is_refused) or self.holds.is_held(lane)

    async def watch(self) -> None:
        """Look again and again, for as long as the bot runs."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), TICK)
            if self._changed.is_set() or time.monotonic() >= self._look_at:
                self._changed.clear()
                await self.look()
                self._plan_look()

    def _plan_look(self) -> None:
        is_well = not self._token and self._trouble is None
        self._look_at = time.monotonic() + (LOOK_EVERY if is_well else self._pause)
        self._pause = FIRST_PAUSE if is_well else longer(self._pause)

    def _look_soon(self) -> None:
        """Something is wrong that was well: ask again in a moment, whatever was planned."""
        self._pause = FIRST_PAUSE
        self._plan_look()

    async def look(self) -> bool:
        """Ask Slack whether it takes our token, then about the channel. False: it takes nothing of ours."""
        try:
            await asked(self._client.auth_test())
        except SlackApiError as error:
            if error_name(error) in REFUSED_ENTIRELY:
                self._token_is(error_name(error))
                return False
        except FAILURES:  # it says nothing: what was known holds
            return not self._token
        else:
            self._token_is("")
            with contextlib.suppress(*FAILURES):
                await self.look_at_channel()
        return True

    def _token_is(self, error: str) -> None:
        if error == self._token:
            return
        self._token = error
        if error:
            self._vitals.refused(TOKEN, error)
            log.error("slack.refuses_us", error=error)
            self._look_soon()
        else:
            self._vitals.taken(TOKEN)
            log.info("slack.takes_us_again")

    async def look_at_channel(self) -> ChannelTrouble | None:
        """Ask Slack whether the call channel is the station's alone; supervisors and audit are told when it is not."""
        trouble = None
        try:
            info = (await asked(self._client.conversations_info(channel=self._call_channel)))["channel"]
        except SlackApiError as error:
            failure = failure_of(error)
            if failure.about is not About.CHANNEL and failure.error != "missing_scope":
                raise
            trouble = ChannelTrouble(channel_refusal(error), failure.error)
        else:
            fault = channel_fault(info)
            if fault is not None:
                trouble = ChannelTrouble(fault)
        await self._channel_is(trouble)
        return trouble

    async def refuse_channel(self, error: str) -> None:
        """Tell supervisors and audit that something could not be shown in the channel, though it looks as it should."""
        await self._tell(ChannelTrouble(InstallationFault.CHANNEL_REFUSED, error))

    async def _channel_is(self, trouble: ChannelTrouble | None) -> None:
        before, self._trouble = self._trouble, trouble
        if trouble is None and before is not None:
            self._vitals.taken(CHANNEL)
            log.info("channel.right_again")
        elif trouble is not None and trouble != before:
            self._vitals.refused(CHANNEL, trouble.error or trouble.fault.value)
            log.error("channel.refused", fault=trouble.fault.value, error=trouble.error)
            self._look_soon()
        if trouble != self._told:
            await self._tell(trouble)

    async def _tell(self, trouble: ChannelTrouble | None) -> None:
        try:
            if trouble is not None:
                await self._desk.do(tell_channel_refused, fault=trouble.fault, error=trouble.error)
        except DatabaseError as error:  # told at the next look
            log.warning("delivery.database", error=str(error))
        else:
            self._told = trouble
