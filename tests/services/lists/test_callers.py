"""Adding who came to us by themselves: one call of one person, whatever two operators do, and whatever lists say."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.domain.calls.cards import ClaimCard
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.inbound import HowCame
from bot.domain.calls.results import Result
from bot.domain.calls.states import CallState, Outcome
from bot.domain.lists.callers import Caller, CallerField
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.services.calls import claiming, supervising
from bot.services.calls.boards import post_morning
from bot.services.calls.inbound import take_in_call
from bot.services.desk import Desk
from bot.services.lists.callers import add_caller
from bot.services.lists.including import include_visitor
from storage.calls.lookups import calls_of_number
from storage.calls.surveys import find_survey, scores_of
from tests.steps.builders import FRIDAY, KIM, LEE, MONDAY, OH, TUESDAY, seoul, visitor, with_
from tests.steps.calls import SATISFIED
from tests.steps.desks import bring_list, hire, in_session, operator, phone
from tests.steps.rows import call_row

SECOND: dict[str, Any] = {"name": "성춘향", "phone": "010-0000-1002"}
"""Whose call is the second of the morning."""


def add(desk: Desk, by: str = KIM, **facts: Any) -> ClaimCard:
    """Add somebody, by default a person whom nobody knows."""
    given = {"name": "강하늘", "phone": "010-0000-7001", "how": HowCame.PHONED}
    return desk.do_now(add_caller, by=by, caller=Caller(**(given | facts)))


def test_two_operators_who_add_the_same_person_at_once_make_one_call(morning: Desk) -> None:
    start, said = Barrier(2), list[object]()

    def adding(by: str) -> None:
        start.wait()
        try:
            said.append(add(morning, by).line.number)
        except Stale as error:
            said.append(error.reason)

    hire(morning, operator("U0NEW", name="새상담"))
    threads = [Thread(target=adding, args=[by]) for by in (KIM, "U0NEW")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(said) == {4, Reason.ALREADY_CLAIMED}


def test_a_list_and_an_operator_who_bring_the_same_person_at_once_make_one_call(morning: Desk) -> None:
    start = Barrier(2)
    row = visitor(9, 성명="강하늘", 연락처="010-0000-7001", 방문일시="2026-11-23")
    works = (lambda: add(morning), lambda: bring_list(morning, [row]))

    def at_once(work: Callable[[], object]) -> None:
        start.wait()
        work()

    threads = [Thread(target=at_once, args=[each]) for each in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(in_session(morning, calls_of_number, morning.secrets.keyed_hash("01000007001"))) == 1


@pytest.mark.parametrize("state", ["queued", "scheduled", "closed"])
def test_a_known_person_gets_their_own_call_and_a_colleague_who_has_it_is_named(
    morning: Desk, clock: MovableClock, state: str
) -> None:
    if state == "scheduled":
        phone(morning, 2, Result(disposition=Disposition.NO_ANSWER), by=KIM)
    if state == "closed":
        phone(morning, 2)
    clock.advance(timedelta(hours=1))

    card = add(morning, LEE, **SECOND)
    with pytest.raises(Stale) as refused:
        add(morning, KIM, **SECOND)

    assert card.line.number == 2
    assert (card.came_in is not None) is (state == "closed")
    assert refused.value.facts["by"] == LEE


@pytest.mark.parametrize("name", ["강하늘", "최형사"])
def test_the_same_number_under_another_name_is_another_person_who_learns_nothing(morning: Desk, name: str) -> None:
    phone(morning, 2)

    card = add(morning, name=name, phone="010-0000-1002")

    assert card.line.number == 4
    assert card.shares_number
    assert not card.attempts


def test_a_conflict_of_interest_leaves_nothing_behind(morning: Desk) -> None:
    with pytest.raises(Refused) as refused:
        add(morning, LEE, visited_on=FRIDAY, department="교통과")

    assert refused.value.reason is Reason.INBOUND_CONFLICT
    assert add(morning, KIM, visited_on=FRIDAY, department="교통과").line.number == 4


def test_a_new_visit_is_added_to_a_known_call_unless_it_is_a_conflict(morning: Desk) -> None:
    phone(morning, 2)
    with pytest.raises(Refused):
        add(morning, LEE, **SECOND, visited_on=MONDAY, department="교통과")

    card = add(morning, KIM, **SECOND, visited_on=MONDAY, department="교통과")

    assert [visit.visited_on for visit in card.visits] == [FRIDAY, MONDAY]


def test_what_is_missing_is_said_at_its_field(morning: Desk) -> None:
    with pytest.raises(FormRefused) as refused:
        add(morning, name="", how=None)

    assert refused.value.errors == {CallerField.NAME: Reason.NAME_MISSING, CallerField.HOW: Reason.HOW_MISSING}


def test_a_list_that_tells_of_the_same_visit_does_not_call_them_again(morning: Desk, clock: MovableClock) -> None:
    add(morning, visited_on=MONDAY, department="교통과", about="교통사고")
    clock.advance(timedelta(hours=9))

    report = bring_list(morning, [visitor(9, 성명="강하늘", 연락처="010-0000-7001", 방문일시="2026-11-23")])

    assert (report.added, report.known + report.corrected + report.merged) == (0, 1)


def test_who_is_registered_is_heard_and_phoned_only_if_they_ask_for_it(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2)
    morning.do_now(supervising.exclude_petitioner, by=OH, number=2, until=None, reason="연락을 원하지 않으심")

    card = add(morning, **SECOND)
    morning.do_now(claiming.release_call, by=KIM, number=2)
    laid_down = call_row(morning, 2).state
    add(morning, **SECOND)
    promised = Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=seoul(TUESDAY, 10))
    phone(morning, 2, promised)
    clock.set(seoul(TUESDAY, 10))

    assert card.inbound_only
    assert laid_down is CallState.CLOSED.value or laid_down == CallState.CLOSED
    assert morning.do_now(claiming.claim_call, by=KIM, number=2).inbound_only


def test_a_visit_that_a_list_excluded_stays_excluded_and_its_person_is_heard(morning: Desk) -> None:
    excluded = visitor(8, 성명="강하늘", 연락처="010-0000-7001", 비고="연락 거부")
    bring_list(morning, [excluded])

    card = add(morning, visited_on=FRIDAY)
    missed = phone(morning, 4, Result(disposition=Disposition.NO_ANSWER))
    again = bring_list(morning, [excluded])

    assert card.inbound_only
    assert [visit.no_visit for visit in card.visits] == [True]
    assert missed.outcome is Outcome.UNREACHED
    assert (again.added, again.known) == (0, 1)


@pytest.mark.parametrize("remark", ["가정폭력 피해자", "연락 거부", "만 17세", "제보자"])
@pytest.mark.parametrize("told", [None, FRIDAY - timedelta(days=1), MONDAY - timedelta(days=40)])
def test_who_is_protected_is_no_ordinary_call_whatever_day_they_were_here(
    morning: Desk, remark: str, told: date | None
) -> None:
    bring_list(morning, [visitor(8, 성명="강하늘", 연락처="010-0000-7001", 비고=remark)])

    card = add(morning, visited_on=told, department="수사과")
    morning.do_now(claiming.release_call, by=KIM, number=4)

    assert card.inbound_only
    assert [visit.no_visit for visit in card.visits] == [told is None]
    assert call_row(morning, 4).state == CallState.CLOSED


def test_that_a_namesake_left_no_number_or_was_here_long_ago_keeps_nobody_from_being_phoned(morning: Desk) -> None:
    long_ago = "2026-10-23"  # 31 days
    bring_list(
        morning, [visitor(7, 성명="강하늘", 연락처=""), visitor(8, 성명="강산들", 비고="학대", 방문일시=long_ago)]
    )

    assert not add(morning).inbound_only
    assert not add(morning, name="강산들").inbound_only


def test_whose_exclusion_a_supervisor_lifted_is_an_ordinary_call(morning: Desk) -> None:
    report = bring_list(morning, [visitor(8, 성명="강하늘", 연락처="010-0000-7001", 비고="만 17세")])
    [excluded] = report.protected
    morning.do_now(include_visitor, by=OH, exclusion=excluded.exclusion, reason="보호자가 통화를 원하심")

    card = add(morning, visited_on=FRIDAY)
    morning.do_now(claiming.release_call, by=KIM, number=4)

    assert not card.inbound_only
    assert [visit.no_visit for visit in card.visits] == [False]
    assert call_row(morning, 4).state == CallState.QUEUED


def test_a_call_that_was_opened_by_mistake_closes_as_it_was(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2)
    clock.advance(timedelta(hours=1))
    morning.do_now(take_in_call, by=LEE, number=2)

    morning.do_now(claiming.release_call, by=LEE, number=2)

    row = call_row(morning, 2)
    assert (row.state, row.outcome) == (CallState.CLOSED, Outcome.SATISFIED)


def test_what_was_said_first_stays_when_something_is_added(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2, with_(SATISFIED, scores={"overall": 5}, words="고맙습니다"))
    clock.advance(timedelta(days=1))
    add(morning, **SECOND)
    phone(morning, 2, with_(SATISFIED, outcome=Outcome.INQUIRY_ANSWERED, words="하나 더 묻습니다"))

    survey, row = in_session(morning, find_survey, 2), call_row(morning, 2)

    assert survey is not None
    assert in_session(morning, scores_of, 2) == {"overall": 5}
    assert (row.outcome, row.list_outcome) == (Outcome.INQUIRY_ANSWERED, Outcome.SATISFIED)
    assert morning.secrets.open_if(survey.sealed_words) == "고맙습니다\n하나 더 묻습니다"


def test_who_could_not_be_served_at_once_stands_on_the_board(morning: Desk, clock: MovableClock) -> None:
    add(morning)
    morning.do_now(claiming.release_call, by=KIM, number=4)
    today = call_row(morning, 4).board_id
    clock.set(seoul(TUESDAY, 8, 30))
    board = morning.do_now(post_morning)

    assert today is not None
    assert call_row(morning, 4).board_id == board.key


def test_after_thirty_days_a_closed_call_stays_closed(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2)
    clock.advance(timedelta(days=30, minutes=1))

    with pytest.raises(Refused) as refused:
        morning.do_now(take_in_call, by=LEE, number=2)

    assert refused.value.reason is Reason.INBOUND_TOO_LATE
    assert add(morning, **SECOND).line.number == 4


def test_who_came_to_us_and_is_protected_by_a_list_of_later_is_heard_and_not_phoned(morning: Desk) -> None:
    add(morning)

    bring_list(morning, [visitor(8, 성명="강하늘", 연락처="010-0000-7001", 비고="가정폭력 피해자")])

    assert (call_row(morning, 4).state, call_row(morning, 4).inbound_only) == (CallState.CLAIMED, True)
