"""Calls: whoever changes the row wins, and the queue has its order (rule book §3)."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.states import TRANSITIONS, CallState, Move, QueueLane
from bot.services.calls import claiming
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.queries import (
    claimed_since,
    find_call,
    find_line,
    give_call,
    held_by,
    idle_claims,
    mark_nudged,
    move_call,
    next_numbers,
    numbers_held_by,
    raise_call,
    tally_of,
    touch_call,
)
from tests.steps.builders import KIM, LEE, MONDAY, seoul
from tests.steps.calls import MISS
from tests.steps.desks import in_session, phone
from tests.steps.rows import call_row

NOW = seoul(MONDAY, 10)


def test_of_two_moves_from_one_state_one_is_made(morning: Desk) -> None:
    claimed = [in_session(morning, move_call, Move.CLAIM, 1, claimed_by=who) for who in (KIM, LEE)]

    assert [line and line.claimed_by for line in claimed] == [KIM, None]
    assert call_row(morning).claimed_by == KIM


@pytest.mark.parametrize("move", Move)
def test_a_move_is_made_from_its_own_states_alone(morning: Desk, move: Move) -> None:
    is_from_queue = CallState.QUEUED in TRANSITIONS[move].sources

    assert (in_session(morning, move_call, move, 1) is not None) == is_from_queue
    assert call_row(morning).state == (TRANSITIONS[move].target if is_from_queue else CallState.QUEUED)


def test_a_guard_that_does_not_hold_keeps_a_call_as_it_was(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    assert not in_session(morning, move_call, Move.RELEASE, 1, held_by(LEE))
    assert in_session(morning, move_call, Move.RELEASE, 1, held_by(KIM), claimed_by=None)


def test_whoever_gets_a_call_gets_its_code_too_but_for_one_that_is_anothers(morning: Desk) -> None:
    def give(unit: Unit, number: int) -> tuple[bool, str | None]:
        call = find_call(unit.session, number)
        assert call is not None
        given = give_call(unit.session, call, "482113", claimed_by=KIM)
        return given is not None, call.code

    given = [morning.do_now(give, number) for number in (1, 1, 2)]

    assert given == [(True, "482113"), (False, "482113"), (True, None)]


def test_promised_calls_come_first_then_retries_then_by_priority(morning: Desk) -> None:
    before = in_session(morning, next_numbers, 1, most=10)
    in_session(morning, raise_call, 2, priority=1)
    in_session(morning, raise_call, 3, lane=QueueLane.RETRY.value)
    raised = in_session(morning, next_numbers, 1, most=10)
    in_session(morning, raise_call, 1, lane=QueueLane.PROMISED.value)

    assert (before, raised) == ([1, 2, 3], [3, 2, 1])
    assert in_session(morning, next_numbers, 1, most=2) == [1, 3]


def test_a_board_counts_its_calls_by_state(morning: Desk) -> None:
    phone(morning, 1)
    phone(morning, 2, MISS)
    morning.do_now(claiming.claim_call, by=KIM, number=3)

    tally = in_session(morning, tally_of, 1)

    assert (tally.total, tally.queued, tally.claimed, tally.scheduled, tally.closed) == (3, 0, 1, 1, 1)


def test_an_operator_holds_what_they_claimed(morning: Desk) -> None:
    for number in (1, 3):
        morning.do_now(claiming.claim_call, by=KIM, number=number)

    assert in_session(morning, numbers_held_by, KIM) == [1, 3]
    assert in_session(morning, claimed_since, KIM, NOW - timedelta(days=1)) == 3
    assert in_session(morning, claimed_since, KIM, NOW + timedelta(days=1)) is None
    assert in_session(morning, numbers_held_by, LEE) == []


def test_a_claim_is_idle_until_it_is_touched(morning: Desk, clock: MovableClock) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    clock.advance(timedelta(hours=1))
    idle = in_session(morning, idle_claims, morning.now() - timedelta(minutes=45), nudged=False)
    nudged = [in_session(morning, mark_nudged, 1, morning.now()) for _ in range(2)]

    assert not in_session(morning, touch_call, 1, LEE, morning.now())
    assert in_session(morning, touch_call, 1, KIM, morning.now())

    assert ([call.id for call in idle], nudged) == ([1], [True, False])
    assert not in_session(morning, idle_claims, morning.now() - timedelta(minutes=45), nudged=False)


def test_a_call_that_is_not_there_has_no_line(morning: Desk) -> None:
    line = in_session(morning, find_line, 1)

    assert line is not None
    assert line.masked_name == "남**수"
    assert in_session(morning, find_line, 99) is None
