"""The life of a grievance (rule book §5)."""

import pytest

from bot.domain.grievances.states import TRANSITIONS, GrievanceMove, GrievanceState


def test_every_move_has_its_transition() -> None:
    assert TRANSITIONS.keys() == set(GrievanceMove)


@pytest.mark.parametrize("state", GrievanceState)
def test_every_state_can_be_reached(state: GrievanceState) -> None:
    assert any(transition.target is state for transition in TRANSITIONS.values())


def test_closed_is_the_end() -> None:
    assert not any(GrievanceState.CLOSED in transition.sources for transition in TRANSITIONS.values())


def test_only_a_reply_to_what_was_answered_or_a_withdrawal_closes() -> None:
    closing = {move for move in GrievanceMove if TRANSITIONS[move].target is GrievanceState.CLOSED}

    assert closing == {GrievanceMove.CLOSE, GrievanceMove.WITHDRAW}
    assert TRANSITIONS[GrievanceMove.CLOSE].sources == {GrievanceState.ANSWERED}


def test_what_was_declined_is_routed_again() -> None:
    assert TRANSITIONS[GrievanceMove.ROUTE].sources == {TRANSITIONS[GrievanceMove.DECLINE].target}
