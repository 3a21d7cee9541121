"""The life of a grievance: its states, and who moves it where (rule book §5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class GrievanceState(StrEnum):
    """Where it stands. Answered by the officer is not yet told to the petitioner."""

    ROUTED = "routed"
    ACKNOWLEDGED = "acknowledged"
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class GrievanceMove(StrEnum):
    """Everything that can happen to a grievance."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    DECLINE = "decline"
    ROUTE = "route"
    REROUTE = "reroute"
    DELAY = "delay"
    HAND_ON = "hand_on"
    CLOSE = "close"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class GrievanceTransition:
    """The states a move may start from and the one it ends in."""

    sources: frozenset[GrievanceState]
    target: GrievanceState


_WITH_RECIPIENT = frozenset({GrievanceState.ROUTED, GrievanceState.ACKNOWLEDGED})

_NOT_CLOSED = frozenset(GrievanceState) - {GrievanceState.CLOSED}

TRANSITIONS: Mapping[GrievanceMove, GrievanceTransition] = {
    GrievanceMove.ACKNOWLEDGE: GrievanceTransition(frozenset({GrievanceState.ROUTED}), GrievanceState.ACKNOWLEDGED),
    GrievanceMove.ANSWER: GrievanceTransition(_WITH_RECIPIENT, GrievanceState.ANSWERED),
    GrievanceMove.DECLINE: GrievanceTransition(_WITH_RECIPIENT, GrievanceState.OPEN),
    GrievanceMove.ROUTE: GrievanceTransition(frozenset({GrievanceState.OPEN}), GrievanceState.ROUTED),
    GrievanceMove.REROUTE: GrievanceTransition(_WITH_RECIPIENT, GrievanceState.ROUTED),
    GrievanceMove.HAND_ON: GrievanceTransition(_WITH_RECIPIENT, GrievanceState.ROUTED),
    GrievanceMove.DELAY: GrievanceTransition(frozenset({GrievanceState.ACKNOWLEDGED}), GrievanceState.ACKNOWLEDGED),
    GrievanceMove.CLOSE: GrievanceTransition(frozenset({GrievanceState.ANSWERED}), GrievanceState.CLOSED),
    GrievanceMove.WITHDRAW: GrievanceTransition(_NOT_CLOSED, GrievanceState.CLOSED),
}
