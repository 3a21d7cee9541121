"""Who is on today, and breaks after abuse."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.people.duty import Duty
from bot.domain.refusals import Reason, Refused
from bot.services.calls.claiming import claim_call, claim_next
from bot.services.calls.duty import begin_break, end_break, see_duty
from bot.services.desk import Desk
from tests.steps.builders import JUNG, KIM, LEE, MONDAY, OH, PARK, seoul
from tests.steps.desks import phone
from tests.steps.duty import goes

ABUSE = Result(disposition=Disposition.ABUSIVE, warned=True)
PROMISE = Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=seoul(MONDAY, 15))


def test_the_table_says_who_is_on_and_what_they_have_in_hand(morning: Desk) -> None:
    phone(morning, 2, PROMISE)
    goes(morning, KIM, last=MONDAY + timedelta(days=2))
    morning.do_now(claim_call, by=PARK, number=3)

    lines = {line.slack_id: line for line in morning.do_now(see_duty, by=OH).lines}

    assert [(line.is_here, line.duty, line.claimed, line.promised) for line in lines.values()] == [
        (False, Duty.AWAY, 0, 0),
        (True, None, 0, 1),
        (True, None, 1, 0),
    ]
    assert lines[KIM].until == MONDAY + timedelta(days=2)


def test_the_table_is_for_operators_and_supervisors(morning: Desk) -> None:
    with pytest.raises(Refused):
        morning.do_now(see_duty, by=JUNG)


def test_after_abuse_no_call_is_offered_until_the_break_is_over(morning: Desk, clock: MovableClock) -> None:
    usual = phone(morning, 3)
    abused = phone(morning, 2, ABUSE)

    until = morning.do_now(begin_break, by=KIM)
    again = morning.do_now(begin_break, by=KIM)
    with pytest.raises(Refused) as refused:
        morning.do_now(claim_next, by=KIM)
    clock.set(until)

    assert (usual.break_minutes, usual.undo_minutes > 0) == (0, True)
    assert (abused.break_minutes, abused.undo_minutes) == (30, 0)
    assert until == again
    assert timedelta(minutes=29) < until - seoul(MONDAY, 9, 40) < timedelta(minutes=31)
    assert refused.value.reason is Reason.ON_BREAK
    assert morning.do_now(claim_next, by=KIM).line.number == 1


def test_a_break_ends_early_when_its_operator_says_so_or_takes_a_call(morning: Desk) -> None:
    phone(morning, 2, ABUSE)
    morning.do_now(begin_break, by=KIM)
    morning.do_now(end_break, by=KIM)
    morning.do_now(claim_next, by=KIM)
    morning.do_now(begin_break, by=KIM)

    morning.do_now(claim_call, by=KIM, number=3)

    kim = morning.do_now(see_duty, by=OH).lines[0]
    assert (kim.break_until, kim.claimed) == (None, 2)


@pytest.mark.parametrize("who", [LEE, OH], ids=["nothing happened to them", "no operator"])
def test_a_break_is_theirs_to_whom_it_happened(morning: Desk, who: str) -> None:
    phone(morning, 2, ABUSE)

    with pytest.raises(Refused):
        morning.do_now(begin_break, by=who)


def test_of_yesterdays_abuse_no_break_is_left(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2, ABUSE)
    clock.advance(timedelta(days=1))

    with pytest.raises(Refused) as refused:
        morning.do_now(begin_break, by=KIM)

    assert refused.value.reason is Reason.OLD_BUTTON
