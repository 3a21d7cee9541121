"""Grievances: guarded moves, and lists by due date."""

import pytest

from bot.domain.calls.results import MoneyAnswer
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import TRANSITIONS, GrievanceMove, GrievanceState
from bot.services.desk import Desk
from bot.services.grievances import handling, replying
from bot.services.keeping.contact_data import same_person
from storage.calls.queries import find_call
from storage.grievances.queries import (
    answered_on_audit_track,
    delayed_so_far,
    drop_untold,
    earlier_of,
    find_grievance,
    find_reply,
    has_next_round,
    move_grievance,
    received_by,
    to_be_replied,
    unclosed,
    under_way,
    waiting_for,
)
from tests.steps.builders import HAN, JUNG, KIM, LEE, YOON, visitor, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import bring_list, in_session
from tests.steps.grievances import EXPLAINED, bring_grievance


@pytest.mark.parametrize("move", GrievanceMove)
def test_a_move_is_made_from_its_own_states_alone(morning: Desk, move: GrievanceMove) -> None:
    bring_grievance(morning)

    made = in_session(morning, move_grievance, move, 1)

    grievance = in_session(morning, find_grievance, 1)
    assert grievance is not None
    assert made == (GrievanceState.ROUTED in TRANSITIONS[move].sources)
    assert grievance.state == (TRANSITIONS[move].target if made else GrievanceState.ROUTED)


def test_a_guard_that_does_not_hold_keeps_it_as_it_was(morning: Desk) -> None:
    bring_grievance(morning)

    assert not in_session(morning, move_grievance, GrievanceMove.ACKNOWLEDGE, 1, received_by(YOON))
    assert in_session(morning, move_grievance, GrievanceMove.ACKNOWLEDGE, 1, received_by(JUNG))
    assert not in_session(morning, move_grievance, GrievanceMove.DELAY, 1, delayed_so_far(1, 0))
    assert in_session(morning, move_grievance, GrievanceMove.DELAY, 1, delayed_so_far(0, 0), extensions=1)


def test_it_waits_for_its_recipient_then_for_its_operator(morning: Desk) -> None:
    bring_grievance(morning)
    at_first = [len(in_session(morning, waiting_for, who, told_by=morning.now(), most=10)) for who in (JUNG, YOON)]
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")

    assert at_first == [1, 0]
    assert not in_session(morning, waiting_for, JUNG, told_by=morning.now(), most=10)
    assert [len(in_session(morning, to_be_replied, who, most=10)) for who in (KIM, LEE)] == [1, 0]
    assert [each.id for each in in_session(morning, unclosed)] == [1]


def test_what_came_to_audit_is_on_its_own_track(morning: Desk) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))
    under = [len(in_session(morning, under_way, track)) for track in (Track.ORDINARY, Track.AUDIT)]
    morning.do_now(handling.answer, by=HAN, grievance_id=1, words="조사하겠습니다")

    assert under == [0, 1]
    assert [each.id for each in in_session(morning, answered_on_audit_track)] == [1]
    assert not in_session(morning, to_be_replied, KIM, most=10)


def test_what_the_same_person_brought_before_is_found_by_number_and_name(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")
    morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)
    same = {"연락처": "010-0000-1001", "민원종류": "분실물"}
    bring_list(morning, [visitor(1, 접수번호="2026-90001", **same), visitor(2, 접수번호="2026-90002", **same)])

    def earlier(number: int) -> list[int | None]:
        call = in_session(morning, find_call, number)
        assert call is not None
        people = morning.do_now(lambda unit: same_person(unit, call))
        return [each.id for each in in_session(morning, earlier_of, number, people)]

    assert [earlier(number) for number in (1, 2, 4, 5)] == [[], [], [1], []]
    assert in_session(morning, find_reply, 1) is not None
    assert not in_session(morning, has_next_round, 1)


def test_what_nobody_has_in_hand_may_be_dropped_once(morning: Desk) -> None:
    bring_grievance(morning)
    dropped = [in_session(morning, drop_untold, 1) for _ in range(2)]

    assert dropped == [True, False]
    assert in_session(morning, find_grievance, 1) is None


def test_what_somebody_has_acknowledged_is_not_dropped(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)

    assert not in_session(morning, drop_untold, 1)
    assert in_session(morning, find_grievance, 1) is not None
