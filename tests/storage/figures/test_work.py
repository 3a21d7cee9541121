"""What operators did, and how long it took."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.services.calls.claiming import claim_call
from bot.services.calls.recording import record_result
from bot.services.desk import Desk
from storage.figures.work import calls_by_visit_day, handled_between, on_the_phone, open_for_tomorrow, work_of
from tests.steps.builders import FRIDAY, KIM, LEE, MONDAY, NOVEMBER, TUESDAY, seoul
from tests.steps.calls import MISS, SATISFIED
from tests.steps.desks import in_session, phone


def test_each_operators_attempts_contacts_and_closings_are_counted(morning: Desk) -> None:
    phone(morning, 1, MISS)
    phone(morning, 2)
    phone(morning, 3, by=LEE)

    worked = {one.operator: tuple(one[1:]) for one in in_session(morning, work_of, NOVEMBER)}

    assert worked == {KIM: (2, 1, 1), LEE: (1, 1, 1)}


def test_an_attempt_lasts_from_the_claim_to_the_result(morning: Desk, clock: MovableClock) -> None:
    morning.do_now(claim_call, by=KIM, number=2)
    clock.advance(timedelta(minutes=6))
    morning.do_now(record_result, by=KIM, number=2, result=SATISFIED)

    [one] = in_session(morning, handled_between, NOVEMBER.start, NOVEMBER.end, most=10)

    assert (one.operator, one.is_closed) == (KIM, True)
    assert (one.at - one.started_at) / timedelta(minutes=1) == pytest.approx(6, abs=0.5)


def test_who_is_on_the_phone_is_listed_with_the_oldest_claim(morning: Desk) -> None:
    for number in (1, 3):
        morning.do_now(claim_call, by=KIM, number=number)

    [(operator, count, since)] = in_session(morning, on_the_phone)

    assert (operator, count) == (KIM, 2)
    assert since <= morning.now()


def test_tomorrow_begins_with_what_is_open_and_what_comes_due_by_then(morning: Desk) -> None:
    phone(morning, 1)
    phone(morning, 2, MISS)

    assert in_session(morning, open_for_tomorrow, seoul(MONDAY, 10)) == 1
    assert in_session(morning, open_for_tomorrow, seoul(TUESDAY + timedelta(days=1), 0)) == 2
    assert in_session(morning, calls_by_visit_day, FRIDAY, MONDAY) == {FRIDAY: 3}
