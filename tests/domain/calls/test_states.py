"""The life of a call (rule book §4)."""

import pytest

from bot.domain.calls.states import TRANSITIONS, CallState, Move


def test_every_move_has_its_transition() -> None:
    assert TRANSITIONS.keys() == set(Move)
    assert all(transition.sources for transition in TRANSITIONS.values())


@pytest.mark.parametrize("state", CallState)
def test_every_state_can_be_reached_and_left(state: CallState) -> None:
    assert any(transition.target is state for transition in TRANSITIONS.values())
    assert any(state in transition.sources for transition in TRANSITIONS.values())


def test_only_who_has_claimed_a_call_closes_it_with_a_result() -> None:
    assert TRANSITIONS[Move.CLOSE].sources == {CallState.CLAIMED}


def test_a_claimed_call_is_never_claimed_nor_given_up() -> None:
    assert CallState.CLAIMED not in TRANSITIONS[Move.CLAIM].sources | TRANSITIONS[Move.GIVE_UP].sources


def test_a_closed_call_comes_back_reopened_undone_called_in_taken_in_or_because_it_should_be_made_after_all() -> None:
    back = {move for move in Move if CallState.CLOSED in TRANSITIONS[move].sources}

    assert back == {Move.REOPEN, Move.UNDO, Move.CALL_IN, Move.READMIT, Move.TAKE_IN}
