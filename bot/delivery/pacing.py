"""Pacing: how soon a method may be called again, by Slack's tiers and Retry-After (sandbox/README.md, Rate limits)."""

import random
import time
from collections import deque
from collections.abc import Callable, Mapping

SPACING = {
    "chat.update": 1.25,  # tier 3: 50 a minute
    "chat.postMessage": 1.05,  # about one a second per channel
    "conversations.open": 0.2,
    "conversations.history": 1.25,
    "conversations.info": 1.25,
    "files.completeUploadExternal": 1.05,  # it posts a message
    "files.delete": 1.25,
    "views.publish": 0.65,  # tier 4: 100 a minute
}
"""Seconds between two calls of one method on one lane."""
MOST_A_MINUTE = {"conversations.open": 45}  # tier 3: 50; asked for everybody once a day, for many at once
MINUTE = 60.0
LATE = 0.25
"""Seconds that a call may be late, drawn and checked after its turn came, without putting off those after it."""
LONGEST_BACKOFF = 60.0


class Pace:
    """Keeps calls of each method apart. Direct messages go to a channel each, so they are paced by channel.

    A method without a spacing is not paced at all: where nobody limits it, nobody counts.
    """

    def __init__(self, spacing: Mapping[str, float] = SPACING, now: Callable[[], float] | None = None) -> None:
        self._now = now or _monotonic
        self._spacing = spacing
        self._free_at: dict[str, float] = {}
        self._blocked_until: dict[str, float] = {}
        counted = {method: most for method, most in MOST_A_MINUTE.items() if spacing.get(method)}
        self._calls = {method: deque[float](maxlen=most) for method, most in counted.items()}

    def wait_for(self, method: str, channel: str) -> float:
        """Return the seconds until this method may be called for this channel; 0 when it may be called now."""
        now = self._now()
        free_at = max(self._blocked_until.get(method, 0), self._free_at.get(_key(method, channel), 0))
        calls = self._calls.get(method)
        if calls is not None and len(calls) == calls.maxlen:
            free_at = max(free_at, calls[0] + MINUTE)
        return max(0.0, free_at - now)

    def took(self, method: str, channel: str) -> None:
        """Note a call. Where Slack counts by the minute the next turn is reckoned from when this one's came."""
        key, now = _key(method, channel), self._now()
        turn = now if method in BY_CHANNEL else max(now - LATE, min(now, self._free_at.get(key, 0)))
        self._free_at[key] = turn + self._spacing.get(method, 0)
        if method in self._calls:
            self._calls[method].append(now)
        if len(self._free_at) > MOST_REMEMBERED:
            self._free_at = {key: at for key, at in self._free_at.items() if at > now}

    def blocked(self, method: str, seconds: float) -> None:
        """Obey a Retry-After: it blocks this method, and no other."""
        self._blocked_until[method] = self._now() + seconds


def _monotonic() -> float:
    return time.monotonic()  # looked up each time: a simulator puts its own clock there


BY_CHANNEL = {"chat.postMessage", "files.completeUploadExternal"}
MOST_REMEMBERED = 1000


def _key(method: str, channel: str) -> str:
    return f"{method} {channel}" if method in BY_CHANNEL else method


def backoff(tries: int) -> float:
    """Return the seconds after a failed try: more after each, up to a minute, a little different for everybody."""
    longest: float = min(LONGEST_BACKOFF, 0.5 * 2 ** min(tries, 10))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 — spreads retries, guards nothing
