"""Claiming, recording, retrying, giving up: the call's life at the desk, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import PraiseGiven, Result, ResultField
from bot.domain.calls.states import CallState, Outcome
from bot.domain.notices import NoticeKind
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.services import day
from bot.services.calls import claiming, recording, tasks
from bot.services.desk import Desk
from bot.services.home import see_home
from bot.services.unit import Unit
from storage.calls.tables import Task
from storage.people.queries import staff_named
from tests.steps.builders import KIM, LEE, MONDAY, PARK, TUESDAY, seoul, with_
from tests.steps.rows import reveals, state, told

MISS = Result(disposition=Disposition.NO_ANSWER)
SATISFIED = Result(disposition=Disposition.ANSWERED, outcome=Outcome.SATISFIED)


def test_the_claimant_alone_gets_the_number_and_the_access_log_knows(morning: Desk) -> None:
    card = morning.do_now(claiming.claim_call, by=KIM, number=1)

    with pytest.raises(Stale) as late:
        morning.do_now(claiming.claim_call, by=LEE, number=1)

    assert card.contact.phone == "010-0000-1001"
    assert len(card.code) == 4
    assert late.value.facts["by"] == KIM
    assert reveals(morning) == [(KIM, "call:1")]


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


def test_a_supervisor_cannot_claim_and_a_stranger_is_told_so(morning: Desk) -> None:
    with pytest.raises(Refused) as supervisor:
        morning.do_now(claiming.claim_next, by="U0OH")
    with pytest.raises(Refused) as stranger:
        morning.do_now(claiming.claim_next, by="U0NOBODY")

    assert (supervisor.value.reason, stranger.value.reason) == (Reason.NOT_ALLOWED, Reason.NOT_STAFF)


def test_a_released_call_is_free_again(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    morning.do_now(claiming.release_call, by=KIM, number=None)

    assert state(morning).state == CallState.QUEUED
    assert state(morning).claimed_by is None


def test_only_the_claimant_releases_and_records(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=2)

    for refused in (
        lambda: morning.do_now(claiming.release_call, by=LEE, number=2),
        lambda: morning.do_now(recording.record_result, by=LEE, number=2, result=MISS),
        lambda: morning.do_now(recording.open_result_form, by=LEE, number=2),
    ):
        with pytest.raises(Refused) as error:
            refused()
        assert (error.value.reason, error.value.facts["by"]) == (Reason.NOT_YOURS, KIM)


def test_without_a_number_the_only_call_is_meant_and_several_are_asked_about(morning: Desk) -> None:
    with pytest.raises(Refused) as none:
        morning.do_now(claiming.release_call, by=KIM, number=None)
    for number in (1, 2):
        morning.do_now(claiming.claim_call, by=KIM, number=number)
    with pytest.raises(Refused) as several:
        morning.do_now(claiming.release_call, by=KIM, number=None)

    assert none.value.reason is Reason.NOTHING_CLAIMED
    assert several.value.facts["numbers"] == "1, 2"


def test_a_closed_call_cannot_be_recorded_again(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    morning.do_now(recording.record_result, by=KIM, number=1, result=SATISFIED)

    with pytest.raises(Refused) as refused:
        morning.do_now(recording.record_result, by=KIM, number=1, result=MISS)

    assert refused.value.reason is Reason.ALREADY_CLOSED
    assert state(morning).outcome == Outcome.SATISFIED


def test_a_result_that_breaks_a_rule_changes_nothing(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    with pytest.raises(FormRefused):
        morning.do_now(recording.record_result, by=KIM, number=1, result=with_(SATISFIED, outcome=None))

    assert state(morning).state == CallState.CLAIMED
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
    assert (state(morning).state, state(morning).outcome) == (CallState.CLOSED, Outcome.UNREACHED)


def test_a_promised_callback_comes_to_the_top_and_its_operator_is_told(morning: Desk, clock: MovableClock) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=3)
    promise = Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=seoul(MONDAY, 19, 0))
    morning.do_now(recording.record_result, by=KIM, number=3, result=promise)
    clock.set(seoul(MONDAY, 19, 0) + timedelta(seconds=1))

    morning.do_now(day.bring_due_calls)

    assert told(morning, NoticeKind.CALL_DUE) == [KIM]
    assert morning.do_now(claiming.claim_next, by=LEE).line.number == 3


def test_suspected_phishing_leaves_the_task_of_an_advance_message(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    recorded = morning.do_now(
        recording.record_result, by=KIM, number=1, result=Result(disposition=Disposition.PHISHING_SUSPECTED)
    )
    home = morning.do_now(see_home, by=KIM)
    morning.do_now(tasks.do_task, by=KIM, task_id=home.tasks[0].id)
    morning.do_now(tasks.do_task, by=LEE, task_id=home.tasks[0].id)

    def done_by(unit: Unit) -> list[str | None]:
        return [task.done_by for task in unit.session.execute(select(Task)).scalars()]

    assert recorded.task == home.tasks[0].kind
    assert morning.do_now(done_by) == [KIM]


@pytest.mark.parametrize(
    ("words", "officer", "declined", "standing", "receivers"),
    [
        ("사위 삼고 싶어요", "정교통", False, "sent", ["U0JUNG"]),
        ("사위 삼고 싶어요", "정교통", True, "kept", []),
        ("사위 삼고 싶어요", None, False, "kept", []),
        ("사위 삼고 싶어 봉투를 드렸어요", "정교통", False, "held", []),
    ],
)
def test_praise_reaches_the_officer_unless_declined_or_with_a_gift(
    morning: Desk,
    words: str,
    officer: str | None,
    declined: bool,
    standing: str,
    receivers: list[str],
) -> None:
    choices = morning.do_now(recording_officers, "정교통")
    officer_id = None if officer is None else choices["U0JUNG"]
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    result = with_(SATISFIED, praise=PraiseGiven(words=words, officer_id=officer_id, declined=declined))
    recorded = morning.do_now(recording.record_result, by=KIM, number=1, result=result)

    assert recorded.praise == standing
    assert told(morning, NoticeKind.PRAISE) == receivers
    assert told(morning, NoticeKind.PRAISE_HELD) == (["U0HAN"] if standing == "held" else [])


def recording_officers(unit: Unit, name: str) -> dict[str, int]:
    """Slack id → directory id of everybody of a name."""
    return {person.slack_id or "": person.key for person in staff_named(unit.session, name)}


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
