"""Grievances at the desk: lanes by rule, who may act, the clock, on both databases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import MovableClock
from bot.domain.calendar import is_working_time
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.calls.states import Outcome
from bot.domain.grievances.filing import Filing, due_on, lane_of
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind, RootCause, Severity
from bot.domain.grievances.reminders import GrievanceTimes, Reminder, reminders_for
from bot.domain.grievances.replies import CloseResult, Reply
from bot.domain.grievances.states import GrievanceState
from bot.domain.notices import NoticeKind
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.domain.roles import Role
from bot.services import day
from bot.services.calls import claiming
from bot.services.desk import Desk
from bot.services.grievances import filing, handling, reminders, replying, rerouting
from bot.services.people.directory import find_officers
from bot.settings import load_calendar
from tests.steps.builders import KIM, LEE, MONDAY, hire, operator, seoul, with_
from tests.steps.rows import reveals, told

QUESTION = Filing(kind=Kind.INQUIRY, category=Category.OTHER, severity=Severity.S4)
RESULT = Result(
    disposition=Disposition.ANSWERED, outcome=Outcome.GRIEVANCE_FILED, words="설명이 없었다", money=MoneyAnswer.NO
)
EXPLAINED = Reply(
    result=CloseResult.EXPLAINED,
    method="phone",
    words="설명함",
    told_on=MONDAY,
    handler="교통과 정교통",
    contact="02-0000-0112",
    root_causes=(RootCause.EXPLANATION_MISSING,),
)
JUNG, YOON, HAN, OH = "U0JUNG", "U0YOON", "U0HAN", "U0OH"
CALENDAR = load_calendar()


def file(desk: Desk, result: Result = RESULT, chosen: Filing = QUESTION) -> None:
    """File grievance 1 from call 1, which is 정교통's of 교통과."""
    hire(desk, operator(YOON, name="윤과장", department="교통과", roles=[Role.HEAD.value]))
    desk.do_now(claiming.claim_call, by=KIM, number=1)
    officer = handler_id(desk)
    filed = with_filing(chosen, officer)
    desk.do_now(filing.begin_filing, by=KIM, number=1, result=result, filing=filed)
    desk.do_now(filing.file_grievance, by=KIM, number=1, filing=filed)


def with_filing(chosen: Filing, officer_id: int) -> Filing:
    """The same choices, with the officer named: two bear the name, so none is guessed."""
    return Filing(
        kind=chosen.kind,
        category=chosen.category,
        severity=chosen.severity,
        about_law=chosen.about_law,
        may_tell_officer=chosen.may_tell_officer,
        officer_id=officer_id,
    )


def handler_id(desk: Desk) -> int:
    """정교통 of 교통과 in the directory."""
    return next(each.id for each in desk.do_now(find_officers, by=KIM, words="정교통") if each.department == "교통과")


@given(
    st.builds(
        Filing,
        kind=st.sampled_from(Kind),
        category=st.sampled_from(Category),
        severity=st.sampled_from(Severity),
        may_tell_officer=st.booleans(),
    ),
    st.sampled_from(MoneyAnswer),
)
def test_lanes_are_chosen_by_rule(chosen: Filing, money: MoneyAnswer) -> None:
    lane = lane_of(chosen, with_(RESULT, money=money))

    if money is MoneyAnswer.YES or chosen.kind is Kind.ALLEGATION or chosen.severity is Severity.S1:
        assert lane is GrievanceLane.AUDIT
    elif lane is GrievanceLane.OFFICER:
        assert chosen.kind is not Kind.COMPLAINT_MANNER or chosen.may_tell_officer


def test_the_grievance_of_4_february_2027_is_due_on_the_16th() -> None:
    complaint = Filing(kind=Kind.COMPLAINT_HANDLING, category=Category.DELAY, severity=Severity.S2)

    assert due_on(complaint, date(2027, 2, 4), CALENDAR) == date(2027, 2, 16)


def test_a_question_about_law_has_fourteen_days() -> None:
    law = Filing(kind=Kind.INQUIRY, category=Category.OTHER, severity=Severity.S4, about_law=True)

    assert due_on(law, MONDAY, CALENDAR) == date(2026, 12, 10)


def test_an_answer_alone_does_not_close_and_only_the_filer_replies(morning: Desk) -> None:
    file(morning)

    with pytest.raises(Stale):
        morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)
    answered = morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")
    with pytest.raises(Refused) as other:
        morning.do_now(replying.record_reply, by=LEE, grievance_id=1, reply=EXPLAINED)
    closed = morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)

    assert answered.state is GrievanceState.ANSWERED
    assert other.value.reason is Reason.GRIEVANCE_NOT_YOURS
    assert closed.state is GrievanceState.CLOSED


def test_a_second_answer_is_told_that_it_is_late_and_nothing_is_overwritten(morning: Desk) -> None:
    file(morning)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="첫 답변")

    with pytest.raises(Stale):
        morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="둘째 답변")

    assert morning.do_now(handling.see_grievance, by=JUNG, grievance_id=1).answer == "첫 답변"


