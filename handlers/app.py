"""A Bolt app that takes every request of Slack's once, answers it the same when it comes again, and times it.

Slack knows no idempotency key: a command or click is known by its trigger_id, a form by its view, hash and values, an
event by its event_id (sandbox/README.md). In this process a repeated request gets the first one's answer; in another
process, or after a crash, the desk refuses to do it twice.
"""

import asyncio
import contextlib
import hashlib
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.listener.async_listener import AsyncListener
from slack_bolt.listener.asyncio_runner import AsyncioListenerRunner
from slack_bolt.listener_matcher.async_listener_matcher import AsyncListenerMatcher
from slack_bolt.logger.messages import warning_did_not_call_ack
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.middleware.authorization.async_single_team_authorization import AsyncSingleTeamAuthorization
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.domain.trail import Door, Origin
from bot.metrics import ACK_SECONDS, REPEATED
from bot.services.desk import ORIGIN, REQUEST, Request
from handlers.deadlines import ARRIVED
from handlers.payloads import Body

REMEMBERED_SECONDS = 600.0
LEAVING_SECONDS = 0.05
"""Seconds that an acknowledgement may still need to leave the house."""
OK = 200

Answer = asyncio.Future[BoltResponse]
Answers = dict[str, tuple[float, Answer]]
"""By the names of requests: since when each is served, and its answer."""


class PromptAck(AsyncAck):
    """An acknowledgement that can be waited for."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        self.given: Answer = asyncio.get_running_loop().create_future()

    async def __call__(self, *args: Any, **kwargs: Any) -> BoltResponse:
        """Acknowledge; the first acknowledgement is the one that counts."""
        response = await super().__call__(*args, **kwargs)
        if not self.given.done():
            self.given.set_result(response)
        return response


class PromptRunner(AsyncioListenerRunner):
    """Waits until a listener acknowledges: Bolt's own looks every 10 ms whether it did. No listener of ours is lazy."""

    def __init__(self, like: AsyncioListenerRunner) -> None:
        super().__init__(**vars(like))
        self._serving: set[asyncio.Task[None]] = set()

    async def run(
        self,
        request: AsyncBoltRequest,
        response: BoltResponse,
        listener_name: str,
        listener: AsyncListener,
        starting_time: float | None = None,  # noqa: ARG002 — Bolt names it
    ) -> BoltResponse | None:
        """Run a listener; returns its acknowledgement, while it may go on. None: it gave none in time."""
        ack: PromptAck = request.context["ack"]
        if listener.auto_acknowledgement:
            await ack()
        serving = asyncio.create_task(self._serve(listener, request, response))
        self._serving.add(serving)
        serving.add_done_callback(self._serving.discard)
        await asyncio.wait({ack.given}, timeout=listener.ack_timeout)
        if ack.given.done():
            return ack.given.result()
        self.logger.warning(warning_did_not_call_ack(listener_name))
        return None

    async def _serve(self, listener: AsyncListener, request: AsyncBoltRequest, response: BoltResponse) -> None:
        try:
            await listener.run_ack_function(request=request, response=response)
        except Exception as error:  # noqa: BLE001 — as Bolt does: whoever handles errors is told of each
            given: Answer = request.context["ack"].given
            failed = BoltResponse(status=500)
            is_open = not given.done()
            await self.listener_error_handler.handle(error, request, failed if is_open else None)
            if is_open and not given.done():
                given.set_result(failed)


class PlainMatcher(AsyncListenerMatcher):
    """Asks Bolt's own matcher, which looks at the body alone.

    Bolt makes everything that a matcher could ask for, for each listener that it tries: a hundred for a click.
    """

    def __init__(self, like: AsyncListenerMatcher) -> None:
        self._looks: Callable[..., Awaitable[bool]] = like.func  # type: ignore[attr-defined]  # of its built-in ones

    async def async_matches(self, req: AsyncBoltRequest, resp: BoltResponse) -> bool:  # noqa: ARG002 — Bolt names it
        """Check whether a request is for the listener."""
        return await self._looks(body=req.body)


