"""What the day itself brings: reminders, taking back, the end."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.calls.states import CallState, Outcome
from bot.domain.notices import NoticeKind
from bot.services import day
from bot.services.calls import claiming, recording
from bot.services.desk import Desk
from tests.steps.builders import KIM, LEE, MONDAY, TUESDAY, seoul
from tests.steps.calls import MISS
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
