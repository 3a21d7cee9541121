"""Taking in who is on the line by the button of a look-up."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.calls.states import CallState, Outcome
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.domain.trail import Event, Subject
from bot.services.calls.claiming import claim_call, release_call
from bot.services.calls.inbound import take_in_call
from bot.services.calls.recording import record_result
from bot.services.calls.verification import look_up
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.trail import events_of
from tests.steps.builders import KIM, LEE, OH, PARK, visitor
from tests.steps.desks import bring_list, in_session, phone
from tests.steps.rows import call_row, told


def test_who_talked_to_them_last_is_told_and_whoever_took_it_is_not(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2, by=KIM)
    clock.advance(timedelta(days=1))

    morning.do_now(take_in_call, by=LEE, number=2)

    assert told(morning, NoticeKind.CAME_IN) == [KIM]


def test_the_trail_tells_who_took_in_a_call(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2, by=KIM)
    clock.advance(timedelta(days=1))
    morning.do_now(take_in_call, by=LEE, number=2)

    events = in_session(morning, events_of, Subject.CALL, 2)
    assert [event.actor for event in events if event.event == Event.CALL_CAME_IN] == [LEE]


def test_a_conflict_of_interest_is_left_to_a_colleague(morning: Desk) -> None:
    phone(morning, 1)

    with pytest.raises(Refused) as refused:
        morning.do_now(take_in_call, by=PARK, number=1)

    assert refused.value.reason is Reason.CONFLICT


@pytest.mark.parametrize("is_same_visit", [True, False])
def test_who_is_a_protected_victim_by_now_is_heard_and_phoned_only_if_they_ask_for_it(
    morning: Desk, clock: MovableClock, is_same_visit: bool
) -> None:
    about = {"담당부서": "수사과", "담당자": "최형사", "비고": "스토킹 피해자"}
    if is_same_visit:
        bring_list(morning, [visitor(2, **about)])  # the call leaves the queue
    else:
        phone(morning, 2)
        bring_list(morning, [visitor(2, **about, 접수번호="2026-00099", 방문일시="2026-11-19")])
    clock.advance(timedelta(hours=1))

    card = morning.do_now(take_in_call, by=KIM, number=2)
    missed = morning.do_now(record_result, by=KIM, number=2, result=Result(disposition=Disposition.WILL_CALL_BACK))

    assert card.inbound_only
    assert (missed.outcome, missed.next_at) == (Outcome.UNREACHED, None)


def test_only_an_operator_gets_the_button_of_a_look_up(morning: Desk) -> None:
    phone(morning, 2)

    found = {by: morning.do_now(look_up, by=by, words="010-0000-1002").call for by in (KIM, OH)}

    assert found == {KIM: 2, OH: None}


def test_the_trail_tells_what_was_closed_again_from_what_was_laid_down(morning: Desk, clock: MovableClock) -> None:
    """Figures count the one as a reopening that was nothing, the other as a call of the queue."""

    def released(unit: Unit) -> list[bool]:
        found = [row for row in events_of(unit.session, Subject.CALL, 2) if row.event == Event.CALL_RELEASED]
        return ["closed_again" in row.facts for row in found]

    morning.do_now(claim_call, by=KIM, number=2)
    morning.do_now(release_call, by=KIM, number=2)
    phone(morning, 2, by=KIM)
    clock.advance(timedelta(days=1))
    morning.do_now(take_in_call, by=LEE, number=2)
    morning.do_now(release_call, by=LEE, number=2)

    assert morning.do_now(released) == [False, True]
    assert call_row(morning, 2).state == CallState.CLOSED
