"""How long people and Slack wait: Slack takes an acknowledgement, and a trigger, within 3 s of what was done."""

import time
from contextvars import ContextVar
from dataclasses import dataclass

ARRIVED: ContextVar[float | None] = ContextVar("arrived", default=None)
"""When the request that is being served came in, by the monotonic clock."""
LEAST = 0.05
"""Seconds that work is given although what stood before it took long."""


@dataclass(slots=True, kw_only=True)
class Patience:
    """Seconds. Those before an acknowledgement count from when the request came in."""

    ack: float = 2.0  # before the interim answer
    window: float = 1.0  # before a loading view stands in for a form, or for an answer to Home
    slack: float = 0.5  # until Slack says who somebody is; after that the directory does
    directory: float = 0.3  # until the directory says it; with the one above less than a second
    file: float = 10.0  # for a dropped file, before its uploader hears that Slack does not hand it out yet
    way: float = 3.0  # for one way of telling somebody something
    rounds: tuple[float, ...] = (0.0, 5.0, 30.0, 120.0)  # before each round of all ways
    redraws: tuple[float, ...] = (0.0, 0.2, 0.5, 1.0, 3.0)  # before each try to draw a view anew

    def hurry(self) -> None:
        """Acknowledge at once from now on, and answer after: when we go nobody may wait for an acknowledgement."""
        self.ack = self.window = 0.0


def left_of(patience: float) -> float:
    """Return what is left of some seconds that began when the request came in."""
    arrived = ARRIVED.get()
    return patience if arrived is None else max(LEAST, arrived + patience - time.monotonic())
