"""Supervising: reopening, lifting a conflict, excluding a petitioner, each with its reason."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.domain.calls.states import CallState, Outcome
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Role
from bot.services import day
from bot.services.calls import claiming, recording, supervising
from bot.services.desk import Desk
from tests.steps.builders import FRIDAY, HAN, KIM, LEE, MONDAY, OH, TUESDAY, seoul
from tests.steps.calls import MISS, SATISFIED
from tests.steps.desks import hire, operator, phone
from tests.steps.rows import call_row, told

WHY = "민원인이 다시 전화하심"
DEEDS: tuple[Callable[..., Any], ...] = (
    lambda desk, reason: desk.do_now(supervising.reopen_call, by=OH, number=1, reason=reason),
    lambda desk, reason: desk.do_now(
        supervising.lift_conflict_for, by=OH, number=1, operator=f"<@{LEE}>", reason=reason
    ),
    lambda desk, reason: desk.do_now(supervising.exclude_petitioner, by=OH, number=1, until=None, reason=reason),
)


@pytest.mark.parametrize("deed", DEEDS, ids=["reopen", "lift", "exclude"])
@pytest.mark.parametrize(("reason", "why"), [(" ", Reason.REASON_MISSING), ("010-0000-1234", Reason.PERSONAL_NUMBER)])
def test_whatever_a_supervisor_does_needs_a_reason_without_a_number(
    morning: Desk, deed: Callable[..., Any], reason: str, why: Reason
) -> None:
    with pytest.raises(Refused) as refused:
        deed(morning, reason)

    assert refused.value.reason is why


def test_a_closed_call_comes_back_into_the_queue_within_a_week(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2)
    clock.advance(timedelta(days=6))

    morning.do_now(supervising.reopen_call, by=OH, number=2, reason=WHY)

    assert (call_row(morning, 2).state, call_row(morning, 2).outcome) == (CallState.QUEUED, None)
    with pytest.raises(Refused) as twice:
        morning.do_now(supervising.reopen_call, by=OH, number=2, reason=WHY)
    assert twice.value.reason is Reason.NOT_CLOSED


def test_what_is_put_back_after_its_window_has_a_window_of_its_own(morning: Desk, clock: MovableClock) -> None:
    last = morning.calendar.add_working_days(FRIDAY, 10)
    clock.set(seoul(last, 10))
    phone(morning, 1, SATISFIED)
    clock.set(seoul(morning.calendar.next_working_day(last), 10))
    morning.do_now(supervising.reopen_call, by=OH, number=1, reason="점수를 잘못 입력")
    again = clock().date()
    card = morning.do_now(claiming.claim_call, by=KIM, number=1)
    missed = morning.do_now(recording.record_result, by=KIM, number=1, result=MISS)

    found = []
    for day_of_window in (again, morning.calendar.add_working_days(again, 10)):
        clock.set(seoul(day_of_window, 18))
        morning.do_now(day.end_day_when_due)
        found.append(call_row(morning).state)

    assert card.window_ends_on == morning.calendar.add_working_days(again, 10)
    assert missed.outcome is None
    assert found == [CallState.SCHEDULED, CallState.CLOSED]


def test_after_a_week_a_closed_call_stays_closed(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2)
    clock.advance(timedelta(days=8))

    with pytest.raises(Refused) as refused:
        morning.do_now(supervising.reopen_call, by=OH, number=2, reason=WHY)

    assert refused.value.reason is Reason.REOPEN_TOO_LATE
    assert call_row(morning, 2).outcome == Outcome.SATISFIED


def test_who_is_not_to_be_phoned_does_not_come_back_into_the_queue(morning: Desk) -> None:
    phone(morning, 1)
    morning.do_now(supervising.exclude_petitioner, by=OH, number=1, until=None, reason=WHY)

    with pytest.raises(Refused) as refused:
        morning.do_now(supervising.reopen_call, by=OH, number=1, reason=WHY)

    assert refused.value.reason is Reason.REOPEN_EXCLUDED
    assert call_row(morning).state == CallState.CLOSED


def test_a_lifted_conflict_lets_one_operator_claim_one_call(morning: Desk) -> None:
    morning.do_now(supervising.lift_conflict_for, by=OH, number=1, operator=f"<@{LEE}>", reason="다른 상담원 부재")

    assert told(morning, NoticeKind.CONFLICT_LIFTED) == [LEE]
    assert morning.do_now(claiming.claim_call, by=LEE, number=1).line.number == 1
    with pytest.raises(Refused) as none:
        morning.do_now(supervising.lift_conflict_for, by=OH, number=2, operator=f"<@{LEE}>", reason="다른 상담원 부재")
    assert none.value.reason is Reason.NO_CONFLICT


def test_nobody_lifts_a_conflict_of_their_own_and_audit_alone_is_told(morning: Desk) -> None:
    hire(morning, operator(LEE, roles=[Role.SUPERVISOR.value, Role.OPERATOR.value], department="교통과"))

    with pytest.raises(Refused) as refused:
        morning.do_now(supervising.lift_conflict_for, by=LEE, number=1, operator=f"<@{LEE}>", reason="급함")
    morning.do_now(supervising.note_own_override, by=LEE, number=1)

    assert refused.value.reason is Reason.OWN_CONFLICT
    assert told(morning, NoticeKind.OWN_OVERRIDE) == [HAN]


def test_an_excluded_petitioner_is_called_no_more(morning: Desk) -> None:
    morning.do_now(supervising.exclude_petitioner, by=OH, number=1, until=None, reason="본인 요청")

    assert (call_row(morning).state, call_row(morning).outcome) == (CallState.CLOSED, Outcome.INELIGIBLE)
    assert morning.do_now(claiming.claim_next, by=KIM).line.number == 2


def test_an_exclusion_cannot_end_before_today(morning: Desk) -> None:
    with pytest.raises(Refused) as refused:
        morning.do_now(
            supervising.exclude_petitioner, by=OH, number=1, until=MONDAY - timedelta(days=1), reason="본인 요청"
        )
    morning.do_now(supervising.exclude_petitioner, by=OH, number=1, until=TUESDAY, reason="본인 요청")

    assert refused.value.reason is Reason.WRONG_DAY
    assert call_row(morning).state == CallState.CLOSED


def test_whose_call_it_is_is_shown_to_a_supervisor_before_it_is_for_good(morning: Desk) -> None:
    assert morning.do_now(supervising.begin_exclusion, by=OH, number=1).number == 1

    with pytest.raises(Refused) as refused:
        morning.do_now(supervising.begin_exclusion, by=KIM, number=1)

    assert refused.value.reason is Reason.NOT_ALLOWED
