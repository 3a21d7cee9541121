"""The delivery loop: takes due notices, a lane each for people, files, the channel, and Homes."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any, TypeVar

import structlog
from slack_sdk.errors import SlackApiError

from bot.delivery.errors import (
    About,
    ChannelRefusedError,
    Failure,
    NotYetError,
    OnItsWayError,
    failure_of,
    may_still_arrive,
)
from bot.delivery.files import Bundle
from bot.delivery.lanes import DeliveryLane
from bot.delivery.leases import Leases, OvertakenError
from bot.delivery.pacing import Pace, backoff
from bot.delivery.posting import Poster, digest_of
from bot.delivery.rendering import Renderer
from bot.delivery.standing import Standing
from bot.domain.calendar import SEOUL
from bot.domain.notices import CALL_CHANNEL, TAKEN_OUT, WITH_FILES, Fate, NoticeKind
from bot.metrics import RATE_LIMITED, RETRIES, SENDS
from bot.services.desk import DatabaseError, Desk
from bot.services.figures.reports import note_charts_refused
from bot.services.outbox import give_back, note_sent
from bot.slack import FAILURES, REFUSED_ENTIRELY, TOKEN_REFUSED, WORKSPACE_CLOSED, error_name
from storage.outbox import Sending, is_anything_due, take_due
from storage.posts import Posted, direct_channel, find_post, forget_post, keep_direct_channel, keep_post

log = structlog.get_logger(__name__)

T = TypeVar("T")

LOOK_EVERY = 1.0
"""Seconds between two looks when nobody wakes the loop: for notices of other processes."""
LOOK_WHILE_HELD = 0.2
PATIENCE = 2.0
"""Seconds a notice waits for its turn; for longer it goes back in line, so that others are not held up."""
AFTER_TROUBLE = 2.0
MOST_TRIES = 10
"""How often a notice is tried when Slack's word for why it was not taken is one that nobody knows."""


