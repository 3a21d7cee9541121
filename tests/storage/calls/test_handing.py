"""Promises and tasks in other hands."""

from datetime import timedelta

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.handing import hand_call, promised_by, promised_calls, work_in_hand
from tests.steps.builders import KIM, LEE, MONDAY, PARK, seoul
from tests.steps.desks import in_session, phone

PROMISE = Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=seoul(MONDAY, 15))


def test_a_promise_is_given_once_and_counts_for_who_keeps_it(morning: Desk) -> None:
    phone(morning, 2, PROMISE)

    def twice(unit: Unit) -> list[bool]:
        [call] = promised_calls(unit.session, seoul(MONDAY, 15))
        unit.session.expunge(call)
        return [hand_call(unit.session, call, who) for who in (LEE, PARK)]

    before = in_session(morning, promised_by)
    given = morning.do_now(twice)

    assert given == [True, False]
    assert (dict(before), dict(in_session(morning, work_in_hand))) == ({KIM: 1}, {LEE: 1})


def test_a_promise_of_later_is_not_yet_among_those_of_today(morning: Desk) -> None:
    phone(morning, 2, PROMISE)

    assert not in_session(morning, promised_calls, seoul(MONDAY, 15) - timedelta(minutes=1))