class TakeOnce(AsyncMiddleware):
    """Stands behind Bolt's own checks of signature and token: what they refuse is never remembered."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 — Bolt names it
        next: Callable[[], Awaitable[Any]],  # noqa: A002 — Bolt names it
    ) -> BoltResponse | None:
        """Let a request through once."""
        key = request_key(req.body)
        ORIGIN.set(Origin(door=door_of(req.body)))
        REQUEST.set(None if key is None or "event_id" in req.body else Request(key))
        if key is None:
            await next()
            return None
        known = self._answers.get(key)
        if known is not None:
            REPEATED.inc()
            return await asyncio.shield(known[1])
        self._answers[key] = (time.monotonic(), asyncio.get_running_loop().create_future())
        req.context["request_key"] = key
        await next()
        return None


class OnceApp(AsyncApp):
    """Answers a repeated request as it answered the first."""

    def __init__(self, **options: Any) -> None:
        super().__init__(name="cleancall", **options)  # without a name Bolt reads the sources of the whole stack
        self._async_listener_runner = PromptRunner(self._async_listener_runner)
        self._answers: Answers = {}
        self._at_work = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self.middleware(TakeOnce(self._answers))

    def _register_listener(
        self, functions: Any, primary_matcher: AsyncListenerMatcher, *rest: Any, **options: Any
    ) -> Callable[..., Awaitable[BoltResponse | None]] | None:
        return super()._register_listener(functions, PlainMatcher(primary_matcher), *rest, **options)

    def know_itself(self, identity: AsyncSlackResponse) -> None:
        """Keep who we are: Bolt would ask Slack for it at the first request, before its acknowledgement."""
        for each in self._async_middleware_list:
            if isinstance(each, AsyncSingleTeamAuthorization):
                each.auth_test_result = identity

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Serve one request; returns its acknowledgement."""
        started = time.monotonic()
        ARRIVED.set(started)
        self._at_work += 1
        self._idle.clear()
        answered: BoltResponse | None = None
        req.context["ack"] = PromptAck()
        try:
            answered = await super().async_dispatch(req)
            return answered
        finally:
            self._at_work -= 1
            if not self._at_work:
                self._idle.set()
            ACK_SECONDS.observe(time.monotonic() - started)
            key = req.context.get("request_key")
            if key is not None:
                self._settle(str(key), answered)

    async def finish(self, seconds: float) -> None:
        """Wait until the requests that came in are acknowledged, but not longer than some seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), seconds)
        await asyncio.sleep(LEAVING_SECONDS)

    def _settle(self, key: str, answered: BoltResponse | None) -> None:
        """Keep the answer for a repetition; not that of a form with errors, which is submitted again as it is."""
        _, answer = self._answers[key]
        answer.set_result(answered if answered is not None else BoltResponse(status=500))
        if answered is None or answered.status != OK or '"errors"' in (answered.body or ""):
            del self._answers[key]
        self.forget(REMEMBERED_SECONDS)

    def forget(self, seconds: float) -> None:
        """Forget the answers of requests that came in longer ago."""
        oldest = time.monotonic() - seconds
        while self._answers and next(iter(self._answers.values()))[0] < oldest:
            del self._answers[next(iter(self._answers))]


def door_of(body: Body) -> Door:
    """Tell by which way of Slack's somebody acts: it says nothing of where they are."""
    doors = {"block_actions": Door.CLICK, "view_submission": Door.FORM}
    return Door.COMMAND if "command" in body else doors.get(str(body.get("type")), Door.UNKNOWN)


def request_key(body: Body) -> str | None:
    """Name a request so that the same one has the same name; None for what may come any number of times."""
    kind = body.get("type")
    if kind == "view_submission":
        view = body.get("view") or {}
        values = json.dumps(view.get("state"), sort_keys=True, ensure_ascii=False)
        return f"view:{view.get('id')}:{view.get('hash')}:{hashlib.sha256(values.encode()).hexdigest()[:16]}"
    if kind == "event_callback" and body.get("event_id"):
        return f"event:{body['event_id']}"
    if (kind == "block_actions" or "command" in body) and body.get("trigger_id"):
        return f"trigger:{body['trigger_id']}"
    return None
