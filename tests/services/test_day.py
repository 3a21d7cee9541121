"""What the day itself brings: reminders, taking back, the end."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.domain.calls.states import CallState, Outcome
from bot.domain.notices import NoticeKind
from bot.services import day
from bot.services.calls import claiming, recording
from bot.services.desk import Desk
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.rows import state, told


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

    assert state(morning).claimed_by == KIM


def test_the_day_ends_once_takes_claims_back_and_gives_up_what_is_past_its_window(
    morning: Desk, clock: MovableClock
) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    last_day = morning.calendar.add_working_days(MONDAY - timedelta(days=3), 10)
    clock.set(seoul(MONDAY, 18, 0))
    ended = [morning.do_now(day.end_day_when_due) for _ in range(2)]
    before = state(morning).state
    clock.set(seoul(last_day, 18, 0))

    morning.do_now(day.end_day_when_due)

    assert ended == [True, False]
    assert before == CallState.QUEUED
    assert state(morning).outcome == Outcome.UNREACHED


def test_codes_of_live_calls_are_unlike_each_other(morning: Desk) -> None:
    codes = {morning.do_now(claiming.claim_call, by=KIM, number=number).code for number in (1, 2, 3)}

    assert len(codes) == 3
