"""Recording a result: what closes a call, what is tried again, what is refused."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result, ResultField
from bot.domain.calls.states import CallState, Outcome
from bot.domain.notices import NoticeKind
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.services import day
from bot.services.calls import claiming, recording
from bot.services.desk import Desk
from tests.steps.builders import KIM, LEE, MONDAY, TUESDAY, seoul, with_
from tests.steps.calls import MISS, SATISFIED
from tests.steps.rows import attempts, call_row, told


@pytest.mark.parametrize(("claimant", "other"), [(KIM, LEE), (LEE, KIM)])
def test_only_the_claimant_releases_and_records(morning: Desk, claimant: str, other: str) -> None:
    morning.do_now(claiming.claim_call, by=claimant, number=2)

    for refused in (
        lambda: morning.do_now(claiming.release_call, by=other, number=2),
        lambda: morning.do_now(recording.record_result, by=other, number=2, result=MISS),
        lambda: morning.do_now(recording.open_result_form, by=other, number=2),
    ):
        with pytest.raises(Refused) as error:
            refused()
        assert (error.value.reason, error.value.facts["by"]) == (Reason.NOT_YOURS, claimant)


def test_a_closed_call_cannot_be_recorded_again(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    morning.do_now(recording.record_result, by=KIM, number=1, result=SATISFIED)

    with pytest.raises(Refused) as refused:
        morning.do_now(recording.record_result, by=KIM, number=1, result=MISS)

    assert refused.value.reason is Reason.ALREADY_CLOSED
    assert call_row(morning).outcome == Outcome.SATISFIED


def test_a_result_that_breaks_a_rule_changes_nothing(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    with pytest.raises(FormRefused):
        morning.do_now(recording.record_result, by=KIM, number=1, result=with_(SATISFIED, outcome=None))

    assert call_row(morning).state == CallState.CLAIMED
    assert morning.do_now(recording.open_result_form, by=KIM, number=1).attempts == 0


def test_three_misses_end_as_unreached(morning: Desk, clock: MovableClock) -> None:
    moments = []
    for _ in range(3):
        morning.do_now(day.bring_due_calls)
        morning.do_now(claiming.claim_call, by=KIM, number=1)
        recorded = morning.do_now(recording.record_result, by=KIM, number=1, result=MISS)
        moments.append(recorded.next_at)
        if recorded.next_at is not None:
            clock.set(recorded.next_at)

    assert moments == [seoul(MONDAY, 13, 10), seoul(TUESDAY, 9, 30), None]
    assert (call_row(morning).state, call_row(morning).outcome) == (CallState.CLOSED, Outcome.UNREACHED)


def test_three_misses_in_one_minute_are_kept_and_count_once(morning: Desk, clock: MovableClock) -> None:
    told = []
    for _ in range(3):
        morning.do_now(claiming.claim_call, by=KIM, number=1)
        recorded = morning.do_now(recording.record_result, by=KIM, number=1, result=MISS)
        told.append((recorded.is_uncounted, recorded.line.attempts, recorded.outcome))
        clock.advance(timedelta(seconds=20))

    assert told == [(False, 1, None), (True, 1, None), (True, 1, None)]
    assert attempts(morning) == 3
    assert call_row(morning).state == CallState.SCHEDULED


def test_a_grievance_cannot_be_recorded_without_being_filed(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    result = with_(SATISFIED, outcome=Outcome.GRIEVANCE_FILED, words="설명이 없었다")

    with pytest.raises(FormRefused) as refused:
        morning.do_now(recording.record_result, by=KIM, number=1, result=result)

    assert refused.value.errors == {ResultField.OUTCOME: Reason.FILING_MISSING}


def test_an_abusive_call_is_told_to_the_supervisor(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    morning.do_now(
        recording.record_result, by=KIM, number=1, result=Result(disposition=Disposition.ABUSIVE, warned=True)
    )

    assert told(morning, NoticeKind.ABUSE) == ["U0OH"]


@pytest.mark.parametrize(
    ("now", "offered"),
    [((8, 59), (11, 0)), ((9, 1), (11, 30)), ((9, 29), (11, 30)), ((9, 31), (12, 0)), ((14, 29), (16, 30))],
)
def test_a_time_to_phone_again_is_offered_at_the_next_half_hour_after_two_hours(
    morning: Desk, clock: MovableClock, now: tuple[int, int], offered: tuple[int, int]
) -> None:
    clock.set(seoul(MONDAY, *now))
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    form = morning.do_now(recording.open_result_form, by=KIM, number=1)

    assert form.earliest_callback == seoul(MONDAY, *offered)