class Delivery:
    """Brings notices to Slack until told to stop."""

    def __init__(
        self, desk: Desk, renderer: Renderer, poster: Poster, pace: Pace, leases: Leases, standing: Standing
    ) -> None:
        self._standing = standing
        self._desk = desk
        self._renderer = renderer
        self._poster = poster
        self._pace = pace
        self._leases = leases
        self._stopping = asyncio.Event()
        self._waiting_out: asyncio.TaskGroup
        self._wakes = {lane: asyncio.Event() for lane in DeliveryLane}

    async def run(self) -> None:
        """Deliver until stopped or cancelled."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(self.wake)

        self._desk.on_notice(wake)
        try:
            async with asyncio.TaskGroup() as lanes:
                self._waiting_out = lanes
                beside = [
                    lanes.create_task(self._leases.keep(), name="delivery-leases"),
                    lanes.create_task(self._standing.watch(), name="delivery-standing"),
                ]
                running = [
                    lanes.create_task(self._run_lane(lane), name=f"delivery-{lane.name.lower()}")
                    for lane in DeliveryLane
                ]
                await asyncio.gather(*running)
                for task in beside:
                    task.cancel()
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None

    def stop(self) -> None:
        """Begin no more; what is being sent is sent to its end, and `run` returns."""
        self._stopping.set()
        self.wake()

    def wake(self) -> None:
        """Look for notices now."""
        for event in self._wakes.values():
            event.set()

    async def _run_lane(self, lane: DeliveryLane) -> None:
        wake = self._wakes[lane]
        while not self._stopping.is_set():
            wake.clear()
            if self._standing.is_held(lane):
                await _until_set(wake, LOOK_WHILE_HELD)
                continue
            try:
                worked = await self._deliver_next(lane)
            except DatabaseError as error:
                log.warning("delivery.database", lane=lane.name, error=str(error))
                await asyncio.sleep(AFTER_TROUBLE)
                continue
            if not worked and not self._stopping.is_set():
                await _until_set(wake, LOOK_EVERY)

    async def _deliver_next(self, lane: DeliveryLane) -> bool:
        """Send one notice of a lane. False: nothing was due."""
        if not await self._desk.read(is_anything_due, self._desk.now(), kinds=lane.value):
            return False  # looking takes no write lock
        sending = await self._desk.write(take_due, self._desk.now(), kinds=lane.value)
        if sending is None:
            return False
        self._leases.begin(sending)
        if sending.tries > 1 and not sending.for_audit:
            RETRIES.inc()
        try:
            await self._deliver_or_give_back(sending, lane)
        except DatabaseError:
            self._leases.end(sending, is_lost=True)
            raise
        finally:
            self._leases.end(sending)
        return True

    async def _deliver_or_give_back(self, sending: Sending, lane: DeliveryLane) -> None:
        try:
            await self._deliver(sending)
            self._standing.holds.release(lane)
        except NotYetError as error:
            await self._give_back(sending, Failure(Fate.LATER, "paced"), delay=error.seconds)
        except ChannelRefusedError as error:
            await self._give_back(sending, Failure(Fate.LATER, str(error)), delay=0)
        except OnItsWayError as error:
            self._waiting_out.create_task(self._wait_out(sending, error), name="delivery-on-its-way")
        except OvertakenError:
            log.warning("notice.overtaken", notice=sending.mark)
        except DatabaseError:
            raise
        except FAILURES as error:
            await self._give_back(sending, failure_of(error), lane=lane)
        except Exception as error:  # one notice that cannot be drawn must not stop the others
            log.exception("notice.broken", notice=sending.mark)
            await self._give_back(sending, Failure(Fate.NEVER, type(error).__name__))

    async def _wait_out(self, sending: Sending, error: OnItsWayError) -> None:
        """Hold a notice until what was asked can no longer arrive, by a clock that nobody sets; then look for it.

        Until then its row says that it is being sent: whoever takes up what a dead process was sending waits as long.
        """
        until = time.monotonic() + error.seconds
        await _until_set(self._stopping, error.seconds)
        try:
            await self._give_back(sending, error.failure, delay=until - time.monotonic())
        except DatabaseError as trouble:
            log.warning("delivery.database", error=str(trouble))
            self._leases.end(sending, is_lost=True)
        self.wake()

    async def _deliver(self, sending: Sending) -> None:
        if sending.kind is NoticeKind.HOME:
            await self._publish(sending)
            return
        try:
            channel = await self._channel_of(sending)
        except SlackApiError as error:
            if sending.uncertain and failure_of(error).about is About.RECIPIENT:
                await self._keep_what_arrived(sending)
            raise
        if sending.kind in WITH_FILES:
            await self._bring(sending, channel)
            return
        posted = await self._post_of(sending, channel)
        if posted is None and sending.uncertain:
            posted = await self._find(sending, channel)
        await self._turn("chat.postMessage" if posted is None else "chat.update", channel)
        if sending.recipient == CALL_CHANNEL:
            await self._check_channel(channel)
        message = await self._renderer.render(sending)
        if message is not None:
            posted = await self._send(sending, channel, posted, message)
        await self._sent(sending, posted)

    async def _find(self, sending: Sending, channel: str) -> Posted | None:
        await self._turn("conversations.history", channel)
        return await self._poster.find(sending, channel)

    async def _post_of(self, sending: Sending, channel: str) -> Posted | None:
        """Find where a message stands. One of today in an earlier call channel is posted anew in the one of now."""
        posted = await self._desk.read(find_post, sending.what, sending.recipient)
        if posted is None or posted.channel == channel or posted.at.astimezone(SEOUL).date() != self._desk.today:
            return posted
        await self._desk.write(forget_post, sending.what, sending.recipient)
        return None

    async def _channel_of(self, sending: Sending) -> str:
        today = self._desk.today
        channel = self._poster.channel_of(sending, today)
        if channel is None:
            await self._turn("conversations.open", sending.recipient)
            self._pace.took("conversations.open", sending.recipient)
            channel = await self._poster.open_direct(sending.recipient, today)
            if channel != await self._desk.read(direct_channel, sending.recipient):
                await self._desk.write(keep_direct_channel, sending.recipient, channel)
        return channel

    async def _keep_what_arrived(self, sending: Sending) -> None:
        """Keep where an uncertain try left its message before its reader's account was closed: none follows it."""
        channel = await self._desk.read(direct_channel, sending.recipient)
        if channel is None or sending.kind in WITH_FILES - TAKEN_OUT:
            return
        posted = await self._find(sending, channel)
        if posted is not None:
            await self._desk.write(keep_post, sending.what, sending.recipient, posted, for_audit=sending.for_audit)

    async def _check_channel(self, channel: str) -> None:
        """Look at the call channel before anything is shown there: one click may have shared it since (rule book §7).

        Raises:
            ChannelRefusedError: it is not the station's alone, or not there.
        """
        await self._turn("conversations.info", channel)
        self._pace.took("conversations.info", channel)
        trouble = await self._standing.look_at_channel()
        if trouble is not None:
            raise ChannelRefusedError(trouble.fault)

    async def _sent(self, sending: Sending, posted: Posted | None) -> None:
        if not await self._desk.do(note_sent, sending=sending, posted=posted):
            raise OvertakenError
        if not sending.for_audit:  # counters and log are read by others
            SENDS.labels("sent").inc()
            log.info("notice.sent", notice=sending.mark, kind=sending.kind.value)

    async def _send(self, sending: Sending, channel: str, posted: Posted | None, message: dict[str, Any]) -> Posted:
        if posted is None:
            await self._leases.hold(sending)
            self._pace.took("chat.postMessage", channel)
            return await self._leave(self._poster.post(sending, channel, message))
        if posted.digest == digest_of(message):
            return posted
        self._pace.took("chat.update", channel)
        return await self._poster.update(posted, message)

    async def _bring(self, sending: Sending, channel: str) -> None:
        """Bring files: once, and never updated; after an uncertain try they are looked for first."""
        posted = await self._desk.read(find_post, sending.what, sending.recipient)
        if posted is None and sending.uncertain:
            posted = await self._find(sending, channel)
        is_done = posted is not None and sending.kind not in TAKEN_OUT
        bundle = None if is_done else await self._unless_stopping(self._renderer.files(sending))
        if posted is not None and bundle is None and sending.kind in TAKEN_OUT:
            await self._take_out(sending, channel, posted)
            return
        if posted is None and bundle is not None and bundle.instead is not None:
            if await self._show_instead(sending, channel, bundle.instead):
                await self._sent(sending, None)
                return
            bundle = await self._unless_stopping(self._renderer.files(sending))
        if posted is None and bundle is not None:
            posted = await self._hand_in(sending, channel, bundle)
        await self._sent(sending, posted if sending.kind in TAKEN_OUT else None)

    async def _hand_in(self, sending: Sending, channel: str, bundle: Bundle) -> Posted:
        """Upload files and show them. Returns where the first one is: by its id it is deleted again."""
        await self._turn("files.completeUploadExternal", channel)
        files = await self._poster.hand_over(bundle)
        await self._turn("files.completeUploadExternal", channel)
        await self._leases.hold(sending)
        self._pace.took("files.completeUploadExternal", channel)
        await self._leave(self._poster.show(channel, files, bundle.comment))
        return Posted(channel=channel, ts=str(files[0]["id"]), digest="")

    async def _take_out(self, sending: Sending, channel: str, posted: Posted) -> None:
        """Delete a file whose words were destroyed, or that is no longer its reader's."""
        await self._turn("files.delete", channel)
        self._pace.took("files.delete", channel)
        await self._poster.take_out(posted)
        await self._desk.write(forget_post, sending.what, sending.recipient)
        await self._sent(sending, None)

    async def _show_instead(self, sending: Sending, channel: str, message: dict[str, Any]) -> bool:
        """Post what Slack draws itself. False: this workspace cannot, which is remembered."""
        await self._turn("chat.postMessage", channel)
        await self._leases.hold(sending)
        self._pace.took("chat.postMessage", channel)
        try:
            await self._leave(self._poster.post(sending, channel, message))
        except SlackApiError as error:
            if error_name(error) != "invalid_blocks":
                raise
            await self._desk.do(note_charts_refused)
            return False
        return True

    async def _leave(self, request: Awaitable[T]) -> T:
        """Make a request that leaves something in Slack for others to see, and must not do so twice."""
        asked_at = time.monotonic()
        try:
            return await request
        except FAILURES as error:
            if may_still_arrive(error):
                passed = time.monotonic() - asked_at
                raise OnItsWayError(failure_of(error), self._leases.lease - passed) from error
            raise

    async def _unless_stopping(self, drawing: Awaitable[T]) -> T:
        """Wait for a drawing, but not when told to stop: nothing of it was sent, so it goes back in line."""
        drawn, told = asyncio.ensure_future(drawing), asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({drawn, told}, return_when=asyncio.FIRST_COMPLETED)
            if not drawn.done():
                raise NotYetError(0)
            return drawn.result()
        finally:
            drawn.cancel()
            told.cancel()

    async def _publish(self, sending: Sending) -> None:
        await self._turn("views.publish", sending.recipient)
        view = await self._renderer.home(sending.recipient)
        self._pace.took("views.publish", sending.recipient)
        await self._poster.publish_home(sending.recipient, view)
        await self._sent(sending, None)

    async def _turn(self, method: str, channel: str) -> None:
        """Wait until the method may be called; what is shown is rendered only after that."""
        while wait := self._pace.wait_for(method, channel):
            if wait > PATIENCE or self._stopping.is_set():
                raise NotYetError(wait)
            await _until_set(self._stopping, wait)

    async def _give_back(
        self, sending: Sending, failure: Failure, *, delay: float | None = None, lane: DeliveryLane | None = None
    ) -> None:
        if failure.retry_after is not None:
            self._pace.blocked(failure.method, failure.retry_after)
        if failure.about is About.CHANNEL and not await self._is_of_now(sending):
            self._poster.forget_direct(sending.recipient)
            failure = Failure(Fate.GONE, failure.error, About.UNKNOWN)
        if lane is not None and await self._lane_waits(lane, failure):
            delay = 0
        elif failure.about in {About.UNKNOWN, About.US} and sending.tries >= MOST_TRIES:
            failure = Failure(Fate.NEVER, failure.error, failure.about)
        if not sending.for_audit:
            _count_failure(sending, failure)
        if delay is None:
            delay = failure.retry_after or backoff(sending.tries)
        wait = timedelta(seconds=max(delay, 0))
        await self._desk.do(give_back, sending=sending, fate=failure.fate, error=failure.error, delay=wait)

    async def _is_of_now(self, sending: Sending) -> bool:
        """Check whether a message was to go to the call channel of now: others stand where they cannot be reached."""
        posted = await self._desk.read(find_post, sending.what, sending.recipient)
        channel = self._poster.channel_of(sending, self._desk.today)
        return sending.recipient == CALL_CHANNEL and (posted is None or posted.channel == channel)

    async def _lane_waits(self, lane: DeliveryLane, failure: Failure) -> bool:
        """Check whether an error says nothing of the notice: its lane, or all, stand still until it is right again."""
        if failure.error in REFUSED_ENTIRELY and not await self._standing.look():
            return True
        if failure.error in TOKEN_REFUSED:  # Slack takes our token: the word means somebody else's account
            return False
        is_ours = failure.about is About.US or failure.error in WORKSPACE_CLOSED | {"message_limit_exceeded"}
        is_channels = lane is DeliveryLane.CHANNEL and failure.about is About.CHANNEL
        if is_channels:
            await self._standing.refuse_channel(failure.error)
        if is_ours or is_channels:
            self._standing.holds.hold(lane, failure.error)
        return is_ours or is_channels


def _count_failure(sending: Sending, failure: Failure) -> None:
    if failure.retry_after is not None:
        RATE_LIMITED.labels(failure.method).inc()
    SENDS.labels("paced" if failure.error == "paced" else failure.fate.value).inc()
    log.warning(
        "notice.failed", notice=sending.mark, kind=sending.kind.value, fate=failure.fate.value, error=failure.error
    )


async def _until_set(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
