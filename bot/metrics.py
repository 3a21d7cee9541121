"""What `/metrics` counts, and the signs of life that `/readyz` looks at. No label ever names a person."""

import time
from dataclasses import dataclass, field

from prometheus_client import Counter, Gauge, Histogram

ACK_SECONDS = Histogram(
    "cleancall_ack_seconds",
    "From a request of Slack's to its acknowledgement (Slack waits 3 s).",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3),
)
REPEATED = Counter("cleancall_repeated_requests", "Requests that came again and were not done again.")
SENDS = Counter("cleancall_sends", "Tries to bring a notice to Slack, by what became of them.", ["result"])
RATE_LIMITED = Counter("cleancall_rate_limited", "Answers of 429, by method.", ["method"])
RETRIES = Counter("cleancall_retries", "Tries to send a notice that were not the first.")
WAITING = Gauge("cleancall_notices_waiting", "Notices that wait to be sent.")
FAILED = Gauge("cleancall_notices_failed", "Notices that can never be delivered.")
OLDEST_DUE = Gauge("cleancall_oldest_due_seconds", "How long the oldest due notice has been waiting.")
CONNECTED = Gauge("cleancall_socket_connected", "1 while Slack can reach us.")
LAST_TICK = Gauge("cleancall_seconds_since_tick", "Since the jobs ticked last.")

STALE_TICK = 180.0
"""Seconds without a tick after which the bot is no longer ready: every job ticks at least every minute."""


@dataclass(slots=True)
class Vitals:
    """The signs of life of one running bot."""

    is_connected: bool = False
    ticked_at: float = field(default_factory=time.monotonic)
    moved_at: float = field(default_factory=time.monotonic)

    def tick(self) -> None:
        """Note that a job ticked, and did its work."""
        self.ticked_at = time.monotonic()

    def move(self) -> None:
        """Note that a job came to its end, whatever came of it: the loop turns, the ticks come."""
        self.moved_at = time.monotonic()

    @property
    def seconds_since_tick(self) -> float:
        """How long ago a job ticked."""
        return time.monotonic() - self.ticked_at

    @property
    def is_alive(self) -> bool:
        """Whether the loop turns and the ticks come: what is not must be started again."""
        return time.monotonic() - self.moved_at < STALE_TICK

    @property
    def is_ready(self) -> bool:
        """Whether Slack can reach us and time passes."""
        return self.is_connected and self.seconds_since_tick < STALE_TICK
