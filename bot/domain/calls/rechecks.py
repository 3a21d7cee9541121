"""Quality re-check: which closed calls a second operator phones again, and whether the two agree (rule book §8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LARGEST_DIFFERENCE = 1
"""Two scores of one item that differ by no more agree."""
DRAW_RANGE = 2**32


class RecheckOutcome(StrEnum):
    """How a second call ended."""

    ANSWERED = "answered"
    NOT_REACHED = "not_reached"
    REFUSED = "refused"


class RecheckState(StrEnum):
    """Where a re-check stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    DROPPED = "dropped"  # refused, too late, or the petitioner is not to be called any more


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckLine:
    """A call to be phoned again, masked."""

    id: int
    call: int
    masked_name: str
    petition_type: str
    department: str
    visited_on: date
    closed_at: datetime


def is_drawn(hashed: str, share: float) -> bool:
    """Draw a call by the keyed hash (hex) of its number: the same call is drawn or not, however often one asks."""
    return int(hashed[:8], 16) < share * DRAW_RANGE


def agrees(first: Mapping[str, int], second: Mapping[str, int]) -> bool | None:
    """Check whether two operators heard the same; None when no question was answered both times."""
    common = first.keys() & second.keys()
    if not common:
        return None
    return all(abs(first[each] - second[each]) <= LARGEST_DIFFERENCE for each in common)
