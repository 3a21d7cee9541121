"""Reminders: to whom they climb, and how often."""

from datetime import date, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.announcements import GrievanceReminderNotice
from bot.domain.calls.results import MoneyAnswer
from bot.domain.grievances.reminders import Reminder
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Role
from bot.domain.trail import Event
from bot.services import day, outbox
from bot.services.desk import Desk
from bot.services.grievances import handling, reminders
from bot.services.grievances.history import history_of
from bot.services.home import open_home
from tests.steps.builders import HAN, JUNG, KIM, LEE, MONDAY, OH, YOON, seoul, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.deliveries import take_notice
from tests.steps.desks import hire, operator
from tests.steps.grievances import bring_grievance, complain_of, number_of
from tests.steps.rows import told


def test_an_unacknowledged_grievance_climbs_to_head_and_supervisor_once_each(
    morning: Desk, clock: MovableClock
) -> None:
    bring_grievance(morning)
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
    bring_grievance(morning)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    counts = []

    for each in (date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 5)):
        clock.set(seoul(each, 9, 1))
        for _ in range(3):
            morning.do_now(reminders.remind_of_grievances)
        counts.append(sum(who in {YOON, OH} for who in told(morning, NoticeKind.GRIEVANCE_REMINDER)))

    assert counts == [0, 2, 4, 4]


def test_the_home_of_a_supervisor_counts_what_is_late(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    for who in (OH, LEE):
        morning.do_now(open_home, by=who)
    drawn: list[list[str]] = []

    for each in (date(2026, 12, 1), date(2026, 12, 2)):
        clock.set(seoul(each, 9, 1))
        morning.do_now(reminders.remind_of_grievances)
        drawn.append([])
        while (sending := take_notice(morning, NoticeKind.HOME)) is not None:
            drawn[-1].append(sending.recipient)
            morning.do_now(outbox.note_sent, sending=sending, posted=None)

    assert drawn == [[OH, LEE], [OH]]  # the first were left by opening it


def test_reminders_of_the_audit_track_reach_audit_alone(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    for days in range(1, 20):
        clock.set(seoul(MONDAY + timedelta(days=days), 10, 0))
        morning.do_now(reminders.remind_of_grievances)
        morning.do_now(day.end_day_when_due)

    assert set(told(morning, NoticeKind.GRIEVANCE_REMINDER)) == {HAN}


def test_a_subject_who_is_a_supervisor_too_is_never_reminded_of_a_complaint_about_manner(
    morning: Desk, clock: MovableClock
) -> None:
    hire(morning, operator("U0MIN", name="민감독", department="경무과", roles=[Role.SUPERVISOR.value]))
    complain_of(morning, number_of(morning, "정교통", "교통과"), number_of(morning, "오감독"))

    clock.set(seoul(MONDAY + timedelta(days=10), 10, 0))
    morning.do_now(reminders.remind_of_grievances)

    reminded = set(told(morning, NoticeKind.GRIEVANCE_REMINDER))
    assert {YOON, "U0MIN"} <= reminded
    assert not {JUNG, OH} & reminded
    overdue = GrievanceReminderNotice(grievance=1, reminder=Reminder.OVERDUE, day=MONDAY)
    seen = {who: morning.do_now(reminders.see_reminder, notice=overdue, reader=who) for who in ("U0MIN", YOON, OH)}
    assert {who: card and card.is_audits for who, card in seen.items()} == {"U0MIN": False, YOON: False, OH: None}


def test_a_head_has_the_officer_reminded_once_a_day(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning)
    clock.set(seoul(MONDAY + timedelta(days=10), 10, 0))

    for _ in range(2):
        morning.do_now(reminders.urge, by=YOON, grievance_id=1)
    with pytest.raises(Refused) as refused:
        morning.do_now(reminders.urge, by=KIM, grievance_id=1)

    assert told(morning, NoticeKind.GRIEVANCE_REMINDER) == [JUNG]
    assert [each.by for each in morning.do_now(history_of, 1) if each.event is Event.GRIEVANCE_URGED] == [YOON]
    assert refused.value.reason is Reason.GRIEVANCE_NOT_YOURS
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드렸습니다.")
    morning.do_now(reminders.urge, by=OH, grievance_id=1)
    assert KIM in told(morning, NoticeKind.GRIEVANCE_REMINDER)


def test_of_what_is_with_audit_nobody_is_told_whether_anybody_was_reminded(morning: Desk, clock: MovableClock) -> None:
    accusing = with_(GRIEVANCE_RESULT, words="담당 형사가 돈을 요구했습니다.")
    bring_grievance(morning, accusing)
    clock.set(seoul(MONDAY, 14, 0))

    with pytest.raises(Refused):
        morning.do_now(reminders.urge, by=YOON, grievance_id=1)
    morning.do_now(reminders.urge, by=OH, grievance_id=1)
    assert told(morning, NoticeKind.GRIEVANCE_REMINDER) == [HAN]

    morning.do_now(handling.acknowledge, by=HAN, grievance_id=1)
    morning.do_now(reminders.urge, by=OH, grievance_id=1)
