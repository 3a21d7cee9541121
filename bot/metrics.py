"""What `/metrics` counts, and the signs of life that `/livez` and `/readyz` look at. No label ever names a person."""

import time
from collections.abc import Mapping
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
NOT_SIGNED = Counter("cleancall_requests_not_signed", "Requests in HTTP mode that Slack did not sign, or not now.")
CUT_OFF = Counter(
    "cleancall_connections_cut_off", "Connections to our ports that we ended: slow, idle, or the port full.", ["why"]
)
STRANGERS = Gauge("cleancall_strangers", "Connections to our Slack app beyond the bots on this database.")
LAST_TICK = Gauge("cleancall_seconds_since_tick", "Since the jobs ticked last.")

REFUSED = Gauge("cleancall_refused", "How much Slack refuses: our token, a scope, the call channel. It waits.")

STALE_TICK = 180.0
"""Seconds without a tick after which the bot is no longer ready: every job ticks at least every minute."""
STALE_LIFE = 300.0
"""Seconds without a try of any job after which the process is to be started anew. A long job may take minutes."""


@dataclass(slots=True)
class Vitals:
    """The signs of life of one running bot."""

    is_connected: bool = False
    ticked_at: float = field(default_factory=time.monotonic)
    tried_at: float = field(default_factory=time.monotonic)
    is_days_off: bool = False  # our clock, from Slack's
    refusals: dict[str, str] = field(default_factory=dict)  # what Slack refuses → its word for why

    def refused(self, what: str, error: str) -> None:
        """Note that Slack refuses us something: it waits."""
        self.refusals[what] = error
        REFUSED.set(len(self.refusals))

    def taken(self, what: str) -> None:
        """Note that Slack takes it again."""
        self.refusals.pop(what, None)
        REFUSED.set(len(self.refusals))

    def tick(self) -> None:
        """Note that a job ticked, and did its work."""
        self.ticked_at = time.monotonic()

    def beat(self) -> None:
        """Note that something was tried, whatever came of it: Slack or the database may be away."""
        self.tried_at = time.monotonic()

    @property
    def seconds_since_tick(self) -> float:
        """How long ago a job ticked."""
        return time.monotonic() - self.ticked_at

    @property
    def is_alive(self) -> bool:
        """Whether the jobs go on; that the loop does is told by whoever asks in it."""
        return time.monotonic() - self.tried_at < STALE_LIFE

    @property
    def signs(self) -> Mapping[str, object]:
        """The signs of life, as `/readyz` names them; what Slack refuses only while it does."""
        signs: dict[str, object] = {"socket": self.is_connected, "seconds_since_tick": round(self.seconds_since_tick)}
        signs |= {"clock": "days off"} if self.is_days_off else {}
        return {**signs, "refused": dict(self.refusals)} if self.refusals else signs

    @property
    def is_ready(self) -> bool:
        """Whether Slack can reach us and takes what we bring, and time passes as it should."""
        is_on_time = self.seconds_since_tick < STALE_TICK and not self.is_days_off
        return self.is_connected and not self.refusals and is_on_time
