"""Being told to fail: rate limits, server errors, answers that get lost, silence, being down."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.sandbox.errors import PersonError, SlackError

KINDS = {
    "ratelimited", "http_500", "internal_error", "delivered_but_dropped", "dropped", "timeout", "slow",
    "stuck", "unanswered", "lands_late", "refused",
}  # fmt: skip
"""stuck: hangs for some seconds and is not taken; unanswered: is taken at once, hangs, and gets no answer.

lands_late: the connection is cut at once, and the request is taken all the same after some seconds.
refused: answers with the `error` that was asked for, whatever it is.
"""
DOORS = {"response_url", "upload", "download"}
"""What fails beside the methods of the API: answers that follow, the bytes of files that come and go."""
TRIGGER = "trigger"
"""Fails by being slow alone: a click or command reaches the app when its trigger is already so many seconds old."""
PER_MINUTE = {
    "chat.update": 50, "chat.delete": 50, "conversations.open": 50, "conversations.info": 50,
    "conversations.history": 50, "conversations.replies": 50, "users.lookupByEmail": 50, "reactions.add": 50,
    "conversations.list": 20, "users.list": 20, "views.open": 100, "views.update": 100, "views.push": 100,
    "views.publish": 100, "chat.postEphemeral": 100, "users.info": 100, "files.info": 100,
    "conversations.members": 100, "chat.postMessage": 300,
}  # fmt: skip
"""sandbox/README.md, rate limits. chat.postMessage also has its own limit by channel."""
POSTS_BURST = 5
POSTS_SECONDS = 5.0


@dataclass(slots=True)
class Fault:
    """What to do wrong, for which method and channel, how many times."""

    kind: str
    method: str
    times: int
    channel: str | None
    retry_after: int
    seconds: float
    error: str


class Faults:
    """The faults that wait to happen."""

    def __init__(self) -> None:
        self.is_down = False
        self._waiting: list[Fault] = []

    def add(self, wish: Mapping[str, Any]) -> None:
        """Take a wish: `fault`, `method` (or a door), and optionally times, channel, retry_after, seconds, error.

        Raises:
            PersonError: there is no such fault.
        """
        if wish.get("fault") not in KINDS or not wish.get("method"):
            raise PersonError(f"a fault needs a method and one of {sorted(KINDS)}")
        if wish["method"] == TRIGGER and wish["fault"] != "slow":
            raise PersonError("a trigger fails by being slow alone")
        self._waiting.append(
            Fault(
                kind=str(wish["fault"]),
                method=str(wish["method"]),
                times=int(wish.get("times", 1)),
                channel=wish.get("channel"),
                retry_after=int(wish.get("retry_after", 1)),
                seconds=float(wish.get("seconds", 1.0)),
                error=str(wish.get("error", "invalid_arguments")),
            )
        )

    def clear(self) -> None:
        """Forget all faults."""
        self._waiting.clear()

    def take(self, method: str, channel: str | None) -> Fault | None:
        """Return the fault that befalls a request, if one does; "*" means every method of the API."""
        meant = {method} if method in DOORS | {TRIGGER} else {method, "*"}
        for fault in self._waiting:
            if fault.method in meant and fault.channel in {None, channel}:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None


async def befall(fault: Fault) -> None:
    """Do what a fault does before the request is taken.

    Raises:
        SlackError: ratelimited, internal_error, or what was asked for.
    """
    match fault.kind:
        case "ratelimited":
            raise SlackError("ratelimited", retry_after=fault.retry_after)
        case "internal_error":
            raise SlackError("internal_error")
        case "refused":
            raise SlackError(fault.error)
        case "slow" | "timeout" | "stuck" | "lands_late":
            await asyncio.sleep(fault.seconds)
        case _:
            return


async def through_door(
    faults: Faults, door: str, request: web.Request, work: Callable[[], Awaitable[web.Response]]
) -> web.Response:
    """Serve a request at a door, with the fault that befalls it."""
    if faults.is_down:
        return web.Response(status=503)
    fault = faults.take(door, None)
    if fault is None:
        return await work()
    try:
        await befall(fault)
    except SlackError as error:
        is_limited = error.error == "ratelimited"
        headers = {"Retry-After": str(fault.retry_after)} if is_limited else {}
        return web.Response(status=429 if is_limited else 500, text=error.error, headers=headers)
    if fault.kind == "http_500":
        return web.Response(status=500, text="server error")
    answer = await work() if fault.kind not in NOT_TAKEN else web.Response(status=500)
    if fault.kind == "unanswered":
        await asyncio.sleep(fault.seconds)
    if fault.kind in HANGS_UP:
        hang_up(request)
    return answer


NOT_TAKEN = {"dropped", "http_500", "stuck"}
"""Faults where the request never reaches the workspace."""
HANGS_UP = {"dropped", "delivered_but_dropped", "stuck", "unanswered", "lands_late"}
"""Faults that leave the app without an answer."""


def hang_up(request: web.Request) -> None:
    """Cut the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()


class Rates:
    """Slack's limits by method and minute, when they are on."""

    def __init__(self) -> None:
        self.are_on = False
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self._blocked: dict[str, float] = {}

    def check(self, method: str, channel: str | None) -> None:
        """Count a request.

        Raises:
            SlackError: ratelimited, with the seconds after which the method works again.
        """
        if not self.are_on:
            return
        now = time.monotonic()
        if self._blocked.get(method, 0) > now:
            raise SlackError("ratelimited", retry_after=int(self._blocked[method] - now) + 1)
        self._count(method, method, PER_MINUTE.get(method, 100), 60.0)
        if method == "chat.postMessage" and channel:
            self._count(f"{method} {channel}", method, POSTS_BURST, POSTS_SECONDS)

    def _count(self, key: str, method: str, most: int, seconds: float) -> None:
        now = time.monotonic()
        calls = self._calls[key]
        while calls and calls[0] <= now - seconds:
            calls.popleft()
        if len(calls) >= most:
            wait = max(1.0, calls[0] + seconds - now)
            self._blocked[method] = now + wait
            raise SlackError("ratelimited", retry_after=int(wait) + 1)
        calls.append(now)
