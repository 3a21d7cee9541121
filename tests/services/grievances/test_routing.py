"""Routing: who gets a grievance."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.results import MoneyAnswer
from bot.domain.grievances.cards import GrievanceViewer
from bot.domain.grievances.filing import StandIn
from bot.domain.grievances.kinds import Category, Kind
from bot.domain.notices import NoticeKind
from bot.domain.people.cards import Absence
from bot.domain.people.duty import Duty
from bot.domain.refusals import Refused
from bot.domain.roles import Role
from bot.services.calls import claiming
from bot.services.desk import Desk
from bot.services.grievances import filing
from bot.services.grievances.history import look_up_grievance
from bot.services.grievances.reminders import remind_of_grievances
from bot.services.grievances.rerouting import find_new_recipients, lose_account
from bot.services.people.absences import note_absence
from bot.services.people.directory import find_officers
from storage.people.tables import Staff
from tests.steps.builders import HAN, JUNG, KIM, MONDAY, OH, YOON, seoul, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import hire, operator
from tests.steps.grievances import QUESTION, about_officer, bring_grievance, complain_of, number_of
from tests.steps.rows import told

MANNER = replace(QUESTION, kind=Kind.COMPLAINT_MANNER, category=Category.RUDENESS)


def test_an_accusation_within_the_audit_office_goes_to_the_designated_supervisor(morning: Desk) -> None:
    hire(
        morning,
        operator("U0OH", name="오감독", department="경무과", roles=[Role.SUPERVISOR.value]),
        operator("U0MIN", name="민감찰", roles=[Role.AUDIT.value]),
    )
    morning.do_now(claiming.claim_call, by=KIM, number=2)
    chosen = next(each.id for each in morning.do_now(find_officers, by=KIM, words="민감찰"))
    accused = about_officer(QUESTION, chosen)
    result = with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES)
    morning.do_now(filing.begin_filing, by=KIM, number=2, result=result, filing=accused)

    morning.do_now(filing.file_grievance, by=KIM, number=2, filing=accused)

    assert told(morning, NoticeKind.GRIEVANCE) == [OH]


def deputy() -> Staff:
    """차계장, who stands in for the head of 교통과."""
    return operator("U0CHA", name="차계장", roles=[Role.DEPUTY.value], department="교통과")


def test_a_complaint_about_the_head_goes_to_the_deputy_and_the_operator_reads_why(morning: Desk) -> None:
    hire(morning, deputy(), operator(YOON, name="윤과장", department="교통과", roles=[Role.HEAD.value]))
    head = number_of(morning, "윤과장", "교통과")
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    card = morning.do_now(
        filing.begin_filing, by=KIM, number=1, result=GRIEVANCE_RESULT, filing=about_officer(MANNER, head)
    )

    assert (card.recipients[0].name, card.stand_in) == ("차계장", StandIn.SUBJECT)
    assert "윤과장" not in {each.name for each in card.recipients}


def test_without_a_head_the_deputy_comes_before_audit(morning: Desk) -> None:
    without_account = operator(JUNG, name="정교통", department="교통과", roles=[Role.OFFICER.value])
    without_account.slack_id = None
    hire(morning, deputy(), without_account)
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    officer = number_of(morning, "정교통", "교통과")

    card = morning.do_now(
        filing.begin_filing, by=KIM, number=1, result=GRIEVANCE_RESULT, filing=about_officer(QUESTION, officer)
    )

    assert (card.recipients[0].name, card.stand_in) == ("차계장", StandIn.UNREACHABLE)


def test_reminders_of_a_complaint_about_the_head_never_reach_the_head(morning: Desk, clock: MovableClock) -> None:
    hire(morning, deputy())
    hire(morning, operator(YOON, name="윤과장", department="교통과", roles=[Role.HEAD.value]))
    complain_of(morning, number_of(morning, "윤과장", "교통과"))

    for days in range(1, 20):
        clock.set(seoul(MONDAY + timedelta(days=days), 10, 0))
        morning.do_now(remind_of_grievances)

    assert told(morning, NoticeKind.GRIEVANCE) == ["U0CHA"]
    assert set(told(morning, NoticeKind.GRIEVANCE_REMINDER)) == {"U0CHA", KIM, OH}
    with pytest.raises(Refused):
        morning.do_now(look_up_grievance, by=YOON, grievance_id=1)


def test_while_the_head_is_away_reminders_go_to_whom_they_named_else_to_the_deputy(
    morning: Desk, clock: MovableClock
) -> None:
    hire(morning, deputy())
    bring_grievance(morning)
    [oh] = morning.do_now(find_officers, by=KIM, words="오감독")
    away = Absence(first=MONDAY, last=MONDAY + timedelta(days=30), duty=Duty.AWAY, deputy=oh)
    morning.do_now(note_absence, by=YOON, absence=away)

    clock.set(seoul(MONDAY + timedelta(days=1), 14, 0))
    morning.do_now(remind_of_grievances)
    named = set(told(morning, NoticeKind.GRIEVANCE_REMINDER))
    hire(morning, operator(OH, name="오감독", roles=[Role.SUPERVISOR.value], active=False))
    clock.set(seoul(MONDAY + timedelta(days=21), 10, 0))
    morning.do_now(remind_of_grievances)

    assert named == {JUNG, OH}
    assert "U0CHA" in told(morning, NoticeKind.GRIEVANCE_REMINDER)
    assert YOON not in told(morning, NoticeKind.GRIEVANCE_REMINDER)
    assert morning.do_now(look_up_grievance, by="U0CHA", grievance_id=1).standing is GrievanceViewer.HEAD


def test_while_all_who_may_have_it_are_away_the_first_of_them_has_it_and_the_operator_reads_who(
    morning: Desk,
) -> None:
    for who, named in ((HAN, "오감독"), (OH, "한감사")):  # each names the other
        [other] = morning.do_now(find_officers, by=KIM, words=named)
        morning.do_now(note_absence, by=who, absence=Absence(first=MONDAY, last=MONDAY, duty=Duty.AWAY, deputy=other))
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    unknown = replace(MANNER, officer_unknown=True)
    morning.do_now(filing.begin_filing, by=KIM, number=1, result=GRIEVANCE_RESULT, filing=unknown)

    _, filed = morning.do_now(filing.file_grievance, by=KIM, number=1, filing=unknown)

    assert filed is not None
    assert (filed.recipient.name, told(morning, NoticeKind.GRIEVANCE)) == ("한감사", [HAN])


def test_what_was_filed_while_nobody_had_an_account_is_passed_on_as_soon_as_somebody_has(morning: Desk) -> None:
    for who in (HAN, OH):
        morning.do_now(lose_account, slack_id=who)
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    unknown = replace(MANNER, officer_unknown=True)
    morning.do_now(filing.begin_filing, by=KIM, number=1, result=GRIEVANCE_RESULT, filing=unknown)
    morning.do_now(filing.file_grievance, by=KIM, number=1, filing=unknown)
    before = told(morning, NoticeKind.GRIEVANCE)

    hire(morning, operator(OH, roles=[Role.SUPERVISOR.value], name="오감독"))
    morning.do_now(find_new_recipients)

    assert (before, told(morning, NoticeKind.GRIEVANCE)) == ([], [OH])
