"""Staffing: from thirty attempts on, what tomorrow leaves open."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.refusals import Reason, Refused
from bot.services.calls import boards
from bot.services.calls.claiming import claim_call
from bot.services.calls.recording import record_result
from bot.services.desk import Desk
from bot.services.figures.staffing import see_staffing
from tests.steps.builders import KIM, MONDAY, OH, TUESDAY, seoul, visitor
from tests.steps.calls import SATISFIED
from tests.steps.desks import bring_list, hire, operator


def test_a_station_without_a_past_hears_that_it_is_too_early(morning: Desk) -> None:
    with pytest.raises(Refused) as early:
        morning.do_now(see_staffing, by=OH)
    with pytest.raises(Refused) as operator:
        morning.do_now(see_staffing, by=KIM)

    assert (early.value.reason, operator.value.reason) == (Reason.TOO_LITTLE_PAST, Reason.NOT_ALLOWED)


def test_more_operators_leave_no_more_open(desk: Desk, clock: MovableClock) -> None:
    hire(desk, operator(KIM), operator(OH, roles=["supervisor"]))
    clock.set(seoul(MONDAY, 8, 30))
    bring_list(desk, [visitor(number) for number in range(1, 61)])
    desk.do_now(boards.post_morning_when_due)
    clock.set(seoul(MONDAY, 9, 40))
    for number in range(1, 31):
        desk.do_now(claim_call, by=KIM, number=number)
        clock.advance(timedelta(minutes=10))
        desk.do_now(record_result, by=KIM, number=number, result=SATISFIED)

    card = desk.do_now(see_staffing, by=OH)

    assert (card.day, card.open_now, card.attempts) == (TUESDAY, 30, 30)
    assert card.minutes == pytest.approx(10, abs=0.1)
    left = [outlook.middle for outlook in card.outlooks]
    assert len(left) == 4
    assert left == sorted(left, reverse=True)
