"""Somebody is away: their claims go back, others keep their promises, and what nobody may keep is told."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.calls.states import CallState
from bot.domain.grievances.delays import Delay, DelayKind, DelayReason
from bot.domain.notices import NoticeKind
from bot.domain.people.cards import Absence
from bot.domain.people.duty import Duty
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.services.calls.claiming import claim_call
from bot.services.day import bring_due_calls
from bot.services.desk import Desk
from bot.services.grievances import handling
from bot.services.grievances.delays import delay_grievance
from bot.services.handing_over import hand_over, say_duty_of, see_handed_over, see_nobody_here
from bot.services.home import see_home
from bot.services.people.directory import find_officers
from tests.steps.builders import FRIDAY, JUNG, KIM, LEE, MONDAY, OH, PARK, TUESDAY, seoul
from tests.steps.desks import hire, operator, phone
from tests.steps.duty import comes_back, goes
from tests.steps.grievances import bring_grievance
from tests.steps.rows import call_row, told

SATURDAY = FRIDAY + timedelta(days=8)


AT_TWO = seoul(MONDAY, 14)


def promise(desk: Desk, number: int = 2, at: datetime = AT_TWO) -> None:
    """김 promises to phone again."""
    phone(desk, number, Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=at))


def callbacks(desk: Desk, who: str) -> list[int]:
    """The calls that somebody's App Home says they are to make again."""
    return [line.number for line in desk.do_now(see_home, by=who).callbacks]


@pytest.mark.parametrize(("who", "held_by"), [(KIM, [None, LEE]), (LEE, [KIM, None])])
def test_who_goes_lays_down_what_they_hold(morning: Desk, who: str, held_by: list[str | None]) -> None:
    morning.do_now(claim_call, by=KIM, number=2)
    morning.do_now(claim_call, by=LEE, number=3)

    goes(morning, who)

    assert [call_row(morning, number).claimed_by for number in (2, 3)] == held_by
    assert told(morning, NoticeKind.CLAIM_RELEASED) == [who]


def test_another_keeps_a_promise_of_today_and_it_goes_back(morning: Desk) -> None:
    promise(morning)

    goes(morning, KIM)
    meanwhile = callbacks(morning, KIM), callbacks(morning, LEE)
    kept = morning.do_now(see_handed_over, owner=KIM, reader=LEE)
    comes_back(morning, KIM)

    assert meanwhile == ([], [2])
    assert [(each.number, each.at) for each in kept.calls] == [(2, seoul(MONDAY, 14))]
    assert told(morning, NoticeKind.HANDED_OVER) == [LEE]
    assert (callbacks(morning, KIM), callbacks(morning, LEE)) == ([2], [])
    assert not morning.do_now(see_handed_over, owner=KIM, reader=LEE).calls


def test_half_a_day_hands_over_what_falls_into_it_alone(morning: Desk) -> None:
    promise(morning, 2, seoul(MONDAY, 11))
    promise(morning, 3, seoul(MONDAY, 15))

    goes(morning, KIM, Duty.AFTERNOON_OFF)

    kept = morning.do_now(see_handed_over, owner=KIM, reader=LEE)
    assert (callbacks(morning, KIM), callbacks(morning, LEE)) == ([2], [3])
    assert [each.number for each in kept.calls] == [3]


def test_a_promise_of_another_day_is_handed_over_on_its_morning(morning: Desk, clock: MovableClock) -> None:
    promise(morning, 2, seoul(TUESDAY, 14))
    goes(morning, KIM, first=TUESDAY)
    at_once = callbacks(morning, LEE)

    clock.set(seoul(TUESDAY, 7))
    morning.do_now(hand_over)
    at_night = callbacks(morning, LEE)
    clock.set(seoul(TUESDAY, 8, 31))
    morning.do_now(hand_over)

    assert (at_once, at_night, callbacks(morning, LEE)) == ([], [], [2])