@pytest.mark.parametrize("who", [JUNG, YOON, OH, LEE, "U0NOBODY"])
def test_on_the_audit_track_nobody_but_audit_can_see_or_act(morning: Desk, who: str) -> None:
    file(morning, with_(RESULT, money=MoneyAnswer.YES))

    for act in (
        lambda: morning.do_now(handling.see_grievance, by=who, grievance_id=1),
        lambda: morning.do_now(handling.acknowledge, by=who, grievance_id=1),
        lambda: morning.do_now(handling.answer, by=who, grievance_id=1, words="x"),
        lambda: morning.do_now(rerouting.decline, by=who, grievance_id=1, reason="x"),
        lambda: morning.do_now(handling.reveal_for_direct_call, by=who, grievance_id=1),
        lambda: morning.do_now(replying.see_task, by=who, grievance_id=1),
        lambda: morning.do_now(replying.reveal_for_reply, by=who, grievance_id=1),
        lambda: morning.do_now(replying.record_reply, by=who, grievance_id=1, reply=EXPLAINED),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.reason in {Reason.GRIEVANCE_NOT_YOURS, Reason.NOT_ALLOWED, Reason.NOT_STAFF}
    assert told(morning, NoticeKind.GRIEVANCE) == [HAN]
    assert len(reveals(morning)) == 1


def test_an_accusation_within_the_audit_office_goes_to_the_designated_supervisor(morning: Desk) -> None:
    hire(
        morning,
        operator("U0OH", name="오감독", department="경무과", roles=[Role.SUPERVISOR.value]),
        operator("U0MIN", name="민감찰", roles=[Role.AUDIT.value]),
    )
    morning.do_now(claiming.claim_call, by=KIM, number=2)
    chosen = next(each.id for each in morning.do_now(find_officers, by=KIM, words="민감찰"))
    accused = with_filing(QUESTION, chosen)
    result = with_(RESULT, money=MoneyAnswer.YES)
    morning.do_now(filing.begin_filing, by=KIM, number=2, result=result, filing=accused)

    morning.do_now(filing.file_grievance, by=KIM, number=2, filing=accused)

    assert told(morning, NoticeKind.GRIEVANCE) == [OH]


def test_the_operator_stops_seeing_what_went_to_audit(morning: Desk) -> None:
    file(morning, with_(RESULT, money=MoneyAnswer.YES))

    with pytest.raises(Refused):
        morning.do_now(replying.see_task, by=KIM, grievance_id=1)

    assert not told(morning, NoticeKind.GRIEVANCE_TASK)


def test_a_lost_second_page_is_taken_up_from_the_draft(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    morning.do_now(filing.begin_filing, by=KIM, number=1, result=RESULT, filing=QUESTION)

    seen = morning.do_now(filing.see_filing, by=KIM, number=1, filing=QUESTION)

    assert seen.due_on == date(2026, 12, 1)
    with pytest.raises(FormRefused):
        morning.do_now(filing.begin_filing, by=KIM, number=1, result=with_(RESULT, words=""), filing=QUESTION)


def test_an_unacknowledged_grievance_climbs_to_head_and_supervisor_once_each(
    morning: Desk, clock: MovableClock
) -> None:
    file(morning)
    climbed = []

    for _ in range(30):
        clock.advance(timedelta(hours=1))
        morning.do_now(reminders.remind_of_grievances)
        climbed.append(len(told(morning, NoticeKind.GRIEVANCE_REMINDER)))

    assert set(told(morning, NoticeKind.GRIEVANCE_REMINDER)) == {JUNG, YOON}
    assert climbed[-1] == 2
    clock.set(seoul(MONDAY + timedelta(days=2), 15, 0))
    morning.do_now(reminders.remind_of_grievances)
    assert OH in told(morning, NoticeKind.GRIEVANCE_REMINDER)


def test_an_overdue_grievance_is_told_every_working_morning_to_head_and_supervisors(
    morning: Desk, clock: MovableClock
) -> None:
    file(morning)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    counts = []

    for each in (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 5)):
        clock.set(seoul(each, 9, 1))
        for _ in range(3):
            morning.do_now(reminders.remind_of_grievances)
        counts.append(sum(who in {YOON, OH} for who in told(morning, NoticeKind.GRIEVANCE_REMINDER)))

    assert counts == [0, 2, 4, 4]


@given(st.integers(0, 60 * 24 * 30))
def test_nobody_is_reminded_at_night_or_on_a_day_off(minutes: int) -> None:
    filed = seoul(MONDAY, 9, 40)
    now = filed + timedelta(minutes=minutes)
    standing = GrievanceTimes(state=GrievanceState.ROUTED, filed_at=filed, routed_at=filed, due_on=date(2026, 12, 1))

    found = reminders_for(standing, now, CALENDAR)

    assert not found or is_working_time(now, CALENDAR)
    assert (Reminder.OVERDUE in found) <= (now.date() > standing.due_on)


def test_reminders_of_the_audit_track_reach_audit_alone(morning: Desk, clock: MovableClock) -> None:
    file(morning, with_(RESULT, money=MoneyAnswer.YES))

    for days in range(1, 20):
        clock.set(seoul(MONDAY + timedelta(days=days), 10, 0))
        morning.do_now(reminders.remind_of_grievances)
        morning.do_now(day.end_day_when_due)

    assert set(told(morning, NoticeKind.GRIEVANCE_REMINDER)) == {HAN}
