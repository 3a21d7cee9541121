"""Lanes: notices that are sent one after the other, and which lanes stand still because Slack refuses what they do."""

import time
from dataclasses import dataclass
from enum import Enum

from bot.domain.notices import WITH_FILES, NoticeKind
from bot.metrics import Vitals

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 60.0


class DeliveryLane(Enum):
    """Notices that are sent one after the other; lanes do not wait for each other."""

    PEOPLE = frozenset(NoticeKind) - {NoticeKind.BOARD_PAGE, NoticeKind.DAY_SUMMARY, NoticeKind.HOME} - WITH_FILES
    FILES = WITH_FILES  # drawing them takes seconds
    CHANNEL = frozenset({NoticeKind.BOARD_PAGE, NoticeKind.DAY_SUMMARY})
    HOME = frozenset({NoticeKind.HOME})


@dataclass(slots=True)
class Hold:
    """Until when a lane stands still (monotonic), and how long that was."""

    until: float
    pause: float


class Holds:
    """Lanes that stand still for a while, each time longer, until one of their notices is taken."""

    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals
        self._holds: dict[DeliveryLane, Hold] = {}

    def hold(self, lane: DeliveryLane, error: str) -> None:
        """Let a lane stand still: a scope is missing, or the workspace lets nobody in."""
        before = self._holds.get(lane)
        pause = FIRST_PAUSE if before is None else longer(before.pause)
        self._holds[lane] = Hold(time.monotonic() + pause, pause)
        self._vitals.refused(lane.name.lower(), error)

    def is_held(self, lane: DeliveryLane) -> bool:
        """Check whether a lane stands still now."""
        held = self._holds.get(lane)
        return held is not None and held.until > time.monotonic()

    def release(self, lane: DeliveryLane) -> None:
        """Note that something of a lane was taken."""
        if self._holds.pop(lane, None) is not None:
            self._vitals.taken(lane.name.lower())


def longer(pause: float) -> float:
    """Return the pause after a pause."""
    return min(2 * pause, LONGEST_PAUSE)