def test_when_it_is_time_whoever_keeps_it_hears_of_it_and_whose_it_was(morning: Desk, clock: MovableClock) -> None:
    promise(morning)
    goes(morning, KIM)
    clock.set(seoul(MONDAY, 14, 0))

    morning.do_now(bring_due_calls)

    assert told(morning, NoticeKind.CALL_DUE) == [LEE]
    assert call_row(morning, 2).state == CallState.QUEUED
    assert (call_row(morning, 2).last_operator, call_row(morning, 2).handed_to) == (KIM, LEE)


def test_who_goes_after_the_time_has_come_leaves_it_to_who_is_here(morning: Desk, clock: MovableClock) -> None:
    promise(morning)
    clock.set(seoul(MONDAY, 14, 1))
    morning.do_now(bring_due_calls)

    goes(morning, KIM)

    assert told(morning, NoticeKind.CALL_DUE) == [KIM, LEE]


def test_once_it_is_due_a_promise_stays_with_who_heard_of_it_until_they_go(morning: Desk, clock: MovableClock) -> None:
    promise(morning, 2, seoul(MONDAY, 11))
    goes(morning, KIM, Duty.MORNING_OFF)
    clock.set(seoul(MONDAY, 11))
    morning.do_now(bring_due_calls)
    clock.set(seoul(MONDAY, 13))
    morning.do_now(hand_over)
    stayed = told(morning, NoticeKind.CALL_DUE), call_row(morning, 2).handed_to

    goes(morning, LEE)

    assert stayed == ([LEE], LEE)
    assert told(morning, NoticeKind.CALL_DUE) == [LEE, KIM]
    assert call_row(morning, 2).handed_to is None


def test_whom_they_named_keeps_it_before_who_has_least_in_hand(morning: Desk) -> None:
    promise(morning)
    park = next(each for each in morning.do_now(find_officers, by=KIM, words="정교통") if each.department != "교통과")

    morning.do_now(say_duty_of, by=KIM, absence=Absence(first=MONDAY, duty=Duty.AWAY, deputy=park))

    assert (callbacks(morning, LEE), callbacks(morning, PARK)) == ([], [2])


def test_of_those_here_whoever_has_least_in_hand_keeps_it(morning: Desk) -> None:
    promise(morning)
    morning.do_now(claim_call, by=LEE, number=3)

    goes(morning, KIM)

    assert (callbacks(morning, LEE), callbacks(morning, PARK)) == ([], [2])


def test_nobody_keeps_a_promise_in_spite_of_a_conflict(morning: Desk) -> None:
    promise(morning, 1)  # 이 came from that department, and 박 bears the officer's name

    goes(morning, KIM)

    card = morning.do_now(see_nobody_here)
    assert told(morning, NoticeKind.NOBODY_HERE) == [OH]
    assert card is not None
    assert (card.is_anybody_here, [each.number for each in card.calls]) == (True, [1])


def test_everyone_away_is_told_to_supervisors_once_a_day(morning: Desk) -> None:
    for who in (KIM, LEE, PARK):
        goes(morning, who)
    morning.do_now(hand_over)
    first = told(morning, NoticeKind.NOBODY_HERE), morning.do_now(see_nobody_here)
    comes_back(morning, LEE)

    assert first[0] == [OH]
    assert first[1] is not None
    assert not first[1].is_anybody_here
    assert morning.do_now(see_nobody_here, call=2) is None
    assert morning.do_now(see_nobody_here) is None


def test_who_stands_in_and_goes_too_leaves_it_to_the_next(morning: Desk) -> None:
    promise(morning)
    goes(morning, KIM)

    goes(morning, LEE)

    assert callbacks(morning, PARK) == [2]


def test_a_promise_of_who_left_the_station_is_kept(morning: Desk) -> None:
    promise(morning)
    hire(morning, operator(KIM, active=False))

    morning.do_now(hand_over)

    assert callbacks(morning, LEE) == [2]


def test_who_is_on_the_phone_at_noon_is_not_cut_off(morning: Desk, clock: MovableClock) -> None:
    goes(morning, KIM, Duty.AFTERNOON_OFF)
    clock.set(seoul(MONDAY, 11, 50))
    morning.do_now(claim_call, by=KIM, number=2)
    clock.set(seoul(MONDAY, 12, 10))
    morning.do_now(hand_over)
    on_the_phone = call_row(morning, 2).state
    clock.set(seoul(MONDAY, 12, 40))

    morning.do_now(hand_over)

    assert (on_the_phone, call_row(morning, 2).state) == (CallState.CLAIMED, CallState.QUEUED)


