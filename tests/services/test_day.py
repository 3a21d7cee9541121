"""What the day itself brings: reminders, taking back, the end."""

from datetime import date, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.calls.states import CallState, Outcome
from bot.domain.notices import NoticeKind
from bot.services import day
from bot.services.calls import claiming, recording
from bot.services.desk import Desk
from tests.steps.builders import FRIDAY, KIM, LEE, MONDAY, TUESDAY, seoul, with_
from tests.steps.calls import MISS, SATISFIED
from tests.steps.desks import phone
from tests.steps.rows import call_row, told


def test_an_idle_claim_is_reminded_once_and_then_taken_back(morning: Desk, clock: MovableClock) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    taken_back = []
    for _ in range(5):
        clock.advance(timedelta(minutes=16))
        taken_back.append(morning.do_now(day.watch_idle_claims))

    assert taken_back == [0, 0, 0, 1, 0]
    assert told(morning, NoticeKind.CLAIM_IDLE) == [KIM]
    assert told(morning, NoticeKind.CLAIM_RELEASED) == [KIM]


def test_who_works_on_the_form_keeps_the_call(morning: Desk, clock: MovableClock) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    for _ in range(5):
        clock.advance(timedelta(minutes=30))
        morning.do_now(day.watch_idle_claims)
        morning.do_now(recording.open_result_form, by=KIM, number=1)

    assert call_row(morning).claimed_by == KIM


def test_the_day_ends_once_takes_claims_back_and_gives_up_what_is_past_its_window(
    morning: Desk, clock: MovableClock
) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    last_day = morning.calendar.add_working_days(MONDAY - timedelta(days=3), 10)
    clock.set(seoul(MONDAY, 18, 0))
    ended = [morning.do_now(day.end_day_when_due) for _ in range(2)]
    before = call_row(morning).state
    clock.set(seoul(last_day, 18, 0))

    morning.do_now(day.end_day_when_due)

    assert ended == [True, False]
    assert before == CallState.QUEUED
    assert call_row(morning).outcome == Outcome.UNREACHED


@pytest.mark.parametrize(("touched", "state"), [(14, CallState.QUEUED), (16, CallState.CLAIMED)])
def test_the_end_of_the_day_takes_no_call_from_who_is_at_work_on_it(
    morning: Desk, clock: MovableClock, touched: int, state: CallState
) -> None:
    clock.set(seoul(MONDAY, 17, 10))
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    clock.set(seoul(MONDAY, 17, touched))
    morning.do_now(recording.keep_result, by=KIM, number=1, result=with_(SATISFIED, outcome=None))
    clock.set(seoul(MONDAY, 18, 0))

    morning.do_now(day.end_day_when_due)

    assert call_row(morning).state == state


def test_who_is_on_the_phone_when_the_window_ends_records_what_was_said(morning: Desk, clock: MovableClock) -> None:
    clock.set(seoul(last_day(morning), 17, 40))
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    clock.set(seoul(last_day(morning), 18, 0))
    morning.do_now(day.end_day_when_due)

    morning.do_now(recording.record_result, by=KIM, number=1, result=SATISFIED)

    assert call_row(morning).outcome == Outcome.SATISFIED


def test_a_promise_of_the_last_evening_that_nobody_has_kept_yet_is_made_up_for_the_next_day(
    morning: Desk, clock: MovableClock
) -> None:
    end = last_day(morning)
    clock.set(seoul(end, 14))
    phone(morning, 1, promise(seoul(end, 17, 50)))
    clock.set(seoul(end, 17, 50))
    morning.do_now(day.bring_due_calls)

    found = []
    for evening in (end, morning.calendar.next_working_day(end)):
        clock.set(seoul(evening, 18, 0))
        morning.do_now(day.end_day_when_due)
        found.append(call_row(morning).outcome)

    assert found == [None, Outcome.UNREACHED]


def last_day(desk: Desk) -> date:
    """Return the day on which the window of Friday's visits ends."""
    return desk.calendar.add_working_days(FRIDAY, 10)


def promise(at: datetime) -> Result:
    return Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=at)


def test_a_promised_callback_comes_to_the_top_and_its_operator_is_told(morning: Desk, clock: MovableClock) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=3)
    promise = Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=seoul(MONDAY, 19, 0))
    morning.do_now(recording.record_result, by=KIM, number=3, result=promise)
    clock.set(seoul(MONDAY, 19, 0) + timedelta(seconds=1))

    morning.do_now(day.bring_due_calls)

    assert told(morning, NoticeKind.CALL_DUE) == [KIM]
    assert morning.do_now(claiming.claim_next, by=LEE).line.number == 3


def test_the_summary_counts_the_day_alone(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 1)
    phone(morning, 2, MISS)
    clock.set(seoul(TUESDAY, 9, 30))
    phone(morning, 3)

    monday = morning.do_now(day.see_day_summary, day=MONDAY)

    assert monday is not None
    assert (monday.attempts, monday.contacts, monday.closed_today, monday.unreached_today) == (2, 1, 1, 0)
    assert morning.do_now(day.see_day_summary, day=TUESDAY) is None  # no board was posted
