"""Claiming and releasing: who gets the number, who may not, and that nobody is called twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.calls.states import CallState
from bot.domain.refusals import Reason, Refused, Stale
from bot.services import day
from bot.services.calls import boards, claiming
from bot.services.calls.queue import see_queue
from bot.services.desk import REQUEST, Desk, Request
from tests.steps.builders import KIM, LEE, MONDAY, PARK, TUESDAY, seoul, visitor
from tests.steps.desks import bring_list, hire, operator, phone
from tests.steps.rows import call_row, reveals
from tests.steps.statements import statements

OPERATORS = [f"U1OP{n}" for n in range(8)]


def test_the_claimant_alone_gets_the_number_and_the_access_log_knows(morning: Desk) -> None:
    card = morning.do_now(claiming.claim_call, by=KIM, number=1)

    with pytest.raises(Stale) as late:
        morning.do_now(claiming.claim_call, by=LEE, number=1)

    assert card.contact.phone == "010-0000-1001"
    assert len(card.code) == 6
    assert late.value.facts["by"] == KIM
    assert reveals(morning) == [(KIM, "call:1")]


ASKED = (
    "BEGIN IMMEDIATE",  # on PostgreSQL none: its driver begins by itself
    "INSERT donerequest",  # each request is done once; is what is kept of directory and calendar still true
    "SELECT call",  # with its visits, the register, and whether a text told them that we phone
    "UPDATE call",  # whoever changes it has it, and the code that is theirs to say
    "SELECT petitioner",  # whose the number is, their other numbers, and what was tried with them
    "INSERT phoning",
    "INSERT notice",
    "SELECT chainhead",  # from here until the commit nobody else writes the trail
    "INSERT trail",
    "INSERT accesslog",
    "UPDATE chainhead",
    "COMMIT",
)


async def test_a_claim_asks_each_thing_once(morning: Desk) -> None:
    await morning.do(see_queue, by=KIM)  # from here on the directory and the calendar are known
    REQUEST.set(Request("trigger:1"))

    with statements() as made:
        await morning.do(claiming.claim_call, by=KIM, number=1)

    assert made == [each for each in ASKED if morning.is_alone or not each.startswith("BEGIN")]


def test_claiming_ones_own_call_again_shows_the_card_again(morning: Desk) -> None:
    first = morning.do_now(claiming.claim_call, by=KIM, number=1)

    again = morning.do_now(claiming.claim_call, by=KIM, number=1)

    assert again == first


@pytest.mark.parametrize("who", [LEE, PARK], ids=["former unit", "the officer in person"])
def test_an_operator_in_conflict_may_not_claim_but_gets_the_next_one(morning: Desk, who: str) -> None:
    with pytest.raises(Refused) as refused:
        morning.do_now(claiming.claim_call, by=who, number=1)

    following = morning.do_now(claiming.claim_next, by=who)

    assert refused.value.reason is Reason.CONFLICT
    assert following.line.number == 2


def test_a_supervisor_cannot_claim_and_an_outsider_is_told_so(morning: Desk) -> None:
    with pytest.raises(Refused) as supervisor:
        morning.do_now(claiming.claim_next, by="U0OH")
    with pytest.raises(Refused) as outsider:
        morning.do_now(claiming.claim_next, by="U0NOBODY")

    assert (supervisor.value.reason, outsider.value.reason) == (Reason.NOT_ALLOWED, Reason.NOT_STAFF)


def test_a_released_call_is_free_again(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    morning.do_now(claiming.release_call, by=KIM, number=None)

    assert call_row(morning).state == CallState.QUEUED
    assert call_row(morning).claimed_by is None


@pytest.mark.parametrize("lays_down", ["by wish", "as idle", "at the end of the day"])
def test_who_claims_before_its_time_and_lays_it_down_leaves_a_promise_as_it_was(
    morning: Desk, clock: MovableClock, lays_down: str
) -> None:
    at = seoul(TUESDAY, 15)
    phone(morning, 2, Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=at))
    card = morning.do_now(claiming.claim_call, by=LEE, number=2)

    if lays_down == "by wish":
        released = morning.do_now(claiming.release_call, by=LEE, number=2).line
        assert (released.state, released.due_at) == (CallState.SCHEDULED, at)
    elif lays_down == "as idle":
        for _ in range(4):
            clock.advance(timedelta(minutes=16))
            morning.do_now(day.watch_idle_claims)
    else:
        clock.set(seoul(MONDAY, 18))
        morning.do_now(day.end_day_when_due)

    row = call_row(morning, 2)
    assert (card.line.promised, card.line.due_at) == (True, at)
    assert (row.state, row.due_at, row.promised, row.claimed_by) == (CallState.SCHEDULED, at, True, None)
    assert morning.do_now(claiming.claim_next, by=LEE).line.number != 2


def test_who_lays_down_a_promise_whose_time_has_come_leaves_it_in_the_queue(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2, Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=seoul(MONDAY, 15)))
    morning.do_now(claiming.claim_call, by=LEE, number=2)
    clock.set(seoul(MONDAY, 15))

    released = morning.do_now(claiming.release_call, by=LEE, number=2).line

    assert released.state is CallState.QUEUED
    assert morning.do_now(claiming.claim_next, by=LEE).line.number == 2


def test_without_a_number_the_only_call_is_meant_and_several_are_asked_about(morning: Desk) -> None:
    with pytest.raises(Refused) as none:
        morning.do_now(claiming.release_call, by=KIM, number=None)
    for number in (1, 2):
        morning.do_now(claiming.claim_call, by=KIM, number=number)
    with pytest.raises(Refused) as several:
        morning.do_now(claiming.release_call, by=KIM, number=None)

    assert none.value.reason is Reason.NOTHING_CLAIMED
    assert several.value.facts["numbers"] == "1, 2"


@pytest.mark.races
def test_eight_operators_who_claim_one_call_at_once_have_one_winner(morning: Desk) -> None:
    hire(morning, *(operator(who) for who in OPERATORS))

    def claim(who: str) -> bool:
        try:
            morning.do_now(claiming.claim_call, by=who, number=2)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(claim, OPERATORS))

    assert sum(won) == 1
    assert len(reveals(morning)) == 1


@pytest.mark.races
def test_operators_who_take_the_next_call_at_once_get_different_ones(desk: Desk, clock: MovableClock) -> None:
    hire(desk, *(operator(who) for who in OPERATORS))
    clock.set(seoul(MONDAY, 8, 30))
    bring_list(desk, [visitor(number, 담당부서="수사과", 담당자="최형사") for number in range(1, 41)])
    desk.do_now(boards.post_morning_when_due)

    def claim(nth: int) -> int:
        return desk.do_now(claiming.claim_next, by=OPERATORS[nth % 8]).line.number

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(claim, range(40)))

    assert sorted(numbers) == list(range(1, 41))


def test_two_clicks_within_a_second_are_one_wish(morning: Desk, clock: MovableClock) -> None:
    def clicks() -> int:
        return morning.do_now(claiming.claim_next, by=KIM, by_click=True).line.number

    first = clicks()
    clock.advance(timedelta(seconds=0.5))
    second = clicks()
    clock.advance(timedelta(seconds=2))

    assert second == first
    assert clicks() != first