def test_on_a_weekend_who_said_so_keeps_promises_in_the_hours_of_duty(morning: Desk, clock: MovableClock) -> None:
    promised = Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=seoul(SATURDAY, 11))
    morning.do_now(claim_call, by=KIM, number=2)
    with pytest.raises(FormRefused):
        phone(morning, 2, promised)
    morning.station = replace(morning.station, duty_hours=((time(10), time(12)),))
    phone(morning, 2, promised)
    goes(morning, LEE, Duty.HERE, first=SATURDAY)

    clock.set(seoul(SATURDAY, 11, 0))
    morning.do_now(bring_due_calls)

    assert told(morning, NoticeKind.CALL_DUE) == [LEE]


def test_a_supervisor_says_it_for_somebody_and_nobody_else_does(morning: Desk) -> None:
    away = Absence(first=MONDAY, duty=Duty.AWAY)
    promise(morning)
    morning.do_now(claim_call, by=KIM, number=3)

    morning.do_now(say_duty_of, by=OH, name="상담KIM", absence=away)
    refused = []
    for by, name in ((LEE, "상담KIM"), (JUNG, "상담KIM"), (OH, "정교통"), (OH, "아무개")):
        with pytest.raises(Refused) as error:
            morning.do_now(say_duty_of, by=by, name=name, absence=away)
        refused.append(error.value.reason)

    assert callbacks(morning, LEE) == [2]
    assert call_row(morning, 3).state == CallState.QUEUED
    assert refused == [Reason.NOT_ALLOWED, Reason.NOT_ALLOWED, Reason.WHO_IS_MEANT, Reason.WHO_IS_MEANT]


def test_each_promise_that_nobody_may_keep_is_told_by_itself(morning: Desk) -> None:
    promise(morning, 2)
    promise(morning, 3)
    for who in (KIM, LEE, PARK):
        goes(morning, who)

    assert told(morning, NoticeKind.NOBODY_HERE) == [OH] * 3


@pytest.mark.parametrize("back", [KIM, LEE], ids=["who made it", "somebody else"])
def test_who_comes_back_first_hears_of_what_came_due_while_nobody_was_here(
    morning: Desk, clock: MovableClock, back: str
) -> None:
    promise(morning)
    for who in (KIM, LEE, PARK):
        goes(morning, who)
    clock.set(seoul(MONDAY, 14, 0))
    morning.do_now(bring_due_calls)
    unheard = told(morning, NoticeKind.CALL_DUE)

    comes_back(morning, back)
    morning.do_now(hand_over)

    assert (unheard, told(morning, NoticeKind.CALL_DUE)) == ([], [back])


def test_tasks_of_who_is_away_all_day_are_anothers_until_they_are_back(morning: Desk) -> None:
    bring_grievance(morning)
    hire(morning, operator(PARK))
    longer = Delay(kind=DelayKind.EXTENSION, reason=DelayReason.FACT_CHECK, until=date(2026, 12, 4), consent=False)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    morning.do_now(delay_grievance, by=JUNG, grievance_id=1, delay=longer)

    def tasks() -> list[int]:
        return [len(morning.do_now(see_home, by=who).tasks) for who in (KIM, PARK)]

    found = [tasks()]
    goes(morning, KIM, Duty.AFTERNOON_OFF)
    found.append(tasks())
    goes(morning, KIM)
    found.append(tasks())
    kept = morning.do_now(see_handed_over, owner=KIM, reader=PARK)
    comes_back(morning, KIM)

    assert found == [[1, 0], [1, 0], [0, 1]]
    assert (kept.owner, kept.tasks) == (KIM, 1)
    assert tasks() == [1, 0]
    assert PARK in told(morning, NoticeKind.HANDED_OVER)
    assert morning.do_now(see_handed_over, owner=KIM, reader=PARK).tasks == 0
