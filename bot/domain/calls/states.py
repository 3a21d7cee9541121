"""The call's life: its states, who moves it where, and what came of it (rule book §4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class CallState(StrEnum):
    """Where a call stands."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    SCHEDULED = "scheduled"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What came of a closed call: exactly one."""

    SATISFIED = "satisfied"
    MISUNDERSTANDING_CLEARED = "misunderstanding_cleared"
    INQUIRY_ANSWERED = "inquiry_answered"
    GRIEVANCE_FILED = "grievance_filed"
    REFUSED = "refused"
    UNREACHED = "unreached"
    WRONG_NUMBER = "wrong_number"
    INELIGIBLE = "ineligible"
    ENDED_FOR_ABUSE = "ended_for_abuse"
    UNABLE = "unable"


ANSWERED_OUTCOMES = (
    Outcome.SATISFIED,
    Outcome.MISUNDERSTANDING_CLEARED,
    Outcome.INQUIRY_ANSWERED,
    Outcome.GRIEVANCE_FILED,
)


class Move(StrEnum):
    """Everything that can happen to a call."""

    CLAIM = "claim"
    RELEASE = "release"
    SCHEDULE = "schedule"
    COME_DUE = "come_due"
    CLOSE = "close"
    GIVE_UP = "give_up"
    REOPEN = "reopen"
    UNDO = "undo"
    CALL_IN = "call_in"
    WITHDRAW = "withdraw"
    READMIT = "readmit"
    TAKE_IN = "take_in"


@dataclass(frozen=True, slots=True)
class Transition:
    """The states a move may start from and the one it ends in."""

    sources: frozenset[CallState]
    target: CallState


TRANSITIONS: Mapping[Move, Transition] = {
    Move.CLAIM: Transition(frozenset({CallState.QUEUED, CallState.SCHEDULED}), CallState.CLAIMED),
    Move.RELEASE: Transition(frozenset({CallState.CLAIMED}), CallState.QUEUED),
    Move.SCHEDULE: Transition(frozenset({CallState.CLAIMED}), CallState.SCHEDULED),
    Move.COME_DUE: Transition(frozenset({CallState.SCHEDULED}), CallState.QUEUED),
    Move.CLOSE: Transition(frozenset({CallState.CLAIMED}), CallState.CLOSED),
    Move.CALL_IN: Transition(frozenset({CallState.SCHEDULED, CallState.CLOSED}), CallState.QUEUED),
    Move.REOPEN: Transition(frozenset({CallState.CLOSED}), CallState.QUEUED),
    Move.UNDO: Transition(frozenset({CallState.SCHEDULED, CallState.CLOSED}), CallState.CLAIMED),
    Move.GIVE_UP: Transition(frozenset({CallState.QUEUED, CallState.SCHEDULED}), CallState.CLOSED),
    Move.WITHDRAW: Transition(frozenset({CallState.QUEUED, CallState.CLAIMED, CallState.SCHEDULED}), CallState.CLOSED),
    Move.READMIT: Transition(frozenset({CallState.CLOSED}), CallState.QUEUED),
    Move.TAKE_IN: Transition(frozenset({CallState.CLOSED}), CallState.CLAIMED),
}


class QueueLane(StrEnum):
    """Which calls come first in the queue; the values sort in that order (rule book §3)."""

    PROMISED = "1-promised"
    RETRY = "2-retry"
    NEW = "3-new"
